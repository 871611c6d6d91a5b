"""Find places and occupations from what people write: found, or asked with candidates; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Case, IntegerField, Max, Min, Q, QuerySet, Value, When

from throughgate.foundation.languages.folding import plain, search_key

from .models import Occupation, OccupationWord, Place, Postcode
from .rules import (
    Position,
    begun_forms,
    decide,
    kindred_forms,
    parts_of,
    place_keys,
    read_place_text,
    split_wishes,
    word_forms,
)
from .rules.places import base_name

SUGGESTIONS = 12
# Below this, two words have little in common (measured on misspelt names of towns, 2026-11-21).
_ALIKE = 0.4
# Nobody who writes the name of a city means the village of the same name without saying so.
_TOWN = 20_000
_FAR_BIGGER = 10


@dataclass(frozen=True)
class PlaceAnswer:
    """A place, or candidates and the code of why to ask (see ``rules.Decision``)."""

    place: Place | None = None
    candidates: tuple[Place, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class OccupationAnswer:
    """What one word means: all of ``occupations``; or candidates and why to ask: several, unknown."""

    text: str
    occupations: tuple[Occupation, ...] = ()
    candidates: tuple[Occupation, ...] = ()
    reason: str = ""

    @property
    def occupation(self) -> Occupation | None:
        """Give the occupation when the word means exactly one."""
        return self.occupations[0] if len(self.occupations) == 1 else None


def find_place(
    text: str | None, *, country: str | None = None, postcode: str | None = None, near: Position | None = None
) -> PlaceAnswer:
    """Find the one place a text means; country and postcode rule out, ``near`` only orders candidates."""
    read = read_place_text(text)
    # What the text says of its country goes before where it is looked for.
    country = read.country or country
    code = re.sub(r"\W", "", postcode or read.postcode)
    if not read.name:
        return PlaceAnswer(reason="empty")
    keys = {key for name in (read.whole, read.name, base_name(read.name)) for key in place_keys(name)}
    known = Place.objects.filter(is_retired=False, **({"country": country} if country else {}))
    positions = _positions(code, country)
    decision = decide(
        read, known.filter(keys__overlap=sorted(keys)), postcode=code, positions=positions, near=near
    )
    candidates = decision.candidates
    if decision.reason == "unknown":
        alike = known.annotate(alike=TrigramSimilarity("name_key", search_key(read.name)))
        alike = alike.filter(name_key__trigram_similar=search_key(read.name), alike__gte=_ALIKE)
        more = alike.order_by("-alike", "-population", "id")[:SUGGESTIONS]
        candidates = (*candidates, *(place for place in more if place not in candidates))
    return PlaceAnswer(decision.place, candidates[:SUGGESTIONS], decision.reason)


def find_place_of_list(text: str, *, own: str, said: str = "", postcode: str = "") -> PlaceAnswer:
    """Find a place in a list kept in the country `own`; `said`: the country that the list names beside it.

    Where no country is named, a place of the own country comes first, and places abroad where it has none. A
    village is asked about where a far bigger place abroad has its name and no postcode tells.
    """
    if said or read_place_text(text).country:
        return find_place(text, country=said or None, postcode=postcode)
    answer = find_place(text, country=own, postcode=postcode)
    if answer.reason == "unknown":
        elsewhere = find_place(text, postcode=postcode)
        if elsewhere.place:
            return elsewhere
        more = tuple(one for one in elsewhere.candidates if one not in answer.candidates)
        return PlaceAnswer(None, (*answer.candidates, *more), elsewhere.reason or answer.reason)
    if answer.place is None or postcode or answer.place.population >= _TOWN:
        return answer
    least = max(_TOWN, _FAR_BIGGER * answer.place.population)
    abroad = find_place(text)
    found = [abroad.place] if abroad.place else abroad.candidates
    bigger = [one for one in found if one.country != own and one.population >= least]
    return PlaceAnswer(None, (*bigger, answer.place), "several") if bigger else answer


def _positions(code: str, country: str | None) -> Sequence[Postcode]:
    if not code:
        return ()
    found = Postcode.objects.filter(code=code.upper())
    return list(found.filter(country=country) if country else found)


def positions_of(written: Iterable[tuple[str, str, str]]) -> dict[tuple[str, str, str], Position]:
    """Return where each country, town and postcode lies, as far as they mean one place alone. Two queries, however many."""
    codes = {one: re.sub(r"\W", "", one[2]).upper() for one in written}
    names = {one: key for one in codes for key in place_keys(one[1])[:1]}
    by_code = _alone(
        ((row.country, row.code), row)
        for row in Postcode.objects.filter(code__in=set(filter(None, codes.values())))
    )
    by_name = _alone(
        ((place.country, key), place)
        for place in Place.objects.filter(is_retired=False, keys__overlap=sorted(set(names.values())))
        for key in place.keys
    )
    found = {
        one: by_code.get((one[0], codes[one])) or by_name.get((one[0], names.get(one, ""))) for one in codes
    }
    return {one: position for one, position in found.items() if position is not None}


def _alone(rows: Iterable[tuple[tuple[str, str], Position]]) -> dict[tuple[str, str], Position]:
    """Keep what stands alone under its key."""
    found: dict[tuple[str, str], list[Position]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row)
    return {key: alike[0] for key, alike in found.items() if len(alike) == 1}


def suggest_places(text: str, *, country: str | None = None, limit: int = SUGGESTIONS) -> list[Place]:
    """Give places whose name begins as typed, larger ones first; those called so in full come before all."""
    key = (place_keys(text) or ("",))[0]
    if not key:
        return []
    mine = Place.objects.filter(is_retired=False, **({"country": country} if country else {}))
    exact = Case(When(keys__contains=[key], then=Value(0)), default=Value(1), output_field=IntegerField())
    found = mine.filter(Q(name_key__startswith=key) | Q(keys__contains=[key]))
    return list(found.order_by(exact, "-population", "name_key", "id")[:limit])


def find_occupations(text: str | None) -> list[OccupationAnswer]:
    """Find what each wish in a text means; no answers for "egal" or nothing. Order as written, each once."""
    chunks = [(wish, parts_of(wish)) for wish in split_wishes(text)]
    forms = {
        written: word_forms(written) for wish, parts in chunks for written in dict.fromkeys((wish, *parts))
    }
    known = _meanings({form for found in forms.values() for form in found})
    answers: list[OccupationAnswer] = []
    for wish, parts in chunks:
        whole = _answer(wish, forms[wish], known)
        # "Maler/Lackierer" is one word; "Maurer/Fahrer" is two. A known whole is never taken apart.
        is_list = whole.reason == "unknown" and len(parts) > 1
        answers += [_answer(part, forms[part], known) for part in parts] if is_list else [whole]
    return _each_once(answers)


def _meanings(keys: set[str]) -> dict[str, list[OccupationWord]]:
    known: dict[str, list[OccupationWord]] = {}
    for word in OccupationWord.objects.filter(key__in=keys).select_related("occupation"):
        known.setdefault(word.key, []).append(word)
    return known


def _answer(written: str, forms: Sequence[str], known: dict[str, list[OccupationWord]]) -> OccupationAnswer:
    for form in forms:
        if not (words := known.get(form)):
            continue
        # Our own words come first: there a word with several groups means all of them ("Lager").
        if own := [word for word in words if word.source == OccupationWord.Source.OWN]:
            return OccupationAnswer(written, _occupations(own))
        meant = _deepest(_occupations(words))
        if len(meant) == 1:
            return OccupationAnswer(written, meant)
        return OccupationAnswer(written, candidates=meant[:SUGGESTIONS], reason="several")
    return OccupationAnswer(written, candidates=_kindred(written, forms), reason="unknown")


def _occupations(words: Iterable[OccupationWord]) -> tuple[Occupation, ...]:
    found = {word.occupation_id: word.occupation for word in words}
    return tuple(found[code] for code in sorted(found))


def _deepest(occupations: tuple[Occupation, ...]) -> tuple[Occupation, ...]:
    """Of a group and its only sub-group with the same title ("01", "011") keep the outermost."""
    codes = {occupation.code for occupation in occupations}
    return tuple(
        o for o in occupations if not any(o.code != other and o.code.startswith(other) for other in codes)
    )


def _alike(key: str) -> tuple[Occupation, ...]:
    found = (
        Occupation.objects.filter(words__key__trigram_similar=key)
        .annotate(alike=Max(TrigramSimilarity("words__key", key)))
        .filter(alike__gte=_ALIKE)
        .order_by("-alike", "code")
    )
    return tuple(found[:SUGGESTIONS])


def _each_once(answers: list[OccupationAnswer]) -> list[OccupationAnswer]:
    kept: list[OccupationAnswer] = []
    seen: set[object] = set()
    for answer in answers:
        mark = tuple(o.code for o in answer.occupations) or plain(answer.text)
        if mark not in seen:
            seen.add(mark)
            kept.append(answer)
    return kept


def suggest_occupations(text: str, *, limit: int = SUGGESTIONS) -> list[OccupationWord]:
    """Give words for an occupation as it is typed or as adverts write it, each occupation once.

    First the word itself, then words that begin so, then words within it, at last words spelled like it.
    """
    forms = word_forms(text)
    if not forms:
        return []
    begun = begun_forms(text)
    whole, kindred = _by_keys(forms), kindred_forms(text)
    found = [*whole, *_begun(begun, limit)]
    if len({word.occupation_id for word in found}) < limit:
        found += _by_keys([form for form in kindred if form not in forms])
    if not found:
        found = _spelled_like(forms[-1], limit)
    first: dict[str, OccupationWord] = {}
    for word in found:
        first.setdefault(word.occupation_id, word)
    return list(first.values())[:limit]


# Our own words first, then titles, then what ESCO adds.
_SOURCES = (OccupationWord.Source.OWN, OccupationWord.Source.TITLE)
_RANK = Case(
    *(When(source=source, then=Value(place)) for place, source in enumerate(_SOURCES)),
    default=Value(len(_SOURCES)),
    output_field=IntegerField(),
)


def _rank(word: OccupationWord) -> int:
    return next((place for place, source in enumerate(_SOURCES) if word.source == source), len(_SOURCES))


def _by_keys(keys: Sequence[str]) -> list[OccupationWord]:
    """Return words under these keys, in the order of the keys, our own first."""
    words = OccupationWord.objects.filter(key__in=keys).select_related("occupation")
    place = {key: number for number, key in reversed(list(enumerate(keys)))}
    return sorted(words, key=lambda word: (place[word.key], _rank(word), word.occupation_id, word.pk))


def _begun(beginnings: Sequence[str], limit: int) -> list[OccupationWord]:
    begins = Q()
    for beginning in beginnings:
        begins |= Q(key__startswith=beginning)
    found: QuerySet[OccupationWord] = OccupationWord.objects.filter(begins)
    best = found.values("occupation_id").annotate(rank=Min(_RANK)).order_by("rank", "occupation_id")[:limit]
    codes = [row["occupation_id"] for row in best]
    words = found.filter(occupation__in=codes).select_related("occupation")
    return sorted(words, key=lambda word: (codes.index(word.occupation_id), _rank(word), word.key, word.pk))


def _spelled_like(key: str, limit: int) -> list[OccupationWord]:
    alike = OccupationWord.objects.filter(key__trigram_similar=key).select_related("occupation")
    alike = alike.annotate(alike=TrigramSimilarity("key", key)).filter(alike__gte=_ALIKE)
    return list(alike.order_by("-alike", "key", "occupation_id", "id")[: limit * 2])


def _kindred(written: str, forms: Sequence[str]) -> tuple[Occupation, ...]:
    """Return what may be meant by a word that is not known: words within it, then those spelled like it."""
    if not forms:
        return ()
    within = [word.occupation for word in _by_keys(kindred_forms(written))]
    return tuple(dict.fromkeys((*within, *_alike(forms[-1]))))[:SUGGESTIONS]
