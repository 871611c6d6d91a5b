"""Look up places and occupations for many rows: each written form is asked once."""

from __future__ import annotations

from throughgate.ground.vocabulary.queries import find_occupations, find_place_of_list
from throughgate.ground.vocabulary.rules import split_wishes
from throughgate.person.people.importing.rows import Lookups, PlaceFound, WishFound

_MOST = 20_000


def lookups_for(country: str) -> Lookups:
    """Return lookups with a memory of their own; places of the own country come first."""
    places: dict[tuple[str, str, str], PlaceFound] = {}
    words: dict[str, list[WishFound]] = {}

    def place(text: str, postcode: str, said: str) -> PlaceFound:
        if (text, postcode, said) not in places:
            if len(places) >= _MOST:
                places.clear()
            places[text, postcode, said] = _place(text, postcode, country, said)
        return places[text, postcode, said]

    def wishes(text: str) -> list[WishFound]:
        found: list[WishFound] = []
        for part in split_wishes(text):
            if part not in words:
                if len(words) >= _MOST:
                    words.clear()
                words[part] = [
                    WishFound(answer.text, tuple(o.code for o in answer.occupations), answer.reason)
                    for answer in find_occupations(part)
                ]
            found += words[part]
        return found

    return Lookups(place, wishes)


def _place(text: str, postcode: str, country: str, said: str) -> PlaceFound:
    # Many go home abroad.
    answer = find_place_of_list(text, own=country, said=said, postcode=postcode)
    return PlaceFound(
        answer.place.pk if answer.place else None, answer.reason, tuple(str(one) for one in answer.candidates)
    )
