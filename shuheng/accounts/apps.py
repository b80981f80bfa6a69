"""Registers the room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "shuheng.accounts"
    verbose_name = "用户与权限"
