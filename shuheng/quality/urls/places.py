"""Addresses of places where agencies keep their data."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
