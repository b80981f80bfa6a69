"""Addresses of the calendar."""

from django.urls import path

from shuheng.workdays import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/days/<str:day>/", views.set_day, name="calendar-day"),
    path("calendar/years/<int:year>/", views.set_year, name="calendar-year"),
]
