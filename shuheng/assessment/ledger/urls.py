"""Addresses of the ledger."""

from django.urls import path

from shuheng.assessment.ledger import views

urlpatterns = [
    path("facts/", views.facts, name="facts"),
    path("facts/new/", views.new_fact, name="new-fact"),
    path("facts/export/", views.export, name="facts-export"),
    path("facts/gather/", views.gather, name="gather-facts"),
    path("facts/score/", views.score, name="score-ledger"),
    path("facts/periods/", views.periods, name="periods"),
    path("facts/periods/close/", views.close, name="close-period"),
    path("facts/<int:number>/", views.fact, name="fact"),
]
