"""What actions refuse of openings the database refuses as well, past every action."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.ground.organisations.models import Organisation
from throughgate.work.openings.models import Opening
from throughgate.work.openings.rules import ASKS_FOR_RECORD, asks_for_record


@contextmanager
def refused(match):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(IntegrityError, match=match), transaction.atomic():
        yield


ASKED = {
    "Führungszeugnis erforderlich": True,
    "FÜHRUNGSZEUGNIS": True,
    "Fuehrungszeugnis": True,
    "ohne Vorstrafen": True,
    "nicht vorbestraft": True,
    "polizeiliches\nZeugnis": True,
    "clean   record": True,
    "No conviction": True,
    "police check": True,
    "police": False,
    "record player": False,
    "Zeugnis der Schule": False,
    "Roofer": False,
}


@pytest.mark.parametrize("text", ASKED)
def test_what_asks_for_a_clean_record_is_one_list(acting, text):
    """What the rules find the database finds, and nothing else."""
    with acting("placement"), connection.cursor() as cursor:
        cursor.execute("SELECT %s ~* %s", [text, ASKS_FOR_RECORD])
        assert cursor.fetchone()[0] is bool(asks_for_record(text)) is ASKED[text]


@pytest.mark.parametrize("field", ["title", "occupation_text", "wage_text", "description"])
def test_no_opening_asks_for_a_clean_record(acting, field):
    """In none of its words, by a placement officer or the company itself."""
    for who in ("placement", "company"):
        with acting(who), refused("asks for a clean record"):
            Opening.objects.filter(organisation__code="roofing").update(**{field: "Führungszeugnis nötig"})
    with acting("placement"):
        # Two texts side by side are not one.
        assert (
            Opening.objects.filter(organisation__code="roofing").update(
                title="Police", occupation_text="check"
            )
            == 1
        )


def test_an_opening_stays_whose_it_is(acting):
    """Nobody moves it to another organisation or source."""
    club = Organisation.objects.get(code="club")
    with acting("placement"):
        for changes in ({"organisation": club}, {"source": "other"}, {"external_number": "7"}):
            with refused("stays whose it is"):
                Opening.objects.filter(organisation__code="roofing").update(**changes)


@pytest.mark.parametrize(
    ("code", "offers"), [("north", False), ("probation", False), ("roofing", True), ("club", True)]
)
def test_who_offers(acting, code, offers):
    """The statutory side offers nothing."""
    with acting("placement"):
        made = Opening(
            organisation=Organisation.objects.get(code=code),
            kind="job",
            title="Helper",
            title_key="helper",
            expires_on=timezone.localdate(),
        )
        if offers:
            made.save(force_insert=True)
        else:
            with refused("somebody who offers none"):
                made.save(force_insert=True)


@pytest.mark.parametrize(("asked", "why"), [
    ({"teamwork": {"level": 3}}, "has no level, or is neither"),
    ({"teamwork": {"level": 0, "needed": True}}, "has no level, or is neither"),
    ({"teamwork": {"level": "3", "needed": True}}, "has no level, or is neither"),
    ([], "has no level, or is neither"),
    ({f"competency {n}": {"level": 3, "needed": True} for n in range(100)}, "asks for too much"),
])  # fmt: skip
def test_what_is_asked_for_has_a_level_and_fits_into_the_index(acting, asked, why):
    """A level from one on, needed or helpful, and no more of it than a row of an index holds."""
    with acting("placement"), refused(why):
        Opening.objects.filter(organisation__code="roofing").update(requirements=asked)
