"""Registers the room with Django."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "shuheng.registers"
    verbose_name = "台账"
