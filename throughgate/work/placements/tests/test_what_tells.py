"""What changes between two steps, and what is written for a company: neither tells it where somebody comes from."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.database.asking import rows_of
from throughgate.ground.organisations.models import Organisation
from throughgate.person.people.models import WorkCondition
from throughgate.work.openings.models import Opening
from throughgate.work.placements.actions import clock
from throughgate.work.placements.actions.messages import write_message
from throughgate.work.placements.models import Introduction, Message, Placement

ROOFER = {"organisation__code": "roofing"}
OVER = (
    {"state": "closed"},
    {"expires_on": date(2020, 1, 1)},
    {"seats": 1, "taken": 1},
)


@pytest.fixture
def renamed(acting):
    """Return what gives an organisation another name."""

    def rename(who: str, name: str) -> None:
        with acting(who) as actor:
            Organisation.objects.filter(pk=actor.organisation.pk).update(name=name)
            assert Organisation.objects.get(pk=actor.organisation.pk).name == name

    return rename


@pytest.mark.parametrize(
    "contact",
    ["By the prison's office", "JVA Nord, Zimmer 4", "über meine Bewährungshelferin", "Prison North"],
)
def test_how_to_reach_somebody_tells_nothing(story, acting, contact):
    """A way to reach somebody that names custody is refused at its field, and in the database."""
    story.introduced()
    with pytest.raises(ValidationError, match="comes from") as refused:
        story.move("share", contact=contact)
    assert set(refused.value.message_dict) == {"contact"}
    with acting("placement"), pytest.raises(IntegrityError, match="tells"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(persons_contact=contact)


def test_the_name_of_the_prison_tells(story, acting, renamed):
    """A prison's own name goes out in no message and no contact, though no word of it says custody."""
    story.introduced()
    renamed("admin", "Haus Billwerder")
    with pytest.raises(ValidationError, match="Billwerder"):
        story.move("share", contact="haus billwerder, Zimmer 4")
    with acting("placement") as actor, pytest.raises(ValidationError, match="Billwerder"):
        write_message(actor=actor, placement=story.row(), text="Post an Haus Billwerder, bitte.")
    with acting("placement"):
        assert not Message.objects.exists()


@pytest.mark.parametrize("changes", OVER)
def test_nobody_is_asked_about_a_place_that_is_gone(story, acting, changes):
    """A place may be gone between the proposal and the asking, and between the asking and the company's call."""
    with acting("placement"):
        assert Opening.objects.filter(**ROOFER).update(**changes)
    with pytest.raises(ValidationError, match="not offered"):
        story.ask()
    assert story.state == "proposed"


def test_no_yes_on_the_telephone_to_a_place_that_is_gone(story, acting):
    """The company cannot say yes on the telephone to what it does not offer; a no is taken."""
    from throughgate.work.placements.actions.answering import answer_for_company

    story.ask()
    with acting("placement") as actor:
        Opening.objects.filter(**ROOFER).update(state="closed")
        row = story.row()
        with pytest.raises(ValidationError, match="not offered"):
            answer_for_company(actor=actor, placement=row, expected=row.version, agrees=True)
        assert not answer_for_company(actor=actor, placement=row, expected=row.version, agrees=False).agrees


def test_a_name_that_tells_asks_nobody(story, renamed):
    """An officer whose organisation took a telling name since the proposal asks no company."""
    renamed("chamberadmin", "Straffälligenhilfe Rhein")
    with pytest.raises(ValidationError, match="chamber"):
        story.ask()
    assert story.state == "proposed"


def test_a_new_name_does_not_tell_the_company(story, acting, renamed):
    """The company reads the name that was laid before the person, whatever the organisation is called later."""
    story.introduced()
    with acting("placement"):
        was = story.row().profile["contact"]["organisation"]
    renamed("chamberadmin", "Straffälligenhilfe Rhein")
    with acting("company"):
        row = Introduction.objects.get()
        assert rows_of("SELECT kept_by FROM gate.around_introduction(%s, NULL)", row.pk) == [(was,)]


def test_a_condition_after_custodys_yes_stops_it(story, acting):
    """What is shut when the last yes comes introduces nobody; once it is shut no more, the day does."""
    story.ask().custody().person()
    with acting("placement"):
        Opening.objects.filter(**ROOFER).update(licence="B")
    story.company()
    assert story.state == "asked"
    assert clock.pass_a_day() == 0
    with acting("lead"):
        WorkCondition.objects.update(until_on=timezone.localdate() - timedelta(days=1))
    assert clock.pass_a_day() == 1
    assert story.state == "introduced"
