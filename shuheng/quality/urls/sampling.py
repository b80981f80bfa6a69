"""Addresses of random samples."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
