"""The register of bodies that sign reference letters."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from throughgate.foundation.audit.record import record
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Kind, Organisation, Site
from throughgate.person.observations.models import LetterIssuer
from throughgate.person.observations.models.issuers import MAY_SIGN
from throughgate.person.observations.rules.letters import is_domain, telling_words
from throughgate.person.observations.rules.sheets import Refusal
from throughgate.person.observations.words import PROBLEMS, refuse


@transaction.atomic
def register_issuer(*, actor: Actor, body: Organisation, **facts: Any) -> LetterIssuer:
    """Register a body that agreed in writing; refuse whatever would show custody."""
    actor.must("write", "letter_issuer")
    issuer = LetterIssuer(organisation=actor.organisation, body=body, **_clean(body, facts))
    issuer.full_clean(validate_constraints=False, validate_unique=False)
    try:
        with transaction.atomic():
            issuer.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError({"body": str(PROBLEMS["issuer_twice"])}) from error
    record("letter_issuer.register", subject=("letter_issuer", issuer.pk))
    return issuer


@transaction.atomic
def change_issuer(*, actor: Actor, issuer: LetterIssuer, expected: int, **facts: Any) -> LetterIssuer:
    """Change what is known of a body; letters that were approved keep their words. Raise Stale over another version."""
    actor.must("write", "letter_issuer")
    issuer.save_over(expected, **_clean(issuer.body, facts))
    record("letter_issuer.change", subject=("letter_issuer", issuer.pk), fields=sorted(facts))
    return issuer


def _clean(body: Organisation, facts: dict[str, Any]) -> dict[str, Any]:
    """Return the facts in one spelling; raise where the body, its address or its domain shows custody."""
    if body.kind not in MAY_SIGN:
        refuse([Refusal("issuer_custody")], "body")
    facts = {**facts, "domain": facts["domain"].strip().lower().removeprefix("www.")}
    if facts["agreed_on"] > timezone.localdate():
        refuse([Refusal("future")], "agreed_on")
    if facts["agreed_until"] < facts["agreed_on"]:
        refuse([Refusal("ends_before_start")], "agreed_until")
    if not is_domain(facts["domain"]):
        refuse([Refusal("no_domain")], "domain")
    for name, text in (
        ("body", body.name),
        *((name, facts[name]) for name in ("street", "town", "domain", "contact")),
    ):
        if found := telling_words(re.sub(r"[.-]", " ", text)) + telling_words(text):
            words = ", ".join(f"“{word}”" for word in dict.fromkeys(found))
            raise ValidationError({name: str(PROBLEMS["letter_careful"]) % {"words": words}})
    if _is_prison_address(facts["street"], facts["town"]):
        refuse([Refusal("prison_address")], "street")
    return facts


def _is_prison_address(street: str, town: str) -> bool:
    said = " ".join(street.split()).casefold()
    there = Site.objects.filter(organisation__kind=Kind.PRISON).exclude(street="")
    return any(
        " ".join(site.street.split()).casefold() == said and (not site.postcode or site.postcode in town)
        for site in there
    )
