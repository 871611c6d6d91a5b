"""From the proposal to the introduction: everybody is asked, nobody learns who said no, custody stops what a condition shuts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people.models import Consent, Person, WorkCondition
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import answering, proposing
from throughgate.work.placements.models import Answer, Introduction, Placement
from throughgate.work.placements.profiles import texts_of


def test_everybody_agrees(story):
    """The last yes introduces; what the person said becomes the consent; the company reads the profile from then on."""
    story.ask("Works carefully").company()
    with story.acting("company"):
        assert Introduction.objects.get().profile is None
    story.person(route="open")
    assert story.state == "asked"
    story.custody()
    with story.acting("placement"):
        row = story.row()
        assert (row.state, row.route, row.moved_on) == ("introduced", "open", timezone.localdate())
    with story.acting("lead"):
        consent = Consent.objects.get(pk=row.consent_id)
        assert (consent.state, consent.purpose, consent.recipient_id) == (
            "given",
            "open_introduction",
            row.organisation_id,
        )
    with story.acting("company"):
        shown = Introduction.objects.get()
        assert shown.profile["called"] == "Markeremrecalled M."
        assert shown.profile["strengths"] == ["Works carefully"]
        assert shown.route == "open"


def test_the_company_reads_nobody(story):
    """A company reaches neither the placement nor the person, and its row's key leads to nothing."""
    story.introduced()
    with story.acting("company"):
        assert not Placement.objects.exists()
        assert not Answer.objects.exists()
        assert not Person.objects.exists()
        text = " ".join(texts_of(Introduction.objects.get().profile))
        assert "Markeremrefamily" not in text
        assert "North" not in text
        assert Introduction.objects.get().pk.version == 4


@pytest.mark.parametrize("whose", ["person", "custody", "company"])
def test_a_no_is_seen_by_nobody_else(story, whose):
    """Whoever says no, the row outside is the same, and so is the company's."""
    story.ask()
    before = {}
    with story.acting("placement"):
        before["row"] = Placement.objects.filter(pk=story.key).values().get()
    {
        "person": lambda: story.person(agrees=False),
        "custody": lambda: story.custody(agrees=False),
        "company": lambda: story.company("refuse"),
    }[whose]()
    with story.acting("placement"):
        assert Placement.objects.filter(pk=story.key).values().get() == before["row"]
        assert not Answer.objects.exists()
    with story.acting("company"):
        assert Introduction.objects.get().state == "asked"


def test_custody_alone_asks_while_it_has_a_part(story):
    """The officer would read custody's answer off, if the person's were theirs: the case lead takes it."""
    story.ask()
    with pytest.raises(NotAllowed):
        story.person(who="placement")
    with story.acting("placement") as actor:
        row = story.row()
        answer = Answer(
            placement=row, person=row.person, whose="person", agrees=False, taken_by=actor.membership
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            answer.save(force_insert=True)
    with pytest.raises(NotAllowed):
        story.custody(who="placement")


def test_what_a_condition_shuts_is_not_agreed_to(story, acting):
    """Emre may not drive; an opening that asks for a licence is stopped by custody, in the database as well."""
    with acting("placement"):
        Opening.objects.filter(organisation__code="roofing").update(licence="B")
    story.ask()
    with pytest.raises(ValidationError, match="work condition"):
        story.custody()
    with acting("lead") as actor:
        row = story.row()
        answer = Answer(
            placement=row, person=row.person, whose="custody", agrees=True, taken_by=actor.membership
        )
        with pytest.raises(IntegrityError, match="shuts"), transaction.atomic():
            answer.save(force_insert=True)
    with acting("lead"):
        WorkCondition.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    story.custody()


def test_whether_a_condition_shuts_is_told_to_custody_alone(story, acting):
    """The question itself answers no to everybody else."""
    with acting("placement"):
        Opening.objects.filter(organisation__code="roofing").update(licence="B")
        assert not answering.is_shut(story.row())
    with acting("lead"):
        assert answering.is_shut(story.row())


def test_an_answer_stays(story):
    """Said twice, it is said once; a stale page is told."""
    story.ask().person()
    with pytest.raises(ValidationError, match="answered already"):
        story.person(route="open")
    with story.acting("lead") as actor, pytest.raises(Stale):
        answering.answer_for_custody(actor=actor, placement=story.row(), expected=1, agrees=True)


def test_a_minor_needs_the_guardian(story, acting):
    """Of somebody under 18 the guardian agrees as well, in the database too."""
    with acting("lead"):
        Person.objects.filter(pk=story.row().person_id).update(
            birth_on=timezone.localdate() - timedelta(days=17 * 365)
        )
    story.ask()
    with pytest.raises(ValidationError, match="guardian"):
        story.person()
    with acting("lead") as actor:
        row = story.row()
        answering.answer_for_person(
            actor=actor,
            placement=row,
            expected=row.version,
            agrees=True,
            route="neutral",
            explained_in="tr",
            guardian_agreed_on=timezone.localdate(),
        )


def test_nobody_introduces_by_hand(story, acting):
    """Neither the officer's statement nor anybody's answer for others takes the step that the answers take."""
    story.ask()
    for state in ("introduced", "not_agreed"):
        with acting("placement"), pytest.raises(IntegrityError, match="answers decide"), transaction.atomic():
            Placement.objects.filter(pk=story.key).update(state=state)


def test_what_is_shown_does_not_change_afterwards(story, acting):
    """What was laid before the person is what the company reads."""
    story.ask("Works carefully")
    with acting("placement"), pytest.raises(IntegrityError, match="laid before"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(profile={"called": "Somebody"})


@pytest.mark.parametrize("text", ["Learned it in prison", "Prison North", "Nach der Haft zuverlässig"])
def test_a_profile_that_tells_is_refused(story, text):
    """A word of custody, or the prison's name, is named and goes nowhere."""
    with pytest.raises(ValidationError, match="comes from"):
        story.ask(text)


def test_proposed_twice_is_one(story, acting, cast):
    """By one form it is one; by two officers the second is told."""
    with acting("placement") as actor:
        row = story.row()
        again = proposing.propose(actor=actor, person=row.person, opening=row.opening, once=row.form_key)
        assert again.pk == story.key
        with pytest.raises(ValidationError, match="proposed already"):
            proposing.propose(actor=actor, person=row.person, opening=row.opening)


def test_a_consent_taken_back_ends_it(story, acting):
    """The introduction rests on it: it ends at once, and the company reads no profile any more."""
    from throughgate.person.people.actions.consents import withdraw_consent

    story.introduced()
    with acting("lead") as actor:
        consent = Consent.objects.get(pk=story.row().consent_id)
        withdraw_consent(actor=actor, consent=consent, expected=consent.version)
    with acting("placement"):
        row = story.row()
        assert (row.state, row.ended_on) == ("withdrawn", timezone.localdate())
    with acting("company"):
        shown = Introduction.objects.get()
        assert (shown.state, shown.profile) == ("withdrawn", None)


def test_strangers_see_nothing(story, acting):
    """Who does not see the person sees no placement; whom it does not concern moves none."""
    story.introduced()
    for who in ("stranger", "teacher", "schoolteacher", "admin"):
        with acting(who):
            assert not Placement.objects.exists()
            assert not Introduction.objects.exists()
    with acting("aftercare"):
        assert Placement.objects.exists()
    with pytest.raises((NotAllowed, PermissionDenied)):
        story.move("offer", who="lead")
