"""Addresses of tables, their runs and what was found."""

from django.urls import path

from shuheng.quality.tables.views import bring, runs, schedules, tables

urlpatterns = [
    path("quality/tables/", tables.tables, name="data-tables"),
    path("quality/tables/new/", bring.new_table, name="new-data-table"),
    path("quality/tables/matrix/", tables.matrix, name="table-matrix"),
    path("quality/tables/runs/", runs.table_runs, name="table-runs"),
    path("quality/tables/runs/new/", runs.new_table_run, name="new-table-run"),
    path("quality/tables/runs/<int:number>/", runs.table_run, name="table-run"),
    path("quality/tables/runs/<int:number>/again/", runs.run_again, name="table-run-again"),
    path("quality/tables/schedules/", schedules.schedules, name="quality-schedules"),
    path("quality/tables/schedules/<int:number>/", schedules.switch, name="quality-schedule"),
    path("quality/tables/figures/<int:number>/", tables.figure, name="table-figure"),
    path("quality/tables/<int:number>/", tables.table, name="data-table"),
    path("quality/tables/<int:number>/data/", bring.new_version, name="new-table-data"),
    path("quality/tables/<int:number>/columns/", tables.describe, name="describe-table"),
    path("quality/tables/<int:number>/end/", tables.end, name="end-table"),
]
