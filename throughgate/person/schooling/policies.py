"""How schooling is protected: marks are for those who teach the course or enter its marks, the case lead and the person.

Whoever teaches a course, and whoever enters its marks, sees its people and marks as long as the course names them, also of
people who moved on: the school keeps its own record. The next prison reads what was, by its own link to the person.
"""

from __future__ import annotations

from pathlib import Path

from django.db.backends.utils import CursorWrapper

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.pieces import with_pieces
from throughgate.foundation.database.policies import Protected, all_of, any_of, keep
from throughgate.foundation.database.relations import OUR, SOMEBODY, mine, reads, under, writes
from throughgate.foundation.states.guard import state_guard
from throughgate.person.people.policies import kept, stays_with_person, visible
from throughgate.person.schooling.packs import scales
from throughgate.person.schooling.rules.certificates.questions import questions
from throughgate.person.schooling.rules.half_years import SECOND_BEGINS, YEAR_BEGINS
from throughgate.person.schooling.rules.registering import EXAM_REGISTRATION

_COURSES = "ANY ((SELECT gate.my_courses())::uuid[])"
MINE = f"course_id = {_COURSES}"
_PUPIL = "person_id = ANY ((SELECT gate.my_pupils())::uuid[])"
_LEARNER = "person_id = ANY ((SELECT gate.my_learners())::uuid[])"


def _of_course(table: str) -> Protected:
    """Protect rows of a course: seen with it, changed by who teaches there."""
    change = all_of(writes("course"), MINE)
    return Protected(
        table,
        select=all_of(SOMEBODY, under(table, "schooling_course", "course_id")),
        insert=change,
        update=change,
        delete=change,
    )


def _staff() -> Protected:
    """Nobody names themselves: who teaches there names others, or the administrator of the organisation does."""
    course = under("schooling_staff", "schooling_course", "course_id", f"p.{OUR}")
    teaches = all_of(writes("course"), MINE)
    keeps = all_of(writes("own_organisation"), writes("course_staff"), course)
    return Protected(
        "schooling_staff",
        select=all_of(reads("course"), course),
        insert=all_of(any_of([teaches, keeps]), f"NOT ({mine()})"),
        delete=any_of([teaches, keeps]),
    )


# Of the courses that name one, and of people whom one sees where the role reads them.
_OF_CERTIFICATE = any_of(
    [
        all_of(reads("certificate"), visible("{table}")),
        all_of(reads("course_mark"), MINE),
        "person_id = gate.person()",
    ]
)
# As marks are, but for whom a course no longer names: what is known of somebody moves on with them.
_KEEPS_FACTS = all_of(
    any_of([writes("certificate"), all_of(writes("course"), _PUPIL)]), visible("schooling_facts")
)
_REGISTERS = any_of(
    [all_of(writes("certificate"), visible("schooling_examregistration")), all_of(writes("course"), MINE)]
)

PROTECTED = (
    Protected(
        "schooling_course",
        select=any_of(
            [
                all_of(reads("course"), OUR),
                # Where somebody was before: the name of the course comes with the enrolment.
                all_of(
                    SOMEBODY,
                    "EXISTS (SELECT FROM schooling_enrolment e WHERE e.course_id = schooling_course.id)",
                ),
            ]
        ),
        insert=all_of(writes("course"), OUR, mine("made_by_id")),
        update=all_of(writes("course"), OUR),
    ),
    _of_course("schooling_subject"),
    _of_course("schooling_conference"),
    _staff(),
    Protected(
        "schooling_enrolment",
        select=any_of(
            [
                all_of(reads("enrolment"), visible("schooling_enrolment")),
                all_of(reads("course_mark"), MINE),
                "person_id = gate.person()",
            ]
        ),
        insert=all_of(writes("enrolment"), OUR, visible("schooling_enrolment")),
        update=all_of(writes("enrolment"), OUR),
    ),
    Protected(
        "schooling_mark",
        select=any_of(
            [
                all_of(reads("mark"), visible("schooling_mark")),
                all_of(reads("course_mark"), MINE),
                # What a pupil brought along from elsewhere.
                all_of(writes("course"), _PUPIL, visible("schooling_mark")),
                "person_id = gate.person()",
            ]
        ),
        insert=all_of(writes("course_mark"), MINE, mine("given_by_id")),
        update=all_of(writes("course_mark"), MINE),
        update_check=all_of(writes("course_mark"), MINE, mine("given_by_id")),
    ),
    Protected(
        "schooling_facts",
        select=any_of(
            [
                all_of(reads("mark"), visible("schooling_facts")),
                all_of(reads("course_mark"), _LEARNER),
                "person_id = gate.person()",
            ]
        ),
        insert=_KEEPS_FACTS,
        update=_KEEPS_FACTS,
    ),
    # No update: what was signed stays.
    Protected(
        "schooling_decision",
        select=_OF_CERTIFICATE.replace("{table}", "schooling_decision"),
        insert=all_of(writes("course"), MINE, mine("signed_by_id"), visible("schooling_decision")),
    ),
    Protected(
        "schooling_examregistration",
        select=_OF_CERTIFICATE.replace("{table}", "schooling_examregistration"),
        insert=all_of(_REGISTERS, mine("made_by_id")),
        update=_REGISTERS,
    ),
)

DEFINERS = ("courses_towards", "marks_missing", "my_courses", "my_learners", "my_pupils")
"""They run as the owner and may be called by the application; each checks the right itself."""


def _asked() -> str:
    """Return the closed list of what may be known of somebody, as rows: key, type of the answer, by certificate."""
    types = {"yes_no": "boolean", "number": "number", "day": "string"}
    asked = {key: one for key, one in questions().items() if one.asks}
    return ", ".join(f"('{key}', '{types[one.kind]}', {one.each})" for key, one in asked.items())


SQL = (
    Path(__file__)
    .with_name("policies.sql")
    .read_text()
    .replace("{year_begins}", str(YEAR_BEGINS))
    .replace("{second_begins}", str(SECOND_BEGINS))
    .replace("{questions}", _asked())
    + Path(__file__).with_name("waiting.sql").read_text()
    + Path(__file__).with_name("towards.sql").read_text()
    + keep("schooling_course", "keep_course", "UPDATE")
    + keep("schooling_subject", "keep_subject", "UPDATE")
    + keep("schooling_staff", "keep_staff", "INSERT")
    + keep("schooling_enrolment", "keep_enrolment", "INSERT OR UPDATE")
    + keep("schooling_mark", "keep_past", "INSERT OR UPDATE", "given_on")
    + keep("schooling_mark", "keep_mark", "INSERT OR UPDATE")
    + state_guard(
        "schooling_examregistration",
        EXAM_REGISTRATION,
        frozen_from=("passed", "failed", "withdrawn"),
        still=("state", "version", "moved_on", "paper"),
    )
    + keep("schooling_facts", "keep_facts", "INSERT OR UPDATE")
    + keep("schooling_decision", "keep_decision", "INSERT")
    + keep("schooling_examregistration", "keep_exam_registration", "INSERT OR UPDATE")
    + history("schooling_course", "course")
    + history("schooling_subject", "course")
    + history("schooling_conference", "course")
    + history("schooling_staff", "course")
    + kept("schooling_enrolment", "enrolment")
    + kept("schooling_mark", "mark")
    + kept("schooling_facts", "mark")
    + stays_with_person("schooling_decision")
    + kept("schooling_examregistration", "certificate")
)


def fill(cursor: CursorWrapper) -> None:
    """Tell the database which marks are on which scale, as the packs of the jurisdictions say."""
    known = ", ".join(
        f"('{scale.key}', {min(scale.best, scale.worst)}, {max(scale.best, scale.worst)}, {scale.worst}, {scale.step}, "
        f"{scale.tendencies})"
        for scale in scales().values()
    )
    cursor.execute(with_pieces(Path(__file__).with_name("scales.sql").read_text().replace("{scales}", known)))
