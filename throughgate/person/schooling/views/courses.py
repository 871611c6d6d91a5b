"""One course: what it is; make one, change it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_safe

from throughgate.foundation.web.components import Item
from throughgate.foundation.web.form_page import FormPage
from throughgate.ground.acting.actor import actor_in
from throughgate.person.schooling import actions
from throughgate.person.schooling.forms import CourseForm
from throughgate.person.schooling.models import Course, Subject
from throughgate.person.schooling.queries import courses
from throughgate.person.schooling.views.finding import OfCourse, course_or_404
from throughgate.person.schooling.words import period, scale_name, subject_name

COURSE = ("name", "school", "site", "school_type", "grade", "scale", "starts_on", "ends_on")


@require_safe
def course(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a course."""
    actor = actor_in(request)
    found = course_or_404(actor, key)
    teaches = found.part == "teacher"
    subjects = [subject_item(row) for row in Subject.objects.filter(course=found)]
    staff = [Item(str(row.membership.user), mark=row.get_part_display()) for row in courses.staff_of(found)]
    context = {
        "course": found,
        "teaches": teaches,
        "names_staff": teaches or actor.may("write", "own_organisation"),
        "facts": facts(found),
        "subjects": subjects,
        "staff": staff,
    }
    return render(request, "schooling/course.html", context)


def facts(found: Course) -> list[tuple[str, str]]:
    """Return what a course is, as pairs."""
    return [
        (_("School"), str(found.school or found.organisation)),
        (_("Where it is held"), str(found.site or "")),
        (_("Kind of school"), str(found.get_school_type_display())),
        *([(pgettext("of a school", "Class"), str(found.grade))] if found.grade else []),
        (_("Held"), period(found)),
        (_("Scale of the marks"), scale_name(found.scale)),
    ]


def subject_item(row: Subject) -> Item:
    """Return a subject as a line."""
    said = [str(row.get_level_display()) if row.level != "none" else "", hours(row)]
    below = " · ".join(part for part in said if part)
    return Item(subject_name(row.code, row.name), below=[below] if below else [])


def hours(row: Subject) -> str:
    """Return how many hours a week a subject has."""
    if row.weekly_hours is None:
        return ""
    return _("%(n)s hours a week") % {"n": localize(row.weekly_hours.normalize())}


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
