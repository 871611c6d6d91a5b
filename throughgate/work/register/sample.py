"""Invented registrations of a sample region in every state, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from throughgate.foundation.languages.folding import plain
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Region
from throughgate.work.register.models import Registration

# Name | kind | section | size | street | postcode | town | contact | languages | offers | state | days ago
_ROWS = """
Malerbetrieb Öztürk | company | F | small | Industriestraße 14 | 41849 | Wassenberg | Selin Öztürk | de tr | training job | registered | 8
Roth Roofing GmbH | company | F | small | Dachsweg 3 | 41836 | Hückelhoven | Petra Roth | de | job | registered | 1
Café Lichtblick | third_sector | I | micro | Markt 5 | 52525 | Heinsberg | Anna Wirtz | de en | internship support | registered | 2
Schachfreunde Niers | club | S | | Am Anger 1 | 41812 | Erkelenz | Uwe Pohl | de | support | sent | 3
Günther Amelung | volunteer | | | Talstraße 20 | 41812 | Erkelenz | Günther Amelung | de nl | support | sent | 6
Tagungshotel Nordsee | company | I | medium | Deichstraße 9 | 25980 | Sylt | Maike Jensen | de da | job | refused | 12
"""
_SAYS = {
    "Malerbetrieb Öztürk": (
        "Uns fehlen seit zwei Jahren Lehrlinge.",
        "Wer ruft mich an, wenn es nicht klappt?",
    ),
    "Roth Roofing GmbH": ("Wir möchten noch eine Stelle anbieten.", ""),
    "Café Lichtblick": ("Jeder verdient einen Anfang.", "Wie sehen die ersten Wochen aus?"),
    "Günther Amelung": ("Ich war vierzig Jahre Schlosser und habe Zeit.", ""),
}

# Entries of organisations that are there: code | state | looked at so many days ago | offers | seen | size | section | said
_ENTRIES = """
roth-roofing | verified | 40 | training internship | yes | small | F |
lindt-logistik | verified | 210 | job | no | medium | H |
becker-metallbau | verified | 195 | job | yes | small | C |
maler-hansen | verified | 20 | training job | yes | small | F |
baeckerei-thissen | verified | 60 | job training | yes | micro | C | Frau Thissen ist nicht mehr da. Bitte Herrn Thissen anrufen.
hotel-am-see | paused | 90 | job internship | no | medium | I |
obsthof-vaasen | left | 300 | job | no | small | A |
bc-wassenberg | verified | 75 | support | yes | | S |
"""


def load_register(actor: Actor, organisations: Mapping[str, Organisation], region: Region) -> int:
    """Add registrations, and what some organisations say of themselves; return how many. Again, it changes nothing.

    `actor` is a placement officer who acts; every organisation has its entry already (`gate.fill_register`).
    """
    del actor  # acts by the context
    now, today, done = timezone.now(), timezone.localdate(), 0
    entries = {
        row.organisation_id: row
        for row in Registration.objects.in_force().filter(organisation__region=region)
    }
    for line in _ENTRIES.strip().splitlines():
        code, state, days, offers, seen, size, section, said = (cell.strip() for cell in line.split("|"))
        row = entries.get(organisations[code].pk) if code in organisations else None
        if row is None or row.offers:
            continue
        Registration.objects.filter(pk=row.pk).update(
            state=state,
            refreshed_on=today - timedelta(days=int(days)),
            offers=offers.split(),
            seen_by_others=seen == "yes",
            size=size,
            sector=section,
            said=said,
        )
        done += 1
    for line in _ROWS.strip().splitlines():
        name, kind, section, size, street, postcode, town, contact, languages, offers, state, days = (
            cell.strip() for cell in line.split("|")
        )
        if Registration.objects.filter(name=name, organisation=None).exists():
            continue
        at = now - timedelta(days=int(days))
        given, family = contact.split(maxsplit=1)
        why, asks = _SAYS.get(name, ("", ""))
        row = Registration(
            state="sent" if state == "sent" else "registered", kind=kind, name=name, sector=section, size=size,
            region=region, street=street, postcode=postcode, town=town, given_names=given, family_name=family,
            telephone=f"02431 556 {len(name):02d}{len(street):02d}", preferred_channel="telephone",
            email="" if kind == "volunteer" else f"info@{plain(family).casefold()}.example",
            languages=languages.split(), offers=offers.split(), why=why, asks=asks, sent_at=at,
            confirmed_at=None if state == "sent" else at, confirmed_by="" if state == "sent" else "key",
        )  # fmt: skip
        row.full_clean()
        row.save(force_insert=True)
        if state == "refused":
            Registration.objects.filter(pk=row.pk).update(
                state="refused", refusal="elsewhere", answered_at=at + timedelta(days=1)
            )
        done += 1
    return done
