"""Addresses of rubrics and results."""

from django.urls import include, path

from shuheng.assessment import views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("rubrics/", views.rubrics, name="rubrics"),
    path("rubrics/<slug:rubric_id>/", views.rubric, name="rubric"),
    path("results/", views.results, name="results"),
    path("results/<int:number>/", views.result, name="result"),
    path("results/<int:number>/recompute/", views.recompute, name="recompute"),
    path("results/<int:number>/agencies/<str:code>/", views.agency, name="agency"),
    path("results/<int:number>/agencies/<str:code>/what-if/", views.what_if, name="what-if"),
    path("results/<int:number>/agencies/<str:code>/advice/", views.advice, name="advice"),
    path("results/<int:number>/agencies/<str:code>/why/", views.why, name="why-total"),
    path("results/<int:number>/agencies/<str:code>/why/<str:indicator>/", views.why, name="why"),
    path("compare/", views.compare, name="compare"),
    path("", include("shuheng.assessment.ledger.urls")),
]
