"""Decisions and registrations: computed from marks, signed by a teacher, followed to the result."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.foundation.database.rows import Stale
from throughgate.person.people.models import Qualification
from throughgate.person.schooling import actions
from throughgate.person.schooling.choices import Document
from throughgate.person.schooling.models import Decision, Enrolment, ExamRegistration
from throughgate.person.schooling.queries.certificates import Certificates, pupils
from throughgate.person.schooling.rules.certificates.grammar import DOCUMENTS
from throughgate.person.schooling.sample_sheets import BAD, GOOD, NEAR, RESIT
from throughgate.person.schooling.tests.making import course, give, today
from throughgate.person.schooling.tests.registering import answer_of, class_of, registered, sign

ALL = list(Document.values)


def _file(actor, row, **more):
    fields = {"needed": ALL, "there": ALL, "exam_on": today(), **more}
    return actions.change_file(actor=actor, row=row, expected=row.version, **fields)


def _move(actor, row, name, **more):
    return actions.move_registration(actor=actor, row=row, name=name, expected=row.version, **more)


@pytest.mark.parametrize(
    ("marks", "outcome", "resits", "near"),
    [
        (GOOD, "eligible", (), ()),
        (RESIT, "resit", ("natural_sciences_area",), ()),
        (NEAR, "nearly", (), ("german", "maths")),
        (BAD, "not", (), ()),
        ({**GOOD, "maths": "nb"}, "unknown", (), ()),
    ],
)
def test_the_rule_answers_from_marks(acting, cast, marks, outcome, resits, near):
    """The report marks of a class give the answer of the region's pack, with what would change it."""
    person = cast.key("emre")
    made = class_of(acting, {person: marks})
    with acting("teacher") as teacher:
        answer = answer_of(teacher, made, person)
    assert (answer.outcome, answer.standing.resits, answer.standing.near) == (outcome, resits, near)


def test_a_class_asks_two_statements(acting, cast):
    """However many are in it: their marks and all that is known of them come in two statements."""
    both = {cast.key("emre"): GOOD, cast.key("milan"): BAD}
    made = class_of(acting, both)
    with acting("teacher") as teacher:
        # The region, which every page knows.
        assert Certificates.of(teacher).book
        for people in ([cast.key("emre")], list(both)):
            rows = Enrolment.objects.visible_to(teacher).filter(course=made, person__in=people)
            with CaptureQueriesContext(connection) as asked:
                assert len(pupils(teacher, rows)) == len(people)
            assert len(asked) == 2


def test_what_was_signed_says_that_marks_changed(acting, cast):
    """A decision keeps the pack and the marks it was made on; a mark changed since makes it stale, the same marks again do not."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        decision = sign(teacher, made, person)
        assert (decision.jurisdiction, decision.outcome, len(decision.marks)) == ("de-nw", "eligible", 64)
        assert not answer_of(teacher, made, person).is_stale
        assert not give(teacher, made, person, "4", subject="sport", expected=1).problems
        assert answer_of(teacher, made, person).is_stale
        assert not give(teacher, made, person, "3", subject="sport", expected=2).problems
        assert not answer_of(teacher, made, person).is_stale


def test_nobody_signs_what_they_did_not_see(acting, cast):
    """Marks that changed while the page was open are looked at again; who disagrees says why; who does not teach signs nothing."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        answer = answer_of(teacher, made, person)
        asked = {
            "actor": teacher,
            "course": made,
            "person": answer.pupil.person,
            "judged": answer.judged("de-nw"),
        }
        with pytest.raises(ValidationError, match="changed meanwhile"):
            actions.sign(**asked, seen="0" * 64, agrees=True)
        with pytest.raises(ValidationError, match="why you disagree"):
            actions.sign(**asked, seen=answer.marks, agrees=False, reason=" ")
    with acting("officer") as officer, pytest.raises(PermissionDenied):
        actions.sign(**{**asked, "actor": officer}, seen=answer.marks, agrees=True)


def test_from_the_signature_to_the_certificate(acting, cast):
    """A complete file is registered, admitted to a day, and passed; the certificate is among what the person can show."""
    person = cast.key("emre")
    made = class_of(acting, {person: RESIT})
    with acting("teacher") as teacher:
        row = registered(teacher, made, person)
        assert registered(teacher, made, person).pk == row.pk
        with pytest.raises(ValidationError, match="missing"):
            _move(teacher, row, "register")
        _file(teacher, row, exam_on=None)
        _move(teacher, row, "register")
        with pytest.raises(ValidationError, match="missing"):
            _move(teacher, row, "admit")
        _file(teacher, row, exam_on=today() + timedelta(days=9))
        _move(teacher, row, "admit")
        with pytest.raises(ValidationError, match="missing"):
            _move(teacher, row, "pass")
        _file(teacher, row)
        assert actions.moves_for(teacher, row) == ("pass", "fail", "withdraw")
        _move(teacher, row, "pass", called="Erweiterter Erster Schulabschluss")
        paper = Qualification.objects.get(person=person, what__startswith="Erweiterter")
        assert paper.obtained_on == today()
        assert answer_of(teacher, made, person).held


def _admitted(actor, made, person):
    """Make a registration whose exam was held today."""
    row = registered(actor, made, person)
    _file(actor, row)
    _move(actor, row, "register")
    _move(actor, row, "admit")
    return row


def test_a_result_pressed_by_mistake_is_taken_back(acting, cast):
    """The exam waits for its result again; the certificate that "passed" added goes, another of that name stays; the reason is kept."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    called = "Erweiterter Erster Schulabschluss"
    with acting("teacher") as teacher:
        row = _admitted(teacher, made, person)
        _move(teacher, row, "pass", called=called)
        assert actions.moves_for(teacher, row) == ("take_back",)
        with pytest.raises(ValidationError, match="missing"):
            actions.take_back_result(actor=teacher, row=row, expected=row.version, why=" ")
        assert answer_of(teacher, made, person).held
        with pytest.raises(Stale):
            actions.take_back_result(actor=teacher, row=row, expected=1, why="Wrong line")
        row.refresh_from_db()
        actions.take_back_result(actor=teacher, row=row, expected=row.version, why="Wrong line")
        row.refresh_from_db()
        assert (row.state, row.paper, row.exam_on) == ("admitted", None, today())
        assert not Qualification.objects.filter(person=person, what=called).exists()
        assert not answer_of(teacher, made, person).held
        _move(teacher, row, "fail")
        assert actions.moves_for(teacher, row) == ("take_back",)
        actions.take_back_result(actor=teacher, row=row, expected=row.version, why="It was a pass")
        _move(teacher, row, "pass", called=called)
        assert Qualification.objects.filter(person=person, what=called).count() == 1
    with acting("dpo"):
        entries = Entry.objects.filter(action="exam_registration.take_back")
        assert sorted(entry.why for entry in entries) == ["It was a pass", "Wrong line"]


def test_what_somebody_removed_meanwhile_hinders_nothing(acting, cast):
    """The certificate may be gone from the profile already, and one that was written there by hand is not the one added."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        by_hand = Qualification.objects.create(person_id=person, what="Abschluss", obtained_on=today())
        row = _admitted(teacher, made, person)
        _move(teacher, row, "pass", called="Abschluss")
        Qualification.objects.get(pk=row.paper).delete()
        actions.take_back_result(actor=teacher, row=row, expected=row.version, why="Wrong line")
        assert list(Qualification.objects.filter(person=person, what="Abschluss")) == [by_hand]


def test_a_failure_followed_by_another_registration_stays(acting, cast):
    """Two registrations for one exam would go on: the later one is withdrawn first."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        row = _admitted(teacher, made, person)
        _move(teacher, row, "fail")
        later = registered(teacher, made, person)
        with pytest.raises(ValidationError, match="registered for this exam again"):
            actions.take_back_result(actor=teacher, row=row, expected=row.version, why="Wrong line")
        _move(teacher, later, "withdraw", reason="mistake")
        actions.take_back_result(actor=teacher, row=row, expected=row.version, why="Wrong line")
        assert row.state == "admitted"


def test_two_at_one_registration(acting, cast):
    """Whoever moves or changes it second is told; what has ended stays."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, person)
        with pytest.raises(ValidationError, match="missing"):
            _move(teacher, row, "withdraw")
        _move(teacher, row, "withdraw", reason="own_wish")
        for change in (
            lambda: actions.move_registration(
                actor=teacher, row=row, name="withdraw", expected=1, reason="late"
            ),
            lambda: actions.change_file(
                actor=teacher, row=row, expected=1, needed=ALL, there=[], exam_on=None
            ),
        ):
            with pytest.raises(Stale):
                change()
        row.refresh_from_db()
        with pytest.raises(ValidationError, match="has ended"):
            _file(teacher, row)
        # A new decision begins anew.
        assert registered(teacher, made, person).pk != row.pk


def test_nobody_is_registered_against_the_decision(acting, cast):
    """Neither by the action nor past it: where the teacher disagreed, or the rule says no."""
    emre, milan = cast.key("emre"), cast.key("milan")
    made = class_of(acting, {emre: GOOD, milan: BAD})
    with acting("teacher") as teacher:
        for decision in (
            sign(teacher, made, emre, agrees=False, reason="Too early"),
            sign(teacher, made, milan),
        ):
            with pytest.raises(ValidationError, match="against"):
                actions.make_registration(actor=teacher, decision=decision)
            with pytest.raises(IntegrityError, match="against it"), transaction.atomic():
                _forged(decision, teacher).save(force_insert=True)


def test_a_later_decision_counts(acting, cast):
    """Who was agreed on first and disagreed on later is not registered on the first."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        first = sign(teacher, made, person)
        sign(teacher, made, person, agrees=False, reason="Too early")
        with pytest.raises(IntegrityError, match="later decision"), transaction.atomic():
            _forged(first, teacher).save(force_insert=True)


def _forged(decision, actor, **more):
    fields = {
        name: getattr(decision, name) for name in ("person_id", "course_id", "certificate", "school_year")
    }
    return ExamRegistration(**{**fields, "decision": decision, "made_by": actor.membership, **more})


def test_the_database_keeps_registrations(acting, cast):
    """Past the actions: no result before the exam, no incomplete file, no other way, nobody else's, nothing after the end."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, person)
        mine = ExamRegistration.objects.filter(pk=row.pk)
        for changes, why in (
            ({"state": "registered"}, "file is not complete"),
            ({"state": "passed", "exam_on": today()}, "leads nothing"),
            ({"certificate": "msa"}, "something else"),
            ({"moved_on": today() + timedelta(days=1)}, "in the future"),
            ({"there": ["secret"]}, "there_listed"),
        ):
            with pytest.raises(IntegrityError, match=why), transaction.atomic():
                mine.update(**changes)
        mine.update(state="registered", there=ALL)
        mine.update(state="admitted", exam_on=today() + timedelta(days=1))
        with pytest.raises(IntegrityError, match="not held yet"), transaction.atomic():
            mine.update(state="passed")
        mine.update(exam_on=today())
        mine.update(state="passed")
        with pytest.raises(IntegrityError, match="never changes"), transaction.atomic():
            mine.update(needed=[])


def test_a_decision_stays_as_it_was_signed(acting, cast):
    """It is neither changed nor removed, nor signed for somebody who is not in the course, or by an officer."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    other = course(acting, people=[cast.key("milan")])
    with acting("teacher") as teacher:
        decision = sign(teacher, made, person)
        for change in (
            lambda: Decision.objects.filter(pk=decision.pk).update(outcome="not"),
            lambda: Decision.objects.filter(pk=decision.pk).delete(),
        ):
            with pytest.raises(Error), transaction.atomic():
                change()
        decision.pk, decision.course = None, other
        with pytest.raises(IntegrityError, match="nobody in this course"), transaction.atomic():
            Decision(**_fields(decision)).save(force_insert=True)
    with acting("officer") as officer, pytest.raises(Error), transaction.atomic():
        Decision(**{**_fields(decision), "course": made, "signed_by": officer.membership}).save(
            force_insert=True
        )


def _fields(decision):
    names = (
        "person_id",
        "course",
        "certificate",
        "school_year",
        "jurisdiction",
        "pack_version",
        "outcome",
        "marks",
    )
    return {
        "agrees": True,
        "signed_by": decision.signed_by,
        **{name: getattr(decision, name) for name in names},
    }


@pytest.mark.parametrize(
    ("who", "sees", "registers"),
    [
        ("teacher", True, True),
        ("lead", True, True),
        ("officer", True, False),
        ("dpo", True, False),
        *(
            (who, False, False)
            for who in ("admin", "stranger", "placement", "company", "aftercare", "schoolteacher")
        ),
    ],
)
def test_who_sees_decisions_and_registrations(acting, cast, who, sees, registers):
    """Teacher, case lead and officer of the course; of others neither page nor row, and a company nothing at all."""
    person = cast.key("emre")
    made = class_of(acting, {person: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, person)
    with acting(who):
        assert (Decision.objects.count(), ExamRegistration.objects.count()) == (sees, sees)
        changed = ExamRegistration.objects.filter(pk=row.pk).update(there=ALL)
        assert changed == registers


def test_the_person_sees_the_own(acting, cast):
    """At the kiosk the person sees the own decision and registration, nobody else's."""
    emre, milan = cast.key("emre"), cast.key("milan")
    made = class_of(acting, {emre: GOOD, milan: GOOD})
    with acting("teacher") as teacher:
        registered(teacher, made, emre)
    for person, number in ((emre, 1), (milan, 0)):
        with in_context(Context(person=person)):
            assert (Decision.objects.count(), ExamRegistration.objects.count()) == (number, number)


@pytest.mark.parametrize(
    ("key", "jurisdiction", "needed"),
    [
        ("eesa", "de-nw", ["application", "life", "report", "earlier", "preparation"]),
        ("msa", "de-nw", ["application", "life", "report", "earlier", "preparation"]),
        # Where the rule does not say, what is usual: whoever registers asks the authority.
        ("trade_exam", "de-nw", ["application", "identity", "life", "report", "preparation", "residence"]),
        ("eesa", "nowhere", ["application", "identity", "life", "report", "preparation", "residence"]),
    ],
)
def test_documents_come_from_the_rule(acting, cast, key, jurisdiction, needed):
    """What the authority asks for by the rule of the decision stands in a new registration."""
    emre = cast.key("emre")
    made = class_of(acting, {emre: GOOD})
    with acting("teacher") as teacher:
        judged = {
            **answer_of(teacher, made, emre).judged("de-nw"),
            "certificate": key,
            "jurisdiction": jurisdiction,
        }
        person = Enrolment.objects.get(course=made, person=emre).person
        decision = actions.sign(
            actor=teacher, course=made, person=person, judged=judged, seen=judged["marks"], agrees=True
        )
        assert actions.make_registration(actor=teacher, decision=decision).needed == needed


def test_the_closed_list_of_documents_is_one():
    """What rules may name is what registrations keep."""
    assert list(DOCUMENTS) == Document.values
