"""Addresses of random samples."""

from django.urls import path

from shuheng.quality.sampling import views

urlpatterns = [
    path("quality/sampling/", views.draws, name="sample-draws"),
    path("quality/sampling/new/", views.new_draw, name="new-sample-draw"),
    path("quality/sampling/<int:number>/", views.one_draw, name="sample-draw"),
    path("quality/sampling/<int:number>/findings/", views.record, name="sample-findings"),
    path("quality/sampling/<int:number>/sheet.xlsx", views.sheet, name="sample-sheet"),
    path("quality/sampling/<int:number>/sheet/", views.sheet_back, name="sample-sheet-back"),
    path("quality/sampling/<int:number>/population.txt", views.population, name="sample-population"),
    path("quality/sampling/<int:number>/void/", views.void, name="void-sample-draw"),
]
