"""Sheets: drafts, levels, signing, new versions, and what is refused."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.observations import actions
from throughgate.person.observations.models import Note, Rating, Sheet, SheetPerson
from throughgate.person.observations.tests.making import (
    cells_of,
    competencies,
    fill,
    seen,
    signed,
    standard,
    start,
    train,
)


@pytest.fixture
def both(cast):
    """Give the two people of the northern prison."""
    return [cast.key("emre"), cast.key("milan")]


def why_not(callable_, **arguments):
    """Return the codes of the refusals to sign."""
    with pytest.raises(actions.CannotSign) as refused:
        callable_(**arguments)
    return [refusal.code for refusal in refused.value.refusals]


def test_an_observer_rates_and_signs(acting, both):
    """A sheet goes from draft to signed, with one audit entry for each step."""
    train(acting)
    with acting("officer") as actor:
        sheet = signed(actor, both)
        assert sheet.state == "signed"
        assert sheet.signed_at is not None
        assert set(SheetPerson.objects.filter(sheet=sheet).values_list("state", flat=True)) == {"signed"}
        actions_done = (
            Entry.objects.filter(subject_id=sheet.pk).order_by("at").values_list("action", flat=True)
        )
        assert list(actions_done) == ["sheet.start", "sheet.sign"]


@pytest.mark.parametrize("who", ["lead", "teacher", "admin", "dpo"])
def test_only_observers_start_sheets(acting, both, who):
    """Nobody else may begin one."""
    with acting(who) as actor, pytest.raises(NotAllowed):
        start(actor, both)


def test_foreign_people_cannot_be_put_on_a_sheet(acting, cast):
    """A person of the other prison and nobody at all are refused alike."""
    with acting("officer") as actor:
        for key in (cast.key("ana"), uuid.uuid4()):
            with pytest.raises(ValidationError) as refused:
                start(actor, [key])
            assert refused.value.messages == ["One of these people is not with your organisation."]


def test_untrained_observers_cannot_sign(acting, both):
    """Without a recorded training the sheet stays a draft, and the reason is named."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        fill(actor, sheet)
        assert why_not(actions.sign_sheet, actor=actor, key=sheet.pk, seen=seen(sheet)) == ["untrained"]
        assert Sheet.objects.get(pk=sheet.pk).state == "draft"


def test_training_is_recorded_by_somebody_else(acting, cast):
    """An administrator records the training of members, not the own one, not of others' members, not ahead of time."""
    from throughgate.ground.accounts.models import Membership

    day = timezone.localdate()
    with acting("admin") as admin:
        for username in ("admin", "stranger"):
            member = Membership.objects.get(user__username=username)
            with pytest.raises(ValidationError):
                actions.record_training(actor=admin, membership=member, trained_on=day, by_whom="Academy")
        officer = Membership.objects.get(user__username="officer")
        with pytest.raises(ValidationError):
            actions.record_training(
                actor=admin, membership=officer, trained_on=day + timedelta(days=1), by_whom="Academy"
            )
    with acting("officer") as actor, pytest.raises(NotAllowed):
        actions.record_training(actor=actor, membership=officer, trained_on=day, by_whom="Me")


def test_signing_names_every_reason(acting, both):
    """An empty sheet, and days on which a person was not here, are named together."""
    train(acting)
    with acting("officer") as actor:
        sheet = start(actor, both, days_ago=310)
        assert why_not(actions.sign_sheet, actor=actor, key=sheet.pk, seen=seen(sheet)) == [
            *("empty", "outside_stay", "outside_stay")
        ]


@pytest.mark.parametrize(("first", "last"), [(-1, None), (0, -1), (2, 3)])
def test_days_that_cannot_be(acting, both, first, last):
    """A future day, a period that goes on into the future and one that ends before it begins are refused."""
    today = timezone.localdate()
    until = None if last is None else today - timedelta(days=last)
    with acting("officer") as actor, pytest.raises(ValidationError):
        start(actor, both, days_ago=first, observed_until_on=until)


def test_a_person_who_left_stops_the_signature(acting, cast, both):
    """When the link to a person ended, the sheet says so instead of leaving them out silently."""
    from throughgate.person.people.actions import end_case_link
    from throughgate.person.people.models import CaseLink

    train(acting)
    with acting("officer") as actor:
        sheet = start(actor, both)
        fill(actor, sheet)
    with acting("lead") as lead:
        link = CaseLink.objects.get(person=both[0], organisation=lead.organisation)
        yesterday = timezone.localdate() - timedelta(days=1)
        end_case_link(actor=lead, link=link, expected=link.version, last_day=yesterday)
    with acting("officer") as actor:
        assert why_not(actions.sign_sheet, actor=actor, key=sheet.pk, seen=seen(sheet)) == ["person_left"]
        gone = SheetPerson.objects.get(sheet=sheet, person=both[0])
        actions.take_off_sheet(actor=actor, sheet=sheet, person=gone.pk)
        assert actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet)).state == "signed"


def test_levels_outside_the_scale(acting, both):
    """A level beyond the scale is refused by the action, and by the database."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        person, competency = cells_of(sheet)[0]
        for level in (0, 6, 99):
            with pytest.raises(ValidationError):
                actions.rate(actor=actor, cell=actions.Cell(person, competency, 0, level))
            with pytest.raises(IntegrityError), transaction.atomic():
                Rating(person_id=both[0], sheet_person_id=person, competency_id=competency, level=level).save(
                    force_insert=True
                )
        other = competencies(3)[2].pk
        with pytest.raises(ValidationError):
            actions.rate(actor=actor, cell=actions.Cell(person, other, 0, 3))


def test_each_cell_has_its_own_version(acting, both):
    """A cell counts its changes; an outdated change is refused, the same one sent again is not."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        person, competency = cells_of(sheet)[0]
        assert actions.rate(actor=actor, cell=actions.Cell(person, competency, 0, 3)) == 1
        assert actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 4)) == 2
        assert actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 4)) == 2, "sent again"
        with pytest.raises(Stale) as stale:
            actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 5))
        assert (stale.value.theirs.level, stale.value.theirs.version) == (4, 2)
        assert actions.rate(actor=actor, cell=actions.Cell(person, competency, 2, None)) == 3


def test_a_grid_saves_what_it_can_and_names_the_rest(acting, both):
    """Of a whole grid, cells changed by somebody else come back as conflicts; the others are saved."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        cells = cells_of(sheet)
        actions.rate(actor=actor, cell=actions.Cell(*cells[0], 0, 2))
        versions, conflicts = actions.rate_many(
            actor=actor, sheet=sheet.pk, cells=[actions.Cell(*cell, 0, 5) for cell in cells]
        )
        assert set(versions) == set(cells[1:])
        assert [(c.cell.sheet_person, c.level, c.version) for c in conflicts] == [(cells[0][0], 2, 1)]


def test_signing_what_was_not_seen(acting, both):
    """A cell saved after the signer's page was opened stops the signature."""
    train(acting)
    with acting("officer") as actor:
        sheet = start(actor, both)
        fill(actor, sheet)
        before = seen(sheet)
        actions.rate(actor=actor, cell=actions.Cell(*cells_of(sheet)[0], 1, 5))
        with pytest.raises(Stale):
            actions.sign_sheet(actor=actor, key=sheet.pk, seen=before)
        assert actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet)).state == "signed"


def test_a_signed_sheet_never_changes(acting, both):
    """Neither levels, notes, people nor its own words change; signing it twice says that it is signed."""
    train(acting)
    with acting("officer") as actor:
        sheet = signed(actor, both)
        person, competency = cells_of(sheet)[0]
        with pytest.raises(actions.SheetClosed):
            actions.rate(actor=actor, cell=actions.Cell(person, competency, 1, 5))
        with pytest.raises(actions.SheetClosed):
            actions.write_note(
                actor=actor, sheet_person=person, competency=competency, expected=0, text="late"
            )
        for refused in (
            lambda: actions.change_sheet(actor=actor, sheet=sheet, expected=sheet.version, occasion="Other"),
            lambda: actions.add_to_sheet(actor=actor, sheet=sheet, people=both),
            lambda: actions.take_off_sheet(actor=actor, sheet=sheet, person=person),
            lambda: actions.discard_sheet(actor=actor, key=sheet.pk),
            lambda: actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet)),
        ):
            with pytest.raises(ValidationError, match="signed already"):
                refused()
        for changes in ({"occasion": "Other"}, {"state": "draft"}, {"observed_on": timezone.localdate()}):
            with pytest.raises(IntegrityError, match=r"never changes|leads nothing"), transaction.atomic():
                Sheet.objects.filter(pk=sheet.pk).update(**changes)
        assert Rating.objects.filter(sheet_person__sheet=sheet).update(level=5) == 0
        assert not SheetPerson.objects.filter(sheet=sheet)._raw_delete("default")


def test_a_new_version_replaces_the_old_one(acting, both):
    """An amendment copies everything, needs a reason, and counts once it is signed; there is one at a time."""
    train(acting)
    with acting("officer") as actor:
        old = signed(actor, both)
        with pytest.raises(ValidationError):
            actions.amend_sheet(actor=actor, key=old.pk, reason="  ")
        draft = actions.amend_sheet(actor=actor, key=old.pk, reason="Wrong line")
        assert draft.number == 2
        assert Sheet.objects.get(pk=old.pk).state == "signed"
        levels = Rating.objects.filter(sheet_person__sheet=draft).values_list("level", flat=True)
        assert list(levels) == [3] * 4
        with pytest.raises(ValidationError, match="begun already"):
            actions.amend_sheet(actor=actor, key=old.pk, reason="Again")
        actions.rate(actor=actor, cell=actions.Cell(*cells_of(draft)[0], 1, 5))
        new = actions.sign_sheet(actor=actor, key=draft.pk, seen=seen(draft))
        old.refresh_from_db()
        assert (old.state, old.ended_reason, new.state) == ("amended", "Wrong line", "signed")


def test_a_sheet_taken_back_keeps_its_reason(acting, both):
    """A retraction needs a reason and is final; a new version of it can no longer be signed."""
    train(acting)
    with acting("officer") as actor:
        sheet = signed(actor, both)
        draft = actions.amend_sheet(actor=actor, key=sheet.pk, reason="Wrong line")
        gone = actions.retract_sheet(actor=actor, key=sheet.pk, reason="Wrong group")
        assert (gone.state, gone.ended_reason) == ("retracted", "Wrong group")
        assert why_not(actions.sign_sheet, actor=actor, key=draft.pk, seen=seen(draft)) == ["original_gone"]
        with pytest.raises(ValidationError):
            actions.retract_sheet(actor=actor, key=sheet.pk, reason="Again")


def test_a_column_with_levels_stays(acting, both):
    """A competency can leave a draft only while nobody has a level for it."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        one, two = sheet.competencies
        person = cells_of(sheet)[0][0]
        actions.rate(actor=actor, cell=actions.Cell(person, two, 0, 4))
        with pytest.raises(ValidationError, match="not observed"):
            actions.change_sheet(actor=actor, sheet=sheet, expected=1, competencies=[one])
        sheet = actions.change_sheet(actor=actor, sheet=sheet, expected=1, competencies=[two])
        with pytest.raises(Stale):
            actions.change_sheet(actor=actor, sheet=sheet, expected=1, occasion="Late")


def test_a_colleague_types_a_sheet_in_by_its_code(acting, both):
    """Another observer of the prison opens a draft by its code and fills it in, but does not sign or change it."""
    train(acting)
    train(acting, "colleague")
    with acting("officer") as actor:
        sheet = start(actor, both)
    _make_observer("colleague")
    with acting("colleague") as other:
        assert not Sheet.objects.filter(pk=sheet.pk).exists()
        assert actions.take_up_sheet(actor=other, code="wrongcod") is None
        written = f"{sheet.code[:4].lower()} {sheet.code[4:]}"
        assert actions.take_up_sheet(actor=other, code=written) == sheet.pk
        fill(other, sheet, 4)
        with pytest.raises(Sheet.DoesNotExist):
            actions.sign_sheet(actor=other, key=sheet.pk, seen=seen(sheet))
    with acting("officer") as actor:
        actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet))
    with acting("stranger") as stranger, pytest.raises(NotAllowed):
        actions.take_up_sheet(actor=stranger, code=sheet.code)


def _make_observer(username):
    from django.db import connection

    from throughgate.ground.accounts.models import Membership

    del connection
    Membership.objects.filter(user__username=username).update(roles=["observer"])


def test_notes_stay_short_and_never_overwrite(acting, both):
    """A note holds 300 characters; a second writer with an old version gets the first one's words."""
    with acting("officer") as actor:
        sheet = start(actor, both)
        person, competency = cells_of(sheet)[0]
        same = {"actor": actor, "sheet_person": person, "competency": competency}
        actions.write_note(**same, expected=0, text="Passed to Tim twice")
        with pytest.raises(Stale):
            actions.write_note(**same, expected=0, text="Another")
        actions.write_note(**same, expected=0, text="Passed to Tim twice")
        with pytest.raises(ValidationError):
            actions.write_note(**same, expected=1, text="x" * 301)
        assert Note.objects.get(sheet_person=person).text == "Passed to Tim twice"


def test_framework_of_a_sheet_is_kept(acting, both):
    """A sheet keeps the version it was made with."""
    with acting("officer") as actor:
        assert start(actor, both).framework_version == standard()
