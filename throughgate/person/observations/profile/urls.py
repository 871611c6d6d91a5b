"""Addresses of the profile, included under `observations`."""

from __future__ import annotations

from django.urls import path

from throughgate.person.observations.profile import views

urlpatterns = [
    path("people/<uuid:key>/profile/", views.profile, name="profile"),
]
