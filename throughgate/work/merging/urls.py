"""The address at which two entries are merged."""

from __future__ import annotations

from django.urls import path

from throughgate.work.merging import views

app_name = "merging"
urlpatterns = [path("organisations/<slug:code>/merge/", views.Merge.as_view(), name="merge")]
