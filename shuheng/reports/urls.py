"""Addresses of files out and in: exports of a result, the Excel form, the upload of facts."""

from django.urls import path

from shuheng.reports import views
from shuheng.reports.quality import views as quality

urlpatterns = [
    path("results/new/", views.new_result, name="new-result"),
    path("results/<int:number>/export/<slug:form>/", views.export, name="export"),
    path("rubrics/<slug:rubric_id>/document/", views.upload_document, name="upload-document"),
    path("rubrics/<slug:rubric_id>/form/", views.facts_form, name="facts-form"),
    path("quality/reports/", quality.reports, name="quality-reports"),
    path("quality/reports/<slug:kind>.<slug:form>", quality.report, name="quality-report"),
]
