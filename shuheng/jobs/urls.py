"""Addresses of background jobs."""

from django.urls import path

from shuheng.jobs import views

urlpatterns = [
    path("jobs/", views.jobs, name="jobs"),
    path("jobs/<int:number>/", views.job, name="job"),
    path("jobs/<int:number>/cancel/", views.cancel, name="job-cancel"),
    path("jobs/<int:number>/again/", views.again, name="job-again"),
]
