"""Nothing that a company meets of an introduction tells where somebody comes from: the whole sample region, every state."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from html import unescape
from typing import Any

import pypdfium2
import pytest
from django.conf import settings as house
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from throughgate.desk.sample import load_sample
from throughgate.desk.tests.introducing import COMPANIES, LEADS, OFFICER, Region, owner
from throughgate.foundation.database.context import acting
from throughgate.foundation.languages.days import long_day, short_day
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.ground.acting.actor import Actor
from throughgate.person.observations.rules.letters import telling_words
from throughgate.work.placements.actions.mailing import write_to_companies
from throughgate.work.placements.models import Introduction, Placement
from throughgate.work.placements.profiles import texts_of
from throughgate.work.placements.rules import PLACEMENT

BRAND = "throughgate"
"""The site's own name stands at its head and in its title."""
LANGUAGES = [code for code, _name in house.LANGUAGES]


def words_of(answer: Any) -> str:
    """Return what can be read in an answer and around it: its source, a PDF's words and properties, headers, file name."""
    around = f"{answer.headers} {answer.get('Location', '')}"
    if answer["Content-Type"].startswith("application/pdf"):
        sheet = pypdfium2.PdfDocument(io.BytesIO(answer.content))
        inside = " ".join(one.get_textpage().get_text_range() for one in sheet)
        return f"{' '.join(inside.split())}\n{sheet.get_metadata_dict()}\n{around}"
    source = answer.content.decode().replace("\r\n ", "")
    return unescape(re.sub(r"<(script|style)\b.*?</\1>", " ", source, flags=re.DOTALL)) + around


@dataclass(frozen=True)
class Needles:
    """What must stand nowhere: names, towns and days of custody. `own` is what the reader knows of itself."""

    words: frozenset[str]
    days: frozenset[str]

    def found(self, text: str, own: str = "") -> list[str]:
        """Return what tells in a text, words in any form first."""
        telling = [word for word in telling_words(text) if word.casefold() != BRAND and word not in own]
        named = [
            word
            for word in self.words
            if word in text and word not in own and re.search(rf"\b{re.escape(word)}\b", text)
        ]
        return (
            telling
            + named
            + [
                day
                for day in self.days
                if day in text and day not in own and re.search(rf"(?<!\d){re.escape(day)}", text)
            ]
        )


def needles() -> Needles:
    """Return them as the region has them."""
    words = {
        word
        for row in owner(
            "SELECT o.name, o.legal_name, s.town FROM organisations_organisation o "
            "LEFT JOIN organisations_site s ON s.organisation_id = o.id WHERE o.kind IN ('prison', 'probation')"
        )
        for word in row
        if word
    }
    words |= {
        name
        for (name,) in owner(
            "SELECT u.family_name FROM accounts_user u JOIN accounts_membership m ON m.user_id = u.id "
            "JOIN organisations_organisation o ON o.id = m.organisation_id WHERE o.kind IN ('prison', 'probation')"
        )
    }
    days = {
        day
        for row in owner(
            "SELECT arrived_on, release_earliest_on, release_expected_on, release_latest_on, ended_on FROM people_stay"
        )
        for day in row
        # A day that an introduction itself has, like today or the last day of a link.
        if day is not None and abs(day - timezone.localdate()) > timedelta(days=70)
    }
    return Needles(frozenset(words), frozenset(text for day in days for text in written(day)))


def written(day: date) -> Iterator[str]:
    """Return a day in every way in which the house writes one."""
    yield f"{day:%Y%m%d}"
    yield day.isoformat()
    for language in LANGUAGES:
        with translation.override(language):
            yield long_day(day)
            yield short_day(day)


@dataclass
class Seen:
    """Everything that a company met, with what the company knows of itself."""

    texts: list[tuple[str, str, str]] = field(default_factory=list)
    """Where, what, and what the reader knows."""

    def told(self, needles: Needles) -> list[tuple[str, list[str]]]:
        """Return where something tells."""
        return [(where, found) for where, text, own in self.texts if (found := needles.found(text, own))]


def own_words() -> dict[Any, str]:
    """Return what each company knows of itself and of who writes to it, by its key."""
    said = owner(
        "SELECT o.id, concat_ws(' ', o.name, o.legal_name, "
        "(SELECT string_agg(concat_ws(' ', s.street, s.town), ' ') FROM organisations_site s WHERE s.organisation_id = o.id), "
        "(SELECT string_agg(concat_ws(' ', c.given_names, c.family_name), ' ') FROM organisations_contactperson c "
        "WHERE c.organisation_id = o.id), "
        "(SELECT string_agg(p.title, ' ') FROM openings_opening p WHERE p.organisation_id = o.id)) "
        "FROM organisations_organisation o"
    )
    words = dict(said)
    own_days = (
        "SELECT organisation_id, expires_on, closing_on, starts_on FROM openings_opening UNION ALL "
        "SELECT organisation_id, refreshed_on, NULL, NULL FROM register_registration WHERE organisation_id IS NOT NULL"
    )
    for organisation, *days in owner(own_days):
        words[organisation] += " ".join(text for day in days if day is not None for text in written(day))
    sender = next(iter(owner("SELECT id FROM organisations_organisation WHERE code = 'chamber-of-crafts'")))[
        0
    ]
    return {key: f"{text} {words[sender]} Krüger" for key, text in words.items()}


def look(region: Region) -> Seen:
    """Read everything: profiles, mails, pages signed in and by key, calendars, letters, sheets, in each language."""
    seen, own = Seen(), own_words()
    for organisation, profile in owner(
        "SELECT organisation_id, profile::text FROM placements_introduction WHERE profile IS NOT NULL"
    ):
        seen.texts.append(("profile", "\n".join(texts_of(json.loads(profile))), own[organisation]))
    write_to_companies()
    everything = " ".join(own.values())
    links = []
    for one in sent_mails():
        seen.texts.append(("mail", f"{one.subject}\n{one.body}\n{one.from_email}", everything))
        links.append(next(line for line in one.body.splitlines() if "/introduced/" in line))
    for language in LANGUAGES:
        for link in links:
            path = f"/introduced/{link.rstrip('/').rpartition('/')[2]}/"
            opened(seen, f"by link {language}", client_in(language), path, everything)
        for name, code in COMPANIES.items():
            desk(seen, region.actors[name], code, language)
        papers(seen, region, own, language)
    return seen


def client_in(language: str, actor: Actor | None = None) -> Client:
    """Return a browser of its own."""
    client = Client()
    client.cookies[house.LANGUAGE_COOKIE_NAME] = language
    if actor is not None:
        client.force_login(actor.user, backend="throughgate.ground.accounts.backend.Backend")
        session = client.session
        session["second_factor"] = True
        session.save()
    return client


def opened(seen: Seen, where: str, client: Client, path: str, own: str) -> None:
    """Read a page and the calendar that it gives."""
    for answer in (client.get(path), client.post(path, {"move": "calendar"})):
        assert answer.status_code in (200, 409), (where, answer.status_code)
        seen.texts.append((where, words_of(answer), own))


def desk(seen: Seen, actor: Actor, code: str, language: str) -> None:
    """Read all that a company sees when it is signed in."""
    client = client_in(language, actor)
    own = own_words()[actor.organisation.pk]
    own += f" {actor.user} {code}"
    addresses = [reverse("introductions:list"), reverse("desk:today")]
    addresses += [
        reverse("desk:waiting", args=[f"introductions-{part}"]) for part in ("asked", "written", "talks")
    ]
    for address in addresses:
        seen.texts.append((f"{address} {language}", words_of(client.get(address)), own))
    with acting(actor.context):
        keys = list(Introduction.objects.values_list("pk", flat=True))
    for key in keys:
        opened(seen, f"introduction {language}", client, reverse("introductions:page", args=[key]), own)


def papers(seen: Seen, region: Region, own: dict[Any, str], language: str) -> None:
    """Print the letter for each company that may have one, and the sheet for each person who is asked."""
    for name, kind in ((OFFICER, "letter"), *((lead, "sheet") for lead in LEADS)):
        actor = region.actors[name]
        client = client_in(language, actor)
        with acting(actor.context):
            rows = list(Placement.objects.visible_to(actor).exclude(state="proposed"))
        for row in rows:
            address = reverse(f"introductions:{kind}", args=[row.person_id, row.pk])
            purpose = {"look-purpose": "placement", "look-reason": ""}
            answer = client.post(address, {"language": language, **purpose})
            if answer["Content-Type"] == "application/pdf":
                seen.texts.append((f"{kind} {language}", words_of(answer), own[row.organisation_id]))


@pytest.mark.long
@pytest.mark.usefixtures("fresh_database")
def test_nothing_tells(django_db_blocker: Any, settings: Any) -> None:
    """All that companies and the people themselves are shown is searched; a word that is put there is found."""
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with django_db_blocker.unblock():
        assert load_sample() is True
        region = Region()
        there = region.fill()
        assert {state for state, _route in there} == set(PLACEMENT.states)
        talked = {"introduced", "in_talks", "trial", "offered", "accepted", "started", "completed"}
        assert {(state, route) for state in talked for route in ("neutral", "open")} <= there
        looked_for = needles()
        seen = look(region)
        kinds = {where.split()[0] for where, _text, _own in seen.texts}
        assert {"profile", "mail", "by", "introduction", "letter", "sheet"} <= kinds
        assert seen.told(looked_for) == []
        prison, town, worker = "JVA Musterstadt", min(looked_for.words), "Lenz"
        for word in (prison, town, worker, min(looked_for.days), "Nach der Haft zuverlässig"):
            owner(
                "UPDATE placements_introduction SET profile = jsonb_set(profile, '{strengths}', to_jsonb(ARRAY[%s])) "
                "WHERE profile IS NOT NULL",
                word,
            )
            spoilt = Seen()
            for name, code in COMPANIES.items():
                desk(spoilt, region.actors[name], code, "de")
            assert spoilt.told(looked_for), word
