"""Addresses of introductions and placements for those who stand beside the person."""

from __future__ import annotations

from django.urls import path

from throughgate.work.placements.views import staff, steps

app_name = "placements"
_ONE = "people/<uuid:key>/introductions/<uuid:row>/"
urlpatterns = [
    path("introductions/", staff.Placements.as_view(), name="list"),
    path("people/<uuid:key>/introductions/", staff.of_person, name="of-person"),
    path("people/<uuid:key>/introductions/propose/<uuid:opening>/", steps.Propose.as_view(), name="propose"),
    path(_ONE, staff.page, name="page"),
    path(f"{_ONE}ask/", steps.Ask.as_view(), name="ask"),
    path(f"{_ONE}person/", steps.AskPerson.as_view(), name="ask-person"),
    path(f"{_ONE}custody/", steps.AskCustody.as_view(), name="ask-custody"),
    path(f"{_ONE}company/", steps.AskCompany.as_view(), name="ask-company"),
    path(f"{_ONE}talk/", steps.Invite.as_view(), name="invite"),
    path(f"{_ONE}start/", steps.Start.as_view(), name="start"),
    path(f"{_ONE}end/<slug:name>/", steps.End.as_view(), name="end"),
    path(f"{_ONE}contact/", steps.Contact.as_view(), name="contact"),
    path(f"{_ONE}move/", staff.move, name="move"),
    path(f"{_ONE}message/", staff.message, name="message"),
]
