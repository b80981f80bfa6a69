"""Addresses of the pages that belong to no room."""

from django.urls import path

from shuheng.web import views

urlpatterns = [
    path("gallery/", views.gallery, name="gallery"),
    path("health/", views.health, name="health"),
]
