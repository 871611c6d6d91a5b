"""The members of one's own organisation: roles, invitations, codes for new passwords. For administrators."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.codes.printed import square_on_page
from throughgate.foundation.codes.signs import written
from throughgate.foundation.database.paging import Page
from throughgate.foundation.database.rows import Stale
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.components import LinkButton, Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.posted import key_in, version_in
from throughgate.ground.accounts import actions
from throughgate.ground.accounts.forms import InvitationForm, MemberForm
from throughgate.ground.accounts.mails import joining_address
from throughgate.ground.accounts.models import Invitation, Membership
from throughgate.ground.accounts.queries import invitations_of, members_of, members_page
from throughgate.ground.acting.actor import Actor, actor_in

MEMBERS = "accounts:members"


def administrator(request: HttpRequest) -> Actor:
    """Return who acts, where they manage members; raise NotAllowed otherwise."""
    actor = actor_in(request)
    actor.must("write", "membership")
    return actor


class Members(ListPage):
    """Who works for one's organisation, and which invitations wait."""

    route = MEMBERS
    title = gettext_lazy("Members and invitations")
    template_name = "accounts/members.html"

    def allow(self) -> None:
        """Let in who manages members."""
        administrator(self.request)

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Any]:
        """Return a page of members."""
        del size
        return members_page(self.actor.organisation, after=after, before=before)

    def item(self, row: Membership) -> Membership:  # type: ignore[override]  # drawn by a template of its own
        """Return the member."""
        return row

    def buttons(self) -> list[LinkButton]:
        """Let somebody be invited."""
        return [LinkButton(reverse("accounts:invite"), _("Invite somebody"), "main")]

    def extra(self) -> dict[str, Any]:
        """Show the invitations above."""
        return {"invitations": invitations_of(self.actor.organisation)}


class _OfMembers(FormPage):
    """A form of the administrator's."""

    kind = "membership"

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the list of members."""
        return [(_("Members and invitations"), reverse(MEMBERS))]

    def back(self) -> str:
        """Return the list of members."""
        return reverse(MEMBERS)


class Invite(_OfMembers):
    """Invite somebody; the answer shows link and code once, to print or hand over."""

    form_class = InvitationForm
    title = gettext_lazy("Invite somebody")
    button = gettext_lazy("Make the invitation")

    def form_options(self) -> dict[str, Any]:
        """Offer the roles that this kind of organisation has."""
        return {"kind": self.actor.organisation.kind}

    def extra(self) -> dict[str, Any]:
        """Say for whom they will work."""
        return {"kicker": self.actor.organisation.name}

    def save(self, form: Any, version: int) -> HttpResponse:
        """Make the invitation."""
        del version
        issued = actions.invite_member(
            actor=self.actor,
            key=key_in(self.request),
            **form.cleaned_data,
        )
        return invitation_on_paper(self.request, issued)


@require_POST
def renew_invitation(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a new link and code, where the first ones were lost or ran out."""
    actor = administrator(request)
    invitation = _invitation(actor, key)
    try:
        issued = actions.renew_invitation(
            actor=actor, invitation=invitation, expected=version_in(request), key=key_in(request)
        )
    except (ValidationError, Stale):
        messages.warning(request, _("The invitation has changed meanwhile. Look at it again."))
        return redirect(MEMBERS)
    return invitation_on_paper(request, issued)


@require_POST
def withdraw_invitation(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take an invitation back."""
    actor = administrator(request)
    try:
        actions.withdraw_invitation(
            actor=actor, invitation=_invitation(actor, key), expected=version_in(request)
        )
    except (ValidationError, Stale):
        messages.warning(request, _("The invitation has changed meanwhile. Look at it again."))
    else:
        messages.success(request, _("Withdrawn. Link and code do not work any more."))
    return redirect(MEMBERS)


class ChangeRoles(_OfMembers):
    """Change the roles of a colleague."""

    form_class = MemberForm
    title = gettext_lazy("Change the roles")
    hint = gettext_lazy(
        "A change counts from the next page that your colleague opens. A role that sees people also needs a second "
        "factor."
    )

    def find(self, key: uuid.UUID) -> Membership:
        """Find the colleague."""
        return _membership(self.actor, key)

    def form_options(self) -> dict[str, Any]:
        """Offer the roles that this kind of organisation has."""
        return {"kind": self.actor.organisation.kind}

    def initial(self, row: Membership) -> dict[str, Any]:
        """Show roles and unit."""
        return {"roles": row.roles, "unit": row.unit}

    def extra(self) -> dict[str, Any]:
        """Name the colleague."""
        return {"kicker": str(self.row.user)}

    def save(self, form: Any, version: int) -> None:
        """Change them."""
        actions.change_roles(
            actor=self.actor,
            membership=self.row,
            expected=version,
            roles=form.cleaned_data["roles"],
            unit=form.cleaned_data.get("unit"),
        )


@require_POST
def password_code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Make a code with which a colleague sets a new password; the answer shows it once."""
    actor = administrator(request)
    membership = _membership(actor, key)
    try:
        issued = actions.issue_password_code(actor=actor, membership=membership, key=key_in(request))
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return redirect(MEMBERS)
    context = {
        "row": issued.row,
        "member": membership,
        "code": written(issued.code),
        "address": whole_address(reverse("account_password_code")),
    }
    return _once_only(render(request, "accounts/password_paper.html", context))


def invitation_on_paper(request: HttpRequest, issued: actions.Issued) -> HttpResponse:
    """Show link and code of an invitation, for this once."""
    link = joining_address(issued.token)
    context = {
        "invitation": issued.invitation,
        "code": written(issued.code),
        "link": link,
        "address": whole_address(reverse("account_invitation")),
        "square": square_on_page(link),
    }
    return _once_only(render(request, "accounts/invitation_paper.html", context))


def _once_only(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _invitation(actor: Actor, key: uuid.UUID) -> Invitation:
    return get_object_or_404(Invitation, pk=key, organisation=actor.organisation)


def _membership(actor: Actor, key: uuid.UUID) -> Membership:
    membership: Membership = get_object_or_404(members_of(actor.organisation), pk=key)
    return membership
