"""Addresses of openings."""

from __future__ import annotations

from django.urls import path

from throughgate.work.openings.renewal.views import letter
from throughgate.work.openings.views import choosing, dates, knowing, listing, one, postings

app_name = "openings"
PREFIX = "openings/"
urlpatterns = [
    path("", listing.OpeningList.as_view(), name="list"),
    path("export/", listing.OpeningList.as_file(), name="export"),
    path("postings/", postings.PostingList.as_file(), name="postings"),
    path("dates/", dates.DateList.as_file(), name="dates"),
    path("good-to-know/", knowing.good_to_know, name="good-to-know"),
    path("add/", choosing.ChooseCompany.as_view(), name="add"),
    path("add/<slug:code>/", one.AddOpening.as_view(), name="add-for"),
    path("<uuid:key>/", one.opening_detail, name="page"),
    path("<uuid:key>/change/", one.ChangeOpening.as_view(), name="change"),
    path("<uuid:key>/date/", dates.one_date, name="date"),
    path("<uuid:key>/posting/", postings.posting, name="posting"),
    path("<uuid:key>/renew/", one.renew, name="renew"),
    path("<uuid:key>/letter/", letter, name="letter"),
    path("<uuid:key>/move/", one.move, name="move"),
]
