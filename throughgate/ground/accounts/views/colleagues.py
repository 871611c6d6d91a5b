"""Who works for one's own organisation, as a part of its pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from throughgate.ground.accounts.queries import invitations_of, members_page
from throughgate.ground.organisations.part_pages import opened


@require_safe
def colleagues(request: HttpRequest, code: str) -> HttpResponse:
    """Show who works for one's own organisation; of others nobody learns it."""
    actor, organisation, shown = opened(request, code, "members")
    if not shown["is_own"]:
        raise Http404
    page = members_page(
        organisation, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    manages = actor.may("write", "membership")
    shown |= {
        "members": {
            "rows": page.rows,
            "previous": f"?before={page.before}" if page.before else "",
            "next": f"?after={page.after}" if page.after else "",
        },
        "manages_members": manages,
        "invitations": invitations_of(organisation) if manages else [],
    }
    return render(request, "accounts/colleagues.html", shown)
