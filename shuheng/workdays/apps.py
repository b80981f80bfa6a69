"""Registers the room with Django."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    name = "shuheng.workdays"
    verbose_name = "工作日历"
