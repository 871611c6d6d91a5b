"""Addresses for those without an account. Names beginning with `joining_` are outside the context of an actor."""

from __future__ import annotations

from django.urls import path

from throughgate.work.register.views import public

urlpatterns = [
    path("", public.form_page, name="joining_form"),
    path("sent/", public.sent_page, name="joining_sent"),
    path("paper/", public.paper, name="joining_paper"),
    path("code/", public.code_page, name="joining_code"),
    path("answer/", public.by_code, name="joining_by_code"),
    path("<str:token>/", public.by_link, name="joining_by_link"),
]
