"""Who teaches a course, and who enters its marks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Item
from throughgate.foundation.web.form_page import FormBesideList
from throughgate.foundation.web.posted import must_read_key
from throughgate.person.people.views.editing import row_or_404
from throughgate.person.schooling import actions
from throughgate.person.schooling.forms import StaffForm
from throughgate.person.schooling.queries import courses
from throughgate.person.schooling.views.finding import OfCourse


class CourseStaff(OfCourse, FormBesideList):
    """Who teaches a course and who enters its marks; name one more."""

    kind = "course_staff"
    form_class = StaffForm
    for_teachers = False
    title = gettext_lazy("Who teaches and who enters marks")
    list_title = gettext_lazy("Named in the course")
    empty = gettext_lazy("Nobody is named in this course.")
    form_title = gettext_lazy("Name a colleague")
    button = gettext_lazy("Name them")
    done = gettext_lazy("The colleague is named in the course.")
    template_name = "schooling/staff.html"

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the course, for its teachers and for administrators."""
        self.for_teachers = not self.actor.may("write", "own_organisation")
        return super().open(**keys)

    def form_options(self) -> dict[str, Any]:
        """Offer colleagues with a fitting role."""
        return {"members": courses.could_be_staff(self.actor, self.course)}

    def items(self) -> list[Item]:
        """Nothing here: the template has a button in each line."""
        return []

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Name somebody, or take somebody's part away."""
        if "drop" not in request.POST:
            return super().post(request, **keys)
        row = row_or_404(courses.staff_of(self.course), must_read_key(request.POST["drop"]))
        actions.drop_staff(actor=self.actor, staff=row)
        return redirect(request.path)

    def save(self, form: Any, version: int) -> None:
        """Name them."""
        del version
        actions.name_staff(actor=self.actor, course=self.course, **form.cleaned_data)

    def target(self) -> str:
        """Stay here."""
        return self.request.path

    def extra(self) -> dict[str, Any]:
        """Show who is named."""
        return {**super().extra(), "staff": courses.staff_of(self.course)}
