"""One course: what it is; make one, change it."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from throughgate.foundation.web.components import Item
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.tables import Table
from throughgate.ground.acting.actor import actor_in
from throughgate.person.schooling import actions
from throughgate.person.schooling.choices import StaffPart
from throughgate.person.schooling.forms import CourseForm
from throughgate.person.schooling.models import Course, Subject
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.queries import beside, courses
from throughgate.person.schooling.queries.certificates import reads_certificates
from throughgate.person.schooling.queries.grid import mean_of
from throughgate.person.schooling.queries.roster import roster
from throughgate.person.schooling.rules.half_years import half_year_of
from throughgate.person.schooling.views.finding import OfCourse
from throughgate.person.schooling.views.roster import roster_columns
from throughgate.person.schooling.words import (
    aims_of,
    half_year_name,
    mean_in_words,
    period,
    scale_name,
    subject_name,
)

COURSE = (
    *("name", "school", "site", "school_type", "grade", "scale", "starts_on", "ends_on"),
    *("seats", "leads_to_german", "leads_to_licence", "leads_to_certificates"),
)


@require_safe
def course(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a course."""
    actor = actor_in(request)
    actor.must("read", "course")
    half = half_year_of(timezone.localdate())
    found = courses.course_page(actor, key, actions.Slots(half))
    if found is None:
        raise Http404
    teaches = found.part == "teacher"
    sees_people = bool(found.part) or actor.may("read", "enrolment")
    people = roster(actor, found) if sees_people else []
    rows = [Subject(course=found, **beside.keyed(one)) for one in found.its_subjects]
    levels = {row.pk: subject_name(row.code, row.name) for row in rows if row.level == "each"}
    means = _means(found) if found.part else {}
    staff = [
        Item(f"{one['given']} {one['family']}".strip(), mark=StaffPart(one["part"]).label)
        for one in found.its_staff
    ]
    conferences = {
        (one["school_year"], one["half"]): beside.keyed(one)["held_on"] for one in found.its_conferences
    }
    context = {
        "course": found,
        "teaches": teaches,
        "names_staff": teaches or actor.may("write", "own_organisation"),
        "facts": facts(found),
        "subjects": [subject_item(row, means.get(row.pk, "")) for row in rows],
        "staff": staff,
        "sees_people": sees_people,
        "sees_certificates": reads_certificates(actor) and bool(found.part or actor.may("read", "mark")),
        "inside": sum(one.enrolment.until_on is None for one in people),
        "people": Table.whole(_("People"), roster_columns(actor, found, levels), people) if people else None,
        "enrols": actor.may("write", "enrolment"),
        "halves": [
            (one.code, half_year_name(one), conferences.get((one.year, one.half)))
            for one in found.half_years(timezone.localdate())[:2]
        ],
    }
    return render(request, "schooling/course.html", context)


def _means(found: Any) -> dict[uuid.UUID, str]:
    """Return the average of each subject in this half-year, on the scale of the course."""
    values: dict[str, list[str]] = {}
    for one in found.its_marks:
        values.setdefault(one["subject"], []).append(one["value"])
    means = {key: mean_of(scales()[found.scale], some) for key, some in values.items()}
    said = _("average %(mean)s")
    return {
        uuid.UUID(key): said % {"mean": mean_in_words(mean)}
        for key, mean in means.items()
        if mean is not None
    }


def facts(found: Course) -> list[tuple[str, str]]:
    """Return what a course is, as pairs."""
    return [
        (_("School"), str(found.school or found.organisation)),
        (_("Where it is held"), str(found.site or "")),
        (_("Kind of school"), str(found.get_school_type_display())),
        *([(pgettext("of a school", "Class"), str(found.grade))] if found.grade else []),
        (_("Held"), period(found)),
        (_("Scale of the marks"), scale_name(found.scale)),
        *([(_("Seats"), str(found.seats))] if found.seats else []),
        *([(_("Leads to"), ", ".join(aims))] if (aims := aims_of(found)) else []),
    ]


def subject_item(row: Subject, mean: str = "") -> Item:
    """Return a subject as a line, with the average of its marks where that is known."""
    said = [str(row.get_level_display()) if row.level != "none" else "", hours(row)]
    below = " · ".join(part for part in said if part)
    return Item(subject_name(row.code, row.name), below=[below] if below else [], mark=mean)


def hours(row: Subject) -> str:
    """Return how much of a week a subject has."""
    if row.weekly_hours is None:
        return ""
    return _("%(n)s h a week") % {"n": localize(Decimal(row.weekly_hours).normalize())}


class _CourseForm(FormPage):
    """The form of a course."""

    kind = "course"
    form_class = CourseForm

    def form_options(self) -> dict[str, Any]:
        """Offer scales of the region first, schools and sites."""
        return {
            "region": self.actor.organisation.region,
            "schools": courses.schools_for(self.actor),
            "sites": courses.sites_for(self.actor),
        }


class MakeCourse(_CourseForm):
    """Make a course."""

    title = gettext_lazy("Make a course")
    button = gettext_lazy("Make the course")

    def save(self, form: Any, version: int) -> HttpResponse:
        """Make it, and go on to its subjects."""
        del version
        made = actions.make_course(actor=self.actor, **form.cleaned_data)
        return redirect("schooling:subjects", made.pk)

    def back(self) -> str:
        """Lead to the list."""
        return reverse("schooling:list")


class ChangeCourse(OfCourse, _CourseForm):
    """Change what a course is."""

    title = gettext_lazy("Change the course")

    def find(self) -> Any:
        """Return the course."""
        return self.course

    def initial(self, row: Any) -> dict[str, Any]:
        """Show it."""
        return {name: getattr(row, name) for name in COURSE}

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        actions.change_course(actor=self.actor, course=self.row, expected=version, **form.cleaned_data)
