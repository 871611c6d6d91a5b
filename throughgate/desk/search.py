"""Find a person, a course, an organisation or what stands in the register by a half-remembered name, within what one may see.

The name comes by POST and is never in an address.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from throughgate.foundation.database.asking import Question, answers_to
from throughgate.foundation.languages.folding import UnusableText, clean_text, search_key
from throughgate.foundation.web.components import Item
from throughgate.foundation.web.post_search import asked_by_form
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.ground.organisations.models import Kind, Organisation
from throughgate.person.people.models import Person
from throughgate.person.people.queries.listed import people_listed
from throughgate.person.people.searching import asked_sounds
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.queries.found import courses_like
from throughgate.person.schooling.words import period
from throughgate.work.register.addresses import address
from throughgate.work.register.parts import sees_entry
from throughgate.work.register.queries.found import registrations_like
from throughgate.work.register.words import KINDS as MARKS

MOST = 20
LONGEST = 80


@asked_by_form
def search_page(request: HttpRequest) -> HttpResponse:
    """Show who and what is meant, closest first."""
    if "q" in request.GET:
        return redirect("desk:search")  # an old bookmark: out of the address with it
    actor = actor_in(request)
    try:
        asked = clean_text(request.POST.get("q", ""))[:LONGEST]
    except UnusableText:
        asked = ""
    key = search_key(asked)
    people = find_people(actor, asked) if key else []
    organisations, registrations, courses = find_others(actor, key) if key else ([], [], [])
    found = [
        (_("People"), [_person(one) for one in people]),
        (_("Courses"), [_course(one) for one in courses]),
        (_("Organisations"), [_organisation(*one) for one in organisations]),
        (pgettext("register of offers", "Register"), [_registration(actor, one) for one in registrations]),
    ]
    context = {"asked": asked, "found": [(title, items) for title, items in found if items]}
    return render(request, "desk/search.html", context)


def _person(person: Person) -> Item:
    called = _("called %(name)s") % {"name": person.called_name} if person.called_name else ""
    return Item(
        person.formal_name,
        reverse("desk:person", args=[person.pk]),
        below=[called] if called else (),
        mark=str(person.birth_on.year) if person.birth_on else "",
    )


def _organisation(code: str, name: str, kind: str, region: str) -> Item:
    address = reverse("organisations:page", args=[code])
    return Item(name, address, below=[f"{Kind(kind).label}, {region}"])


def _course(one: Course) -> Item:
    """Return a course, with how it is told from others of its name: the class, and when it is held."""
    in_class = pgettext("of a school", "class %(grade)s") % {"grade": one.grade} if one.grade else ""
    facts = (one.get_school_type_display(), in_class, period(one))
    return Item(
        one.name,
        reverse("schooling:course", args=[one.pk]),
        below=[" · ".join(fact for fact in facts if fact)],
        mark=pgettext("a course", "ended") if one.ends_on and one.ends_on < timezone.localdate() else "",
    )


def _registration(actor: Actor, row: Any) -> Item:
    """Return what stands in the register, with how it stands; of the others an organisation knows a line, and no page."""
    opens = row.organisation is None or sees_entry(actor, row.organisation)
    facts = (row.get_kind_display(), row.place, ", ".join(row.offer_names))
    return Item(
        row.called,
        address(row) if opens else "",
        below=[" · ".join(str(fact) for fact in facts if fact)],
        mark=str(row.get_state_display()),
        mark_kind=MARKS.get(row.state, ""),
    )


def find_people(actor: Actor, asked: str) -> list[Person]:
    """Return visible people whose names are written or sound like what is asked: who begins so first, then the closest."""
    if not actor.may("read", "person") or actor.membership is None:
        return []
    one, other = asked_sounds(asked)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT one FROM gate.people_like(%s, %s, %s, %s) WITH ORDINALITY l (one, rank) ORDER BY l.rank",
            [search_key(asked), one, other, MOST],
        )
        found = [row[0] for row in cursor.fetchall()]
    people = people_listed(found)
    return [people[pk].person for pk in found if pk in people]


def find_others(actor: Actor, key: str) -> list[list[Any]]:
    """Return organisations, entries of the register and courses whose names are like `key` (folded), the closest first."""
    organisations = (
        Organisation.objects.visible_to(actor)
        .filter(name_key__trigram_word_similar=key)
        .annotate(likeness=TrigramWordSimilarity(key, F("name_key")))
        .order_by("-likeness", "sort_key", "pk")[:MOST]
    )
    return answers_to(
        Question.of(organisations.values_list("code", "name", "kind", "region__name"), lambda *row: row),
        registrations_like(actor, key, MOST),
        courses_like(actor, key, MOST),
    )
