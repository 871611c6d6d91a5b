"""A profile is what the row policies open, added up sheet by sheet: whatever became of each, and whoever looks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from django.db import connection
from django.utils import timezone

from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.models import Membership
from throughgate.person.observations import actions
from throughgate.person.observations.models import Rating, Remark, SelfRating, SheetPerson
from throughgate.person.observations.profile.queries import SHOWN_SHEETS, profile_of
from throughgate.person.observations.rules.sheets import SHOWN
from throughgate.person.observations.tests.making import cells_of, seen, standard, start, train
from throughgate.person.people.models import Person

READERS = ("lead", "colleague", "dpo", "aftercare", "teacher")
STRANGERS = ("stranger", "company", "officer", "placement", "trainer", "tso", "admin")


def one_sheet(acting, observer, people, chance):
    """Make a sheet with levels by chance, and let become of it what may."""
    with acting(observer) as actor:
        sheet = start(
            actor,
            people,
            columns=3,
            days_ago=chance.randrange(1, 60),
            setting=chance.choice(("sport", "workshop", "ward")),
        )
        cells = [actions.Cell(*cell, 0, chance.choice((1, 2, 3, 4, 5, None))) for cell in cells_of(sheet)]
        actions.rate_many(actor=actor, sheet=sheet.pk, cells=[*cells[:-1], replace(cells[-1], level=3)])
        fate = chance.choice(("draft", "sign", "sign", "sign", "retract", "amend", "begin anew"))
        if fate == "draft":
            return
        actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet))
        if fate == "retract":
            actions.retract_sheet(actor=actor, key=sheet.pk, reason="Wrong group")
        elif fate != "sign":
            new = actions.amend_sheet(actor=actor, key=sheet.pk, reason="Wrong line")
            if fate == "amend":
                actions.sign_sheet(actor=actor, key=new.pk, seen=seen(new))


@pytest.fixture
def world(request, acting, cast):
    """Let two observers make sheets about two people by chance, and the people say something to some of them."""
    chance = Random(request.param)
    train(acting)
    Membership.objects.filter(user__username="teacher").update(roles=["observer"])
    train(acting, "teacher")
    people = [cast.key("emre"), cast.key("milan")]
    for _number in range(7):
        one_sheet(acting, chance.choice(("officer", "teacher")), people[: chance.randrange(1, 3)], chance)
    Membership.objects.filter(user__username="teacher").update(roles=["teacher"])
    with acting("lead") as lead:
        for line in SheetPerson.objects.filter(state__in=SHOWN):
            for kind in ("objection", "comment"):
                if chance.random() < 0.4:
                    actions.add_remark(
                        actor=lead, sheet_person=line, kind=kind, text="No", made_on=timezone.localdate()
                    )
        actions.record_self_ratings(
            actor=lead,
            person=Person.objects.get(pk=people[0]),
            framework_version=standard(),
            levels={standard().competencies.order_by("position").first().pk: chance.randrange(1, 6)},
            rated_on=timezone.localdate() - timedelta(days=3),
        )
    return people


def told(actor, person):
    """Return what the profile tells: dots, objections and self-ratings by competency, and the latest sheets."""
    found = profile_of(actor, person)
    rows = {
        row.competency.pk: (
            [(dot.on, dot.level, dot.setting) for dot in row.dots],
            len({dot.observer for dot in row.dots}),
            row.contested,
            [(own.on, own.level) for own in row.own],
        )
        for row in found.rated
    }
    return rows, [
        (row.id, row.occasion, row.setting, row.observed_on, row.state, row.objections)
        for row in found.latest
    ]


def read_one_by_one(actor, person):
    """Return the same, row by row, as the policies open them to who asks."""
    lines = SheetPerson.objects.filter(person=person).select_related("sheet")
    objections = Counter(
        Remark.objects.filter(person=person, kind="objection").values_list("sheet_person", flat=True)
    )
    rows = {}
    for line in lines.filter(state="signed").order_by("observed_on", "sheet"):
        for rating in Rating.objects.filter(sheet_person=line, level__isnull=False):
            row = rows.setdefault(rating.competency_id, ([], set(), [], []))
            row[0].append((line.observed_on, rating.level, line.sheet.setting))
            row[1].add(line.observer_id)
            row[2].append(bool(objections[line.pk]))
    for own in SelfRating.objects.filter(person=person).order_by("rated_on"):
        rows.setdefault(own.competency_id, ([], set(), [], []))[3].append((own.rated_on, own.level))
    latest = lines.filter(state__in=SHOWN).order_by("-observed_on", "-pk")[:SHOWN_SHEETS]
    return {key: (dots, len(who), sum(said), own) for key, (dots, who, said, own) in rows.items()}, [
        (
            str(line.pk),
            line.sheet.occasion,
            line.sheet.setting,
            line.observed_on,
            line.state,
            objections[line.pk],
        )
        for line in latest
        if actor.may("read", "sheet")
    ]


@pytest.mark.parametrize("world", range(4), indirect=True)
def test_the_profile_is_the_sum_of_what_the_policies_open(world, acting):
    """Drafts, sheets taken back or replaced, and what is not for these eyes count nowhere; everything else does."""
    counted = 0
    for who in READERS:
        with acting(who) as actor:
            for person in Person.objects.filter(pk__in=world):
                expected = read_one_by_one(actor, person)
                assert told(actor, person) == expected, (who, person)
                counted += sum(len(row[0]) for row in expected[0].values())
    assert counted, "nothing was signed in this world"


@pytest.mark.parametrize("world", [0], indirect=True)
def test_nobody_else_is_told_anything(world, acting):
    """Who reads no competencies, or does not see the person, gets nothing, not even that there are none."""

    def answer(person):
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.profile_of_person(%s, 20)", [person])
            return cursor.fetchone()[0]

    for who in STRANGERS:
        with acting(who):
            assert [answer(person) for person in world] == [None, None], who
    with in_context(Context(person=world[0])):
        assert [answer(person) for person in world] == [None, None]


@pytest.mark.parametrize("world", [1], indirect=True)
def test_lines_repeat_their_sheet(world, acting, cast):
    """Observer, state, day and setting of every line are the sheet's, also after the details of a draft were changed."""
    with acting("officer") as officer:
        draft = start(officer, world, days_ago=9)
        actions.change_sheet(
            actor=officer,
            sheet=draft,
            expected=draft.version,
            occasion="Chess",
            setting="class",
            observed_on=timezone.localdate(),
            observed_until_on=None,
            competencies=draft.competencies,
        )
    lines = []
    for who in ("officer", "lead"):
        with acting(who):
            lines += SheetPerson.objects.select_related("sheet")
    assert lines
    for line in lines:
        for name in ("organisation_id", "observer_id", "state", "observed_on", "setting"):
            assert getattr(line, name) == getattr(line.sheet, name), name
