"""The first day is one that can have been: not before the introduction, and before release on day release alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.work.openings.models import Opening
from throughgate.work.placements.models import Introduction, Placement


def accepted(story, route="open"):
    """Let both sides want it."""
    return story.introduced(route).move("offer").move("accept")


def test_nobody_begins_before_the_introduction(story, acting):
    """A day on which the two sides did not know of each other is refused, however far it lies back."""
    accepted(story).release()
    today = timezone.localdate()
    for days in (1, 30, 4000):
        with pytest.raises(ValidationError, match="knew nothing"):
            story.move("start", started_on=today - timedelta(days=days))
    with acting("placement"), pytest.raises(IntegrityError, match="before the intro"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(started_on=today - timedelta(days=1))
    with pytest.raises(ValidationError, match="not come yet"):
        story.move("start", started_on=today + timedelta(days=1))
    story.move("start", started_on=today)
    with acting("placement"), pytest.raises(IntegrityError, match="stays"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(started_on=None)


def test_before_release_on_day_release_alone(story, acting):
    """Who is inside begins only where somebody says that they come out for it; the company reads nothing of that."""
    accepted(story)
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="not released yet"):
        story.move("start", started_on=today)
    with acting("placement"), pytest.raises(IntegrityError, match="before release"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(started_on=today)
    story.move("start", started_on=today, on_day_release=True)
    with acting("placement"):
        assert story.row().on_day_release is True
    with acting("company"):
        assert not hasattr(Introduction.objects.get(), "on_day_release")


def test_by_the_neutral_route_after_release_alone(story, acting):
    """Day release would tell where somebody comes from: by the neutral route nobody begins before."""
    accepted(story, "neutral")
    today = timezone.localdate()
    with pytest.raises(ValidationError, match="neutral route"):
        story.move("start", started_on=today, on_day_release=True)
    with acting("placement"), pytest.raises(IntegrityError, match="tells_nothing"), transaction.atomic():
        Placement.objects.filter(pk=story.key).update(started_on=today, on_day_release=True)
    story.release().move("start", started_on=today, on_day_release=True)
    with acting("placement"):
        assert story.row().on_day_release is False


def test_support_begins_inside(story, acting):
    """Somebody who visits begins inside."""
    with acting("placement"):
        Opening.objects.filter(organisation__code="roofing").update(kind="support")
    accepted(story, "neutral").move("start", started_on=timezone.localdate())
    assert story.state == "started"


def test_the_page_asks_where_it_can_be(story, signed_in, cast):
    """The form asks about day release of somebody inside, by the open route; it says why a day is refused."""
    accepted(story)
    client, page = signed_in("placement"), reverse("placements:start", args=[cast.key("emre"), story.key])
    assert "on day release" in client.get(page).content.decode()
    today = timezone.localdate().isoformat()
    with story.acting("placement"):
        form = {"started_on": today, "version": story.row().version}
    answer = client.post(page, form)
    assert answer.status_code == 422
    assert "Do they go there on day release?" in answer.content.decode()
    assert client.post(page, {**form, "on_day_release": "on"}).status_code == 302
    assert story.state == "started"
