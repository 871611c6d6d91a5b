"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from throughgate.desk.beside import beside_page
from throughgate.desk.disclosure import disclosure_page, disclosure_print
from throughgate.desk.near import near_page
from throughgate.desk.organisation import views as organisation
from throughgate.desk.person import views as person
from throughgate.desk.planning import views as planning
from throughgate.desk.search import search_page
from throughgate.desk.suiting import suiting_page
from throughgate.desk.today_page import today_page, waiting_page

app_name = "desk"
urlpatterns = [
    path("", today_page, name="today"),
    path("today/<slug:name>/", waiting_page, name="waiting"),
    path("people/<uuid:key>/", person.overview, name="person"),
    path("people/<uuid:key>/openings/", near_page, name="near"),
    path("people/<uuid:key>/openings/<uuid:opening>/", beside_page, name="beside"),
    path("people/<uuid:key>/applying/", disclosure_page, name="disclosure"),
    path("applying.pdf", disclosure_print, name="disclosure-print"),
    path("people/<uuid:key>/work/", person.work, name="person-work"),
    path("people/<uuid:key>/sharing/", person.sharing, name="person-sharing"),
    path("people/<uuid:key>/facts/", person.facts, name="person-facts"),
    path("people/<uuid:key>/path.pdf", person.path_print, name="path_pdf"),
    path("organisations/<slug:code>/openings/", organisation.Offers.as_view(), name="organisation-openings"),
    path("openings/plan/", planning.Plans.as_view(), name="planning"),
    path("openings/plan/start/", planning.start, name="plan-start"),
    path("openings/plan/<uuid:key>/", planning.plan_page, name="plan"),
    path("openings/plan/<uuid:key>/try/", planning.try_from, name="plan-try"),
    path("openings/plan/<uuid:key>/stop/", planning.stop, name="plan-stop"),
    path("openings/<uuid:key>/people/", suiting_page, name="suiting"),
    path("search/", search_page, name="search"),
]
