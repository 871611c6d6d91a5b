"""What is said about rows and cells of a list of marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

WORDS: Final[dict[str, _StrPromise]] = {
    # What came in, cell by cell.
    "new": _("“%(text)s” is new."),
    "same": _("“%(text)s” is there already."),
    "taken": _("“%(text)s” in place of “%(before)s”."),
    "both_alike": _("“%(text)s” stands there twice."),
    # What is left out.
    "absences": _("Absences are not imported."),
    "average": _("An average is worked out from the marks, and not imported."),
    "nothing_said": _("No mark stands in this row."),
    # Cells.
    "outside_scale": _("%(at)s“%(text)s” is no mark of the scale %(low)s to %(high)s."),
    "not_a_step": _("%(at)s“%(text)s” lies between two marks. Here only whole marks are given."),
    "no_tendency": _("%(at)s“%(text)s”: on the scale %(low)s to %(high)s this mark has no + or -."),
    "not_a_mark": _("%(at)s“%(text)s” is no mark, and none of the words that stand for none."),
    "ambiguous": _("%(at)s“%(text)s” may be a mark, or say that the person was released. Which is it?"),
    "not_a_value": _(
        "%(at)sThis cell has an error, no result, or is merged with others. Type the mark itself."
    ),
    "other_scale": _(
        "%(at)sMarks beside this one lie outside the scale %(low)s to %(high)s, such as “%(example)s”. Is “%(text)s” a mark of this scale? "
        "If the whole column is on another one, choose that with the columns."
    ),
    "scale_elsewhere": _(
        "%(at)s“%(text)s” stands on another scale than the course, and has no exact mark from %(low)s to %(high)s. "
        "Enter the mark itself, or make a course on that scale."
    ),
    "on_its_scale": _("“%(text)s” is “%(mark)s” on the scale of the course."),
    "differs": _("%(at)s“%(before)s” is there already, the file says “%(text)s”. Which is right?"),
    "twice": _("%(at)sRow %(row)s gives “%(before)s” for the same subject and time already."),
    "two_columns": _(
        "%(at)sTwo columns are about this subject: one says “%(before)s”, the other “%(text)s”."
    ),
    "level_differs": _(
        "%(at)sThe file and the course name different levels for “%(text)s”. The mark would count at the level of the course."
    ),
    "not_taught": _("%(at)sThe course has no such subject. “%(text)s” was not taken."),
    "after_course": _("%(at)sThe course had ended by then. “%(text)s” was not taken."),
    "after_leaving": _("%(at)sThe person had left the course by then. “%(text)s” was not taken."),
    "before_enrolment": _("%(at)sThe person was not in the course yet. “%(text)s” was not taken."),
    "future": _("%(at)sThis day or half-year lies in the future. “%(text)s” was not taken."),
    # Rows.
    "which_person": _("Who in this course is meant?"),
    "not_in_course": _("Nobody in this course is called “%(text)s”."),
    "no_name": _("The row has marks and no name."),
    "born_differs": _("The date of birth is another one than here. Is it the same person?"),
    "born_unread": _("The date of birth cannot be read."),
    "which_course": _("Choose the course first."),
    "unknown_course": _("You teach no course named “%(text)s”, and enter no marks there."),
    "which_half_year": _("Choose the half-year first: the file does not say it whole."),
    "unread_half": _("“%(text)s” is no half-year."),
    "date_elsewhere": _("The date of this mark lies in another half-year than the one that was chosen."),
    "unread_date": _("“%(text)s” is no date of a mark."),
    "unknown_kind": _("“%(text)s” is no kind of mark."),
    "unread_weight": _("“%(text)s” is no weight from 1 to 10."),
    "unread_number": _("“%(text)s” is no number of a work from 1 to 20."),
    "unread_level": _("“%(text)s” is no level."),
    "weight_stays": _("The mark is there already and keeps its weight."),
    "no_subject": _("The row has a mark and no subject."),
    "unknown_subject": _("“%(text)s” is no subject of this course."),
}
