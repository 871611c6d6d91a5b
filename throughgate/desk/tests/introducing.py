"""Everybody in the sample region introduced to somebody: every state, on both ways."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connections
from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.models import Person
from throughgate.person.people.rules import needs_guardian
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, clock, messages, moving, proposing
from throughgate.work.placements.models import Placement

OFFICER, LEADS = "krueger", ("lenz", "vogt", "esser", "peters", "lindner")
COMPANIES = {"roth": "roth-roofing", "lindt": "lindt-logistik", "becker": "becker-metallbau"}
BY_THE_CLOCK = ("not_agreed", "lapsed")
PATHS: dict[str, tuple[str, ...]] = {
    "proposed": (),
    "asked": (),
    "introduced": (),
    "in_talks": ("invite",),
    "trial": ("invite", "try"),
    "offered": ("invite", "offer"),
    "accepted": ("offer", "accept"),
    "started": ("offer", "accept", "start"),
    "retained_6_weeks": ("offer", "accept", "start", "retain_6_weeks"),
    "retained_6_months": ("offer", "accept", "start", "retain_6_months"),
    "retained_12_months": ("offer", "accept", "start", "retain_12_months"),
    "completed": ("offer", "accept", "start", "complete"),
    "declined": ("decline",),
    "withdrawn": ("withdraw",),
    "ended_early": ("offer", "accept", "start", "end_early"),
    "not_agreed": (),
    "lapsed": (),
}


def owner(sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """Ask past row security."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


class Region:
    """The sample region, in which everybody is introduced to somebody."""

    def __init__(self) -> None:
        members = Membership.objects.select_related("user", "organisation").filter(
            user__username__startswith="demo."
        )
        self.actors: dict[str, Actor] = {}
        for member in members.order_by("user__username", "organisation__code"):
            name = member.user.username.partition("-")[2]
            self.actors.setdefault(name, Actor(user=member.user, membership=member, request="test"))
        self.made: dict[Any, tuple[str, str]] = {}

    def row(self, key: Any) -> Placement:
        """Return a placement as it stands."""
        rows = Placement.objects.select_related("person", "opening__organisation")
        return rows.get(pk=key)

    def propose(self, person: Person, opening: Opening, state: str, route: str) -> None:
        """Bring one as far as it goes on the way to a state."""
        officer = self.actors[OFFICER]
        with acting(officer.context):
            row = proposing.propose(actor=officer, person=person, opening=opening)
            if state == "proposed":
                return
            try:
                proposing.ask(
                    actor=officer, placement=row, expected=row.version, strengths=["Arbeitet genau"]
                )
            except ValidationError:
                return  # something in the profile would tell: it was not shown
        key = row.pk
        if state not in ("asked", "not_agreed") and not self.agree(key, route):
            return
        for name in PATHS[state]:
            with acting(officer.context):
                self.step(officer, key, name)
        if state in ("introduced", "in_talks", "trial", "started"):
            with acting(officer.context):
                messages.write_message(actor=officer, placement=self.row(key), text="Wann passt es Ihnen?")

    def agree(self, key: Any, route: str) -> bool:
        """Let everybody say yes; False where custody may not."""
        officer, today = self.actors[OFFICER], timezone.localdate()
        for name in (OFFICER, *LEADS):
            actor = self.actors[name]
            with acting(actor.context):
                row = Placement.objects.filter(pk=key).select_related("person").first()
                if row is None or not answering.asks_person(actor, row):
                    continue
                minor = needs_guardian(row.person.birth_on, row.person.birth_precision, today)
                answering.answer_for_person(
                    actor=actor,
                    placement=row,
                    expected=row.version,
                    agrees=True,
                    route=route,
                    explained_in="de",
                    guardian_agreed_on=today if minor else None,
                )
                if answering.answers_for_custody(actor, row):
                    try:
                        answering.answer_for_custody(
                            actor=actor, placement=row, expected=row.version, agrees=True
                        )
                    except ValidationError:
                        return False
                break
        with acting(officer.context):
            row = self.row(key)
            answering.answer_for_company(actor=officer, placement=row, expected=row.version, agrees=True)
            return self.row(key).state == "introduced"

    def step(self, officer: Actor, key: Any, name: str) -> None:
        """Take one step."""
        row = self.row(key)
        call = {"actor": officer, "placement": row, "expected": row.version}
        if name == "invite":
            by = "inside" if row.route == "open" else "phone"
            moving.invite(**call, talk_by=by, talk_at=timezone.now() + timedelta(days=3))
        elif name == "start":
            moving.start(**call, started_on=timezone.localdate(), on_day_release=row.route == "open")
        elif name in ("decline", "withdraw", "end_early"):
            moving.end(**call, name=name, reason="hours")
        else:
            moving.move(**call, name=name)

    def fill(self) -> set[tuple[str, str]]:
        """Introduce everybody whom the officer sees, in every state and on both ways; return which there are."""
        officer = self.actors[OFFICER]
        with acting(officer.context):
            people = list(Person.objects.visible_to(officer).order_by("pk"))
            first = [
                opening
                for code in COMPANIES.values()
                for opening in Opening.objects.filter(organisation__code=code, state="open")
            ]
            others = Opening.objects.filter(organisation__kind="company", state="open").exclude(
                organisation__code__in=COMPANIES.values()
            )
            openings = [
                one for one in (*first, *others.order_by("pk")) if not one.is_over and one.seats_left != 0
            ]
        assert len(people) > 5
        wanted = list(product(PATHS, ("neutral", "open")))
        for part in (BY_THE_CLOCK, [state for state in PATHS if state not in BY_THE_CLOCK]):
            turns = [one for one in wanted if one[0] in part]
            for number in range(max(len(people), 2 * len(turns))):
                state, route = turns[number % len(turns)]
                person = people[number % len(people)]
                opening = openings[(number * 7 + number // len(people)) % len(openings)]
                try:
                    self.propose(person, opening, state, route)
                except ValidationError:
                    continue  # this one goes on already, or its last seat is taken
            if part == BY_THE_CLOCK:
                clock.pass_a_day(timezone.localdate() + timedelta(days=60))
        return set(owner("SELECT DISTINCT state, route FROM placements_placement"))
