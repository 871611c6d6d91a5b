"""Plan and apply rows of a list of marks: each cell comes in or is named with its reason, none is lost."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from throughgate.foundation.imports.kinds import Given, Planned
from throughgate.foundation.spreadsheets import Cell
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.schooling import actions
from throughgate.person.schooling.actions.marks import Read, Reading
from throughgate.person.schooling.importing.draft import (
    LONGEST,
    UNREADABLE,
    Change,
    MarksDraft,
    Written,
    kept_of,
    said_in,
    tell_art_from_kind,
)
from throughgate.person.schooling.importing.fields import LEFT_OUT, MARK, WHO
from throughgate.person.schooling.importing.house import NOTHING, Book, House, Pupil, Slot
from throughgate.person.schooling.importing.points import on_other
from throughgate.person.schooling.importing.row import Heading, read_born, read_heading
from throughgate.person.schooling.importing.says import is_odd, part_level
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.scales import NUMBER, Mark, NotAMark, Scale
from throughgate.person.schooling.words import as_read

LOOKED_AT = frozenset(
    {"differs", "other_scale", "level_differs", "born_differs", "row_short", "row_long", "shifted"}
)
"""What is settled when a person says that the row is right as it stands."""


class MarksSession:
    """One reading of one list for one actor."""

    def __init__(self, actor: Actor, *, options: Mapping[str, str]) -> None:
        self.actor = actor
        self.options = options
        self.takes_changes = options.get("changes") == "take"
        self.today = timezone.localdate()
        self.country: str = actor.organisation.region.country
        self.first: dict[Slot, tuple[int, int, str]] = {}
        """The row and number of the file that gave each mark first, and what it said."""
        self.odd: dict[str, str] = {}
        """Fields whose marks stand on another scale, with an example; kept, should rows be planned one by one."""
        self.odd_rows: dict[int, str] = {}
        self.line = ""
        """The last row that names a course in the place of a person."""

    def close(self) -> None:
        """Hold nothing that must be let go of."""

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up nothing: planning noted which marks came by."""

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Note again which marks came by before a restart."""
        self.plan(rows)

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to each row; marks are read anew, so that no other's work is overlooked."""
        house = House(self.actor)
        for row in rows:
            tell_art_from_kind(row)
            self._under_its_line(row)
        self._find_odd(rows, house)
        return [_Row(self, row, house).planned() for row in rows]

    def _under_its_line(self, row: Given) -> None:
        """Put a row beneath the last line that names a course: in a narrow table such a line looks like a person."""
        if _speaks_of_course(row.text("person")) and not any(said_in(row)):
            self.line = row.text("person")
        row.section = row.section or self.line

    def course_of(self, row: Given, house: House) -> tuple[Course | None, str]:
        """Return the course of a row, or the text that names none: its own, that of the line above, or the chosen one."""
        for text in (row.text("course"), row.section):
            if text:
                found = house.named(text)
                chosen = house.course(self.options.get("course", ""))
                if found or text is not row.section or _speaks_of_course(text):
                    return found or (chosen if chosen and text == chosen.name else None), text
        return house.course(self.options.get("course", "")), ""

    def _find_odd(self, rows: Sequence[Given], house: House) -> None:
        """Find columns and rows whose marks stand on another scale: a 5 of theirs must not come in as a 5 of ours."""
        by_field: dict[str, list[tuple[str, bool]]] = defaultdict(list)
        by_row: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
        for row in rows:
            course, _text = self.course_of(row, house)
            if course is None:
                continue
            scale = scales()[course.scale]
            for one in said_in(row):
                text = part_level(one.cell.text)[0].strip()
                if NUMBER.fullmatch(text) and not one.scale:
                    outside = _is_outside(text, scale)
                    by_field[_column(one)].append((text, outside))
                    by_row[row.index].append((_column(one), text, outside))
        for name, column in by_field.items():
            beyond = [text for text, outside in column if outside]
            if len(column) > 1 and is_odd(len(column), beyond):
                self.odd[name] = beyond[0]
        for index, cells in by_row.items():
            others = [(text, outside) for name, text, outside in cells if name not in self.odd]
            beyond = [text for text, outside in others if outside]
            if is_odd(len(others), beyond):
                self.odd_rows[index] = beyond[0]

    def apply(self, rows: Sequence[Planned]) -> None:
        """Write the marks, and note for the undo what stood there before."""
        together: dict[tuple[uuid.UUID, actions.Slots], list[tuple[Planned, Change]]] = defaultdict(list)
        for planned in rows:
            for change in planned.change or ():
                slots = actions.Slots(change.slot.half_year, change.slot.kind, change.slot.number)
                together[change.course, slots].append((planned, change))
        for (course, slots), some in together.items():
            saved = self._save(course, slots, [change for _planned, change in some])
            for planned, change in some:
                slot = change.slot
                version = saved[slot.enrolment, slot.subject]
                planned.undo.append(
                    [
                        *(str(course), slots.half_year.code, slots.kind, slots.number),
                        *(str(slot.enrolment), str(slot.subject), version, change.before.text),
                    ]
                )

    def _save(
        self, course: uuid.UUID, slots: actions.Slots, changes: Iterable[Change]
    ) -> Mapping[tuple[uuid.UUID, uuid.UUID], int]:
        cells = [
            actions.Cell(
                *(one.slot.enrolment, one.slot.subject, one.before.version, one.text),
                given_on=one.given_on,
                weight=one.weight,
            )
            for one in changes
        ]
        try:
            saved = actions.give_marks(actor=self.actor, course=course, slots=slots, cells=cells)
        except NotAllowed as error:
            raise ValidationError(_("You do not enter marks of this course any more.")) from error
        if saved.conflicts or saved.problems:
            # Somebody set a mark at this moment: the engine plans these rows once more.
            raise ValidationError(_("Somebody else changed some cells meanwhile."))
        return saved.versions


class _Row:
    """One row on its way through the plan."""

    def __init__(self, session: MarksSession, row: Given, house: House) -> None:
        self.session, self.row, self.house = session, row, house
        self.draft = MarksDraft.of(row, as_text=set(row.cells) - set(WHO))

    def planned(self) -> Planned:
        """Return what would happen to the row."""
        row, draft = self.row, self.draft
        for name, code in LEFT_OUT.items():
            if row.text(name):
                draft.note(code, name)
        written = list(said_in(row))
        if not written:
            if draft.blocks:
                return self._waits(None)
            draft.note("nothing_said")
            return Planned(row, "unchanged", draft.reasons)
        heading = read_heading(row, draft, self.session.options, self.session.country, self.session.today)
        book = self._book()
        pupil = self._pupil(book) if book else None
        if row.confirmed:
            draft.settle(LOOKED_AT)
        if book is None or pupil is None or draft.blocks:
            return self._waits(pupil)
        seen: dict[Slot, Written] = {}
        for one in written:
            self._cell(one, book, pupil, heading, seen)
        if row.confirmed:
            draft.settle(LOOKED_AT)
        return self._done(pupil)

    def _waits(self, pupil: Pupil | None) -> Planned:
        outcome = self.draft.outcome(exists=False, changes=False)
        target = pupil.key if pupil else None
        return Planned(self.row, outcome, self.draft.reasons, target, None, kept_of(self.row, self.draft))

    def _done(self, pupil: Pupil) -> Planned:
        draft = self.draft
        is_new = any(not change.before.text for change in draft.changes)
        outcome = draft.outcome(exists=not is_new, changes=bool(draft.changes))
        if draft.is_clear():
            return Planned(self.row, outcome, draft.reasons, pupil.key, draft.changes)
        # What is clear comes in at once; what is not waits with its reason.
        outcome = "asked" if draft.changes else outcome
        kept = kept_of(self.row, draft)
        return Planned(self.row, outcome, draft.reasons, pupil.key, draft.changes or None, kept)

    def _book(self) -> Book | None:
        course, text = self.session.course_of(self.row, self.house)
        if course is not None:
            return self.house.book(course)
        if text:
            self.draft.refuse("unknown_course", "course", text=text[:100])
        else:
            self.draft.refuse("which_course")
        return None

    def _pupil(self, book: Book) -> Pupil | None:
        born_on = read_born(self.row, self.draft, self.session.country, self.session.today)
        pupil, why = book.find(self.row, born_on)
        if why is not None:
            values: dict[str, Any] = dict(why.values)
            if why.weight == "refused":
                self.draft.refuse(why.code, why.field, **values)
            else:
                self.draft.ask(why.code, why.field, blocks=True, **values)
        elif pupil and born_on and pupil.born_on and born_on != pupil.born_on and not self.row.same_as:
            self.draft.ask("born_differs", "born_on", blocks=True)
        return pupil

    def _cell(
        self, one: Written, book: Book, pupil: Pupil, heading: Heading, seen: dict[Slot, Written]
    ) -> None:
        """Say what becomes of one cell."""
        subject = book.subject(one.subject) if one.field == MARK.key else book.subjects.get(one.subject)
        if subject is None:
            self._no_subject(one)
            return
        half_year = heading.half(one.half)
        if half_year is None:
            self._tell("refused", "which_half_year", one)
            return
        if one.cell.marks & UNREADABLE:
            self._tell("refused", "not_a_value", one)
            return
        text, level = part_level(one.cell.text)
        if one.scale and one.scale != book.course.scale:
            found = self._on_the_scale_of(book.course, one, text, heading)
            if found is None:
                return
            one, text = replace(one, cell=Cell(found)), found
        enrolment = pupil.in_half_year(half_year)
        number = self._number(book, (enrolment.pk, subject.pk, half_year, heading.kind), heading)
        slot = Slot(enrolment.pk, subject.pk, half_year, heading.kind, number)
        slots = actions.Slots(half_year, heading.kind, number)
        cell = actions.Cell(enrolment.pk, subject.pk, 0, text, heading.given_on, heading.weight)
        scale = scales()[book.course.scale]
        reading = Reading(book.course, scale, slots, {enrolment.pk: enrolment}, {subject.pk: subject})
        read = reading.read(cell)
        if not isinstance(read, Read):
            weight = "asked" if read.code == "ambiguous" else "refused"
            self._tell(weight, read.code, one, **_ends(scale))
            return
        if not (read.value or read.non_mark):
            return
        if read.value and (example := self._odd(one)):
            self._tell("asked", "other_scale", one, **_ends(scale), example=example)
            if not self.row.confirmed:
                return
        said = level or one.level or heading.level
        if said and said != read.level:
            self._tell("asked", "level_differs", one)
            if not self.row.confirmed:
                return
        self._compare(one, book, slot, read, heading, seen)

    def _on_the_scale_of(self, course: Course, one: Written, text: str, heading: Heading) -> str | None:
        """Return a cell of another scale as the course writes it; None, said so, where that is not exact."""
        own, other = scales()[one.scale], scales()[course.scale]
        try:
            mark = own.read(as_read(text), on_report=heading.kind == "report")
        except NotAMark as error:
            self._tell("asked" if error.code == "ambiguous" else "refused", error.code, one, **_ends(own))
            return None
        if not isinstance(mark, Mark):
            return text
        if (found := on_other(mark, other)) is None:
            self._tell("refused", "scale_elsewhere", one, **_ends(other))
            return None
        self._tell("note", "on_its_scale", one, mark=found.text)
        return found.text

    def _compare(
        self, one: Written, book: Book, slot: Slot, read: Read, heading: Heading, seen: dict[Slot, Written]
    ) -> None:
        """Say whether a mark is new, there already, or another than the one that is there."""
        text = read.value or read.non_mark
        if slot in seen:
            self._second_column(one, slot, text, seen)
            return
        seen[slot] = one
        index, number, earlier = self.session.first.setdefault(slot, (self.row.index, self.row.number, text))
        if index != self.row.index:
            if text == earlier:
                self._tell("note", "both_alike", one)
            else:
                self._tell("refused", "twice", one, row=number, before=earlier)
            return
        before = book.marks.get(slot, NOTHING)
        if before.text == text:
            self._tell("note", "same", one)
            if before.weight != heading.weight and self.row.text("weight"):
                self.draft.note("weight_stays", "weight")
            return
        if before.text and not self.session.takes_changes:
            self._tell("asked", "differs", one, before=before.text)
            if not self.row.confirmed:
                return
        elif before.text:
            self._tell("note", "taken", one, before=before.text)
        else:
            self._tell("note", "new", one)
        change = Change(book.course.pk, slot, before, text, heading.given_on, heading.weight)
        self.draft.changes.append(change)

    def _second_column(self, one: Written, slot: Slot, text: str, seen: dict[Slot, Written]) -> None:
        """Two columns for one subject: alike they are one mark, else neither comes in."""
        other = seen[slot]
        _index, _number, first = self.session.first[slot]
        if text == first:
            self._tell("note", "both_alike", one)
            return
        self.draft.changes = [change for change in self.draft.changes if change.slot != slot]
        self.draft.reasons = [reason for reason in self.draft.reasons if reason.field != other.field]
        self._tell("asked", "two_columns", other, before=one.cell.text[:LONGEST])
        self._tell("asked", "two_columns", one, before=other.cell.text[:LONGEST])

    def _number(self, book: Book, place: tuple[Any, ...], heading: Heading) -> int:
        """Return which work of its kind a mark is for: the one of that day, else the next."""
        if heading.number or heading.given_on is None or heading.kind in ("report", "exam"):
            return heading.number or 1
        dated = book.dated[place]
        for number, day in sorted(dated.items()):
            if day == heading.given_on:
                return number
        number = max(dated, default=0) + 1
        dated[number] = heading.given_on
        return number

    def _odd(self, one: Written) -> str:
        """Return an example where the column or the row stands on another scale."""
        if self.row.confirmed or one.scale or not NUMBER.fullmatch(part_level(one.cell.text)[0].strip()):
            return ""
        odd = self.session.odd.get(_column(one))
        return odd or self.session.odd_rows.get(self.row.index, "")

    def _no_subject(self, one: Written) -> None:
        if one.field != MARK.key:
            self._tell("refused", "not_taught", one)
        elif one.subject:
            self.draft.refuse("unknown_subject", "subject", text=one.subject[:LONGEST])
        else:
            self.draft.refuse("no_subject", "subject")

    def _tell(self, weight: str, code: str, one: Written, /, **values: object) -> None:
        self.draft.tell(weight, code, one, self.row, **values)


def _column(one: Written) -> str:
    """Return what marks are compared with when their scale is looked at: those of the same column and subject."""
    return f"{one.field}/{one.subject}"


def _speaks_of_course(text: str) -> bool:
    """Say whether a line above rows names a course, and not a part of one."""
    return text.casefold().lstrip().startswith(("kurs", "lehrgang", "course", "corso"))


def _is_outside(text: str, scale: Scale) -> bool:
    """Say whether a number is of another scale: beyond this one, or with a + or - that is unknown here."""
    try:
        scale.read(text)
    except NotAMark as error:
        return error.code in ("outside_scale", "no_tendency")
    return False


def _ends(scale: Scale) -> dict[str, int]:
    """Return between which numbers the marks of a scale lie, as sentences take it."""
    low, high = sorted((scale.best, scale.worst))
    return {"low": low, "high": high}
