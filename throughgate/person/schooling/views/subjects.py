"""The subjects of a course."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Item
from throughgate.foundation.web.form_page import Confirm, FormBesideList, FormPage
from throughgate.person.people.views.editing import row_or_404
from throughgate.person.schooling import actions
from throughgate.person.schooling.forms import SubjectForm
from throughgate.person.schooling.models import Subject
from throughgate.person.schooling.views.courses import subject_item
from throughgate.person.schooling.views.finding import OfCourse
from throughgate.person.schooling.words import subject_name

SUBJECT = ("code", "name", "level", "is_foreign_language", "weekly_hours")


class Subjects(OfCourse, FormBesideList):
    """The subjects of a course; add one."""

    kind = "course"
    form_class = SubjectForm
    title = gettext_lazy("Subjects")
    list_title = gettext_lazy("Subjects of the course")
    empty = gettext_lazy("No subject yet. Marks are given in subjects.")
    form_title = gettext_lazy("Add a subject")
    button = gettext_lazy("Add it")
    done = gettext_lazy("The subject is added.")

    def items(self) -> list[Item]:
        """Show them, each with a way to change it."""
        rows = Subject.objects.filter(course=self.course)
        found = []
        for row in rows:
            said = subject_item(row)
            found.append(
                Item(said.name, reverse("schooling:subject", args=[self.course.pk, row.pk]), said.below)
            )
        return found

    def save(self, form: Any, version: int) -> None:
        """Add it."""
        del version
        actions.add_subject(actor=self.actor, course=self.course, **form.cleaned_data)

    def target(self) -> str:
        """Stay here: most courses have several."""
        return self.request.path


class _OfSubject(OfCourse, FormPage):
    """A page about one subject."""

    kind = "course"

    def find(self, row: uuid.UUID) -> Any:
        """Find it among those of the course."""
        return row_or_404(Subject.objects.filter(course=self.course).select_related("course"), row)

    def back(self) -> str:
        """Lead to the subjects."""
        return reverse("schooling:subjects", args=[self.course.pk])


class OneSubject(_OfSubject):
    """Change a subject."""

    form_class = SubjectForm
    title = gettext_lazy("Change the subject")
    template_name = "schooling/subject.html"

    def initial(self, row: Any) -> dict[str, Any]:
        """Show it."""
        return {name: getattr(row, name) for name in SUBJECT}

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        actions.change_subject(actor=self.actor, subject=self.row, expected=version, **form.cleaned_data)


class RemoveSubject(_OfSubject, Confirm):
    """The question whether a subject should go."""

    title = gettext_lazy("Remove the subject")
    button = gettext_lazy("Remove")
    done = gettext_lazy("Removed.")

    def save(self, form: Any, version: int) -> None:
        """Take it away."""
        del form, version
        actions.remove_subject(actor=self.actor, subject=self.row)

    def extra(self) -> dict[str, Any]:
        """Name it."""
        return {"what": subject_name(self.row.code, self.row.name)}
