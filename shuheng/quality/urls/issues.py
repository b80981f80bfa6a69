"""Addresses of quality issues."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
