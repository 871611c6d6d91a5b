"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.near import near_page
from throughgate.desk.person_page import path_print, person_page
from throughgate.desk.search import search_page
from throughgate.desk.today import today_page

app_name = "desk"
urlpatterns = [
    path("", today_page, name="today"),
    path("people/<uuid:key>/", person_page, name="person"),
    path("people/<uuid:key>/openings/", near_page, name="near"),
    path("people/<uuid:key>/path.pdf", path_print, name="path_pdf"),
    path("search/", search_page, name="search"),
]
