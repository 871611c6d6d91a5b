"""Placements as the cast makes them: how somebody comes to each state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from throughgate.person.people.actions.stays import release_person
from throughgate.person.people.models import Person, Stay
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, company, moving, proposing
from throughgate.work.placements.models import Introduction, Placement


class Story:
    """One placement of Emre at the roofer's: the chamber's officer, his case lead and the company move it on."""

    def __init__(self, acting: Any, cast: Any, who: str = "emre") -> None:
        self.acting = acting
        with acting("placement") as actor:
            person = Person.objects.get(pk=cast.key(who))
            opening = Opening.objects.select_related("organisation").get(organisation__code="roofing")
            self.key = proposing.propose(actor=actor, person=person, opening=opening).pk

    def row(self, actor: Any = None) -> Placement:
        """Return the placement as it stands, for whoever acts."""
        del actor
        return Placement.objects.select_related("person", "opening__organisation").get(pk=self.key)

    @property
    def state(self) -> str:
        """Return where it stands."""
        with self.acting("placement"):
            return str(self.row().state)

    def ask(self, *strengths: str) -> Story:
        """Ask everybody."""
        with self.acting("placement") as actor:
            row = self.row()
            proposing.ask(actor=actor, placement=row, expected=row.version, strengths=strengths)
        return self

    def person(self, *, agrees: bool = True, route: str = "neutral", who: str = "lead") -> Story:
        """Take the person's answer."""
        with self.acting(who) as actor:
            row = self.row()
            answering.answer_for_person(
                actor=actor,
                placement=row,
                expected=row.version,
                agrees=agrees,
                route=route,
                explained_in="tr",
            )
        return self

    def custody(self, *, agrees: bool = True, who: str = "lead") -> Story:
        """Take custody's answer."""
        with self.acting(who) as actor:
            row = self.row()
            answering.answer_for_custody(actor=actor, placement=row, expected=row.version, agrees=agrees)
        return self

    def company(self, move: str = "agree", **facts: Any) -> Story:
        """Let the company move it."""
        with self.acting("company"):
            row = Introduction.objects.get()
            company.company_moves(row, move, expected=row.version, **facts)
        return self

    def introduced(self, route: str = "neutral") -> Story:
        """Let everybody agree."""
        return self.ask("Works carefully").person(route=route).custody().company()

    def release(self) -> Story:
        """Let the person be released today."""
        with self.acting("lead") as actor:
            stay = Stay.objects.get(person=self.row().person, ended_on__isnull=True)
            release_person(actor=actor, stay=stay, expected=stay.version, released_on=timezone.localdate())
        return self

    def begin(self, started_on: date) -> Story:
        """Let the person be released, and begin."""
        return self.release().move("start", started_on=started_on)

    def move(self, name: str, who: str = "placement", **facts: Any) -> Story:
        """Move it on."""
        with self.acting(who) as actor:
            row = self.row()
            call = {"invite": moving.invite, "start": moving.start, "share": moving.share_contact}.get(name)
            if call is not None:
                call(actor=actor, placement=row, expected=row.version, **facts)
            elif "reason" in facts:
                moving.end(actor=actor, placement=row, name=name, expected=row.version, **facts)
            else:
                moving.move(actor=actor, placement=row, name=name, expected=row.version)
        return self
