"""The address of the page on which a membership ends."""

from __future__ import annotations

from django.urls import path

from throughgate.person.people.leaving.views import end_page

app_name = "leaving"
urlpatterns = [path("<uuid:key>/end/", end_page, name="end")]
