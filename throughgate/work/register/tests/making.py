"""What the tests of the register begin with."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from throughgate.ground.organisations.models import Organisation
from throughgate.work.register.models import Registration

TYPED: dict[str, Any] = {
    "kind": "company",
    "name": "Bäckerei Sommer GmbH",
    "sector": "C",
    "size": "micro",
    "street": "Mühlenweg 2",
    "postcode": "41849",
    "town": "Wassenberg",
    "given_names": "Ines",
    "family_name": "Sommer",
    "telephone": "+49 2432 5550",
    "email": "ines@sommer.example",
    "preferred_channel": "email",
    "languages": "German, Polish",
    "offers": ["job", "internship"],
    "why": "We need hands early in the morning.",
    "asks": "Who is called when somebody does not come?",
}


def typed(**more: Any) -> dict[str, Any]:
    """Return a filled-in form with a key of its own."""
    return {**TYPED, "once": str(uuid.uuid4()), **more}


def link_in(sent: Any) -> str:
    """Return the path of the link in a mail."""
    line = next(line for line in sent.body.splitlines() if "/join/" in line)
    return str(line.split("testserver")[-1])


def waiting_row(name: str = "Bäckerei Sommer GmbH", **facts: Any) -> Registration:
    """Add a registration that waits, as an officer who acts types it in."""
    region = Organisation.objects.get(code="roofing").region
    row = Registration(
        **{
            "state": "registered",
            "kind": "company",
            "name": name,
            "region": region,
            "street": "Mühlenweg 2",
            "postcode": "41849",
            "town": "Wassenberg",
            "given_names": "Ines",
            "family_name": "Sommer",
            "telephone": "+49 2432 5550",
            "email": "ines@sommer.example",
            "preferred_channel": "telephone",
            "languages": ["de"],
            "offers": ["job"],
            "confirmed_by": "key",
            "confirmed_at": timezone.now(),
            **facts,
        }
    )
    row.full_clean()
    row.save(force_insert=True)
    return row


def entry(code: str = "roofing", *, days_ago: int = 0, **facts: Any) -> Registration:
    """Add the entry of an organisation, looked at so many days ago, as an officer who acts."""
    one = Organisation.objects.get(code=code)
    looked = timezone.localdate() - timedelta(days=days_ago)
    row = Registration(
        **{
            "state": "verified",
            "kind": one.kind,
            "name": one.name,
            "region": one.region,
            "organisation": one,
            "refreshed_on": looked,
            "offers": ["training"],
            **facts,
        }
    )
    row.full_clean()
    row.save(force_insert=True)
    return row
