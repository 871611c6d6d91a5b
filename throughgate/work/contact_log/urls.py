"""Addresses of contacts with organisations."""

from __future__ import annotations

from django.urls import path

from throughgate.work.contact_log import dates, views

app_name = "contact_log"
PREFIX = "organisations/<slug:code>/contact-log/"
urlpatterns = [
    path("", views.Log.as_view(), name="list"),
    path("dates/", dates.of_all, name="dates"),
    path("add/", views.NotePage.as_view(), name="add"),
    path("notes/<uuid:key>/", views.NotePage.as_view(), name="note"),
    path("notes/<uuid:key>/finish/", views.finish_step, name="finish"),
    path("notes/<uuid:key>/dates/", dates.of_one, name="dates-of-note"),
    path("agreements/add/", views.AgreementPage.as_view(), name="add-agreement"),
    path("agreements/<uuid:key>/", views.AgreementPage.as_view(), name="agreement"),
    path("agreements/<uuid:key>/finish/", views.finish_agreement, name="finish-agreement"),
]
