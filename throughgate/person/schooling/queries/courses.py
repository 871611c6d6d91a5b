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
from throughgate.person.schooling.models import Course, Enrolment, Staff


def courses_of(actor: Actor) -> Any:
    """Return the courses of one's organisation, each with how many are in it now, and the actor's part in it."""
    today = timezone.localdate()
    now = Enrolment.objects.filter(course=OuterRef("pk"), from_on__lte=today).filter(
        Q(until_on__isnull=True) | Q(until_on__gte=today)
    )
    counted = now.order_by().values("course").annotate(n=Count("pk")).values("n")
    mine = Staff.objects.filter(course=OuterRef("pk"), membership=actor.membership)
    return (
        Course.objects.visible_to(actor)
        .select_related("school")
        .annotate(people_count=Coalesce(Subquery(counted), 0), part=Subquery(mine.values("part")[:1]))
    )


def one_course(actor: Actor, key: uuid.UUID) -> Any:
    """Return a course of one's organisation with its school and site, and the actor's part in it; None for any other."""
    mine = Staff.objects.filter(course=OuterRef("pk"), membership=actor.membership)
    return (
        Course.objects.visible_to(actor)
        .filter(pk=key)
        .select_related("school", "site", "organisation")
        .annotate(part=Subquery(mine.values("part")[:1]))
        .first()
    )


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
