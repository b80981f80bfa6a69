"""Addresses of the quality room, subject by subject."""

from shuheng.quality.urls import catalogue_runs, cleaning, issues, places, probes, sampling, tables

urlpatterns = [
    *catalogue_runs.urlpatterns,
    *places.urlpatterns,
    *tables.urlpatterns,
    *issues.urlpatterns,
    *cleaning.urlpatterns,
    *sampling.urlpatterns,
    *probes.urlpatterns,
]
