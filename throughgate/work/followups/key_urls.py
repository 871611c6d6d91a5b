"""Addresses for persons and companies without an account. Names beginning with `feedback_` are outside the context of an actor."""

from __future__ import annotations

from django.urls import path

from throughgate.work.followups.views import public

urlpatterns = [
    path("", public.code_page, name="feedback_code"),
    path("answer/", public.by_code, name="feedback_by_code"),
    path("<str:token>/", public.by_link, name="feedback_by_link"),
]
