"""Addresses of the harvest."""

from django.urls import path

from shuheng.catalogue.harvest import views

urlpatterns = [
    path("harvest/", views.sources, name="harvest"),
    path("harvest/new/", views.source_new, name="harvest-new"),
    path("harvest/sources/<slug:code>/", views.source, name="harvest-source"),
    path("harvest/sources/<slug:code>/mapping/", views.mapping, name="harvest-mapping"),
    path("harvest/sources/<slug:code>/run/", views.run, name="harvest-start"),
    path("harvest/runs/<int:number>/", views.report, name="harvest-run"),
    path("harvest/runs/<int:number>/csv/", views.report_csv, name="harvest-run-csv"),
]
