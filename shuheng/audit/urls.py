"""Addresses of the log."""

from django.urls import path

from shuheng.audit import views

urlpatterns = [
    path("audit/", views.audit, name="audit"),
    path("audit/verify/", views.verify, name="audit-verify"),
]
