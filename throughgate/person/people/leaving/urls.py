"""The address of the page on which a membership ends."""

from __future__ import annotations

from django.urls import path

from throughgate.person.people.leaving.views import EndMembership

app_name = "leaving"
urlpatterns = [path("<uuid:key>/end/", EndMembership.as_view(), name="end")]
