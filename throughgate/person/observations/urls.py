"""Addresses of observations."""

from __future__ import annotations

from django.urls import include, path

from throughgate.person.observations.views import (
    grid,
    groups,
    line,
    listing,
    sheets,
    tables,
    transitions,
    voice,
)

app_name = "observations"
urlpatterns = [
    # The profile, letters and how far observers agree; sheets and slips to print.
    path("", include("throughgate.person.observations.profile.urls")),
    path("", include("throughgate.person.observations.paper.urls")),
    path("sheets/", listing.SheetList.as_view(), name="list"),
    path("sheets/start", sheets.Start.as_view(), name="start"),
    path("sheets/code", transitions.enter_code, name="code"),
    path("sheets/groups/", groups.Groups.as_view(), name="groups"),
    path("sheets/groups/<uuid:key>/", groups.Group.as_view(), name="group"),
    path("sheets/groups/<uuid:key>/members", groups.change_members, name="members"),
    path("sheets/unseen/", listing.Unseen.as_view(), name="unseen"),
    path("sheets/training", groups.Training.as_view(), name="training"),
    path("sheets/objections/", listing.Objections.as_view(), name="objections"),
    path("sheets/<uuid:key>/", grid.Sheet.as_view(), name="sheet"),
    path("sheets/<uuid:key>/cell", grid.save_cell, name="cell"),
    path("sheets/<uuid:key>/details", sheets.Details.as_view(), name="details"),
    path("sheets/<uuid:key>/people", sheets.change_people, name="people"),
    path("sheets/<uuid:key>/sheet.xlsx", tables.download, name="xlsx"),
    path("sheets/<uuid:key>/upload", tables.upload, name="upload"),
    path("sheets/<uuid:key>/amend", transitions.Amend.as_view(), name="amend"),
    path("sheets/<uuid:key>/retract", transitions.Retract.as_view(), name="retract"),
    path("sheets/<uuid:key>/discard", transitions.Discard.as_view(), name="discard"),
    path("people/<uuid:key>/sheets/<uuid:line>/", line.line, name="line"),
    path("people/<uuid:key>/sheets/<uuid:line>/remark", voice.RemarkPage.as_view(), name="remark"),
    path("people/<uuid:key>/remarks/<uuid:row>/answer", voice.AnswerPage.as_view(), name="answer"),
    path("people/<uuid:key>/self", voice.self_rating, name="self"),
]
