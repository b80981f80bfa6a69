"""Registers the room with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "shuheng.catalogue"
    verbose_name = "数据资源目录"
