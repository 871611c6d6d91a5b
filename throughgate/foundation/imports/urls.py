"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from throughgate.foundation.imports.views import columns, jobs, rows

app_name = "imports"
PREFIX = "imports/"
urlpatterns = [
    path("", jobs.list_imports, name="list"),
    path("add/", jobs.add, name="add"),
    path("<uuid:key>/", jobs.show, name="page"),
    path("<uuid:key>/columns/", columns.columns, name="columns"),
    path("<uuid:key>/reading/", columns.reading, name="reading"),
    path("<uuid:key>/move/", jobs.move, name="move"),
    path("<uuid:key>/download/", rows.download, name="download"),
    path("<uuid:key>/rows/<uuid:row>/", rows.answer, name="row"),
]
