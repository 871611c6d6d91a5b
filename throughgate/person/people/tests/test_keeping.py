"""What actions refuse the database refuses as well: changes past them, as the application, in a rightful member's name."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.foundation.database import policies
from throughgate.ground.accounts.models import Membership
from throughgate.person.people import actions
from throughgate.person.people.models import (
    AfterRelease,
    Assignment,
    CaseLink,
    Consent,
    Guardian,
    OfPerson,
    Person,
    PersonNumber,
    Qualification,
    SpokenLanguage,
    Stay,
    Wish,
    WorkCondition,
)
from throughgate.person.people.rules import needs_guardian


def days(number):
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=number)


@contextmanager
def refused(match):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield


# --- consents


@pytest.fixture
def asked(acting, cast):
    """Give the key of a consent that waits for Emre's answer."""
    with acting("lead") as lead:
        emre = Person.objects.get(pk=cast.key("emre"))
        return actions.ask_consent(
            actor=lead, person=emre, explained_in="tr", purpose="package", scope="Papers"
        ).pk


def change(key, **changes):
    """Change a consent past every action; return how many."""
    return Consent.objects.filter(pk=key).update(**changes)


@pytest.mark.parametrize("state", ["given", "refused", "withdrawn", "expired"])
def test_a_consent_begins_with_the_question(acting, cast, state):
    """Nobody writes down an answer to what was never asked."""
    with acting("lead") as lead, refused(f"none begins as {state}"):
        Consent(
            person_id=cast.key("emre"),
            purpose="package",
            state=state,
            asked_by=lead.membership,
            asked_for=lead.organisation,
            asked_on=days(0),
            answered_on=days(0),
            explained_in="tr",
        ).save(force_insert=True)


@pytest.mark.parametrize("facts", [{"explained_in": ""}, {"asked_on": days(-1)}, {"asked_on": None}])
def test_a_question_has_its_day_and_language(acting, cast, facts):
    """It is asked today, in a language that was written down."""
    with acting("lead") as lead, refused("asked on no day, or in no language"):
        usual = {"explained_in": "tr", "asked_on": days(0)}
        Consent(
            person_id=cast.key("emre"),
            purpose="package",
            state="asked",
            asked_by=lead.membership,
            asked_for=lead.organisation,
            **(usual | facts),
        ).save(force_insert=True)


def test_what_was_asked_never_changes(acting, cast, asked):
    """Neither whom nor for what, nor in which language it was explained, before and after the answer."""
    club = cast.organisation("club")
    for state in ("asked", "given"):
        with acting("lead"):
            if state == "given":
                assert change(asked, state="given", answered_on=days(0)) == 1
            for changes in (
                {"purpose": "take_part"},
                {"recipient": club},
                {"recipient_text": "Everybody"},
                {"scope": "Everything"},
                {"explained_in": "de"},
                {"asked_on": days(-3)},
            ):
                with refused("what was asked never changes"):
                    change(asked, **changes)


def test_consents_go_one_way(acting, asked):
    """A refusal stays one, and what was taken back is asked anew, never given again."""
    with acting("lead"):
        for way, last in (
            (("refused",), "refused"),
            (("given", "withdrawn"), "withdrawn"),
            (("given", "expired"), "expired"),
        ):
            with transaction.atomic():
                for state in way:
                    assert change(asked, state=state, answered_on=days(0)) == 1
                for state in {"asked", "given", "refused", "withdrawn", "expired", "not_asked"} - {last}:
                    with refused("leads nothing|a question of its own"):
                        change(asked, state=state)
                transaction.set_rollback(True)


def test_an_answer_is_given_on_a_day_that_can_be(acting, asked):
    """Not before the question, not in the future, and for no time that is over."""
    answers = {
        "answered before it was asked": {"state": "refused", "answered_on": days(-1)},
        "answered before it was asked|not-null": {"state": "given", "answered_on": None},
        "an answer of days to come": {"state": "given", "answered_on": days(1)},
        "over already": {"state": "given", "answered_on": days(0), "expires_on": days(-1)},
    }
    with acting("lead"):
        for reason, answer in answers.items():
            with refused(reason):
                change(asked, **answer)


def test_nothing_is_agreed_for_longer_than_was_said(acting, asked):
    """The end of a consent comes nearer, never later; nor is a guardian added afterwards."""
    with acting("lead"):
        assert change(asked, state="given", answered_on=days(0), expires_on=days(30)) == 1
        for changes in ({"expires_on": days(31)}, {"expires_on": None}, {"guardian_agreed_on": days(0)}):
            with refused("more than was agreed"):
                change(asked, **changes)
        assert change(asked, expires_on=days(29)) == 1


def test_an_answer_is_noted_in_ones_own_name(acting, asked):
    """Nobody writes an answer for a colleague."""
    colleague = Membership.objects.get(user__username="colleague")
    with acting("lead"), refused("in the name of somebody else"):
        change(asked, state="given", answered_on=days(0), asked_by=colleague)
    with acting("colleague"):
        assert change(asked, state="given", answered_on=days(0), asked_by=colleague) == 1


def test_a_minors_guardian_agrees_as_well(acting, cast, asked):
    """Of somebody under 18 a consent is given with the day on which the guardian agreed; refused without."""
    with acting("lead"):
        Person.objects.filter(pk=cast.key("emre")).update(birth_on=days(-17 * 365))
        for guardian in ({}, {"guardian_agreed_on": days(1)}):
            with refused("of a minor without the guardian|of days to come"):
                change(asked, state="given", answered_on=days(0), **guardian)
        with transaction.atomic():
            assert change(asked, state="refused", answered_on=days(0)) == 1
            transaction.set_rollback(True)
        assert change(asked, state="given", answered_on=days(0), guardian_agreed_on=days(0)) == 1


BIRTHS = [
    date(2008, 2, 29),
    date(2008, 3, 1),
    date(2008, 11, 30),
    date(2008, 1, 31),
    date(2007, 12, 31),
    None,
]


@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_who_is_a_minor_is_one_rule(acting, precision):
    """The database's answer is that of the rules, around each 18th birthday, leap days and unknown days included."""
    with acting("lead"), connection.cursor() as cursor:
        for birth in BIRTHS:
            middle = date((birth or date(2008, 1, 1)).year + 18, 2, 28)
            for day in (middle + timedelta(days=n) for n in range(-80, 700)):
                cursor.execute("SELECT gate.needs_guardian(%s, %s, %s)", [birth, precision, day])
                assert cursor.fetchone()[0] is needs_guardian(birth, precision, day), (birth, day)


def test_a_guardian_is_of_somebody_under_age(acting, cast):
    """Of somebody of age none is written down; of somebody whose age nobody knows, and of a minor, one is."""
    key = cast.key("emre")
    guardian = {"person_id": key, "family_name": "Guardian"}
    with acting("lead"):
        Guardian.objects.filter(person=key).delete()
        with refused("a guardian of somebody of age"):
            Guardian(**guardian).save(force_insert=True)
        for birth in (None, days(-17 * 365)):
            Person.objects.filter(pk=key).update(birth_on=birth)
            Guardian(**guardian).save(force_insert=True)
            Guardian.objects.filter(person=key).delete()


# --- stays


def test_a_stay_ends_on_a_day_that_has_come(acting, cast):
    """An end that lies ahead would close the stay at once; of a new one as well."""
    stays = {"person_id": cast.key("emre")}
    with acting("lead") as lead:
        with refused("ends on a day to come"):
            Stay.objects.filter(**stays).update(ended_on=days(1), ended_by="released")
        Stay.objects.filter(**stays).update(ended_on=days(-9), ended_by="released")
        with refused("ends on a day to come"):
            Stay(
                **stays,
                organisation=lead.organisation,
                arrived_on=days(0),
                ended_on=days(1),
                ended_by="released",
            ).save(force_insert=True)


def test_an_end_is_taken_back_by_its_function_alone(acting, cast):
    """It asks what was built on it; an update would not."""
    with acting("lead") as lead:
        stays = Stay.objects.filter(person=cast.key("emre"))
        stays.update(ended_on=days(-1), ended_by="released")
        for changes in (
            {"ended_on": None, "ended_by": ""},
            {"ended_on": days(-2)},
            {"ended_by": "transferred"},
        ):
            with refused("it has ended"):
                stays.update(**changes)
        stay = stays.get()
        actions.take_back_end(actor=lead, stay=stay, expected=stay.version)
        assert stays.get().ended_on is None


def test_release_dates_lie_after_the_arrival(acting, cast):
    """Each of the three, whichever is known."""
    with acting("lead"):
        for name in ("earliest", "expected", "latest"):
            with refused(f"stay_{name}_after_arrival"):
                Stay.objects.filter(person=cast.key("emre")).update(
                    **{f"release_{other}_on": None for other in ("earliest", "expected", "latest")}
                    | {f"release_{name}_on": days(-301)}
                )


# --- parts in a case, the caseload, looks


def test_a_part_begins_today(acting, cast):
    """Nobody writes a part in a case that began long ago, or one that is over already."""
    school = cast.organisation("school")
    with acting("lead") as lead:
        emre = Person.objects.get(pk=cast.key("emre"))
        own = CaseLink.objects.get(person=emre, organisation=lead.organisation)
        consent = actions.ask_consent(
            actor=lead, person=emre, explained_in="tr", purpose="take_part", recipient=school
        )
        consent = actions.answer_consent(actor=lead, consent=consent, expected=1, given=True)
        share = {
            "person": emre,
            "organisation": school,
            "role": "school",
            "basis": "consent",
            "consent": consent,
            "shared_from": own,
        }
        for period in (
            {"from_on": days(-300)},
            {"from_on": days(1)},
            {"from_on": days(0), "until_on": days(-1)},
        ):
            with refused("begins today"):
                CaseLink(**share, **period).save(force_insert=True)
        CaseLink(**share, from_on=days(0)).save(force_insert=True)


NOT_HERE = {
    "a colleague who left": ("colleague", {"ends_on": days(-1)}),
    "one who comes later": ("colleague", {"starts_on": days(1)}),
    "an administrator": ("admin", {}),
    "a trainer": ("colleague", {"roles": ["trainer", "manager"]}),
}


@pytest.mark.parametrize("whom", NOT_HERE)
def test_cases_are_assigned_to_those_who_work_with_people_here(acting, cast, whom):
    """Not to somebody who left or comes later, nor to a role that sees nobody: by the action, and by the database."""
    username, changes = NOT_HERE[whom]
    Membership.objects.filter(user__username=username).update(**changes)
    member = Membership.objects.get(user__username=username)
    with acting("lead") as lead:
        link = CaseLink.objects.get(person=cast.key("emre"), organisation=lead.organisation)
        with pytest.raises(ValidationError, match="Choose a member"):
            actions.assign_member(actor=lead, link=link, membership=member)
        with refused("whose work is not with people here"):
            Assignment(person_id=link.person_id, link=link, membership=member, from_on=days(0)).save(
                force_insert=True
            )


def test_a_caseload_grows_by_no_change(acting, cast):
    """An assignment keeps its case, member and beginning; its end comes nearer, and one that ended stays so."""
    colleague = Membership.objects.get(user__username="colleague")
    with acting("lead") as lead:
        mine = Assignment.objects.filter(person=cast.key("emre"), membership=lead.membership)
        for changes in ({"membership": colleague}, {"from_on": days(-299)}):
            with refused("it stays whose it was"):
                mine.update(**changes)
        with refused("from another day"):
            row = mine.get()
            Assignment(
                person_id=row.person_id, link_id=row.link_id, membership=colleague, from_on=days(-9)
            ).save(force_insert=True)
        mine.update(until_on=days(3))
        for until in (None, days(4)):
            with refused("longer than it was"):
                mine.update(until_on=until)
        assert mine.update(until_on=days(-1)) == 1


ROWS = (
    *(PersonNumber, SpokenLanguage, Wish, Qualification, WorkCondition, AfterRelease, Guardian, Stay),
    *(Consent, Assignment),
)


@pytest.mark.parametrize("model", ROWS)
def test_a_row_stays_about_its_person(acting, cast, model):
    """Nothing that is known of one person becomes another's."""
    with acting("lead"):
        mine = model.objects.filter(person=cast.key("emre"))
        assert mine.exists()
        with refused("stays about its person|what was asked|it stays whose"):
            mine.filter(pk=mine.first().pk).update(person=cast.key("milan"))


def test_every_table_about_a_person_is_asked():
    """A new table about people that can be changed stands in the list above."""
    changed = {p.table for p in policies.protected() if p.update}
    people = {m for m in apps.get_app_config("people").get_models() if issubclass(m, OfPerson)}
    assert {m for m in people if m._meta.db_table in changed} <= set(ROWS)
