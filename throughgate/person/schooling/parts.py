"""Where schooling stands in the frame, among a person's pages, and on Today, and on a person's path."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, Place, reads
from throughgate.person.schooling.queries import exams_today, today
from throughgate.person.schooling.queries.path import path_pins

IN_FRAME = (
    Place(
        "courses", _("Courses"), "schooling:list", lambda actor: actor.may("read", "course"), after="sheets"
    ),
)
OF_PERSON = (
    Part("learning", _("Learning"), "schooling:learning", reads("mark", "enrolment"), after="competencies"),
)
ON_TODAY = (today.SOURCE, *exams_today.SOURCES)
ON_PATH = (path_pins,)
