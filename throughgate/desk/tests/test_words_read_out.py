"""What is read out: links whose words are partly unseen, and days, in both languages."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import translation

from throughgate.foundation.languages.days import day_and_month, short_day

TEMPLATES = Path(__file__).parents[1] / "templates" / "desk" / "person"


def test_what_a_link_is_about_follows_a_colon():
    """A verb with its object behind it is a sentence in English only: "Change: release dates" is one everywhere."""
    for path in TEMPLATES.glob("*.html"):
        for link in re.findall(r"<a [^\n]*?</a>", path.read_text()):
            assert 'class="unseen"> ' not in link, (path.name, link)


def test_links_read_well_in_german(signed_in, cast):
    """The page of a person in German."""
    client = signed_in("lead")
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    with translation.override("en"):  # what the request switches to ends here
        page = client.get(f"/people/{cast.key('emre')}/").content.decode()
    assert 'Ändern<span class="unseen">: Entlassungstermine</span>' in page
    assert 'Beenden<span class="unseen">: Zuweisung von Lead Cast</span>' in page


def test_german_days_are_abbreviated_as_germans_do():
    """With a point, and March in full."""
    with translation.override("de"):
        assert short_day(date(2027, 3, 1)) == "1. März 2027"
        assert short_day(date(2026, 11, 18)) == "18. Nov. 2026"
        assert day_and_month(date(2026, 9, 2)) == "2. Sept."
