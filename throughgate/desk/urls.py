"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.search import search_page
from throughgate.desk.today import today_page

app_name = "desk"
urlpatterns = [
    path("", today_page, name="today"),
    path("search/", search_page, name="search"),
]
