"""Registers the room with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "shuheng.web"
    verbose_name = "页面"
