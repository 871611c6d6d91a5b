"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from throughgate.foundation.imports.views import columns, jobs, listing, rows

app_name = "imports"
PREFIX = "imports/"
urlpatterns = [
    path("", listing.ImportList.as_view(), name="list"),
    path("add/", jobs.add, name="add"),
    path("<uuid:key>/", jobs.show, name="page"),
    path("<uuid:key>/columns/", columns.columns, name="columns"),
    path("<uuid:key>/reading/", columns.reading, name="reading"),
    path("<uuid:key>/move/", jobs.move, name="move"),
    path("<uuid:key>/download/", rows.download, name="download"),
    path("<uuid:key>/rows/<uuid:row>/", rows.answer, name="row"),
]
