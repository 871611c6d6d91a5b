"""Look up places and occupations for many rows: each written form is asked once."""

from __future__ import annotations

from throughgate.ground.vocabulary.queries import PlaceAnswer, find_occupations, find_place
from throughgate.ground.vocabulary.rules import split_wishes
from throughgate.person.people.importing.rows import Lookups, PlaceFound, WishFound

_MOST = 20_000


def lookups_for(country: str) -> Lookups:
    """Return lookups with a memory of their own; places of the own country come first."""
    places: dict[tuple[str, str], PlaceFound] = {}
    words: dict[str, list[WishFound]] = {}

    def place(text: str, postcode: str) -> PlaceFound:
        if (text, postcode) not in places:
            if len(places) >= _MOST:
                places.clear()
            places[text, postcode] = _place(text, postcode, country)
        return places[text, postcode]

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


def _place(text: str, postcode: str, country: str) -> PlaceFound:
    answer = find_place(text, country=country, postcode=postcode)
    if answer.reason == "unknown":
        # Many go home abroad.
        elsewhere = find_place(text, postcode=postcode)
        answer = elsewhere if elsewhere.place else _with_more(answer, elsewhere)
    return PlaceFound(
        answer.place.pk if answer.place else None, answer.reason, tuple(str(one) for one in answer.candidates)
    )


def _with_more(answer: PlaceAnswer, elsewhere: PlaceAnswer) -> PlaceAnswer:
    more = tuple(one for one in elsewhere.candidates if one not in answer.candidates)
    return PlaceAnswer(None, (*answer.candidates, *more), elsewhere.reason or answer.reason)
