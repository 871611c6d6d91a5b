"""Who is in a course: put people in, let them leave, say at which level they are taught."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.form_page import FormPage
from throughgate.person.people.views.editing import row_or_404
from throughgate.person.people.views.finding import FindsPeople
from throughgate.person.schooling import actions
from throughgate.person.schooling.forms import ConferenceForm, EnrolForm, LeaveForm, LevelsForm
from throughgate.person.schooling.models import Conference, Enrolment, Subject
from throughgate.person.schooling.queries.roster import learners
from throughgate.person.schooling.rules.half_years import HalfYear, half_year_of, read_half_year
from throughgate.person.schooling.views.finding import OfCourse
from throughgate.person.schooling.words import PROBLEMS, half_year_name, subject_name


class OfEnrolment(OfCourse):
    """A page about people in a course, for those who enrol: teachers and case leads of the house."""

    kind = "enrolment"
    for_teachers = False


class Enrol(OfEnrolment, FindsPeople):
    """Find people, and put them into the course."""

    form_class = EnrolForm
    title = gettext_lazy("Put people into the course")
    template_name = "schooling/enrol.html"

    def save(self, form: Any, version: int) -> None:
        """Put in who was chosen."""
        del version
        chosen = read_key(self.request.POST.get("add"))
        if chosen is None:
            raise ValidationError(str(PROBLEMS["nobody"]), code="nobody")
        actions.enrol(actor=self.actor, course=self.course, people=[chosen], **form.cleaned_data)

    def say_done(self, form: Any) -> None:
        """Nothing needs saying: the list shows who is in the course."""

    def target(self) -> str:
        """Stay here: most courses begin with many."""
        return self.request.path

    def extra(self) -> dict[str, Any]:
        """Show who was found, and who is in the course."""
        rows = list(Enrolment.objects.visible_to(self.actor).filter(course=self.course, until_on=None))
        inside = sorted(learners(self.actor, rows), key=lambda one: one.order)
        return {"course": self.course, "inside": inside, **self.found({row.person_id for row in rows})}


class _OneEnrolment(OfEnrolment, FormPage):
    """A form about somebody's time in the course."""

    def find(self, row: uuid.UUID) -> Any:
        """Find it among those of the course."""
        rows = Enrolment.objects.visible_to(self.actor).filter(course=self.course)
        found = row_or_404(rows.select_related("course"), row)
        self.learner = learners(self.actor, [found])[0]
        return found

    def extra(self) -> dict[str, Any]:
        """Name the person."""
        return {"what": self.learner.name}


class Leave(_OneEnrolment):
    """Somebody leaves the course."""

    form_class = LeaveForm
    title = gettext_lazy("Leave the course")
    button = gettext_lazy("Leave the course")
    done = gettext_lazy("The person has left the course. The marks stay.")

    def save(self, form: Any, version: int) -> None:
        """End it."""
        actions.leave(actor=self.actor, enrolment=self.row, expected=version, **form.cleaned_data)


class Levels(_OneEnrolment):
    """At which level somebody is taught."""

    form_class = LevelsForm
    title = gettext_lazy("Basic or extended course")

    def form_options(self) -> dict[str, Any]:
        """Offer the subjects that are taught at both levels."""
        rows = Subject.objects.filter(course=self.course, level="each")
        return {"offered": [(str(row.pk), subject_name(row.code, row.name)) for row in rows]}

    def initial(self, row: Any) -> dict[str, Any]:
        """Show those at the extended level."""
        return {"extended": [str(key) for key in row.extended]}

    def save(self, form: Any, version: int) -> None:
        """Say it."""
        actions.change_levels(actor=self.actor, enrolment=self.row, expected=version, **form.cleaned_data)


class ConferencePage(OfCourse, FormPage):
    """When the marks of a half-year are decided on; the one that goes on, or that the address names."""

    kind = "course"
    form_class = ConferenceForm
    title = gettext_lazy("Conference")
    half_year: HalfYear

    def find(self) -> Any:
        """Find what was said of it."""
        asked = read_half_year(self.request.GET.get("half", ""))
        self.half_year = asked or half_year_of(timezone.localdate())
        return Conference.objects.filter(
            course=self.course, school_year=self.half_year.year, half=self.half_year.half
        ).first()

    def initial(self, row: Any) -> dict[str, Any]:
        """Show the day."""
        return {"held_on": row.held_on} if row else {}

    def save(self, form: Any, version: int) -> None:
        """Say when it is."""
        actions.set_conference(
            actor=self.actor,
            course=self.course,
            half_year=self.half_year,
            expected=version,
            **form.cleaned_data,
        )

    def extra(self) -> dict[str, Any]:
        """Say of which half-year."""
        return {"what": half_year_name(self.half_year)}
