"""Addresses of cleaning."""

from django.urls import path

from shuheng.quality.cleaning import views

urlpatterns = [
    path("quality/cleaning/", views.cleanings, name="cleanings"),
    path("quality/cleaning/new/", views.new_cleaning, name="new-cleaning"),
    path("quality/cleaning/<int:number>/", views.cleaning, name="cleaning"),
    path("quality/cleaning/<int:number>/apply/", views.apply, name="apply-cleaning"),
    path("quality/cleaning/<int:number>/drop/", views.drop, name="drop-cleaning"),
    path("quality/cleaning/<int:number>/undo/", views.undo, name="undo-cleaning"),
    path("quality/cleaning/<int:number>/<slug:which>.<slug:form>", views.download, name="cleaning-download"),
]
