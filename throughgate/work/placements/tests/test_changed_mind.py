"""Somebody who said yes says no while everybody is still asked; the no counts, and harms nobody."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from throughgate.work.placements.models import Answer


def page(story, cast, name="ask-person"):
    """Return a page of the placement."""
    return reverse(f"placements:{name}", args=[cast.key("emre"), story.key])


def test_a_yes_becomes_a_no(story, acting, cast, signed_in):
    """Whoever took the yes finds the button; the form offers the no alone, and the last yes of others introduces nobody."""
    story.ask().person()
    client = signed_in("lead")
    assert "The person changed their mind" in client.get(page(story, cast, "page")).content.decode()
    form = client.get(page(story, cast)).content.decode()
    assert 'value="no"' in form
    assert 'value="neutral"' not in form
    with acting("lead"):
        version = story.row().version
    assert client.post(page(story, cast), {"answer": "no", "version": version}).status_code == 302
    with acting("lead"):
        assert [one.agrees for one in Answer.objects.filter(whose="person")] == [False]
    story.custody().company()
    assert story.state == "asked"
    assert "The person changed their mind" not in client.get(page(story, cast, "page")).content.decode()


def test_a_no_stays(story, cast, signed_in, acting):
    """A no is not turned into a yes: another proposal asks anew."""
    story.ask().person(agrees=False)
    with pytest.raises(ValidationError, match="already"):
        story.person()
    with acting("lead"):
        assert [one.agrees for one in Answer.objects.filter(whose="person")] == [False]
