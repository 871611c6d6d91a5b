"""Who sees what: the observer own sheets, case leads signed ones, teachers levels, companies and strangers nothing."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.utils import timezone

from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.actions import change_roles
from throughgate.ground.accounts.models import Membership
from throughgate.person.observations import actions
from throughgate.person.observations.models import (
    Answer,
    Note,
    Rating,
    Remark,
    SelfRating,
    Sheet,
    SheetPerson,
)
from throughgate.person.observations.tests.making import (
    approved,
    cells_of,
    fill,
    register,
    seen,
    signed,
    standard,
    start,
    train,
)
from throughgate.person.people.models import Person


@pytest.fixture
def sheets(acting, cast):
    """Make a draft and a signed sheet with a note, an objection and a self-rating."""
    train(acting)
    emre = cast.key("emre")
    with acting("officer") as officer:
        draft = start(officer, [emre], occasion="Draft")
        fill(officer, draft)
        sheet = start(officer, [emre, cast.key("milan")], occasion="Signed")
        fill(officer, sheet)
        person, competency = cells_of(sheet)[0]
        actions.write_note(
            actor=officer, sheet_person=person, competency=competency, expected=0, text="Helped Tim"
        )
        sheet = actions.sign_sheet(actor=officer, key=sheet.pk, seen=seen(sheet))
    with acting("lead") as lead:
        on_sheet = SheetPerson.objects.get(sheet=sheet, person=emre)
        actions.add_remark(
            actor=lead,
            sheet_person=on_sheet,
            kind="objection",
            text="I was ill",
            made_on=timezone.localdate(),
        )
        actions.record_self_ratings(
            actor=lead,
            person=Person.objects.get(pk=emre),
            framework_version=standard(),
            levels={sheet.competencies[0]: 5},
            rated_on=timezone.localdate(),
        )
    return draft, sheet


# Sheets, people on sheets, ratings, notes, remarks, self-ratings that each sees of the two sheets.
SEES = {
    "officer": (2, 3, 6, 1, 1, 0),
    "lead": (1, 2, 4, 1, 1, 1),
    "colleague": (1, 2, 4, 1, 1, 1),
    "dpo": (1, 2, 4, 1, 1, 1),
    "teacher": (1, 2, 4, 0, 0, 1),
    "aftercare": (1, 1, 2, 1, 1, 1),
    **dict.fromkeys(("stranger", "company", "placement", "trainer", "tso", "admin"), (0,) * 6),
}


@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(sheets, acting, who):
    """Row security alone shows to each exactly this much, whatever a page would ask."""
    with acting(who):
        counts = tuple(
            model.objects.count() for model in (Sheet, SheetPerson, Rating, Note, Remark, SelfRating)
        )
    assert counts == SEES[who]


def test_the_person_sees_everything_signed(sheets, cast):
    """The person at the kiosk sees the own signed sheet with note, remark and self-rating; no draft, nobody else."""
    with in_context(Context(person=cast.key("emre"))):
        counts = tuple(
            model.objects.count() for model in (Sheet, SheetPerson, Rating, Note, Remark, SelfRating)
        )
    assert counts == (1, 1, 2, 1, 1, 1)


def test_another_observer_does_not_see_the_sheet(sheets, acting):
    """A second observer of the same prison judges without knowing the first one's levels."""
    Membership.objects.filter(user__username="teacher").update(roles=["observer"])
    with acting("teacher"):
        assert not Sheet.objects.exists()
        assert not Rating.objects.exists()


def test_nobody_writes_into_a_foreign_sheet(sheets, acting, cast):
    """Rows for somebody else's sheet are refused by the database, whoever forges them."""
    draft, sheet = sheets
    person, competency = None, draft.competencies[0]
    with acting("officer"):
        person = SheetPerson.objects.get(sheet=draft).pk
    for who in ("lead", "teacher", "stranger", "admin"):
        with acting(who):
            with pytest.raises(Error), transaction.atomic():
                Rating(
                    person_id=cast.key("emre"), sheet_person_id=person, competency_id=competency, level=1
                ).save(force_insert=True)
            with pytest.raises(Error), transaction.atomic():
                SheetPerson(
                    sheet=draft,
                    person_id=cast.key("milan"),
                    position=9,
                    organisation=draft.organisation,
                    observer=draft.observer,
                    observed_on=draft.observed_on,
                ).save(force_insert=True)
            assert Sheet.objects.filter(pk=sheet.pk).update(setting="ward") == 0
            assert Rating.objects.update(level=1) == 0


def test_an_objection_is_answered_by_somebody_else(sheets, acting, cast):
    """Not by the observer, not twice, not from elsewhere; both texts stay."""
    with acting("aftercare") as actor, pytest.raises(ValidationError, match="organisation that observed"):
        actions.answer_objection(actor=actor, remark=Remark.objects.get(), text="No")
    with acting("colleague") as actor:
        remark = Remark.objects.get()
        actions.answer_objection(actor=actor, remark=remark, text="We talked with the observer")
        with pytest.raises(ValidationError, match="answered already"):
            actions.answer_objection(actor=actor, remark=remark, text="Again")
        assert Remark.objects.get().text == "I was ill"
        assert Answer.objects.count() == 1
    Membership.objects.filter(user__username="officer").update(roles=["observer", "case_lead"])
    with acting("officer") as actor:
        with pytest.raises(ValidationError, match="other than the observer"):
            actions.answer_objection(actor=actor, remark=Remark.objects.get(), text="Me")
        with pytest.raises(Error), transaction.atomic():
            Answer(
                remark=Remark.objects.get(),
                person_id=cast.key("emre"),
                text="Me",
                answered_by=actor.membership,
            ).save(force_insert=True)


def test_draft_levels_do_not_leak_through_history(sheets, acting, cast):
    """What a draft looked like before is for the data-protection officer alone."""
    from throughgate.foundation.audit.models import History

    draft, _sheet = sheets
    with acting("officer") as actor:
        person, competency = cells_of(draft)[0]
        actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 5))
    rated = {"table_name": "observations_rating"}
    with acting("lead"):
        assert not History.objects.filter(**rated).exists()
    with acting("dpo"):
        assert History.objects.filter(**rated).count() == 1


def test_an_objection_is_answered_from_outside_the_unit(sheets, acting, cast):
    """Whoever works in the observer's unit does not answer, and is not asked to; a colleague elsewhere does."""
    from throughgate.person.observations.queries.objections import objections_for

    for name, unit in (("officer", "Sport"), ("colleague", "sport"), ("lead", "Social service")):
        with acting("admin") as admin:
            member = Membership.objects.get(user__username=name)
            change_roles(actor=admin, membership=member, expected=1, roles=member.roles, unit=f" {unit}  ")
    with acting("colleague") as actor:
        assert not objections_for(actor).exists()
        with pytest.raises(ValidationError, match="outside the observer's unit"):
            actions.answer_objection(actor=actor, remark=Remark.objects.get(), text="Me")
        remark = Remark.objects.get()
        forged = Answer(remark=remark, person_id=remark.person_id, text="Me", answered_by=actor.membership)
        with pytest.raises(Error), transaction.atomic():
            forged.save(force_insert=True)
    with acting("lead") as actor:
        assert objections_for(actor).count() == 1
        actions.answer_objection(actor=actor, remark=Remark.objects.get(), text="We talked")
        assert not objections_for(actor).exists()


def test_letters_say_nothing_of_custody(acting, cast):
    """A letter with a word of custody or the name of the prison is refused; an approved one never changes."""
    from throughgate.person.observations.models import ReferenceLetter

    issuer = register(acting)
    with acting("lead") as lead:
        emre = Person.objects.get(pk=cast.key("emre"))
        same = {
            "actor": lead,
            "person": emre,
            "language": "en",
            "registered": issuer,
        }
        for text in ("worked in the prison workshop", "bei uns in Haft", "at Prison North", "JVA-Betrieb"):
            with pytest.raises(ValidationError):
                actions.write_letter(**same, text=text)
        letter = actions.write_letter(**same, text="Took part in training each week.")
        letter = approved(lead, letter)
        with pytest.raises(ValidationError, match="cannot be done any more"):
            approved(lead, letter)
        with pytest.raises(Error, match="never changes"), transaction.atomic():
            ReferenceLetter.objects.filter(pk=letter.pk).update(text="Other")
        assert actions.withdraw_letter(actor=lead, letter=letter, expected=2).state == "withdrawn"


def test_slips_keep_their_code(acting, cast):
    """Printing a slip again gives the same code; each purpose has its own."""
    with acting("lead") as lead:
        first = actions.print_slip(
            actor=lead, person=cast.key("emre"), kind="self_rating", framework_version=standard()
        )
        again = actions.print_slip(
            actor=lead, person=cast.key("emre"), kind="self_rating", framework_version=standard()
        )
        other = actions.print_slip(
            actor=lead, person=cast.key("milan"), kind="self_rating", framework_version=standard()
        )
        assert first.code == again.code != other.code
        assert signed is not None


def told(sheet):
    """Return the cells that the function tells of a sheet, by person and competency."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT gate.lines_of_sheet(%s)", [sheet.pk])
        lines = cursor.fetchone()[0]
    return None if lines is None else json.loads(lines)


def read_one_by_one(sheet):
    """Return the same cells as the row policies open them."""
    return [
        [
            str(line.pk),
            str(line.person_id),
            {str(r.competency_id): [r.version, r.level] for r in Rating.objects.filter(sheet_person=line)},
            {str(n.competency_id): [n.version, n.text] for n in Note.objects.filter(sheet_person=line)},
        ]
        for line in SheetPerson.objects.filter(sheet=sheet).order_by("position")
    ]


def test_a_sheet_at_once_is_what_the_policies_open(sheets, acting):
    """The observer gets lines, levels and notes as the policies open each; nobody else gets any of them."""
    draft, sheet = sheets
    with acting("officer"):
        for one in (draft, sheet):
            assert told(one) == read_one_by_one(one) != []
    for username in ("lead", "colleague", "teacher", "dpo", "aftercare", "company", "stranger"):
        with acting(username):
            assert told(draft) is None, username
            assert told(sheet) is None, username


def test_who_opened_a_draft_by_its_code_gets_it_until_it_is_signed(sheets, acting):
    """The code on the paper opens the draft to a colleague who may write sheets; signed it is the observer's again."""
    draft, _sheet = sheets
    Membership.objects.filter(user__username="teacher").update(roles=["observer"])
    with acting("teacher") as teacher:
        assert told(draft) is None
        actions.take_up_sheet(actor=teacher, code=draft.code)
        assert told(draft) == read_one_by_one(draft) != []
    with acting("officer") as officer:
        actions.sign_sheet(actor=officer, key=draft.pk, seen=seen(draft))
    with acting("teacher"):
        assert told(draft) is None
