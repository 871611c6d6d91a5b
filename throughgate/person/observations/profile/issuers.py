"""The register of bodies that sign reference letters, kept by the administrator."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Item, Words
from throughgate.foundation.web.form_page import FormBesideList, FormPage
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterIssuer
from throughgate.person.observations.profile.forms import IssuerForm, NewIssuerForm
from throughgate.person.observations.queries.letters import bodies_to_register, issuers_of
from throughgate.person.observations.views.parts import OfObservations, must_keep_observers

FACTS = ("agreed_on", "agreed_until", "street", "town", "domain", "contact")


class _OfIssuers(FormPage):
    """A page for who keeps the register."""

    kind = "letter_issuer"

    def allow(self) -> None:
        """Let in who also keeps observers."""
        super().allow()
        must_keep_observers(self.actor)

    def target(self) -> str:
        """Return the register."""
        return reverse("observations:issuers")


class Issuers(OfObservations, _OfIssuers, FormBesideList):
    """Who signs; register another body."""

    form_class = NewIssuerForm
    title = _("Who signs our letters")
    lead = _(
        "A reference letter names one of these bodies and nothing of where the person was. Each has agreed in writing."
    )
    list_title = _("Registered")
    empty = _("No body is registered yet. Without one, no letter can be written.")
    form_title = _("Register a body")
    button = _("Register it")
    done = _("Registered. Letters can name this body while its agreement is in force.")
    tab = "issuers"

    def form_options(self) -> dict[str, Any]:
        """Offer who is not registered yet."""
        return {"bodies": bodies_to_register(self.actor)}

    def items(self) -> list[Item]:
        """Show which there are."""
        return [_body(issuer) for issuer in issuers_of(self.actor)]

    def save(self, form: Any, version: int) -> None:
        """Register it."""
        del version
        actions.register_issuer(actor=self.actor, **form.cleaned_data)


def _body(issuer: LetterIssuer) -> Item:
    day = {"day": short_day(issuer.agreed_until)}
    stands = issuer.is_in_force
    return Item(
        str(issuer.body),
        reverse("observations:issuer", args=[issuer.pk]),
        [f"{issuer.street}, {issuer.town} · {issuer.domain}", issuer.contact],
        mark=gettext("until %(day)s") % day if stands else gettext("ended on %(day)s") % day,
        mark_kind="done" if stands else "late",
    )


class Issuer(_OfIssuers):
    """What is known of a body: a new agreement, another address."""

    form_class = IssuerForm
    hint = _(
        "Letters that a person has approved keep their words. A letter can be printed while the agreement is in force."
    )

    def find(self, key: uuid.UUID) -> LetterIssuer:
        """Find a body of the own register."""
        issuer: LetterIssuer = get_object_or_404(issuers_of(self.actor), pk=key)
        return issuer

    def initial(self, row: LetterIssuer) -> dict[str, Any]:
        """Show what is known."""
        return {name: getattr(row, name) for name in FACTS}

    def save(self, form: Any, version: int) -> None:
        """Change it."""
        actions.change_issuer(actor=self.actor, issuer=self.row, expected=version, **form.cleaned_data)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the register."""
        return [(_("Who signs our letters"), self.back())]

    def back(self) -> str:
        """Return the register."""
        return self.target()

    def extra(self) -> dict[str, Any]:
        """Name it."""
        return {"title": self.row.body}
