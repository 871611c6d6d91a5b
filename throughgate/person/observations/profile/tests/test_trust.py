"""Two pages about trust: all observers together, and one for oneself alone."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import Error, connection, transaction
from django.urls import reverse

from throughgate.ground.accounts.models import Membership
from throughgate.person.observations import actions
from throughgate.person.observations.profile.feedback import Finding
from throughgate.person.observations.profile.trust_words import leniency
from throughgate.person.observations.rules.scales import Scale
from throughgate.person.observations.tests.making import cells_of, seen, start, train

OBSERVERS = ("officer", "teacher", "colleague", "admin", "dpo")


@pytest.fixture
def rate_together(acting, cast):
    """Let the first so many observers rate Emre and Milan on six competencies within a week."""

    def rate(count):
        chosen = OBSERVERS[:count]
        for username in chosen:
            if username != "admin":
                train(acting, username)
        if "admin" in chosen:
            Membership.objects.filter(user__username="lead").update(roles=["administrator"])
            with acting("lead") as other:
                actions.record_training(
                    actor=other,
                    membership=Membership.objects.get(user__username="admin"),
                    trained_on=date(2026, 1, 1),
                    by_whom="Academy",
                )
            Membership.objects.filter(user__username="lead").update(roles=["case_lead"])
        Membership.objects.filter(user__username__in=chosen).exclude(user__username="admin").update(
            roles=["observer"]
        )
        Membership.objects.filter(user__username="admin").update(roles=["observer", "administrator"])
        for number, username in enumerate(chosen):
            with acting(username) as actor:
                sheet = start(actor, [cast.key("emre"), cast.key("milan")], columns=6, days_ago=number + 1)
                for place, (person, competency) in enumerate(cells_of(sheet)):
                    cell = actions.Cell(person, competency, 0, place % 4 + 1 + (number == 0))
                    actions.rate(actor=actor, cell=cell)
                actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet))

    return rate


def page(client, name):
    """Return the text of a page."""
    answer = client.get(reverse(f"observations:{name}"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_five_observers_get_figures(rate_together, signed_in):
    """From five observers and ten double ratings on, the lead reads how far they agree, without any name."""
    rate_together(5)
    body = page(signed_in("lead"), "agreement")
    assert "In 12 of 12 double ratings" in body
    assert "Teamwork" in body
    assert "Too few double ratings." in body  # each competency alone has two
    for marker in ("Marker", "Officer Cast", "Teacher Cast"):
        assert marker not in body


def test_four_observers_get_none(rate_together, signed_in, acting):
    """Below five observers there is no figure, in the page and in the database itself."""
    rate_together(4)
    assert "Too few double ratings" in page(signed_in("lead"), "agreement")
    with acting("lead"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM gate.double_ratings('2000-01-01')")
        assert cursor.fetchone() == (0,)


def test_the_manager_reads_agreement(rate_together, signed_in):
    """A manager sees the figures without seeing people."""
    rate_together(5)
    Membership.objects.filter(user__username="lead").update(roles=["manager"])
    assert "In 12 of 12" in page(signed_in("lead"), "agreement")


@pytest.mark.parametrize("who", ["officer", "teacher", "admin", "company", "aftercare"])
def test_agreement_refused(signed_in, who):
    """Nobody else has figures about observers."""
    assert signed_in(who).get(reverse("observations:agreement")).status_code == 403


def test_agreement_stays_within_the_organisation(rate_together, signed_in):
    """Another prison's lead sees nothing of it."""
    rate_together(5)
    body = page(signed_in("stranger"), "agreement")
    assert "Too few double ratings" in body
    assert "Teamwork" not in body


def test_feedback_for_oneself(rate_together, signed_in):
    """The observer who rates a level higher is told so, with the counts, and about nobody else."""
    rate_together(4)
    body = page(signed_in("officer"), "feedback")
    assert "Your ratings are on average 1.0 levels higher than those of others for the same people" in body
    assert "12 pairs, 3 others" in body
    for judging in ("better", "worse", "too mild", "too strict"):
        assert judging not in body
    assert "Cast (" not in body
    assert "Marker" not in body


def test_feedback_needs_three_others(rate_together, signed_in, acting):
    """With two others nothing is said of them, and the database hands no mean out."""
    rate_together(3)
    assert "Too few people were rated by you and by at least three others." in page(
        signed_in("officer"), "feedback"
    )
    with acting("officer"), connection.cursor() as cursor:
        cursor.execute("SELECT pairs, raters, own_mean, others_mean FROM gate.beside_others('2000-01-01')")
        assert cursor.fetchall() == [(0, 2, None, None)]


@pytest.mark.parametrize("who", ["lead", "admin", "dpo", "company", "stranger"])
def test_feedback_refused(signed_in, acting, who):
    """Whoever does not observe has no such page, and the function refuses too."""
    assert signed_in(who).get(reverse("observations:feedback")).status_code == 403
    with (
        acting(who),
        pytest.raises(Error, match="not allowed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT * FROM gate.beside_others('2000-01-01')")


def test_without_sheets(signed_in):
    """A new observer reads what will stand here."""
    assert "No signed levels yet" in page(signed_in("officer"), "feedback")


@pytest.mark.parametrize(
    ("value", "best", "said"),
    [
        (0.63, "highest", "0.6 levels higher"),
        (-0.63, "highest", "0.6 levels lower"),
        (0.04, "highest", "on average the same"),
        (
            0.63,
            "lowest",
            "0.6 levels higher than those of others for the same people, 34 pairs, 4 others. Higher means",
        ),
    ],
)
def test_leniency_is_said_as_a_fact(value, best, said):
    """The difference, the pairs it rests on, and which end of the scale is meant; no judgement."""
    found = Finding("milder", value=value, count=34, of=4)
    assert said in leniency(found, Scale(1, 6, best))
