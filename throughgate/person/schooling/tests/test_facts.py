"""What is known of somebody beside marks: who keeps it, the form, and what rules make of it at once."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from throughgate.foundation.audit.models import Entry, History
from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.foundation.database.rows import Stale
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people.models import Person, Qualification
from throughgate.person.schooling import actions
from throughgate.person.schooling import certificate_words as words
from throughgate.person.schooling.models import Facts
from throughgate.person.schooling.sample_sheets import GOOD
from throughgate.person.schooling.tests.making import course, days_ago, page
from throughgate.person.schooling.tests.registering import answer_of, class_of, sign

EXTERNAL = {
    "certificate_held.external_exam": False,
    "compulsory_schooling_done": True,
    "lives_in_district": True,
    "file_complete.external_exam": True,
}
CALLED = "Extended first school certificate"


@pytest.fixture
def made(acting, cast):
    """Make a class of Emre."""
    return class_of(acting, {cast.key("emre"): GOOD})


def keep(actor, cast, expected=0, who="emre", **changes):
    """Keep answers about somebody."""
    named = {name.replace("__", "."): value for name, value in changes.items()}
    person = Person.objects.get(pk=cast.key(who))
    return actions.change_facts(actor=actor, person=person, expected=expected, changes=named)


def outcome(actor, made, cast, key="external_exam"):
    """Return what a rule gives for Emre."""
    return answer_of(actor, made, cast.key("emre"), key).outcome


def test_facts_decide_at_once(made, acting, cast):
    """Not known, then nearly for a file that is not complete, then eligible; taken back it is not known again."""
    with acting("teacher") as teacher:
        assert outcome(teacher, made, cast) == "unknown"
        keep(teacher, cast, **{**EXTERNAL, "file_complete.external_exam": False})
        assert outcome(teacher, made, cast) == "nearly"
        keep(teacher, cast, 1, file_complete__external_exam=True)
        assert outcome(teacher, made, cast) == "eligible"
        row = keep(teacher, cast, 2, lives_in_district=None)
        assert "lives_in_district" not in row.given
        assert outcome(teacher, made, cast) == "unknown"


def test_a_signed_decision_is_outdated_by_a_fact(made, acting, cast):
    """By one that its rule asks, and by no other; answered as before, it counts again."""
    emre = cast.key("emre")
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
        for key in ("external_exam", "eesa"):
            sign(teacher, made, emre, key=key)
        keep(teacher, cast, 1, months_in_trade=12)
        assert not answer_of(teacher, made, emre, "external_exam").is_stale
        keep(teacher, cast, 2, lives_in_district=False)
        stale = answer_of(teacher, made, emre, "external_exam")
        assert stale.is_stale
        assert "facts changed since" in words.decided(stale)
        assert not answer_of(teacher, made, emre, "eesa").is_stale
        seen = stale.marks
        keep(teacher, cast, 3, lives_in_district=True)
        again = answer_of(teacher, made, emre, "external_exam")
        assert not again.is_stale
        with pytest.raises(ValidationError, match="facts changed meanwhile"):
            actions.sign(
                actor=teacher,
                course=made,
                person=again.pupil.person,
                judged=again.judged("de-nw"),
                seen=seen,
                agrees=True,
            )


def test_a_rule_by_facts_is_asked_once_something_is_known(made, acting, cast, signed_in):
    """The lights of a course and the list show it then, and the list with its last day."""
    assert "external candidates" not in signed_in("teacher").get(page("lights", made.pk)).content.decode()
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
    assert "external candidates" in signed_in("teacher").get(page("lights", made.pk)).content.decode()
    assert "external candidates" in signed_in("lead").get(page("eligible")).content.decode()


WHO = {"teacher": 1, "officer": 1, "lead": 1, "colleague": 1, "dpo": 1, "schoolteacher": 0}
WHO |= dict.fromkeys(("aftercare", "stranger", "company", "placement", "admin", "tso"), 0)


@pytest.mark.parametrize("who", WHO)
def test_who_reads_them(made, acting, cast, who):
    """Whoever reads the marks of somebody in the course."""
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
    with acting(who):
        assert Facts.objects.count() == WHO[who]


def test_the_person_reads_the_own(made, acting, cast):
    """And nobody else's."""
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
    for who, number in (("emre", 1), ("milan", 0)):
        with in_context(Context(person=cast.key(who))):
            assert Facts.objects.count() == number


def test_a_teacher_of_others_keeps_and_reads_nothing(acting, cast):
    """Nor does a teacher whose pupil left: what is known moves on with the person."""
    made = course(acting, people=[cast.key("emre")])
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
    Membership.objects.filter(user__username="colleague").update(roles=["teacher"])
    with acting("colleague") as other:
        assert Facts.objects.count() == 0
        with pytest.raises(NotAllowed):
            keep(other, cast, 1, lives_in_district=False)
        with pytest.raises(Error), transaction.atomic():
            Facts(person_id=cast.key("milan"), given={}).save(force_insert=True)
    with acting("teacher") as teacher:
        with pytest.raises(NotAllowed):
            keep(teacher, cast, who="milan", lives_in_district=True)
        row = made.enrolments.get()
        yesterday = days_ago(1)
        actions.leave(actor=teacher, enrolment=row, expected=1, until_on=yesterday, reason="own_wish")
        assert Facts.objects.count() == 0


def test_an_officer_reads_and_writes_nothing(made, acting, cast):
    """Row security holds it, whatever a page would ask."""
    with acting("teacher") as teacher:
        keep(teacher, cast, **EXTERNAL)
    with acting("officer") as officer:
        with pytest.raises(NotAllowed):
            keep(officer, cast, 1, lives_in_district=False)
        assert Facts.objects.update(given={}) == 0


@pytest.mark.parametrize(
    "given",
    [
        {"healthy": True},
        {"lives_in_district": "yes"},
        {"lives_in_district": 1},
        {"lives_in_district.esa": True},
        {"certificate_held": True},
        {"certificate_held.Esa": True},
        {"months_in_trade": "12"},
        {"months_in_trade": 1201},
        {"training_ends_on": "soon"},
        {"training_ends_on": "2027-01-31 and more"},
        {"age": 34},
        ["lives_in_district"],
        {"lives_in_district": None},
        {"file_complete.esa": True, "xlives_in_district": True},
    ],
)
def test_the_database_keeps_to_the_list(made, acting, cast, given):
    """Nothing else is kept of anybody: no other key, no text where yes or no belongs, nothing that the house knows."""
    with acting("teacher") as teacher:
        assert keep(teacher, cast, months_in_trade=12, training_ends_on="2027-01-31", **EXTERNAL).version == 1
        with pytest.raises(IntegrityError, match="not a fact"), transaction.atomic():
            Facts.objects.update(given=given)


def test_the_first_answer_stands(made, acting, cast):
    """Two who open an empty form: the second sees what the first wrote; the audit names fields, history keeps values."""
    with acting("teacher") as teacher:
        keep(teacher, cast, lives_in_district=True)
        with pytest.raises(Stale):
            keep(teacher, cast, lives_in_district=False)
        keep(teacher, cast, 1, lives_in_district=False)
    with acting("dpo"):
        assert Entry.objects.filter(action="school_facts.change").count() == 2
        assert History.objects.get(table_name="schooling_facts").before["given"] == {
            "lives_in_district": True
        }


def test_the_form(made, acting, cast, signed_in):
    """It asks by certificate, tells who can tell, keeps what is answered, and comes back with both versions."""
    client, address = signed_in("lead"), page("facts", cast.key("emre"))
    shown = client.get(address)
    text = shown.content.decode()
    for said in (
        "Is compulsory schooling done?",
        "can tell: the last school",
        "PO-Externe-S I",
        "Known already",
        "Class",
    ):
        assert said in text
    assert "age" not in shown.context["form"].fields
    fields = {
        name: "unknown" for name, one in shown.context["form"].fields.items() if hasattr(one, "choices")
    }
    sent = {
        **fields,
        "compulsory_schooling_done": "yes",
        "months_in_trade": "54",
        "training_ends_on": "31.1.2027",
    }
    assert client.post(address, {**sent, "months_in_trade": "many"}).status_code == 422
    assert client.post(address, {**sent, "months_in_trade": "5000"}).status_code == 422
    assert client.post(address, sent).url == page("certificates", cast.key("emre"))
    with acting("teacher"):
        kept = {"compulsory_schooling_done": True, "months_in_trade": 54, "training_ends_on": "2027-01-31"}
        assert Facts.objects.get().given == kept
    # The form of somebody who opened it before.
    both = client.post(address, {**sent, "compulsory_schooling_done": "no"})
    assert both.status_code == 409
    opened = client.get(address)
    assert opened.context["form"].initial["compulsory_schooling_done"] == "yes"
    client.post(address, {**fields, "compulsory_schooling_done": "unknown", "version": "1"})
    with acting("teacher"):
        assert Facts.objects.get().given == {}


def test_what_is_known_is_not_asked(made, acting, cast, signed_in):
    """A certificate that stands among the qualifications is told above the form."""
    with acting("lead"):
        Qualification(person_id=cast.key("emre"), what=CALLED).save(force_insert=True)
    shown = signed_in("lead").get(page("facts", cast.key("emre")))
    assert dict(shown.context["known"])["Certificates held"] == CALLED
    assert "certificate_held.eesa" not in shown.context["form"].fields
    assert "certificate_held.msa" in shown.context["form"].fields


def test_the_tree_says_who_can_tell(made, cast, signed_in):
    """Beside each thing that is not known, and the page leads to the form."""
    text = signed_in("lead").get(page("certificates", cast.key("emre"))).content.decode()
    assert "Can tell: the last school" in text
    assert page("facts", cast.key("emre")) in text


def test_nobody_without_a_course_is_asked(signed_in, cast):
    """There is no rule to ask for: the page is not there."""
    assert signed_in("lead").get(page("facts", cast.key("emre"))).status_code == 404


def test_the_form_costs_a_constant(made, cast, signed_in):
    """Statements of the page, the frame included."""
    client = signed_in("lead")
    client.get(page("facts", cast.key("emre")))
    with CaptureQueriesContext(connection) as asked:
        client.get(page("facts", cast.key("emre")))
    assert sum("SAVEPOINT" not in query["sql"] for query in asked) <= 12


@pytest.mark.parametrize(("key", "registers"), [("external_exam", False), ("trade_exam_by_work", True)])
def test_an_admission_is_signed_and_registers_nobody(made, acting, cast, signed_in, key, registers):
    """Registered is for the certificate itself: an exam that was passed would else stand there as one."""
    with acting("teacher") as teacher:
        keep(teacher, cast, other_evidence=True, **EXTERNAL)
        row = made.enrolments.get()
    shown = signed_in("teacher").get(page("decide", made.pk, row.pk, key))
    assert shown.context["one"].answer.outcome == "eligible"
    assert ("register" in shown.context["form"].fields) == registers
