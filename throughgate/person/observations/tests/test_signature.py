"""What must hold for a signature in the database, too: whoever writes past the actions is refused with the reason."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.person.observations import actions
from throughgate.person.observations.models import Rating, Sheet, SheetPerson
from throughgate.person.observations.tests.making import cells_of, competencies, fill, signed, start, train


@pytest.fixture
def emre(cast):
    """Give somebody who has been in the northern prison for 300 days."""
    return cast.key("emre")


def sign(**changes):
    """Sign the draft past every action; return how many were."""
    with transaction.atomic():
        return Sheet.objects.filter(state="draft").update(
            state="signed", version=9, signed_at=timezone.now(), **changes
        )


def act_days_ago(days):
    """Let the database take an earlier day for today."""
    day = timezone.localdate() - timedelta(days=days)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('throughgate.today', %s, true)", [str(day)])


def test_a_good_draft_is_signed(acting, emre):
    """What the page would sign the database signs."""
    train(acting)
    with acting("officer") as officer:
        fill(officer, start(officer, [emre]))
        assert sign() == 1


def test_only_trained_observers_sign(acting, emre):
    """Not without a training, not with a colleague's, not before the day of the own one."""
    with acting("officer") as officer:
        fill(officer, start(officer, [emre], days_ago=2))
        with pytest.raises(IntegrityError, match="only trained observers sign"):
            sign()
    train(acting, "teacher")
    with acting("officer"), pytest.raises(IntegrityError, match="only trained observers sign"):
        sign()
    train(acting, days_ago=0)
    with acting("officer"):
        act_days_ago(1)
        with pytest.raises(IntegrityError, match="only trained observers sign"):
            sign()
    with acting("officer"):
        assert sign() == 1


@pytest.mark.parametrize("state", ["signed", "amended", "retracted", "discarded"])
def test_a_sheet_begins_as_a_draft(acting, emre, state):
    """Nobody inserts one that is signed or ended already, trained or not."""
    train(acting)
    with acting("officer") as officer:
        pattern = start(officer, [emre])
        same = ("organisation", "observer", "framework_version", "competencies", "setting", "observed_on")
        forged = Sheet(
            **{name: getattr(pattern, name) for name in same},
            occasion="Forged",
            state=state,
            ended_reason="Forged",
            signed_at=timezone.now(),
            code="forged",
        )
        with pytest.raises(Error), transaction.atomic():
            forged.save(force_insert=True)


def test_an_empty_sheet_is_not_signed(acting, emre):
    """With no level at all, or "not observed" alone, nothing was seen that could be signed."""
    train(acting)
    with acting("officer") as officer:
        fill(officer, start(officer, [emre]), None)
        with pytest.raises(IntegrityError, match="without a level"):
            sign()


def test_days_to_come_are_not_signed(acting, emre):
    """Neither a day in the future nor a period that goes on."""
    train(acting)
    tomorrow = timezone.localdate() + timedelta(days=1)
    with acting("officer") as officer:
        fill(officer, start(officer, [emre]))
        for days in ({"observed_on": tomorrow}, {"observed_until_on": tomorrow}):
            with pytest.raises(IntegrityError, match="days to come"):
                sign(**days)


def test_a_level_stands_for_what_is_on_the_sheet(acting, emre):
    """A column taken off with its levels left, and a competency of nowhere, are refused."""
    train(acting)
    with acting("officer") as officer:
        sheet = start(officer, [emre])
        fill(officer, sheet)
        first, _second = sheet.competencies
        for chosen in ([first], [*sheet.competencies, uuid.uuid4()]):
            with pytest.raises(IntegrityError, match="not on the sheet"):
                sign(competencies=chosen)
        Rating.objects.exclude(competency=first).update(level=None)
        assert sign(competencies=[first, competencies(3)[2].pk]) == 1


def test_everybody_on_it_is_here(acting, emre):
    """Somebody who left the organisation is not signed for."""
    from throughgate.person.people.actions import end_case_link
    from throughgate.person.people.models import CaseLink

    train(acting)
    with acting("officer") as officer:
        fill(officer, start(officer, [emre]))
    with acting("lead") as lead:
        link = CaseLink.objects.get(person=emre, organisation=lead.organisation)
        end_case_link(actor=lead, link=link, expected=link.version)
    with acting("officer"), pytest.raises(IntegrityError, match="not here any more"):
        sign()


def test_everybody_was_here_on_these_days(acting, emre):
    """Days before the arrival, in whole or in part, are not signed."""
    train(acting)
    with acting("officer") as officer:
        fill(officer, start(officer, [emre]))
        before = timezone.localdate() - timedelta(days=301)
        for until in (before, timezone.localdate()):
            with pytest.raises(IntegrityError, match="not here on these days"):
                sign(observed_on=before, observed_until_on=until)
        assert sign(observed_on=before + timedelta(days=1)) == 1


def test_a_new_version_replaces_the_old_one(acting, emre):
    """Both never count: the old one is replaced first, and by nothing but a new version on its way."""
    train(acting)
    with acting("officer") as officer:
        old = signed(officer, [emre])
        ended = {"state": "amended", "ended_reason": "Forged", "ended_at": timezone.now()}
        with pytest.raises(IntegrityError, match="replaced by its new version"), transaction.atomic():
            Sheet.objects.filter(pk=old.pk).update(**ended)
        draft = actions.amend_sheet(actor=officer, key=old.pk, reason="Wrong level")
        actions.rate(actor=officer, cell=actions.Cell(*cells_of(draft)[0], 1, 5))
        with pytest.raises(IntegrityError, match="beside the one it replaces"):
            sign()
        Sheet.objects.filter(pk=old.pk).update(**ended)
        assert sign() == 1
        assert SheetPerson.objects.get(state="signed").sheet_id == draft.pk
