"""Give the cast work to look at: sheets, a remark, a letter, a course with marks. Run as a program: it needs a thread of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import django

PLANTED = (("german", "each"), ("english", "none"), ("maths", "each"))
"""Maths is last: nobody has a mark in it, so that it can be removed."""


def begin_plan(actor: Any, person: Any) -> None:
    """Begin somebody's plan, with a step that is done."""
    from throughgate.person.chain import actions
    from throughgate.person.chain.models import Step
    from throughgate.person.people.models import Stay

    stay = Stay.objects.get(person=person, ended_on=None)
    chain = actions.begin_chain(actor=actor, stay=stay, template="full")
    actions.do_step(actor=actor, step=Step.objects.get(chain=chain, step="bank_account"), expected=1)


def main() -> None:
    """Do it by the actions of the house."""
    from django.utils import timezone

    from throughgate.foundation.database.context import acting
    from throughgate.ground.accounts.models import Membership
    from throughgate.ground.acting.actor import Actor
    from throughgate.person.observations import actions as observing
    from throughgate.person.observations.models import SheetPerson
    from throughgate.person.observations.tests import making
    from throughgate.person.people.models import Person
    from throughgate.person.schooling import actions as schooling
    from throughgate.person.schooling.tests import making as courses

    @contextmanager
    def as_member(username: str) -> Iterator[Any]:
        member = Membership.objects.select_related("user", "organisation").get(user__username=username)
        actor = Actor(user=member.user, membership=member, request="planted")
        with acting(actor.context):
            yield actor

    today = timezone.localdate()
    making.train(as_member)
    with as_member("lead") as actor:
        emre = Person.objects.get(family_name="Markeremrefamily")
        begin_plan(actor, emre)
    with as_member("officer") as actor:
        sheet = making.signed(actor, [emre.pk], columns=4, days_ago=9)
        making.fill(actor, making.start(actor, [emre.pk], occasion="Basketball"), level=4)
        group = observing.make_group(actor=actor, name="Tuesday group", setting="sport")
        observing.add_to_group(actor=actor, group=group, person=emre.pk)
    issuer = making.register(as_member)
    with as_member("lead") as actor:
        observing.add_remark(
            actor=actor,
            sheet_person=SheetPerson.objects.get(sheet=sheet.pk),
            kind="objection",
            text="I was on time on that day.",
            made_on=today - timedelta(days=1),
        )
        observing.write_letter(
            actor=actor,
            person=emre,
            language="en",
            text="Worked with care and finished what was begun.",
            registered=issuer,
        )
    began = courses.begun() - timedelta(days=200)
    course = courses.course(as_member, people=[emre.pk], starts_on=began, subjects=PLANTED)
    with as_member("teacher") as actor:
        schooling.set_conference(
            actor=actor, course=course, half_year=courses.this_half(), held_on=today, expected=0
        )
        for half, text in ((courses.half_year_of(began), "4"), (courses.this_half(), "2-")):
            courses.give(actor, course, emre.pk, text, half_year=half)
        judged = {
            "certificate": "esa",
            "school_year": courses.this_half().year,
            "jurisdiction": "de-nw",
            "pack_version": today,
            "outcome": "eligible",
            "marks": "0" * 64,
        }
        decision = schooling.sign(
            actor=actor, course=course, person=emre, judged=judged, seen="0" * 64, agrees=True
        )
        schooling.make_registration(actor=actor, decision=decision)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
    django.setup()
    main()
