"""Openings near home on the person's own print, and offers that end before somebody is released."""

from __future__ import annotations

import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone, translation

from throughgate.desk.near import near_for_print
from throughgate.desk.tests.test_near import offers
from throughgate.person.people.models import Person
from throughgate.person.people.queries.card import person_card
from throughgate.work.openings.models import Opening

__all__ = ["offers"]


def test_the_print_takes_plain_lines(signed_in, acting, cast, offers):
    """What fits, with or without support, in the language of the print; nothing blocked."""
    key = cast.key("emre")
    with acting("lead") as actor, translation.override("en"):
        person = Person.objects.select_related("home").get(pk=key)
        lines = near_for_print(actor, person, person_card(actor, person))
    assert [title for title, _ in lines] == ["Warehouse helper", "Roofer"]
    assert "Roth Roofing, Hückelhoven" in lines[0][1]
    answer = signed_in("lead").get(reverse("desk:path_pdf", args=[key]))
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")


def test_an_offer_that_ends_before_release_is_to_be_renewed_and_not_printed(signed_in, acting, cast, offers):
    """It fits with support and says until when it is offered; the person's print keeps to what can be started."""
    key, opening = cast.key("emre"), offers["fits"]
    ends = timezone.localdate() + timedelta(days=3)
    with acting("placement"):
        Opening.objects.filter(pk=opening.pk).update(expires_on=ends)
    client = signed_in("lead")
    answer = client.get(reverse("desk:near", args=[key]))
    groups = {group.title: {line.title: line for line in group.lines} for group in answer.context["groups"]}
    line = groups["Fits with support"]["Warehouse helper"]
    assert any(
        re.fullmatch(r"offered until .+, before release: ask to renew", text) for _mark, text in line.reasons
    )
    assert (
        b"before the planned release. Ask the organisation to renew it." in client.get(line.address).content
    )
    with acting("lead") as actor, translation.override("en"):
        person = Person.objects.select_related("home").get(pk=key)
        lines = near_for_print(actor, person, person_card(actor, person))
    assert "Warehouse helper" not in [title for title, _ in lines]


def test_the_print_says_what_can_start_on_release(acting, cast, offers):
    """Nobody inside reads "from now"."""
    with acting("lead") as actor, translation.override("en"):
        person = Person.objects.select_related("home").get(pk=cast.key("emre"))
        details = dict(near_for_print(actor, person, person_card(actor, person)))
    assert "can start on release" in details["Warehouse helper"]
    assert not any("from now" in detail for detail in details.values())
