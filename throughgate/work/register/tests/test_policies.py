"""The policies and triggers of the register, for whoever writes past the actions: each is needed, and none is wider."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.work.register.models import RegisterKey, Registration
from throughgate.work.register.tests.making import entry, waiting_row

pytestmark = pytest.mark.django_db

ROWS = ("roofing", "club", "debt-advice", "paused", "waiting", "refused", "sent")
SEES = {
    # The whole register, with what waits.
    "placement": set(ROWS),
    # Those who work with people: what is in the register.
    **{
        who: {"roofing", "club", "debt-advice", "paused"}
        for who in ("lead", "officer", "teacher", "dpo", "stranger", "aftercare", "trainer", "tso")
    },
    # An organisation itself, and who wants to be seen and is not paused.
    "company": {"roofing", "club"},
    "clubadmin": {"club"},
    "admin": {"club"},
}


@pytest.fixture
def rows(acting):
    """Entries of the roofer, the club (which wants to be seen) and a charity, a paused one, and registrations."""
    with acting("placement"):
        return {
            "roofing": entry("roofing"),
            "club": entry("club", seen_by_others=True),
            "debt-advice": entry("debt-advice"),
            "waiting": waiting_row("Waiting", seen_by_others=True),
            "refused": waiting_row("Refused", seen_by_others=True),
            "sent": waiting_row("Sent", state="sent", confirmed_by="", confirmed_at=None),
            "paused": _paused(),
        }


def _paused():
    from throughgate.ground.organisations.models import Organisation

    region = Organisation.objects.get(code="roofing").region
    other = Organisation(code="other", kind="company", name="Other", name_key="other", region=region)
    other.save(force_insert=True)
    row = entry("other", seen_by_others=True)
    Registration.objects.filter(pk=row.pk).update(state="paused")
    return row


@pytest.mark.parametrize("who", SEES)
def test_who_sees_what(rows, acting, who):
    """Each of the cast sees exactly their part, whatever a page would ask; nobody and keys show nothing."""
    with acting("placement"):
        Registration.objects.filter(pk=rows["refused"].pk).update(state="refused", refusal="elsewhere")
    with acting(who) as actor:
        seen = {name for name, row in rows.items() if Registration.objects.filter(pk=row.pk).exists()}
        assert seen == SEES[who]
        # The page's own question is the same, or narrower.
        shown = set(Registration.objects.visible_to(actor).values_list("pk", flat=True))
        assert shown == {rows[name].pk for name in SEES[who]}
        with pytest.raises(DatabaseError), transaction.atomic():
            RegisterKey.objects.exists()
    with acts(NOBODY):
        assert not Registration.objects.exists()


@pytest.mark.parametrize(
    ("who", "name", "changes"),
    [
        ("placement", "waiting", True),
        ("placement", "roofing", True),
        ("company", "roofing", True),
        ("company", "club", False),
        ("clubadmin", "club", True),
        ("tso", "debt-advice", True),
        ("tso", "club", False),
        ("lead", "roofing", False),
        ("admin", "club", False),
        ("dpo", "roofing", False),
    ],
)
def test_who_changes_what(rows, acting, who, name, changes):
    """Officers change every row, an organisation its own entry; nobody removes one."""
    with acting(who):
        found = Registration.objects.filter(pk=rows[name].pk)
        assert bool(found.update(why="Changed")) is changes
        with pytest.raises(DatabaseError), transaction.atomic():
            found.delete()


@pytest.mark.parametrize("who", ["lead", "company", "admin", "tso", "trainer"])
def test_who_adds_none(acting, who):
    """Nobody but officers adds a registration past the public form."""
    with acting("placement"):
        row = waiting_row("Template")
    row.pk, row.once = None, None
    copy = Registration(
        **{
            f.attname: getattr(row, f.attname)
            for f in Registration._meta.fields
            if f.name not in ("id", "once")
        }
    )
    with acting(who), pytest.raises(DatabaseError), transaction.atomic():
        copy.save(force_insert=True)


@pytest.mark.parametrize(
    "forged",
    [
        {"name": "Another name"},
        {"organisation": None},
        {"refusal": "elsewhere"},
        {"answered_at": timezone.now()},
        {"refreshed_on": timezone.localdate() + timezone.timedelta(days=1)},
        {"state": "registered"},
        {"state": "refused"},
        {"kind": "club"},
    ],
    ids="-".join,
)
def test_what_an_organisation_does_not_say_of_itself(rows, acting, forged):
    """Its name, its answer, a day to come, a state of its choice: the database refuses."""
    with acting("company"), pytest.raises(DatabaseError), transaction.atomic():
        Registration.objects.filter(pk=rows["roofing"].pk).update(**forged)


@pytest.mark.parametrize(
    ("name", "forged"),
    [
        ("waiting", {"state": "verified"}),
        ("sent", {"state": "verified"}),
        ("roofing", {"organisation": "club"}),
        ("roofing", {"state": "registered"}),
        ("refused", {"state": "left"}),
    ],
    ids=str,
)
def test_what_no_officer_does(rows, acting, cast, name, forged):
    """Nothing is verified for no organisation, moves to another one, or goes a way that the table of states has not."""
    if "organisation" in forged:
        forged = {"organisation": cast.organisation(forged["organisation"])}
    with acting("placement"), pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=rows[name].pk).update(**forged)


def test_one_entry_in_force(rows, acting):
    """An organisation has one entry in the register, whoever adds."""
    with acting("placement"), pytest.raises(IntegrityError), transaction.atomic():
        Registration(
            **{
                f.attname: getattr(rows["roofing"], f.attname)
                for f in Registration._meta.fields
                if f.name not in ("id", "once")
            }
        ).save(force_insert=True)


def test_keys_are_made_for_those_who_may(rows, acting):
    """A code is made by officers alone; the worker makes one for a contact who is due, and for no other."""
    call = "SELECT gate.keep_register_key(gen_random_uuid(), %s, NULL, 'hash')"
    for who, is_made in (("company", False), ("lead", False), ("placement", True)):
        with acting(who), connection.cursor() as cursor:
            cursor.execute(call, [rows["roofing"].pk])
            assert (cursor.fetchone()[0] is not None) is is_made, who
    with acts(NOBODY), connection.cursor() as cursor:
        cursor.execute(call, [rows["club"].pk])
        assert cursor.fetchone()[0] is None
