"""Addresses of papers, included under `observations`."""

from __future__ import annotations

from django.urls import path

from throughgate.person.observations.paper import views

urlpatterns = [
    path("sheets/<uuid:key>/sheet.pdf", views.sheet_paper, name="paper"),
    path("people/<uuid:key>/slips/", views.make_slip, name="slip"),
    path("people/<uuid:key>/slips/<uuid:row>.pdf", views.slip_paper, name="slip_pdf"),
]
