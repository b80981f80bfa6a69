"""Addresses of quality issues."""

from django.urls import path

from shuheng.quality.issues import views

urlpatterns = [
    path("quality/issues/", views.issues, name="quality-issues"),
    path("quality/issues/many/", views.bulk, name="quality-issues-many"),
    path("quality/issues/<int:number>/", views.issue, name="quality-issue"),
    path("quality/issues/<int:number>/answer/", views.answer, name="answer-issue"),
    path("quality/issues/<int:number>/decide/", views.decide, name="decide-issue"),
]
