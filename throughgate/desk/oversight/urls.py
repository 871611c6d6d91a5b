"""Addresses of the data-protection officer's pages."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.oversight import views

app_name = "oversight"
urlpatterns = [
    path("", views.Looks.as_view(), name="looks"),
    path("purposes/", views.Purposes.as_view(), name="purposes"),
    path("outside/", views.Outside.as_view(), name="outside"),
    path("changes/", views.Changes.as_view(), name="changes"),
]
