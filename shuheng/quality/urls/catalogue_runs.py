"""Addresses of measuring and of what it found."""

from django.urls import path

from shuheng.quality import views

urlpatterns = [
    path("quality/", views.board, name="quality"),
    path("quality/measures/<slug:code>/", views.measure, name="measure"),
    path("quality/figures/<int:number>/", views.figure_entries, name="figure-entries"),
    path("quality/entries/<int:number>/", views.entry, name="entry-measures"),
    path("quality/compare/", views.compare, name="compare-measures"),
    path("quality/runs/", views.runs, name="measure-runs"),
    path("quality/runs/new/", views.new_run, name="new-measure-run"),
    path("quality/runs/<int:number>/", views.run, name="measure-run"),
    path("quality/runs/<int:number>/families/", views.families, name="families"),
    path("quality/runs/<int:number>/families/<str:agency>/<int:family>/", views.family, name="family"),
]
