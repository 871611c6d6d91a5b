"""Whatever is done once is done once: by four at the same moment, too. The others are told, and nothing breaks."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.fixtures import Cast
from tests.policies.places import (
    LIST,
    TOGETHER,
    Place,
    Step,
    code,
    columns,
    contact,
    done,
    draft,
    fixed,
    invitation,
    invite,
    iso,
    letter,
    looked_at,
    member,
    moved,
    objection,
    of_person,
    of_sheet,
    opening,
    said,
    site,
    taken_up,
)
from throughgate.person.observations.tests.making import register
from throughgate.person.people import models

ANY = tuple(range(TOGETHER + 1))
PASSWORD = "a long and quiet river"
DEEDS: dict[str, Step] = {
    "sheet.sign": Step("officer", of_sheet("sheet", draft), {"do": "sign"}),
    "sheet.discard": Step("officer", of_sheet("discard", draft)),
    "sheet.amend": Step("officer", of_sheet("amend", done), {"reason": "Wrong line"}),
    "sheet.retract": Step("officer", of_sheet("retract", done), {"reason": "Wrong group"}),
    "sheet.details": Step("officer", of_sheet("details", draft), {"occasion": said}),
    "letter.write": Step(
        "lead",
        lambda place: (register(place.cast.acting), reverse("observations:write_letter", args=[place.emre]))[1],
        {"text": "He came every week."},
        ANY,
    ),
    "letter.approve": Step("lead", letter, {"do": "approve", "approved_on": iso(0), "code": code}),
    "letter.withdraw": Step("lead", letter, {"do": "withdraw"}),
    "issuer.register": Step(
        "admin",
        fixed("observations:issuers"),
        {
            "body": lambda: str(Cast().organisation("club").pk),
            "street": "Sports Lane 4",
            "town": "41849 Wassenberg",
            "domain": "bc-rhine.example",
            "contact": "Andrea Coach, chair",
            "agreed_on": iso(-9),
            "agreed_until": iso(90),
        },
    ),
    "group.make": Step("officer", fixed("observations:groups"), {"name": "Softball"}),
    "remark.answer": Step("lead", objection, {"text": "We looked at it again."}),
    "self_rating": Step(
        "lead", lambda place: reverse("observations:self", args=[place.emre]), {"c1": "3"}, ANY
    ),
    "consent.ask": Step(
        "lead",
        of_person("ask-consent"),
        {"purpose": "contact_after_release", "explained_in": "Türkçe", "scope": "one call a month"},
        ANY,
    ),
    "consent.withdraw": Step(
        "lead", of_person("withdraw-consent", models.Consent, state="given", purpose="neutral_profile")
    ),
    "link.end": Step("lead", of_person("end-link", models.CaseLink, organisation__code="club"), {"last_day": iso(3)}),
    "assignment.end": Step(
        "lead", of_person("unassign", models.Assignment, link__organisation__code="north"), succeeds=(1, 2, 3)
    ),
    "person.change": Step("lead", of_person("identity"), {"given_names": said}),
    "person.number": Step("lead", of_person("number"), {"number": lambda: uuid.uuid4().hex[:8]}),
    "person.profile": Step("lead", of_person("profile"), {"travel_reach_km": "30", "right_to_work": "clarifying"}),
    "language.add": Step("lead", of_person("add-language"), {"language": "Arabisch", "level": ""}),
    "language.change": Step(
        "lead",
        of_person("language", models.SpokenLanguage, language="de"),
        {"language": "German", "level": "B1"},
    ),
    "language.remove": Step(
        "lead", of_person("remove-language", models.SpokenLanguage, language="de"), succeeds=ANY[1:]
    ),
    "condition.add": Step("lead", of_person("add-condition"), {"kind": "no_heights"}),
    "guardian.add": Step("lead", of_person("guardian"), {"family_name": said}),
    "contact.add": Step("lead", of_person("after-release"), {"telephone": lambda: f"0152 {uuid.uuid4().int % 10**6}"}),
    "stay.dates": Step("lead", of_person("dates", models.Stay), {"release_expected_on": iso(90), "why": said}),
    "stay.release": Step("lead", of_person("release", models.Stay), {"released_on": iso(0)}),
    "stay.transfer": Step(
        "lead",
        of_person("transfer", models.Stay),
        {"to": lambda: str(Cast().organisation("south").pk), "on": iso(0)},
    ),
    "person.register": Step(
        "lead",
        fixed("people:add"),
        {"family_name": "Novák", "given_names": "Jan", "number": "N-1", "arrived_on": iso(-1), "birth": "1998-05-22"},
    ),
    "opening.add": Step(
        "company", fixed("openings:add-for", "roofing"), {"kind": "job", "title": "Roofer"}, ANY
    ),
    "opening.change": Step("company", lambda place: opening(place, "change"), {"title": said}),
    "opening.renew": Step("company", opening, goes_to=lambda place: opening(place, "renew")),
    "opening.close": Step(
        "company", opening, {"move": "close"}, goes_to=lambda place: opening(place, "move")
    ),
    "opening.letter": Step("company", opening, succeeds=ANY, goes_to=lambda place: opening(place, "letter")),
    "organisation.add": Step(
        "placement",
        fixed("organisations:add"),
        {"kind": "company", "name": "Kappes Metal", "region": lambda: str(_region())},
    ),
    "organisation.change": Step("admin", fixed("organisations:change", "north"), {"name": said}),
    "site.remove": Step(
        "admin", site("site"), succeeds=ANY[1:], goes_to=site("remove-site")
    ),
    "contact.remove": Step("admin", contact("contact"), succeeds=ANY[1:], goes_to=contact("remove-contact")),
    "import.upload": Step(
        "lead",
        fixed("imports:add"),
        {"kind": "people", "file": lambda: SimpleUploadedFile("list.csv", LIST.encode(), "text/csv")},
        ANY,
    ),
    "import.preview": Step("lead", columns, {}, ANY),
    "import.run": Step("lead", looked_at, {"do": "run"}, ANY, moved),
    "import.cancel": Step("lead", looked_at, {"do": "cancel"}, ANY, moved),
    "invitation.make": Step(
        "admin",
        fixed("accounts:invite"),
        {"given_names": "New", "family_name": "Member", "roles": ["observer"]},
        ANY,
    ),
    "invitation.renew": Step(
        "admin", lambda place: (invite(place), reverse("accounts:members"))[1], succeeds=ANY,
        goes_to=invitation("renew-invitation"),
    ),
    "invitation.withdraw": Step(
        "admin", lambda place: (invite(place), reverse("accounts:members"))[1], succeeds=ANY,
        goes_to=invitation("withdraw-invitation"),
    ),
    "invitation.accept": Step(
        "anonymous",
        taken_up,
        {"username": lambda: f"new{uuid.uuid4().hex[:8]}", "password": PASSWORD, "again": PASSWORD},
    ),
    "invitation.accept_as_user": Step("trainer", taken_up),
    "membership.roles": Step("admin", member("accounts:roles"), {"roles": ["observer"]}),
    "membership.end": Step("admin", member("leaving:end"), {"taking": "nobody"}),
    "password_code.make": Step(
        "admin", fixed("accounts:members"), succeeds=ANY, goes_to=member("accounts:password-code")
    ),
}  # fmt: skip


@pytest.fixture
def place(fresh_database: None) -> Place:
    """Give the house."""
    return Place(Cast())


def _region() -> Any:
    return Cast().organisation("north").region_id


@pytest.mark.parametrize("name", DEEDS)
def test_several_at_once(place, name):
    """One of them succeeds where a thing is done once, the others hear why not; none gets an error."""
    deed = DEEDS[name]
    page = deed.page(place)
    came = place.together(deed.who, page, deed.goes_to(place) if deed.goes_to else "", **deed.typed)
    assert max(came) < 500, Counter(came)
    assert sum(status == 302 for status in came) in deed.succeeds, Counter(came)
    if deed.succeeds == (1,):
        assert {status for status in came if status != 302} <= {404, 409, 422, 403}, Counter(came)


def test_signed_by_several_at_once(place):
    """One signature, and the page that the sheet was signed meanwhile for everybody else."""
    sheet = draft(place)
    came = place.together("officer", reverse("observations:sheet", args=[sheet.pk]), do="sign")
    assert Counter(came) == {302: 1, 409: TOGETHER - 1}
