"""What was said before it was put right is kept, and read by exactly those who read what is said now."""

from __future__ import annotations

from django.urls import reverse

from tests.cast import STAFF
from throughgate.foundation.audit.models import History
from throughgate.work.followups.actions import answering
from throughgate.work.followups.models import Feedback
from throughgate.work.followups.tests.making import say


def kept(cast, who):
    """Return what somebody reads of earlier answers."""
    with cast.acting(who):
        rows = History.objects.filter(table_name="followups_feedback").order_by("id")
        return [(row.before["whose"], row.before["there"]) for row in rows]


def test_by_whom_it_is_read(cast, placement, without_companion):
    """The officer reads both; who looks after the person the person's; nobody else anything."""
    for whose in ("person", "company"):
        say(cast, placement, "start", whose, "no")
        say(cast, placement, "start", whose, "unsure")
    reads = {
        "placement": [("person", "no"), ("company", "no")],
        "lead": [("person", "no")],
        "aftercare": [("person", "no")],
    }
    for who in STAFF:
        assert kept(cast, who) == reads.get(who, []), who


def test_the_page_shows_it(cast, placement, signed_in):
    """Beneath what is said now stands what was said before, with its day; that somebody saw to it is none of it."""
    say(cast, placement, "start", "person", "no")
    say(cast, placement, "start", "person", "unsure", going="some", calls=True)
    with cast.acting("placement") as actor:
        row = Feedback.objects.get()
        answering.see_to(actor=actor, feedback=row, expected=row.version)
    page = reverse("placements:page", args=[cast.key("emre"), placement])
    shown = signed_in("placement").get(page).content.decode()
    assert shown.count("before it was put right") == 1
    line = shown.split("before it was put right:")[1].split("</p>")[0]
    assert "not there any more" in line
    assert "asks for a call" not in line
