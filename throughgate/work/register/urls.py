"""Addresses of the register for those who are signed in."""

from __future__ import annotations

from django.urls import path

from throughgate.work.register.views import entry, listing, one, proposal

app_name = "register"
urlpatterns = [
    path("registrations/", listing.Registrations.as_view(), name="list"),
    path("registrations/export/", listing.Registrations.as_file(), name="export"),
    path("registrations/type/", one.TypeIn.as_view(), name="type"),
    path("register/", listing.Others.as_view(), name="others"),
    path("first-weeks/", entry.first_weeks, name="first-weeks"),
    path("registrations/<uuid:key>/", one.page, name="page"),
    path("registrations/<uuid:key>/verify/", one.Verify.as_view(), name="verify"),
    path("registrations/<uuid:key>/refuse/", one.Refuse.as_view(), name="refuse"),
    path("registrations/<uuid:key>/change/", one.Change.as_view(), name="change"),
    path("registrations/<uuid:key>/refresh/", one.refresh, name="refresh"),
    path("registrations/<uuid:key>/move/", one.move, name="move"),
    path("registrations/<uuid:key>/proposal/", proposal.page, name="proposal"),
    path("registrations/<uuid:key>/proposal/take-over/", proposal.take_over, name="take-over"),
    path("registrations/<uuid:key>/proposal/refuse/", proposal.refuse, name="refuse-proposal"),
    path("registrations/<uuid:key>/letter/", one.letter, name="letter"),
    path("organisations/<slug:code>/register/", entry.page, name="entry"),
]
