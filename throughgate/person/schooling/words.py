"""What stands against a change of schooling, in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.formats import get_format, localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import reader_language, text_in
from throughgate.ground.vocabulary.rules import language_name
from throughgate.ground.vocabulary.words import CERTIFICATES, LEVELS
from throughgate.person.schooling import choices
from throughgate.person.schooling.models import Course, ExamRegistration
from throughgate.person.schooling.packs import scales, version_of
from throughgate.person.schooling.rules.half_years import HalfYear
from throughgate.person.schooling.rules.subjects import subjects
from throughgate.person.schooling.rules.words import bare

PROBLEMS: Final[dict[str, Promise]] = {
    "unknown_scale": gettext_lazy("No jurisdiction knows this scale."),
    "scale_in_use": gettext_lazy(
        "Marks were given on the other scale. A course on another one is a course of its own."
    ),
    "marks_after": gettext_lazy("Marks were given after this day. Correct them first."),
    "marks_before": gettext_lazy("Marks were given before this day. Correct them first."),
    "ends_before_start": gettext_lazy("The last day is before the first one."),
    "subject_twice": gettext_lazy("The course has this subject already."),
    "subject_in_use": gettext_lazy("Marks were given in this subject. It stays what it is."),
    "subject_missing": gettext_lazy("Choose a subject, or write its name."),
    "no_school": gettext_lazy("This is no school or training body."),
    "site_elsewhere": gettext_lazy("This site is not of the school or of your organisation."),
    "not_staff": gettext_lazy("Teachers teach, observers enter marks. This member has no such role here."),
    "staff_twice": gettext_lazy("This member is named in the course already."),
    "not_oneself": gettext_lazy("Nobody names themselves. Ask a teacher of the course, or an administrator."),
    "unknown_person": gettext_lazy("One of these people is not with your organisation."),
    "nobody": gettext_lazy("Choose at least one person."),
    "enrolled": gettext_lazy("This person is in the course already."),
    "course_ended": gettext_lazy("The course has ended before this day."),
    "left_already": gettext_lazy("This person has left the course already."),
    "reason_missing": gettext_lazy("Say why the person leaves the course."),
    "not_a_mark": gettext_lazy("This is no mark, and none of the words that stand for none."),
    "outside_scale": gettext_lazy("This mark is not on the scale."),
    "not_a_step": gettext_lazy("There is no such mark between two marks."),
    "no_tendency": gettext_lazy("On this scale this mark has no + or -."),
    "ambiguous": gettext_lazy(
        "This word may mean several things. Write “released” or “satisfactory” in full."
    ),
    "after_course": gettext_lazy("The course had ended by then."),
    "after_leaving": gettext_lazy("The person had left the course by then."),
    "before_enrolment": gettext_lazy("The person was not in the course yet."),
    "future": gettext_lazy("This day is in the future."),
}


def refuse(code: str, field: str | None = None) -> ValidationError:
    """Return what to raise where a change is refused."""
    error = ValidationError(str(PROBLEMS[code]), code=code)
    return ValidationError({field: [error]}) if field else error


def half_year_name(half_year: HalfYear) -> str:
    """Return a half-year as people say it: "2026/27, 1st half"."""
    said = _("%(year)s, 1st half") if half_year.half == 1 else _("%(year)s, 2nd half")
    return said % {"year": half_year.year_name}


def shown(value: str, non_mark: str) -> str:
    """Return a mark as pages show it: in the reader's way of writing, or the word that stands for none."""
    if non_mark:
        return str(choices.NonMark(non_mark).label)
    return value.replace(".", get_format("DECIMAL_SEPARATOR"))


def as_read(text: str) -> str:
    """Return typed text as every scale reads it: the words that pages show in the place of a mark are those of no scale."""
    word = bare(text)
    return next((one.value for one in choices.NonMark if word and word == bare(str(one.label))), text)


def mean_in_words(number: Decimal) -> str:
    """Return an average with one decimal, as people write it."""
    return localize(number.quantize(Decimal("0.1"), ROUND_HALF_UP))


def period(course: Course) -> str:
    """Return from when until when a course is held."""
    start = short_day(course.starts_on)
    return f"{start} – {short_day(course.ends_on)}" if course.ends_on else _("since %(day)s") % {"day": start}


def aims_of(course: Course) -> list[str]:
    """Return what a course leads to, in words."""
    said = [str(CERTIFICATES[code]) for code in course.leads_to_certificates]
    if course.leads_to_licence:
        said.insert(0, _("driving licence %(licence)s") % {"licence": course.leads_to_licence})
    if course.leads_to_german:
        said.insert(0, f"{language_name(choices.GERMAN, reader_language())} {LEVELS[course.leads_to_german]}")
    return said


def level_sign(level: str) -> str:
    """Return the letter beside a subject that is taught at two levels; nothing where it is not."""
    if level == "extended":
        return pgettext("sign of an extended course", "E")
    return pgettext("sign of a basic course", "B") if level == "basic" else ""


def subject_name(code: str, name: str) -> str:
    """Return what a subject is called in the reader's language: by the list, or as the course calls it."""
    known = subjects().get(code)
    return name or (text_in(known.name) if known else code)


def scale_name(key: str) -> str:
    """Return what a scale is called in the reader's language."""
    known = scales().get(key)
    return text_in(known.name) if known else key


def certificate_name(jurisdiction: str, certificate: str, school_year: int) -> str:
    """Return what a certificate is called in the reader's language, as the rule of its school year says."""
    version = version_of(jurisdiction, certificate, school_year)
    return text_in(version.name) if version else certificate


def paper_names(row: ExamRegistration) -> dict[str, tuple[str, str]]:
    """Return what each document of a registration is called, and where the rule says so; nothing where it does not."""
    version = version_of(row.decision.jurisdiction, row.certificate, row.school_year)
    found = {str(code): (str(label), "") for code, label in choices.Document.choices}
    for one in version.documents if version else ():
        found[one.key] = text_in(one.says), one.paragraph
    return found
