"""Invented contacts with the organisations of a sample region, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.work.contact_log import actions
from throughgate.work.contact_log.models import Note

# Organisation | kind | days ago | who of them | what came of it | next step | in days
_NOTES = """
roth-roofing | lead | 60 | | Hinweis eines Kunden: Roth sucht Lehrlinge. | |
roth-roofing | visit | 45 | Dieter Roth | Betrieb gezeigt, zwei Praktika im Jahr sind möglich. | |
roth-roofing | inside | 12 | Dieter Roth, Petra Roth | Zwei Stunden, Herr Roth kommt wieder. | Termin für den Frühling machen | 0
lindt-logistik | fair | 30 | Silke Lindt | Stand auf der Jobmesse, acht Gespräche. | Nachfragen, ob die Schichtzeiten noch stimmen | -2
becker-metallbau | call | 8 | Frank Becker | Möchte erst ein Praktikum. | Vertrag für das Praktikum senden | 5
bc-wassenberg | letter | 20 | | Hallenzeiten für das neue Jahr. | |
"""
# Organisation | title | signed so many days ago | valid for days | where the paper lies
_AGREEMENTS = """
roth-roofing | Zwei Praktika im Jahr | 40 | 365 | Ordner 3, Zimmer 12
lindt-logistik | Zwei Tage im Lager zur Probe | 330 | 365 | Ordner 3, Zimmer 12
bc-wassenberg | Training am Dienstag | 500 | 365 | Vereinsheim
"""


def load_contacts(actor: Actor, organisations: Mapping[str, Organisation]) -> int:
    """Write down contacts and agreements; return how many. Again, it changes nothing.

    `actor` is a placement officer who acts.
    """
    if Note.objects.exists():
        return 0
    today, done = timezone.localdate(), 0
    for line in _NOTES.strip().splitlines():
        code, kind, ago, theirs, followed, step, ahead = (cell.strip() for cell in line.split("|"))
        if code in organisations:
            actions.add_note(
                actor=actor,
                organisation=organisations[code],
                kind=kind,
                happened_on=today - timedelta(days=int(ago)),
                theirs=theirs,
                followed=followed,
                next_step=step,
                next_on=today + timedelta(days=int(ahead)) if step else None,
            )
            done += 1
    for line in _AGREEMENTS.strip().splitlines():
        code, title, ago, lasts, lies_at = (cell.strip() for cell in line.split("|"))
        if code in organisations:
            signed = today - timedelta(days=int(ago))
            actions.add_agreement(
                actor=actor,
                organisation=organisations[code],
                title=title,
                signed_on=signed,
                valid_until=signed + timedelta(days=int(lasts)),
                lies_at=lies_at,
            )
            done += 1
    return done
