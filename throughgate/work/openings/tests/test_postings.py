"""Openings handed over as job postings: only what its organisation lets be shown, and only while it stands."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.work.openings import actions
from throughgate.work.openings.tests.making import page, typed


@pytest.fixture
def public(acting, opening):
    """The roofer's opening, which may be shown."""
    with acting("placement") as actor:
        return actions.change_opening(
            actor=actor, opening=opening, expected=opening.version, is_public=True, description="</script><b>"
        )


def test_one_that_may_be_shown_is_handed_over(signed_in, acting, public):
    """The file holds the posting, ends no block of a page it stands in, and the log says who took it."""
    response = signed_in("lead").post(page(public.pk, "posting"))
    text = response.content.decode()
    (said,) = json.loads(text)["@graph"]
    assert (said["@type"], said["title"], said["totalJobOpenings"]) == ("JobPosting", "Dachdecker", 2)
    assert "</" not in text
    assert response["Content-Disposition"].startswith('attachment; filename="opening-2')
    with acting("dpo"):
        assert Entry.objects.filter(action="opening.posting", subject_id=public.pk).count() == 1


@pytest.mark.parametrize("change", ["hidden", "paused", "over"])
def test_others_are_not(signed_in, acting, public, change):
    """One that may not be shown, or stands no more, is refused with a sentence; its page offers no button."""
    with acting("placement") as actor:
        if change == "hidden":
            actions.change_opening(actor=actor, opening=public, expected=public.version, is_public=False)
        elif change == "paused":
            actions.move_opening(actor=actor, opening=public, move="pause", expected=public.version)
        else:
            day = timezone.localdate() - timedelta(days=1)
            public.save_over(public.version, expires_on=day)
    client = signed_in("lead")
    response = client.post(page(public.pk, "posting"))
    assert response.status_code == 409
    assert "only while it stands and may be shown publicly" in response.content.decode()
    assert page(public.pk, "posting") not in client.get(page(public.pk)).content.decode()


def test_a_list_hands_over_what_may_be_shown(signed_in, public):
    """Of all openings that the filter leaves, those that may be shown; with another filter, none."""
    client = signed_in("lead")
    address = reverse("openings:postings")
    found = json.loads(client.post(address, {"kind": "training"}).content)["@graph"]
    assert [one["identifier"]["value"] for one in found] == [str(public.pk)]
    assert json.loads(client.post(address, {"kind": "job"}).content)["@graph"] == []


def test_a_company_says_itself_that_it_may_be_shown(signed_in, acting, cast):
    """Its own form has the box; nothing is public before."""
    from throughgate.work.openings.models import Opening

    client = signed_in("company")
    add = reverse("openings:add-for", args=[cast.organisation("roofing").code])
    client.post(add, typed(title="Unseen"))
    client.post(add, typed(title="Shown", is_public="on"))
    with acting("company"):
        assert dict(
            Opening.objects.filter(title__in=["Unseen", "Shown"]).values_list("title", "is_public")
        ) == {
            "Unseen": False,
            "Shown": True,
        }
