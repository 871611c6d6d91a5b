"""A company that has somebody's profile before it stands in the person's log of looks: by organisation, once a day."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction
from django.urls import reverse

from tests.cast import STAFF
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.outbox.actions import deliver_mail
from throughgate.foundation.outbox.models import Mail
from throughgate.work.placements.actions.mailing import write_to_companies
from throughgate.work.placements.models import Introduction, Look, Placement


@pytest.fixture
def page(story, acting):
    """Return the address of the roofer's page of Emre's introduction."""

    def address():
        with acting("company"):
            return reverse("introductions:page", args=[Introduction.objects.get().pk])

    return address


def looks(acting, who="lead"):
    """Return which companies looked, as somebody reads them."""
    with acting(who):
        return list(Look.objects.values_list("organisation__name", flat=True))


def test_what_shows_a_profile_is_noted(story, acting, signed_in, page):
    """While everybody is asked there is nothing to note; afterwards once a day, however often it is opened."""
    story.ask()
    client = signed_in("company")
    assert client.get(page()).status_code == 200
    assert looks(acting) == []
    story.person().custody().company()
    for _again in range(2):
        assert "Markeremrecalled M." in client.get(page()).content.decode()
    assert looks(acting) == ["Roth Roofing"]


def test_by_the_link_of_a_mail(story, acting, client):
    """Whoever has no account looks as well."""
    story.introduced()
    write_to_companies()
    for waiting in Mail.objects.filter(state="waiting"):
        deliver_mail(waiting.pk)
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/introduced/" in line)
    assert client.get("/introduced/" + link.rstrip("/").rpartition("/")[2] + "/").status_code == 200
    assert looks(acting) == ["Roth Roofing"]


def test_nothing_is_shown_after_a_consent_was_taken_back(story, acting, signed_in, page):
    """Where the profile is gone nobody looks at it."""
    story.introduced().move("withdraw", reason="hours")
    assert signed_in("company").get(page()).status_code == 200
    assert looks(acting) == []


def test_who_reads_it(story, acting, signed_in, page):
    """Whoever answers the person's question: those of custody and aftercare who see them, and their data protection; no other."""
    story.introduced()
    signed_in("company").get(page())
    readers = {"lead", "colleague", "dpo", "aftercare"}
    for who in STAFF:
        assert bool(looks(acting, who)) == (who in readers), who


def test_the_page_says_so(story, signed_in, page, cast):
    """On the sharing part of the person's pages: the company and its day, and what it looked at."""
    story.introduced()
    signed_in("company").get(page())
    shown = signed_in("lead").get(f"/people/{cast.key('emre')}/sharing/").content.decode()
    section = " ".join(shown.split('id="looks"')[1].split("</section>")[0].split())
    assert "<strong>Roth Roofing</strong> <p>Company · the profile that was agreed to</p>" in section


def test_nobody_notes_a_look_of_somebody_else(story, acting):
    """The application writes no look itself, and the function notes none of an introduction that is not one's own."""
    story.introduced()
    with acting("company"):
        key = Introduction.objects.get().pk
    for who in ("trainer", "lead", "placement"):
        with acting(who):
            rows_of("SELECT gate.note_company_look(%s, NULL)", key)
            rows_of("SELECT gate.note_company_look(%s, repeat('x', 64))", key)
    assert looks(acting) == []
    with acting("placement"):
        row = Placement.objects.get()
        look = Look(
            person_id=row.person_id,
            placement=row,
            organisation_id=row.organisation_id,
            looked_on=row.asked_on,
        )
        with pytest.raises(ProgrammingError), transaction.atomic():
            look.save(force_insert=True)
