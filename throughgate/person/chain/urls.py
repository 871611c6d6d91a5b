"""Addresses of chains."""

from __future__ import annotations

from django.urls import path

from throughgate.person.chain.views import plan

app_name = "chain"
urlpatterns = [
    path("people/<uuid:key>/plan/", plan.plan, name="plan"),
    path("people/<uuid:key>/plan/begin", plan.begin, name="begin"),
    path("people/<uuid:key>/plan/<uuid:row>/do", plan.do, name="do"),
    path("people/<uuid:key>/plan/<uuid:row>/undo", plan.undo, name="undo"),
    path("people/<uuid:key>/plan/<uuid:row>/skip", plan.Skip.as_view(), name="skip"),
]
