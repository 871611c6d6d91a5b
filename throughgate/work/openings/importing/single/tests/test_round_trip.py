"""Job postings go out, and come in as what they were."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from hypothesis import given, settings
from hypothesis import strategies as st

from throughgate.ground.organisations.models import Organisation, Site
from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings import choices
from throughgate.work.openings.importing.single.tests.reading import TODAY, asked, drafts
from throughgate.work.openings.models import Opening
from throughgate.work.openings.postings import document

REST = st.text(st.sampled_from("abcÄÖüß <>&;/-+%=0123456789(),."), max_size=30)
LINES = st.tuples(st.sampled_from("abÄß"), REST).map(lambda pair: " ".join("".join(pair).split()))
MONEY = st.decimals(Decimal("1.00"), Decimal("149.00"), places=2)
DAYS = st.dates(date(2026, 12, 1), date(2029, 12, 31))


def some(values):
    """Return lists without doubles, in the order of the closed list."""
    known = [value for value, _label in values]
    return st.sets(st.sampled_from(known)).map(lambda found: [one for one in known if one in found])


@st.composite
def openings(draw):
    """Return openings as the model takes them."""
    low, high = sorted((draw(st.none() | MONEY) or Decimal("12.00"), draw(MONEY)))
    has_wage = draw(st.booleans())
    lines = draw(st.lists(LINES, max_size=4))
    made = Opening(
        organisation=Organisation(name=draw(LINES), website=draw(st.sampled_from(["", "https://dach.example"]))),
        site=draw(st.none() | st.builds(Site, street=st.sampled_from(["", "Markt 1"]), postcode=st.just("52062"),
                                        town=st.sampled_from(["Aachen", "Bad Münster"]))),
        kind=draw(st.sampled_from([kind for kind, _label in choices.Kind.choices])),
        title=draw(LINES),
        occupation=draw(st.none() | st.just(Occupation(code="7121", titles={"en": "Roofers"}))),
        seats=draw(st.none() | st.integers(1, 999)),
        starts_on=draw(st.none() | DAYS),
        closing_on=draw(DAYS),
        expires_on=TODAY,
        german=draw(st.sampled_from(["", *(code for code, _label in choices.GERMAN_CHOICES)])),
        licence=draw(st.sampled_from(["", *(code for code, _label in choices.LICENCE_CHOICES)])),
        certificates=draw(some(choices.CERTIFICATE_CHOICES)),
        demands=draw(some(choices.Demand.choices)),
        shifts=draw(some(choices.Shift.choices)),
        wage_from=low if has_wage else None,
        wage_to=high if has_wage else None,
        wage_period="hour" if has_wage else "",
        wage_text=draw(st.just("") | LINES),
        description="\n".join(lines),
        is_public=True,
        pk=uuid4(),
    )  # fmt: skip
    made.created_at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    made.seats_left = made.seats  # the database works it out
    return made


FACTS = (
    *("kind", "title", "occupation", "seats", "starts_on", "closing_on", "german", "licence", "certificates"),
    *("demands", "shifts", "wage_from", "wage_to", "wage_period", "wage_text", "description"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(openings(), min_size=1, max_size=3), st.booleans())
def test_what_goes_out_comes_in_again(tmp_path_factory, made, in_a_page):
    """Every fact that a posting carries is the same after a way out and in, from a file and from a page."""
    said = json.dumps(document(made), ensure_ascii=False).replace("</", "<\\/")
    text = f'<!doctype html><script type="application/ld+json">{said}</script>' if in_a_page else said
    found = drafts(tmp_path_factory.mktemp("out"), text)
    assert len(found) == len(made)
    for opening, draft in zip(made, found, strict=True):
        assert asked(draft) - {"kind_maybe_club"} == set()
        facts = draft.facts()
        assert {name: facts.get(name) for name in FACTS} == {
            name: (getattr(opening, name) if getattr(opening, name) not in ("", []) else None)
            for name in FACTS
        }
        assert (draft.name, draft.number) == (opening.organisation.name, str(opening.pk))
        if opening.site:
            assert (draft.street, draft.postcode, draft.town) == (
                opening.site.street,
                "52062",
                opening.site.town,
            )


def test_nothing_of_custody_goes_out():
    """A posting says nothing of day release, of contact persons or of this house."""
    opening = Opening(
        organisation=Organisation(name="Dach Nord"),
        kind="job",
        title="Roofer",
        day_release=True,
        pk=uuid4(),
        expires_on=TODAY,
    )
    opening.created_at = datetime(2026, 11, 1, 12, tzinfo=UTC)
    opening.seats_left = None  # the database works it out
    said = json.dumps(document([opening])).lower()
    assert not [
        word
        for word in ("release", "throughgate", "prison", "custody", "contact", "freigang")
        if word in said
    ]
