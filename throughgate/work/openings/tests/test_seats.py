"""Seats run down when somebody gets one, and come back: never overbooked, whoever comes at the same moment."""

from __future__ import annotations

import threading
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from tests.fixtures import Cast
from throughgate.ground.acting.actor import NotAllowed
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.facts import opening_facts
from throughgate.work.openings.tests.making import page

NONE_LEFT = "No seat is left here."


def seats(key):
    """Return what is there, taken and left."""
    row = Opening.objects.get(pk=key)
    return row.seats, row.taken, row.seats_left


def test_seats_run_down_and_come_back(acting, opening):
    """The second of two takes the last one; the third is told; one given back can be taken again."""
    with acting("placement") as actor:
        for _one in range(2):
            actions.take_seat(actor=actor, opening=opening)
        assert seats(opening.pk) == (2, 2, 0)
        with pytest.raises(ValidationError, match=NONE_LEFT):
            actions.take_seat(actor=actor, opening=opening)
        actions.give_back_seat(actor=actor, opening=opening)
        actions.take_seat(actor=actor, opening=opening)
        assert seats(opening.pk) == (2, 2, 0)
        for _one in range(2):
            actions.give_back_seat(actor=actor, opening=opening)
        with pytest.raises(ValidationError, match="Nobody has a seat here"):
            actions.give_back_seat(actor=actor, opening=opening)
        assert seats(opening.pk) == (2, 0, 2)


def test_who_may(acting, opening):
    """Whoever keeps the opening, and nobody else."""
    with acting("company") as actor:
        actions.take_seat(actor=actor, opening=opening)
    for who in ("lead", "officer", "tso"):
        with acting(who) as actor, pytest.raises(NotAllowed):
            actions.take_seat(actor=actor, opening=opening)


def test_no_seat_of_what_does_not_stand(acting, opening):
    """A paused opening gives no seat; what somebody has there comes back all the same."""
    with acting("placement") as actor:
        actions.take_seat(actor=actor, opening=opening)
        actions.move_opening(actor=actor, opening=opening, move="pause", expected=opening.version)
        with pytest.raises(ValidationError, match=NONE_LEFT):
            actions.take_seat(actor=actor, opening=opening)
        actions.give_back_seat(actor=actor, opening=opening)


def test_unknown_seats_stay_unknown(acting, opening):
    """Where nobody said how many there are, some can be taken, and how many are left stays open."""
    with acting("placement") as actor:
        actions.change_opening(actor=actor, opening=opening, expected=opening.version, seats=None)
        actions.take_seat(actor=actor, opening=opening)
        assert seats(opening.pk) == (None, 1, None)


def test_seats_never_fall_below_what_is_taken(acting, opening, signed_in):
    """The form says how many are taken; past every action the database refuses as well."""
    with acting("placement") as actor:
        for _one in range(2):
            actions.take_seat(actor=actor, opening=opening)
        opening.refresh_from_db()
        with pytest.raises(ValidationError, match="2 seats are taken already"):
            actions.change_opening(actor=actor, opening=opening, expected=opening.version, seats=1)
        for said in ({"seats": 1}, {"taken": 3}, {"taken": -1}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Opening.objects.filter(pk=opening.pk).update(**said)
    client = signed_in("placement")
    fields = client.get(page(opening.pk, "change")).context["form"].initial
    sent = {"kind": "training", "title": "Dachdecker", "seats": "1", "version": opening.version}
    response = client.post(page(opening.pk, "change"), sent)
    assert fields["seats"] == 2
    assert response.status_code == 422
    assert "2 seats are taken already" in response.content.decode()


def test_no_change_moves_what_is_taken(acting, opening):
    """It is changed by taking and giving back alone."""
    with acting("placement") as actor, pytest.raises(NotAllowed):
        actions.change_opening(actor=actor, opening=opening, expected=opening.version, taken=2)


def test_pages_files_and_the_comparison_go_by_what_is_left(acting, opening, signed_in):
    """List, page, file, posting and the facts that are compared."""
    with acting("placement") as actor:
        actions.take_seat(actor=actor, opening=opening)
        opening.refresh_from_db()
        opening = actions.change_opening(
            actor=actor, opening=opening, expected=opening.version, is_public=True
        )
        assert opening_facts(Opening.objects.get(pk=opening.pk)).seats == 1
    client = signed_in("placement")
    assert "1 of 2 left" in client.get(page(opening.pk)).content.decode()
    listed = client.get(reverse("openings:list"), {"kind": "training"})
    (line,) = [one for one in listed.context["table"].rows if one.opening.pk == opening.pk]
    assert line.opening.seats_left == 1
    file = client.post(reverse("openings:export"), {"format": "csv", "kind": "training"}).content.decode(
        "utf-8-sig"
    )
    headings, *rows = [row.split(";") for row in file.splitlines()]
    row = next(row for row in rows if row[0] == str(opening.pk))
    assert (row[headings.index("Seats")], row[headings.index("Seats left")]) == ("2", "1")
    assert b'"totalJobOpenings": 1' in client.post(page(opening.pk, "posting")).content


TAKERS = 50


def test_fifty_at_once_on_the_last_seat(fresh_database):
    """Exactly one gets it; each of the others is told in one sentence, and nothing is overbooked."""
    cast = Cast()
    with cast.acting("placement") as actor:
        opening = actions.add_opening(
            actor=actor, organisation=cast.organisation("roofing"), kind="job", title="The last one", seats=1
        )
    came: list[str] = []
    barrier = threading.Barrier(TAKERS, timeout=120)

    def take():
        try:
            barrier.wait()
            with cast.acting("placement") as actor:
                actions.take_seat(actor=actor, opening=opening)
            came.append("taken")
        except ValidationError as error:
            came.append(" ".join(error.messages))
        except Exception as error:  # noqa: BLE001 - whatever else comes is what must not be
            came.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _one in range(TAKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=180)
    assert Counter(came) == {"taken": 1, NONE_LEFT: TAKERS - 1}
    with cast.acting("placement"):
        assert seats(opening.pk) == (1, 1, 0)
