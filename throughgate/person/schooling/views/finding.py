"""Find the course that a page is about."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from throughgate.foundation.web.components import Words
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.schooling.queries.courses import one_course


def course_or_404(actor: Actor, key: uuid.UUID) -> Any:
    """Return a course of one's organisation, with `part` in it; raise NotAllowed or Http404."""
    actor.must("read", "course")
    found = one_course(actor, key)
    if found is None:
        raise Http404
    return found


class OfCourse:
    """A page of a course, whose key is the first in the address."""

    actor: Any
    course: Any
    for_teachers: bool = True
    """Whether only those who teach the course may."""

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the course."""
        self.course = course_or_404(self.actor, keys.pop("key"))
        if self.for_teachers and self.course.part != "teacher":
            raise NotAllowed("write course")
        self.kicker = self.course.name
        return keys

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list and the course."""
        return ((_("Courses"), reverse("schooling:list")), (self.course.name, self.address()))

    def address(self) -> str:
        """Return the page of the course."""
        return reverse("schooling:course", args=[self.course.pk])

    def back(self) -> str:
        """Lead back to the course."""
        return self.address()
