"""What two entries of the register say, side by side; and which may be the same organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Region
from throughgate.ground.organisations.queries import contacts_of, sites_of
from throughgate.work.contact_log.models import Agreement, Note
from throughgate.work.openings.models import Opening
from throughgate.work.register import words
from throughgate.work.register.models import Registration
from throughgate.work.register.queries.alike import alike_organisations

MOST: Final = 20
"""So many are found by a name."""


@dataclass(frozen=True)
class _Described:
    name: str
    kind: str
    region: Region
    name_key: str
    town: str
    postcode: str


def may_be_the_same(actor: Actor, one: Organisation, name: str) -> list[Any]:
    """Return organisations of the same kind with a town: named like this, or (no name) those that look like this one."""
    if name:
        found = Organisation.objects.visible_to(actor).of_kind(one.kind).named_like(name).exclude(pk=one.pk)
        return list(found.with_town().order_by("sort_key", "pk")[:MOST])
    site = sites_of(one).first()
    town, postcode = (site.town, site.postcode) if site else ("", "")
    like = _Described(one.name, one.kind, one.region, one.name_key, town, postcode)
    return [row for row in alike_organisations(actor, like) if row.pk != one.pk]


def side_by_side(actor: Actor, one: Organisation, other: Organisation) -> tuple[list[Any], list[str]]:
    """Return what differs as (label, of the one, of the other), and the labels of what both say alike."""
    left, right = _facts(actor, one), _facts(actor, other)
    # Only one of them may have an entry, with what it offers.
    both = [(label, left.get(label, ""), right.get(label, "")) for label in {**left, **right}]
    differ = [line for line in both if line[1] != line[2]]
    return differ, [label for label, said, other in both if said and said == other]


def _facts(actor: Actor, one: Organisation) -> dict[str, str]:
    entry = Registration.objects.visible_to(actor).in_force().filter(organisation=one).first()
    openings = Opening.objects.visible_to(actor).filter(organisation=one).count()
    members = one.memberships.in_force().count()
    return {
        _("Name"): one.name,
        _("Legal name"): one.legal_name,
        _("Region"): str(one.region),
        _("Where it is"): "\n".join(str(site) for site in sites_of(one)),
        _("Contact persons"): "\n".join(_contact(row) for row in contacts_of(one)),
        _("Website"): one.website,
        _("In the register since"): date_format(one.created_at.date()),
        _("Entry in the register"): str(entry.get_state_display()) if entry else "",
        **({str(label): str(said) for label, said in words.offer_facts(entry)} if entry else {}),
        _("Openings"): str(openings) if openings else "",
        _("Visits and agreements"): _kept(actor, one),
        _("Accounts"): ngettext("%(n)d person", "%(n)d people", members) % {"n": members} if members else "",
    }


def _contact(row: Any) -> str:
    return ", ".join(part for part in (str(row), row.function, row.telephone, row.email) if part)


def _kept(actor: Actor, one: Organisation) -> str:
    kept = sum(
        model.objects.visible_to(actor).filter(organisation=one).count() for model in (Note, Agreement)
    )
    return str(kept) if kept else ""
