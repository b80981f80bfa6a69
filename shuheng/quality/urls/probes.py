"""Addresses of interfaces and their probing."""

from django.urls import path

from shuheng.quality.probes.views import bulk, changes, pages

urlpatterns = [
    path("quality/probes/", pages.interfaces, name="probes"),
    path("quality/probes/new/", changes.add, name="new-probed-interface"),
    path("quality/probes/all/", changes.probe_all, name="probe-all"),
    path("quality/probes/import/", bulk.import_file, name="import-interfaces"),
    path("quality/probes/form.xlsx", bulk.form_file, name="interfaces-file"),
    path("quality/probes/catalogue/", bulk.catalogue, name="interfaces-of-catalogue"),
    path("quality/probes/outages/", pages.outages, name="outages"),
    path("quality/probes/outages/<int:number>/", changes.outage, name="outage"),
    path("quality/probes/outages/<int:number>/excuse/", changes.ask_excuse, name="ask-excuse"),
    path("quality/probes/outages/<int:number>/decision/", changes.decide_excuse, name="decide-excuse"),
    path("quality/probes/runs/<int:number>/", pages.run, name="probe-run"),
    path("quality/probes/<int:number>/", pages.interface, name="probed-interface"),
    path("quality/probes/<int:number>/edit/", changes.change, name="change-interface"),
    path("quality/probes/<int:number>/probe/", changes.probe, name="probe-interface"),
]
