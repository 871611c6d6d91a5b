"""The sign-in cards of the demo: choose whose desk to sit at. Nothing of this exists outside the demo."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from throughgate.ground.accounts.forms import SignInForm
from throughgate.ground.accounts.models import Membership
from throughgate.ground.accounts.sessions import begin_session

PREFIX = "demo."
"""What the sign-in names of the sample region's staff begin with."""


@dataclass(frozen=True)
class Card:
    """Somebody of the sample region whom one can be."""

    username: str
    name: str
    role: str
    organisation: str

    @property
    def path(self) -> str:
        """Return the address of the page that offers to sign in."""
        return reverse("demo_sign_in", args=[self.username])

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
    """Return the cards, in the order of the sign-in names; none outside the demo."""
    if not settings.DEMO:
        return []
    members = (
        Membership.objects.in_force()
        .filter(user__username__startswith=PREFIX)
        .select_related("user", "organisation")
        .order_by("user__username", "pk")
    )
    found: dict[str, Card] = {}
    for member in members:
        user = member.user
        card = Card(user.username, str(user), ", ".join(member.role_names), member.organisation.name)
        found.setdefault(user.username, card)
    return list(found.values())


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
    """Offer one button on GET, which signs nobody in; sign in on POST. 404 outside the demo."""
    card = next((card for card in cards() if card.username == username), None)
    if card is None:
        raise Http404
    if request.method == "POST":
        member = Membership.objects.in_force().select_related("user").filter(user__username=username).first()
        if member is None:
            raise Http404
        begin_session(request, member.user)
        back = request.POST.get("next", "")
        is_ours = url_has_allowed_host_and_scheme(
            back, {request.get_host()}, require_https=request.is_secure()
        )
        return redirect(back if back and is_ours else "/")
    return render(request, "desk/card.html", {"card": card})
