"""Addresses of follow-ups for those who stand beside the person."""

from __future__ import annotations

from django.urls import path

from throughgate.work.followups.views import own, staff

app_name = "followups"
urlpatterns = [
    path("people/<uuid:key>/follow-ups/", staff.of_person, name="list"),
    path("people/<uuid:key>/follow-ups/<uuid:row>/<slug:name>/", staff.TypeIn.as_view(), name="type"),
    path("people/<uuid:key>/follow-ups/<uuid:row>/<slug:name>/sheet/", staff.sheet, name="sheet"),
    path("people/<uuid:key>/feedback/<uuid:row>/seen/", staff.seen, name="seen"),
    path("own-introductions/<uuid:key>/how-it-goes/<slug:name>/", own.Own.as_view(), name="own"),
]
