"""Addresses of observations."""

from __future__ import annotations

from django.urls import include, path

app_name = "observations"
urlpatterns = [
    path("", include("throughgate.person.observations.profile.urls")),
]
