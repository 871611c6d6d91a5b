"""The register of bodies that sign reference letters, kept by the administrator."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.form_page import FormPage, Words
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterIssuer
from throughgate.person.observations.profile.forms import IssuerForm, NewIssuerForm
from throughgate.person.observations.queries.letters import bodies_to_register, issuers_of
from throughgate.person.observations.views.sheets import must_keep_observers, tabs

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


class Issuers(_OfIssuers):
    """Who signs; register another body."""

    form_class = NewIssuerForm
    title = _("Bodies that sign letters")
    button = _("Register it")
    done = _("Registered. Letters can name this body while its agreement is in force.")
    template_name = "observations/profile/issuers.html"

    def form_options(self) -> dict[str, Any]:
        """Offer who is not registered yet."""
        return {"bodies": bodies_to_register(self.actor)}

    def save(self, form: Any, version: int) -> None:
        """Register it."""
        del version
        actions.register_issuer(actor=self.actor, **form.cleaned_data)

    def extra(self) -> dict[str, Any]:
        """Show which there are."""
        return {"issuers": list(issuers_of(self.actor)), "tabs": tabs(self.actor, "issuers")}


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
        return [(_("Bodies that sign letters"), self.back())]

    def back(self) -> str:
        """Return the register."""
        return self.target()

    def extra(self) -> dict[str, Any]:
        """Name it."""
        return {"title": self.row.body}
