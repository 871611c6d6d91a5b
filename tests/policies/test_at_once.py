"""Whatever is done once is done once: by four at the same moment, too. The others are told, and nothing breaks."""

from __future__ import annotations

import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import conftest
from tests.fixtures import Cast
from tests.policies.filling import filled
from throughgate.person.observations import actions as observing
from throughgate.person.observations.tests.making import fill, register, signed, start, train
from throughgate.person.people import models

TOGETHER = 4
Find = Callable[["Place"], str]


class Place:
    """The house on a database of its own, with what a test needs in it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.emre, self.milan = cast.key("emre"), cast.key("milan")

    def client(self, who: str) -> Client:
        """Return somebody's browser, the second factor done and every purpose named."""
        client = Client(raise_request_exception=False)
        if who == "anonymous":
            return client
        client.force_login(self.cast.actor(who).user, backend="throughgate.ground.accounts.backend.Backend")
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    def together(self, who: str, page: str, goes_to: str = "", **typed: Any) -> list[int]:
        """Send the form of a page from several windows at the same moment; return the answers' statuses."""
        client = self.client(who)
        shown = client.get(page)
        assert shown.status_code == 200, (page, shown.status_code, shown.headers.get("Location"))
        forms = [
            {
                name: value() if callable(value) else value
                for name, value in filled(shown.content.decode(), goes_to or page, **typed).items()
            }
            | {"once": str(uuid.uuid4())}
            for _ in range(TOGETHER)
        ]
        barrier, came = threading.Barrier(TOGETHER, timeout=20), [0] * TOGETHER

        def send(place: int) -> None:
            window = Client(raise_request_exception=False)
            window.cookies = client.cookies.copy()
            try:
                barrier.wait()
                came[place] = window.post(goes_to or page, forms[place]).status_code
            finally:
                connections.close_all()

        threads = [threading.Thread(target=send, args=[place]) for place in range(TOGETHER)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return came

    def row(self, who: str, model: Any, **which: Any) -> Any:
        """Return the key of a row as somebody sees it."""
        with self.cast.acting(who):
            return model.objects.filter(**which).values_list("pk", flat=True)[0]


@pytest.fixture(scope="module")
def _last(django_db_blocker: Any) -> Iterator[None]:
    """Leave a new database to whoever comes next."""
    yield
    with django_db_blocker.unblock():
        conftest.renew_database()


@pytest.fixture
def place(_last: None, django_db_blocker: Any) -> Iterator[Place]:
    """Give the house."""
    with django_db_blocker.unblock():
        conftest.renew_database()
        yield Place(Cast())


@dataclass(frozen=True)
class Step:
    """Something done once: by whom, on which page, with what, and how often it may succeed."""

    who: str
    page: Find
    typed: dict[str, Any] = field(default_factory=dict)
    succeeds: tuple[int, ...] = (1,)
    goes_to: Find | None = None


def iso(days: int) -> str:
    """Return a day from today on."""
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def of_person(name: str, model: Any = None, **which: Any) -> Find:
    """Return the address of a page about Emre, or about one row of him."""

    def find(place: Place) -> str:
        if model is None:
            return reverse(f"people:{name}", args=[place.emre])
        return reverse(
            f"people:{name}", args=[place.emre, place.row("lead", model, person=place.emre, **which)]
        )

    return find


def draft(place: Place) -> Any:
    """Return a filled draft of a trained observer."""
    train(place.cast.acting)
    with place.cast.acting("officer") as officer:
        sheet = start(officer, [place.emre, place.milan])
        fill(officer, sheet)
        return sheet


def done(place: Place) -> Any:
    """Return a signed sheet."""
    train(place.cast.acting)
    with place.cast.acting("officer") as officer:
        return signed(officer, [place.emre, place.milan])


def of_sheet(name: str, make: Callable[[Place], Any]) -> Find:
    """Return the address of a page about a sheet."""
    return lambda place: reverse(f"observations:{name}", args=[make(place).pk])


def letter(place: Place) -> str:
    """Return the address of a letter that waits for the person."""
    issuer = register(place.cast.acting)
    with place.cast.acting("lead") as lead:
        written = observing.write_letter(
            actor=lead,
            person=models.Person.objects.get(pk=place.emre),
            language="en",
            text="He came every week.",
            registered=issuer,
        )
        observing.print_slip(actor=lead, person=place.emre, kind="letter", letter=written)
    return reverse("observations:letter", args=[place.emre, written.pk])


def _code() -> str:
    from throughgate.person.observations.models import Slip

    with Cast().acting("lead"):
        return Slip.objects.get().code


def objection(place: Place) -> str:
    """Return the address of the answer to an objection."""
    from throughgate.person.observations.models import SheetPerson

    sheet = done(place)
    with place.cast.acting("lead") as lead:
        said = observing.add_remark(
            actor=lead,
            sheet_person=SheetPerson.objects.get(sheet=sheet, person=place.emre),
            kind="objection",
            text="I was not there.",
            made_on=timezone.localdate(),
        )
    return reverse("observations:answer", args=[place.emre, said.pk])


def opening(place: Place, name: str = "page") -> str:
    """Return the address of the roofer's opening."""
    from throughgate.work.openings.models import Opening

    return reverse(f"openings:{name}", args=[place.row("placement", Opening, organisation__code="roofing")])


def member(name: str, who: str = "colleague") -> Find:
    """Return the address of a page about a member of Prison North."""
    return lambda place: reverse(name, args=[place.cast.actor(who).membership.pk])


def invitation(name: str) -> Find:
    """Return the address that changes an invitation."""

    def find(place: Place) -> str:
        from throughgate.ground.accounts.models import Invitation

        if not Invitation.objects.exists():
            invite(place)
        return reverse(f"accounts:{name}", args=[Invitation.objects.get().pk])

    return find


def uploaded(place: Place) -> Any:
    """Return the key of a list that waits for its columns."""
    from throughgate.foundation.imports import actions

    with place.cast.acting("lead") as lead:
        return actions.add_import(actor=lead, kind="people", name="list.csv", pieces=[LIST.encode()]).pk


def columns(place: Place) -> str:
    """Return the address of its columns."""
    return reverse("imports:columns", args=[uploaded(place)])


def looked_at(place: Place) -> str:
    """Return the address of an import whose rows were looked at."""
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.models import Import
    from throughgate.foundation.imports.work import work

    key = uploaded(place)
    with place.cast.acting("lead") as lead:
        job = Import.objects.get(pk=key)
        job = actions.map_columns(
            actor=lead, job=job, expected=job.version, mapping=job.mapping, remember=False
        )
        actions.start(actor=lead, job=job, expected=job.version, move="preview")
    work(key)
    return reverse("imports:page", args=[key])


def moved(place: Place) -> str:
    """Return where the moves of the only import go to."""
    from throughgate.foundation.imports.models import Import

    return reverse("imports:move", args=[place.row("lead", Import)])


def invite(place: Place) -> Any:
    """Invite an observer."""
    from throughgate.ground.accounts import actions

    with place.cast.acting("admin") as admin:
        return actions.invite_member(actor=admin, given_names="New", family_name="Member", roles=["observer"])


def taken_up(place: Place) -> str:
    """Return the address of an invitation's link."""
    return reverse("account_join", args=[invite(place).token])


def site(name: str) -> Find:
    """Return the address of a page about the site of Prison North."""

    def find(place: Place) -> str:
        from throughgate.ground.organisations.models import Site

        return reverse(
            f"organisations:{name}", args=["north", Site.objects.get(organisation__code="north").pk]
        )

    return find


def contact(name: str) -> Find:
    """Return the address of a page about the contact person of Prison North."""

    def find(place: Place) -> str:
        from throughgate.ground.organisations.models import ContactPerson

        return reverse(
            f"organisations:{name}",
            args=["north", place.row("admin", ContactPerson, organisation__code="north")],
        )

    return find


def fixed(name: str, *arguments: Any) -> Find:
    """Return an address that needs no row."""
    return lambda _place: reverse(name, args=arguments)


def said() -> str:
    """Return another word for each window."""
    return f"Said {uuid.uuid4()}"


ANY = tuple(range(TOGETHER + 1))
LIST = "Number;Family name;Given names;Date of birth\n1;Novák;Jan;1998-05-22\n2;Roth;Anna;1990-04-03\n"
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
    "letter.approve": Step("lead", letter, {"do": "approve", "approved_on": iso(0), "code": _code}),
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
