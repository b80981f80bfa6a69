"""Addresses of tables, their runs and what was found."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
