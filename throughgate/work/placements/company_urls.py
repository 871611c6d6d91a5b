"""Addresses of a company's introductions, and of what is printed about them."""

from __future__ import annotations

from django.urls import path

from throughgate.work.placements.views import company, papers

app_name = "introductions"
_ONE = "people/<uuid:key>/introductions/<uuid:row>/"
urlpatterns = [
    path("own-introductions/", company.Introductions.as_view(), name="list"),
    path("own-introductions/<uuid:key>/", company.page, name="page"),
    path(f"{_ONE}letter/", papers.letter, name="letter"),
    path(f"{_ONE}sheet/", papers.sheet, name="sheet"),
]
