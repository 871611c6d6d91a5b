"""The list of people of a course."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.tables import Column
from throughgate.ground.acting.actor import Actor
from throughgate.person.schooling.models import Course
from throughgate.person.schooling.queries.roster import Learner


def roster_columns(actor: Actor, course: Course, subjects: dict[Any, str]) -> list[Column]:
    """Return who it is, from when until when, in which subjects at the extended level, and what can be done."""
    opens = actor.may("read", "enrolment")
    columns = [
        Column(
            gettext_lazy("Person"),
            value=lambda one: one.name,
            link=lambda one: (
                reverse("schooling:learning", args=[one.person.pk]) if opens and one.person else ""
            ),
            below=lambda one: "" if one.person else _("not here now"),
        ),
        Column(gettext_lazy("From"), value=lambda one: one.enrolment.from_on, one_line=True),
        Column(gettext_lazy("Until"), value=_until, one_line=True),
    ]
    if subjects:
        columns.append(
            Column(
                gettext_lazy("Extended course in"),
                value=lambda one: ", ".join(
                    name for key, name in subjects.items() if key in one.enrolment.extended
                ),
            )
        )
    if actor.may("write", "enrolment"):
        columns.append(
            Column(
                gettext_lazy("Change"),
                cell=lambda one: _ways(course, one, has_levels=bool(subjects)),
                unseen=True,
            )
        )
    return columns


def _until(one: Learner) -> str:
    enrolment = one.enrolment
    if enrolment.until_on is None:
        return ""
    return f"{short_day(enrolment.until_on)}: {enrolment.get_reason_display()}"


def _ways(course: Course, one: Learner, *, has_levels: bool) -> str:
    """Return links to what can be changed of somebody who is in the course."""
    if one.enrolment.until_on is not None:
        return ""
    keys = [course.pk, one.enrolment.pk]
    ways = [(reverse("schooling:leave", args=keys), _("Leave"), one.name)]
    if has_levels:
        ways.insert(
            0,
            (
                reverse("schooling:levels", args=keys),
                pgettext("basic or extended course", "Levels"),
                one.name,
            ),
        )
    link = '<a href="{}">{}<span class="unseen">: {}</span></a>'
    return format_html('<span class="row-do no-print">{}</span>', format_html_join(" ", link, ways))
