"""What observers of the sample region saw over the last months, told by the actions of staff."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta

from django.utils import timezone

from throughgate.foundation.database.context import acting
from throughgate.ground.accounts.actions import change_roles
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations import actions
from throughgate.person.observations.models import Competency, FrameworkVersion, Rating, Sheet, SheetPerson
from throughgate.person.observations.rules.sheets import stamp
from throughgate.person.people.models import Caseload, Person, Stay

SEED = 20261121
Acts = Callable[[str], Actor]
At = Callable[[int], AbstractContextManager[None]]
"""Make so many days ago the present."""

TRAINED = (
    ("wilms", "haddad", 400, True),
    ("wilms", "brandt", 290, False),
    ("mertens", "kueppers", 210, False),
)
UNITS = (
    ("wilms", "haddad", "Sport"),
    ("wilms", "brandt", "Metal workshop"),
    ("wilms", "lenz", "Social service"),
    ("wilms", "vogt", "Social service"),
    ("wilms", "jansen", "School"),
    ("mertens", "kueppers", "Ward 2"),
    ("mertens", "esser", "Social service"),
)
ISSUER = {
    "street": "Am Sportplatz 3",
    "town": "41849 Wassenberg",
    "domain": "bc-wassenberg.example",
    "contact": "Jan Cremer, chair",
}
SERIES = (
    # Who, where, occasion, group, how many people, days ago, competencies.
    (
        *("haddad", "sport", "Softball training", "Softball, Tuesdays", 12),
        *((118, 97, 76, 55, 34, 13), ("teamwork", "communication", "conflict", "perseverance")),
    ),
    (
        *("brandt", "workshop", "Metal workshop", "Metal workshop, mornings", 8),
        *((104, 62, 20), ("teamwork", "perseverance", "problem_solving")),
    ),
)
NOTES = (
    "Put the equipment away with two others without being asked.",
    "Stopped the game when somebody was hurt and fetched help.",
    "Argued about a decision, then went on playing.",
    "Explained the task to a newcomer by showing it.",
)


def load_sheets(acts: Acts, at: At) -> int:
    """Tell it; return how many sheets were signed."""
    chance = random.Random(SEED)  # noqa: S311 - invented levels, no secret
    _train(acts, at)
    _prepare(acts)
    signed = 0
    arrived = _people(acts("lenz"))
    people = list(arrived)
    for who, setting, occasion, group, size, days, keys in SERIES:
        some = people[:size] if setting == "sport" else people[2 : 2 + size]
        habit = {person: chance.choice((2, 3, 3, 4)) for person in some}
        with acting(acts(who).context):
            saved = actions.make_group(actor=acts(who), name=group, setting=setting)
            for person in some:
                actions.add_to_group(actor=acts(who), group=saved, person=person)
        for number, days_ago in enumerate(days):
            with at(days_ago):
                there = [person for person in some if arrived[person] <= timezone.localdate()]
                if there:
                    _sheet(acts(who), there, keys, setting, occasion, habit, number, chance)
                    signed += 1
    _open_work(acts, people, chance)
    _voices(acts, at, chance)
    return signed


def _train(acts: Acts, at: At) -> None:
    for administrator, observer, days_ago, from_paper in TRAINED:
        actor = acts(administrator)
        with acting(actor.context):
            member = acts(observer).membership
            assert member is not None
            actions.record_training(
                actor=actor,
                membership=member,
                trained_on=timezone.localdate() - timedelta(days=days_ago),
                by_whom="Justizakademie, Wuppertal",
                from_paper=from_paper,
            )


def _prepare(acts: Acts) -> None:
    """Note who works where, and which body signs letters."""
    for administrator, member, unit in UNITS:
        actor, membership = acts(administrator), acts(member).membership
        assert membership is not None
        with acting(actor.context):
            change_roles(
                actor=actor,
                membership=membership,
                expected=membership.version,
                roles=membership.roles,
                unit=unit,
            )
    actor, today = acts("wilms"), timezone.localdate()
    with acting(actor.context):
        actions.register_issuer(
            actor=actor,
            body=Organisation.objects.get(code="bc-wassenberg"),
            agreed_on=today - timedelta(days=420),
            agreed_until=today + timedelta(days=310),
            **ISSUER,
        )


def _people(actor: Actor) -> dict[uuid.UUID, date]:
    """Return people of a case lead, those who leave first, with the day on which each arrived."""
    with acting(actor.context):
        lines = (
            Caseload.objects.in_force().filter(membership=actor.membership).order_by("release_on", "person")
        )
        keys = list(lines.values_list("person", flat=True))
        stays = Stay.objects.filter(person__in=keys, organisation=actor.organisation, ended_on=None)
        arrived = dict(stays.values_list("person_id", "arrived_on"))
    return {key: arrived[key] for key in keys if key in arrived}


def _sheet(
    actor: Actor,
    people: Sequence[uuid.UUID],
    keys: Sequence[str],
    setting: str,
    occasion: str,
    habit: dict[uuid.UUID, int],
    number: int,
    chance: random.Random,
    *,
    sign: bool = True,
) -> Sheet:
    with acting(actor.context):
        version = FrameworkVersion.objects.get(framework__key="standard", number=1)
        found = dict(
            Competency.objects.filter(framework_version=version, key__in=keys).values_list("key", "pk")
        )
        sheet = actions.start_sheet(
            actor=actor,
            framework_version=version,
            competencies=[found[key] for key in keys],
            people=people,
            setting=setting,
            occasion=occasion,
            observed_on=timezone.localdate(),
        )
        rows = SheetPerson.objects.filter(sheet=sheet).order_by("position").values_list("pk", "person_id")
        cells = []
        for row, person in rows:
            for key in keys:
                level = habit[person] + number // 3 + chance.choice((-1, 0, 0, 0, 1))
                seen = chance.random() > 0.12
                if seen or sign:
                    shown = min(5, max(1, level)) if seen else None
                    cells.append(actions.Cell(row, found[key], 0, shown))
        # A draft is half filled in: the columns so far.
        actions.rate_many(actor=actor, sheet=sheet.pk, cells=cells if sign else cells[: len(cells) // 2])
        if sign:
            actions.write_note(
                actor=actor,
                sheet_person=cells[0].sheet_person,
                competency=cells[0].competency,
                expected=0,
                text=NOTES[number % len(NOTES)],
            )
            versions = Rating.objects.filter(sheet_person__sheet=sheet).values_list("version", flat=True)
            sheet = actions.sign_sheet(actor=actor, key=sheet.pk, seen=stamp(sheet.version, versions))
        return sheet


def _open_work(acts: Acts, people: Sequence[uuid.UUID], chance: random.Random) -> None:
    """Leave a draft of today, so that somebody has something to finish."""
    if people:
        some = people[:12]
        habit = dict.fromkeys(some, 3)
        keys = ("teamwork", "communication")
        _sheet(acts("haddad"), some, keys, "sport", "Softball training", habit, 1, chance, sign=False)


def _voices(acts: Acts, at: At, chance: random.Random) -> None:
    """Let some people rate themselves; one comments, one objects and is answered, one waits."""
    lead, colleague = acts("lenz"), acts("vogt")
    with at(10), acting(lead.context):
        version = FrameworkVersion.objects.get(framework__key="standard", number=1)
        mine = Caseload.objects.in_force().filter(membership=lead.membership).order_by("name_key")
        keys = list(mine.values_list("person", flat=True))
        lines = list(
            SheetPerson.objects.filter(person__in=keys, state="signed").order_by("-observed_on", "position")
        )
        for person in list(dict.fromkeys(line.person_id for line in lines))[:6]:
            offered = Competency.objects.filter(framework_version=version).values_list("pk", flat=True)
            actions.record_self_ratings(
                actor=lead,
                person=Person.objects.get(pk=person),
                framework_version=version,
                levels={key: chance.choice((3, 4, 4, 5)) for key in offered},
                rated_on=timezone.localdate(),
            )
        told = (
            ("comment", "I was new in the team that day."),
            ("objection", "I was ill in the second half and could not do more."),
            ("objection", "This was not me. Somebody else argued with the referee."),
        )
        remarks = [
            actions.add_remark(
                actor=lead, sheet_person=line, kind=kind, text=text, made_on=timezone.localdate()
            )
            for line, (kind, text) in zip(lines, told, strict=False)
        ]
    if len(remarks) > 1:
        with at(6), acting(colleague.context):
            text = "We spoke with the observer: the second half is not counted, the level stands for the first one."
            actions.answer_objection(actor=colleague, remark=remarks[1], text=text)
