"""Addresses for companies without an account. Names beginning with `renewal_` are outside the context of an actor."""

from __future__ import annotations

from django.urls import path

from throughgate.work.openings.renewal import views

urlpatterns = [
    path("", views.code_page, name="renewal_code"),
    path("openings/", views.by_code, name="renewal_by_code"),
    path("<str:token>/", views.by_link, name="renewal_by_link"),
]
