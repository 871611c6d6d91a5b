"""What the pages of schooling answer; a part of the table in `expectations.py`, which had become long."""

from __future__ import annotations

from tests.cast import ORGANISATIONS, STAFF
from tests.matrix.house import EVERYBODY
from tests.matrix.rules import IN, Rule, about, listed, may, of_row


def courses(get: int = 200, post: int = 405, *, rights: str = "read course", of: str = "") -> Rule:
    """Courses: there are none outside of prisons and schools; one `of` an organisation is unknown to others."""

    def status(who: str, asked: int) -> int | str:
        if who == "anonymous":
            return IN
        if asked == 405:
            return 405
        if not may(who, rights) or ORGANISATIONS[STAFF[who][0]][0] not in ("prison", "school"):
            return 403
        return 404 if of and STAFF[who][0] != of else asked

    return Rule(*({who: status(who, asked) for who in EVERYBODY} for asked in (get, post)))


def named(get: int = 200, post: int = 405) -> Rule:
    """Marks of a course: for its teacher and its officer, who alone of the cast have the right as well."""
    return of_row(lambda who: who in ("teacher", "officer"), "write course_mark", get, post)


CERTIFICATES = "read certificate or read course_mark"


REGISTERS = "write certificate or write course"

SCHOOLING: dict[str, Rule] = {
    "schooling:list": courses(),
    "schooling:export": courses(405, 200),
    "schooling:add": courses(200, 422, rights="write course"),
    "schooling:course": courses(of="north"),
    "schooling:change": courses(200, 422, rights="write course", of="north"),
    "schooling:subjects": courses(200, 422, rights="write course", of="north"),
    "schooling:subject": courses(200, 422, rights="write course", of="north"),
    "schooling:remove-subject": courses(200, 302, rights="write course", of="north"),
    "schooling:staff": courses(200, 422, rights="write course_staff", of="north"),
    "schooling:conference": courses(200, 409, rights="write course", of="north"),
    "schooling:marks": named(200, 302),
    "schooling:cell": named(405, 200),
    # By those who enrol: teachers and case leads of the house.
    "schooling:enrol": courses(200, 422, rights="write enrolment", of="north"),
    "schooling:leave": courses(200, 422, rights="write enrolment", of="north"),
    "schooling:levels": courses(200, 409, rights="write enrolment", of="north"),
    # What marks give: for those who read them; of the house the officer of the course as well.
    "schooling:lights": courses(of="north", rights=CERTIFICATES),
    "schooling:decide": courses(200, 422, rights="write course", of="north"),
    "schooling:eligible": listed(CERTIFICATES),
    "schooling:eligible-export": listed(CERTIFICATES, 405, 200),
    "schooling:registrations": listed(CERTIFICATES),
    "schooling:registrations-export": listed(CERTIFICATES, 405, 200),
    "schooling:registrations-paper": listed(CERTIFICATES, 405, 200),
    "schooling:certificates": about("emre", CERTIFICATES),
    "schooling:facts": about("emre", REGISTERS, 200, 422),
    "schooling:registration": about("emre", CERTIFICATES),
    "schooling:move-registration": about("emre", REGISTERS, 405, 302),
    "schooling:file": about("emre", REGISTERS, 200, 409),
    "schooling:withdraw": about("emre", REGISTERS, 200, 422),
    "schooling:take-back": about("emre", REGISTERS, 200, 422),
    "schooling:learning": about("emre", "read mark or read enrolment"),
}
