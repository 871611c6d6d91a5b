"""Addresses of the data-protection officer's pages."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.oversight import views
from throughgate.foundation.web.post_search import asked_by_form

app_name = "oversight"
urlpatterns = [
    path("", views.Looks.as_view(), name="looks"),
    path("export/", views.Looks.as_file(), name="export-looks"),
    path("person/", asked_by_form(views.WhichPerson.as_view()), name="person"),
    path("purposes/", views.Purposes.as_view(), name="purposes"),
    path("purposes/export/", views.Purposes.as_file(), name="export-purposes"),
    path("outside/", views.Outside.as_view(), name="outside"),
    path("changes/", views.Changes.as_view(), name="changes"),
    path("changes/export/", views.Changes.as_file(), name="export-changes"),
]
