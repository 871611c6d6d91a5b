"""Write what rows of a list say: new people in a few statements for a whole batch, changes one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from throughgate.foundation.imports.kinds import Planned, Reason
from throughgate.foundation.languages.folding import plain
from throughgate.ground.acting.actor import Actor
from throughgate.person.people import actions
from throughgate.person.people.actions.bulk import NewPerson, register_people
from throughgate.person.people.importing.rows import Draft, same_name
from throughgate.person.people.models import Person, SpokenLanguage, Stay
from throughgate.person.people.rules import ReleaseDates, problems_of_stay

if TYPE_CHECKING:
    from throughgate.person.people.importing.session import Change

DATES = ("release_earliest_on", "release_expected_on", "release_latest_on")


def register(actor: Actor, rows: Sequence[Planned], *, inside: bool, assign: bool) -> None:
    """Register the people of new rows."""
    new = [_new(one.change.draft, inside=inside) for one in rows]
    keys = register_people(actor=actor, people=new, assign=assign)
    for one, key in zip(rows, keys, strict=True):
        one.target = key


def _new(draft: Draft, *, inside: bool) -> NewPerson:
    return NewPerson(
        family_name=draft.family_name,
        given_names=draft.given_names,
        birth_on=draft.birth.on,
        birth_precision=draft.birth.precision,
        number=draft.number,
        home_id=draft.home,
        home_postcode=draft.postcode,
        licences=list(draft.licences) if draft.licences is not None else None,
        languages=draft.languages,
        wishes=draft.wishes,
        arrived_on=draft.arrived_on if inside else None,
        dates=draft.dates,
    )


# --- what differs ------------------------------------------------------------------------------


def differences(person: Any, draft: Draft, *, inside: bool, only_gaps: bool) -> dict[str, Any]:
    """Return what the row says otherwise than what is known; what it does not say stays as it is.

    `only_gaps`: fill in what is not known and change nothing else.
    """
    found: dict[str, Any] = {}
    if facts := _facts(person, draft, only_gaps=only_gaps):
        found["person"] = facts
    if draft.number and not person.its_numbers:
        found["number"] = draft.number
    languages = {row.language: row for row in person.its_languages}
    new = {
        code: level
        for code, level in draft.languages.items()
        if code not in languages or (not only_gaps and languages[code].level != level)
    }
    if new:
        found["languages"] = new
    wishes = {row.occupation_id for row in person.its_wishes}
    if draft.wishes and set(draft.wishes) != wishes and not (only_gaps and wishes):
        found["wishes"] = list(draft.wishes)
    if inside:
        found |= _stay(person, draft, only_gaps=only_gaps)
    return found


def _facts(person: Person, draft: Draft, *, only_gaps: bool) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if not only_gaps:
        names = {"family_name": draft.family_name, "given_names": draft.given_names}
        said = {
            name: value for name, value in names.items() if value and not _keeps(value, getattr(person, name))
        }
    elif not person.given_names and draft.given_names:
        said["given_names"] = draft.given_names
    if draft.birth.on and (
        person.birth_on is None
        or (
            not only_gaps
            and (draft.birth.on, draft.birth.precision) != (person.birth_on, person.birth_precision)
        )
    ):
        said |= {"birth_on": draft.birth.on, "birth_precision": draft.birth.precision}
    if draft.home and (person.home_id is None or (not only_gaps and person.home_id != draft.home)):
        said["home_id"] = draft.home
    if draft.postcode and (
        not person.home_postcode or (not only_gaps and person.home_postcode != draft.postcode)
    ):
        said["home_postcode"] = draft.postcode
    if draft.licences is not None and (
        person.licences is None or (not only_gaps and set(person.licences) != set(draft.licences))
    ):
        said["licences"] = list(draft.licences)
    return said


def _keeps(said: str, known: str) -> bool:
    """Say whether a name as written adds nothing to the known one: the same, poorer in letters, or in capitals."""
    if same_name(said, known):
        return True
    if plain(said) != plain(known):
        return False
    return said.isupper() or sum(not c.isascii() for c in said) <= sum(not c.isascii() for c in known)


def _stay(person: Any, draft: Draft, *, only_gaps: bool) -> dict[str, Any]:
    days = (draft.dates.earliest_on, draft.dates.expected_on, draft.dates.latest_on)
    if draft.arrived_on is None and not any(days):
        return {}
    stays: list[Stay] = list(person.its_stays)
    current = next((stay for stay in stays if stay.ended_on is None), None)
    if current is None:
        if stays and (
            draft.arrived_on is None or draft.arrived_on <= max(s.ended_on for s in stays if s.ended_on)
        ):
            return {"reasons": [Reason("stay_ended", "arrived")]}
        return {"new_stay": True} if draft.arrived_on else {}
    said = {
        name: day
        for name, day in zip(DATES, days, strict=True)
        if day and getattr(current, name) != day and not (only_gaps and getattr(current, name))
    }
    if draft.arrived_on and draft.arrived_on != current.arrived_on and not only_gaps:
        others = [stay.ended_on for stay in stays if stay.ended_on]
        if others and draft.arrived_on <= max(others):
            return {"reasons": [Reason("stay_overlaps", "arrived", "asked")]}
        said["arrived_on"] = draft.arrived_on
    whole = {name: said.get(name, getattr(current, name)) for name in (*DATES, "arrived_on")}
    dates = ReleaseDates(*(whole[name] for name in DATES))
    problems = [(code, "release_expected") for code in dates.problems()]
    if said:
        problems += problems_of_stay(person.birth_on, whole["arrived_on"], dates, timezone.localdate())
    if problems:
        return {"reasons": [Reason(code, name, "asked") for code, name in problems]}
    if any(whole[name] and whole[name] < whole["arrived_on"] for name in DATES):
        return {"reasons": [Reason("release_before_arrival", "arrived", "asked")]}
    return {"stay": (current, said)} if said else {}


# --- changing ----------------------------------------------------------------------------------


def apply_changes(actor: Actor, one: Planned) -> None:
    """Change a known person by the actions that the pages use, noting what was before."""
    change: Change = one.change
    person, changes, draft = change.person, change.changes, change.draft
    assert person is not None
    if facts := changes.get("person"):
        before = {name: _plain(getattr(person, name)) for name in facts}
        actions.change_person(actor=actor, person=person, expected=person.version, **facts)
        one.undo.append(["person", str(person.pk), person.version, before])
    if number := changes.get("number"):
        row = actions.set_number(actor=actor, person=person, number=number)
        one.undo.append(["number", str(row.pk), row.version, None])
    for code, level in changes.get("languages", {}).items():
        there = next((row for row in person.its_languages if row.language == code), None)
        if there is None:
            new = actions.add_row(actor=actor, row=SpokenLanguage(person=person, language=code, level=level))
            one.undo.append(["language", str(new.pk), 1, None])
        else:
            before = {"level": there.level}
            actions.change_row(actor=actor, row=there, expected=there.version, level=level)
            one.undo.append(["language", str(there.pk), there.version, before])
    if "wishes" in changes:
        from throughgate.ground.vocabulary.models import Occupation

        before = {"wishes": sorted(row.occupation_id for row in person.its_wishes)}
        occupations = Occupation.objects.filter(pk__in=changes["wishes"])
        actions.set_wishes(actor=actor, person=person, occupations=occupations)
        one.undo.append(["wishes", str(person.pk), sorted(changes["wishes"]), before])
    if "stay" in changes:
        stay, said = changes["stay"]
        stay.person = person
        before = {name: _plain(getattr(stay, name)) for name in said}
        actions.correct_stay(actor=actor, stay=stay, expected=stay.version, **said)
        one.undo.append(["stay", str(stay.pk), stay.version, before])
    if changes.get("new_stay") and draft.arrived_on:
        stay = actions.admit_person(
            actor=actor, person=person, arrived_on=draft.arrived_on, dates=draft.dates
        )
        one.undo.append(["stay", str(stay.pk), 1, None])


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
