"""Registers the room with Django."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "shuheng.quality"
    verbose_name = "质量"
