"""The sign-in cards of the demo: choose whose desk to sit at. Nothing of this exists outside the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.web.posted import next_in
from throughgate.ground.accounts.forms import SignInForm
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.sessions import begin_session, work_as

PREFIX = "demo."
"""What the sign-in names of the sample region's staff begin with."""


@dataclass(frozen=True)
class Card:
    """A desk of the sample region at which one can sit."""

    membership: Membership

    @property
    def username(self) -> str:
        """Return the sign-in name."""
        return self.membership.user.username

    @property
    def name(self) -> str:
        """Return who sits there."""
        return str(self.membership.user)

    @property
    def role(self) -> str:
        """Return as what."""
        return ", ".join(self.membership.role_names)

    @property
    def organisation(self) -> str:
        """Return for whom."""
        return self.membership.organisation.name

    @property
    def path(self) -> str:
        """Return the address of the page that offers to sign in."""
        at = urlencode({"at": self.membership.organisation.code})
        return f"{reverse('demo_sign_in', args=[self.username])}?{at}"

    @property
    def label(self) -> str:
        """Return the first line of the card."""
        return self.name

    @property
    def hint(self) -> str:
        """Return the second line of the card."""
        return f"{self.role}, {self.organisation}"

    @property
    def value(self) -> str:
        """Return what the card's button sends."""
        return self.username

    @property
    def address(self) -> str:
        """Return where the card's button sends it."""
        return self.path


def cards() -> Sequence[Card]:
    """Return a card for each desk, in the order of the sign-in names; none outside the demo."""
    if not settings.DEMO:
        return []
    members = (
        Membership.objects.in_force()
        .filter(user__username__startswith=PREFIX)
        .select_related("user", "organisation")
        .order_by("user__username", "pk")
    )
    return [Card(member) for member in members]


class SignIn(LoginView):
    """The sign-in page, with cards in the demo."""

    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the cards: one of each role first, the others behind a line."""
        every = cards()
        of_role: dict[str, Card] = {}
        for card in every:
            of_role.setdefault(card.role, card)
        first = list(of_role.values())
        return {
            **super().get_context_data(**kwargs),
            "sign_in_cards": first,
            "more_sign_in_cards": [card for card in every if card not in first],
        }


sign_in = SignIn.as_view()


@login_not_required
@never_cache
def sign_in_as(request: HttpRequest, username: str) -> HttpResponse:
    """Offer one button on GET, which signs nobody in; sign in on POST. 404 outside the demo.

    `at` names the organisation where somebody works for several; without it, it is the first one.
    """
    own = [card for card in cards() if card.username == username]
    at = request.GET.get("at", "")
    card = next((card for card in own if at in ("", card.membership.organisation.code)), None)
    if card is None:
        raise Http404
    if request.method == "POST":
        # Nobody acts who signs in: whoever was here before may not change another's account.
        with acting(NOBODY):
            begin_session(request, card.membership.user)
        work_as(request, card.membership)
        return HttpResponseRedirect(next_in(request))
    return render(request, "desk/card.html", {"card": card})
