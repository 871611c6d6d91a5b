"""Addresses behind a code or a link. Names beginning with `introduction_` and `asked_` are outside the context of an actor."""

from __future__ import annotations

from django.urls import path

from throughgate.work.placements.views import by_key

urlpatterns = [
    path("introduced/code/", by_key.introduction_code, name="introduction_code"),
    path("introduced/answer/", by_key.introduction_by_code, name="introduction_by_code"),
    path("introduced/<str:token>/", by_key.introduction_by_link, name="introduction_by_link"),
    path("asked/", by_key.asked_code, name="asked_code"),
    path("asked/answer/", by_key.asked_by_code, name="asked_by_code"),
]
