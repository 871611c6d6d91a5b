"""Courses of one's organisation, with what their pages show."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from throughgate.ground.accounts.queries import members_of
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.person.schooling.actions.marks import Slots
from throughgate.person.schooling.models import Course, Enrolment, Staff
from throughgate.person.schooling.queries import beside


def courses_of(actor: Actor) -> Any:
    """Return the courses of one's organisation, each with how many are in it now, and the actor's part in it."""
    today = timezone.localdate()
    now = Enrolment.objects.filter(course=OuterRef("pk"), from_on__lte=today).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today)
    )
    counted = now.order_by().values("course").annotate(n=Count("pk")).values("n")
    return with_part(actor).select_related("school").annotate(people_count=Coalesce(Subquery(counted), 0))


def with_part(actor: Actor) -> Any:
    """Return the courses of one's organisation with the actor's `part` in each."""
    mine = Staff.objects.filter(course=OuterRef("pk"), membership=actor.membership)
    return Course.objects.visible_to(actor).annotate(part=Subquery(mine.values("part")[:1]))


def one_course(actor: Actor, key: uuid.UUID) -> Any:
    """Return a course of one's organisation with its school and site, and the actor's part in it; None for any other."""
    return with_part(actor).filter(pk=key).select_related("school", "site", "organisation").first()


def course_page(actor: Actor, key: uuid.UUID, slots: Slots) -> Any:
    """Return the same with its subjects, staff and conferences beside it, and the marks in some slots. One query."""
    rows = with_part(actor).filter(pk=key).select_related("school", "site", "organisation")
    return rows.annotate(
        its_subjects=beside.subjects(),
        its_staff=beside.staff(),
        its_conferences=beside.conferences(),
        its_marks=beside.marks_in(slots),
    ).first()


def schools_for(actor: Actor) -> Any:
    """Return the schools and training bodies that may teach a course of one's organisation."""
    return (
        Organisation.objects.visible_to(actor)
        .filter(kind="school")
        .exclude(pk=actor.organisation.pk)
        .order_by("name_key", "pk")
    )


def sites_for(actor: Actor) -> Any:
    """Return where a course of one's organisation may be held."""
    return Site.objects.filter(Q(organisation=actor.organisation) | Q(organisation__kind="school")).order_by(
        "town", "pk"
    )


def staff_of(course: Course) -> Any:
    """Return who teaches a course and who enters its marks, by name."""
    rows = Staff.objects.filter(course=course).select_related("membership__user")
    return rows.order_by("-part", "membership__user__family_name", "pk")


def could_be_staff(actor: Actor, course: Course) -> Any:
    """Return the colleagues who could be named in a course."""
    there = Staff.objects.filter(course=course, membership=OuterRef("pk"))
    members = members_of(actor.organisation).filter(roles__overlap=["teacher", "observer"])
    return members.exclude(Exists(there)).exclude(pk=actor.membership.pk if actor.membership else None)
