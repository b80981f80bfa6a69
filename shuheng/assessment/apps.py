"""Registers the room with Django."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "shuheng.assessment"
    verbose_name = "评估"
