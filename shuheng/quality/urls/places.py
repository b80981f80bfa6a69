"""Addresses of places where agencies keep their data."""

from django.urls import path

from shuheng.quality.places import views

urlpatterns = [
    path("quality/places/", views.places, name="data-places"),
    path("quality/places/new/", views.new_place, name="new-data-place"),
    path("quality/places/<int:number>/", views.place, name="data-place"),
    path("quality/places/<int:number>/edit/", views.change_place, name="change-data-place"),
    path("quality/places/<int:number>/check/", views.check_place, name="check-data-place"),
    path("quality/places/<int:number>/tables/", views.choose_tables, name="choose-place-tables"),
    path("quality/places/<int:number>/end/", views.end_place, name="end-data-place"),
]
