"""Addresses of openings."""

from __future__ import annotations

from django.urls import path

from throughgate.work.openings import views
from throughgate.work.openings.renewal.views import letter

app_name = "openings"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("export/", views.export_list, name="export"),
    path("add/", views.choose_page, name="add"),
    path("add/<slug:code>/", views.add_page, name="add-for"),
    path("<uuid:key>/", views.opening_detail, name="page"),
    path("<uuid:key>/change/", views.change_page, name="change"),
    path("<uuid:key>/renew/", views.renew, name="renew"),
    path("<uuid:key>/letter/", letter, name="letter"),
    path("<uuid:key>/move/", views.move, name="move"),
]
