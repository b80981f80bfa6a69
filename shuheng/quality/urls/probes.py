"""Addresses of interfaces and their probing."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
