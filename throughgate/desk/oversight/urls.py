"""Addresses of the data-protection officer's pages."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.looks_page, name="looks"),
    path("purposes/", views.purposes_page, name="purposes"),
    path("outside/", views.outside_page, name="outside"),
    path("changes/", views.changes_page, name="changes"),
]
