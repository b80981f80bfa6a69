"""Registers the room with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "shuheng.audit"
    verbose_name = "操作记录"
