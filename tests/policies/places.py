"""Pages at which several act at once, and how each finds its row."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.cast import session_of
from tests.fixtures import Cast
from tests.policies.filling import filled
from throughgate.person.observations import actions as observing
from throughgate.person.observations.tests.making import fill, register, signed, start, train
from throughgate.person.people import models

TOGETHER = 4
LIST = "Number;Family name;Given names;Date of birth\n1;Novák;Jan;1998-05-22\n2;Roth;Anna;1990-04-03\n"
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
        client.cookies[settings.SESSION_COOKIE_NAME] = session_of(who)
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
        barrier, came = threading.Barrier(TOGETHER, timeout=60), [0] * TOGETHER

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
            thread.join(120)
        return came

    def row(self, who: str, model: Any, **which: Any) -> Any:
        """Return the key of a row as somebody sees it."""
        with self.cast.acting(who):
            return model.objects.filter(**which).values_list("pk", flat=True)[0]


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


def code() -> str:
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
