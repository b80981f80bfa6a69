"""Addresses of the list of entries."""

from django.urls import path

from shuheng.catalogue.views import listing

urlpatterns = [
    path("catalogue/", listing.catalogue, name="catalogue"),
    path("catalogue/export/<slug:format_name>/", listing.export, name="catalogue-export"),
]
