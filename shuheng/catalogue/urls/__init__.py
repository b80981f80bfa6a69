"""Addresses of the catalogue, part by part."""

from shuheng.catalogue.urls import entries, harvest, listing

urlpatterns = [*entries.urlpatterns, *listing.urlpatterns, *harvest.urlpatterns]
