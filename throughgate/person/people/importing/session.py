"""Plan and apply rows of a list of people: who is here already, who stands twice, what is new."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone

from throughgate.foundation.audit.reading import note_read
from throughgate.foundation.database.keys import read_key
from throughgate.foundation.imports.kinds import Given, Planned, Reason
from throughgate.foundation.imports.rules import PROBLEMS
from throughgate.foundation.imports.seen import Seen
from throughgate.foundation.spreadsheets import Cell
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.duplicates import PersonFacts, Strength, compare
from throughgate.person.people.importing.applying import apply_changes, differences, register
from throughgate.person.people.importing.lookups import lookups_for
from throughgate.person.people.importing.rows import Draft, look_up, read_cells
from throughgate.person.people.models import Person, PersonNumber, SpokenLanguage, Stay, Wish
from throughgate.person.people.rules import ReleaseDates

MOST_CANDIDATES: Final = 5


@dataclass
class Change:
    """What is to be done: register a draft, or change a known person."""

    draft: Draft
    person: Person | None = None
    changes: dict[str, Any] = field(default_factory=dict)


class PeopleSession:
    """One reading of one list for one actor."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        self.actor = actor
        self.inside = actor.organisation.kind == "prison" and actor.may("write", "stay")
        self.assign = options.get("lead") == "me" and not actor.user.is_service
        self.today: date = timezone.localdate()
        self.country: str = actor.organisation.region.country
        self.lookups = lookups_for(self.country)
        self.seen = Seen()
        self._ready: dict[int, tuple[Mapping[str, Cell], Draft]] = {}

    def close(self) -> None:
        """Forget the rows seen."""
        self.seen.close()

    # --- planning ----------------------------------------------------------------------------

    def read_ahead(self, rows: Sequence[Given]) -> None:
        """Read the cells, and make the keys by which doubles are looked for."""
        for row in rows:
            draft = read_cells(row, today=self.today, country=self.country)
            if draft.family_name:
                _ = draft.keys
            self._ready[row.index] = row.cells, draft

    def _draft(self, row: Given) -> Draft:
        cells, draft = self._ready.pop(row.index, (None, None))
        # An answer may have been laid over the cells since.
        if draft is None or cells is not row.cells:
            draft = read_cells(row, today=self.today, country=self.country)
        return look_up(row, draft, self.lookups, country=self.country)

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row."""
        drafts = [self._draft(row) for row in rows]
        known = self._known(rows, drafts)
        numbers: dict[str, int] = {}
        for draft_number, found in self.seen.find([f"number {d.number}" for d in drafts if d.number]).items():
            numbers[draft_number.removeprefix("number ")] = found[0][0]
        alike = self._alike(rows, drafts, known)
        in_file = _InFile(self.seen, rows, drafts)
        planned = []
        for row, draft in zip(rows, drafts, strict=True):
            if draft.number and draft.number in numbers and row.same_as == "":
                draft.ask("number_twice", "number", row=numbers[draft.number])
                one = draft.waits(row)
            else:
                one = self._plan_one(row, draft, known, alike, in_file)
            if draft.number and one.outcome not in PROBLEMS:
                numbers.setdefault(draft.number, row.number)
            if one.outcome not in PROBLEMS:
                in_file.add(row, draft)
            planned.append(one)
        return planned

    def _plan_one(
        self,
        row: Given,
        draft: Draft,
        known: _Known,
        alike: Mapping[int, list[PersonFacts]],
        in_file: _InFile,
    ) -> Planned:
        person = known.person_of(row, draft)
        if row.before is not None and person is not None and person.pk == row.before:
            # The source says what it said before: whatever was changed here since stands.
            return Planned(row, "unchanged", [], person.pk)
        if person is not None:
            return self._plan_known(row, draft, person, by_number=known.by_number(draft) is not None)
        if draft.number and draft.number in known.hidden:
            draft.ask("not_visible", "number")
        if row.same_as != "new":
            self._look_for_doubles(row, draft, alike, in_file)
        if not draft.is_clear():
            return draft.waits(row)
        draft.arrived_on = self._arrival(draft)
        return Planned(row, "created", draft.reasons, None, Change(draft), draft.kept)

    def _plan_known(self, row: Given, draft: Draft, person: Person, *, by_number: bool) -> Planned:
        said_so = row.same_as == str(person.pk)
        if by_number and not said_so and draft.family_name and not _may_be(draft, person):
            draft.ask("number_of_another", "number", candidates=[str(person.pk)])
        if not draft.is_clear():
            return draft.waits(row)
        if not by_number and draft.number and known_number(person):
            draft.note("number_kept", "number")
        changes = differences(person, draft, inside=self.inside, only_gaps=not by_number)
        for reason in changes.pop("reasons", []):
            draft.reasons.append(reason)
        if not draft.is_clear():
            return draft.waits(row)
        outcome = draft.outcome(exists=True, changes=bool(changes))
        return Planned(row, outcome, draft.reasons, person.pk, Change(draft, person, changes), draft.kept)

    def _arrival(self, draft: Draft) -> date | None:
        """Return the day on which the stay begins; where it is not known, the latest that is certain, and say so."""
        if not self.inside or draft.arrived_on:
            return draft.arrived_on
        dates = draft.dates
        # Early release may have been due long before: it says nothing where another day is known.
        known = [day for day in (dates.expected_on, dates.latest_on) if day] or [
            dates.earliest_on or self.today
        ]
        day = min(self.today, *known)
        draft.note("arrival_assumed", "arrived", day=day.isoformat())
        if dates.earliest_on and dates.earliest_on < day:
            draft.note("earliest_before_arrival", "release_earliest")
            draft.dates = replace(dates, earliest_on=None)
        return day

    # --- who is known ------------------------------------------------------------------------

    def _known(self, rows: Sequence[Given], drafts: Sequence[Draft]) -> _Known:
        numbers = {draft.number for draft in drafts if draft.number}
        by_number = dict(
            PersonNumber.objects.filter(organisation=self.actor.organisation, number__in=numbers).values_list(
                "number", "person_id"
            )
        )
        wanted = set(by_number.values())
        wanted |= {row.before for row in rows if row.before}
        wanted |= {key for row in rows if (key := read_key(row.same_as))}
        people = self._people(wanted) if wanted else {}
        return _Known(by_number, people)

    def _people(self, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Person]:
        stays = Stay.objects.order_by("arrived_on")
        numbers = PersonNumber.objects.filter(organisation=self.actor.organisation)
        found: Any = Person.objects.visible_to(self.actor).filter(pk__in=set(keys))
        return {
            person.pk: person
            for person in found.prefetch_related(
                Prefetch("stays", stays, to_attr="its_stays"),
                Prefetch("personnumbers", numbers, to_attr="its_numbers"),
                Prefetch("spokenlanguages", SpokenLanguage.objects.all(), to_attr="its_languages"),
                Prefetch("wishs", Wish.objects.all(), to_attr="its_wishes"),
            )
        }

    # --- doubles -----------------------------------------------------------------------------

    def _alike(
        self, rows: Sequence[Given], drafts: Sequence[Draft], known: _Known
    ) -> dict[int, list[PersonFacts]]:
        """Return people whom the actor may see and who may be somebody of these rows, by the row's index."""
        asked = [
            (row.index, draft)
            for row, draft in zip(rows, drafts, strict=True)
            if draft.family_name and known.person_of(row, draft) is None and row.same_as != "new"
        ]
        if not asked:
            return {}
        entries = [
            {"keys": list(draft.keys.asked), "birth": draft.birth.on is not None} for _, draft in asked
        ]
        found: dict[int, list[PersonFacts]] = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM gate.people_alike(%s)", [json.dumps(entries)])
            for place, key, given, family, called, birth_on, precision in cursor.fetchall():
                note_read(key)
                facts = PersonFacts(family, given, called, birth_on, precision, key)
                found.setdefault(asked[place][0], []).append(facts)
        return found

    def _look_for_doubles(
        self, row: Given, draft: Draft, alike: Mapping[int, list[PersonFacts]], in_file: _InFile
    ) -> None:
        if not draft.family_name:
            return
        facts = draft.facts
        matches = [match for other in alike.get(row.index, ()) if (match := compare(facts, other))]
        certain = [m for m in matches if m.strength > Strength.HINT]
        if certain:
            certain.sort(key=lambda match: (-match.strength, str(match.other.key)))
            candidates = [str(match.other.key) for match in certain[:MOST_CANDIDATES]]
            draft.ask("double", "", candidates=candidates, why=list(certain[0].reasons))
            return
        rows = in_file.alike(draft)
        found = [
            (match.strength, number, match.reasons)
            for number, other in rows.items()
            if (match := compare(facts, other))
        ]
        strong = sorted(
            (-strength, number, why) for strength, number, why in found if strength > Strength.HINT
        )
        if strong:
            draft.ask("double_in_file", "", row=strong[0][1], why=list(strong[0][2]))
        elif (same := in_file.same(row)) is not None:
            draft.ask("same_row", "", row=same)
        elif found:
            draft.note("double_hint_in_file", "", row=min(number for _, number, _ in found))
        elif matches:
            draft.note("double_hint")

    # --- what earlier rows said --------------------------------------------------------------

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up rows that came in."""
        self.seen.add(
            _entry(one.given, one.change.draft)
            for one in rows
            if one.outcome not in PROBLEMS and isinstance(one.change, Change)
        )

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Do so again for rows stored before a restart."""
        came_in = [row for row in rows if outcomes.get(row.index) not in (None, *PROBLEMS)]
        self.seen.add(_entry(row, self._draft(row)) for row in came_in)

    # --- applying ----------------------------------------------------------------------------

    def apply(self, rows: Sequence[Planned]) -> None:
        """Register and change."""
        new = [one for one in rows if one.outcome == "created"]
        if new:
            register(self.actor, new, inside=self.inside, assign=self.assign)
        for one in rows:
            if one.outcome == "changed":
                apply_changes(self.actor, one)


@dataclass
class _Known:
    """People whom rows name by number, by answer, or by what they became before."""

    numbers: dict[str, uuid.UUID]
    people: dict[uuid.UUID, Person]

    @property
    def hidden(self) -> set[str]:
        """Return numbers of people whom the actor may not see."""
        return {number for number, key in self.numbers.items() if key not in self.people}

    def by_number(self, draft: Draft) -> Person | None:
        """Return who has the row's number."""
        return self.people.get(self.numbers[draft.number]) if draft.number in self.numbers else None

    def person_of(self, row: Given, draft: Draft) -> Person | None:
        """Return who the row is about, as far as that is certain."""
        if (key := read_key(row.same_as)) is not None and key in self.people:
            return self.people[key]
        if (person := self.by_number(draft)) is not None:
            return person
        return self.people.get(row.before) if row.before and not draft.number else None


class _InFile:
    """Rows of the same file that came in before: those stored, and those of this batch."""

    def __init__(self, seen: Seen, rows: Sequence[Given], drafts: Sequence[Draft]) -> None:
        prints = seen.find(_print_of(row) for row in rows)
        self._by_print = {key: found[0][0] for key, found in prints.items()}
        keys = {key for draft in drafts if draft.family_name for key in draft.keys.asked}
        self._by_key: dict[str, dict[int, PersonFacts]] = {}
        # No key of a name begins like that of a number or of a whole row.
        for key, found in seen.find(keys).items():
            place = self._by_key.setdefault(key, {})
            for number, (family, given, birth, precision) in found:
                place[number] = PersonFacts(
                    family, given, "", date.fromisoformat(birth) if birth else None, precision
                )

    def alike(self, draft: Draft) -> dict[int, PersonFacts]:
        """Return rows that share a key, by number."""
        found: dict[int, PersonFacts] = {}
        for key in draft.keys.asked:
            if there := self._by_key.get(key):
                found |= there
        return found

    def same(self, row: Given) -> int | None:
        """Return the number of a row that says the same in every cell."""
        return self._by_print.get(_print_of(row))

    def add(self, row: Given, draft: Draft) -> None:
        """Take up a row of this batch."""
        self._by_print.setdefault(_print_of(row), row.number)
        for key in draft.keys.kept:
            self._by_key.setdefault(key, {})[row.number] = draft.facts


def _print_of(row: Given) -> str:
    return f"same {row.fingerprint}"


def _entry(row: Given, draft: Draft) -> tuple[int, list[str], Any]:
    keys = [_print_of(row), *draft.keys.kept]
    if draft.number:
        keys.append(f"number {draft.number}")
    birth = draft.birth.on.isoformat() if draft.birth.on else ""
    return row.number, keys, [draft.family_name, draft.given_names, birth, draft.birth.precision]


def known_number(person: Any) -> str:
    """Return the number under which the actor's organisation knows a person."""
    return person.its_numbers[0].number if person.its_numbers else ""


def _may_be(draft: Draft, person: Person) -> bool:
    """Say whether a row with this person's number can be about this person at all."""
    from throughgate.person.people.importing.rows import same_name

    known = PersonFacts(
        person.family_name, person.given_names, person.called_name, person.birth_on, person.birth_precision
    )
    if compare(draft.facts, known) is not None:
        return True
    names = same_name(draft.family_name, person.family_name) and same_name(
        draft.given_names, person.given_names
    )
    # A corrected birth date, or a new family name: one of both may differ, not both.
    return names or (draft.birth.on is not None and draft.birth.on == person.birth_on)


__all__ = ["Change", "PeopleSession", "Reason", "ReleaseDates"]
