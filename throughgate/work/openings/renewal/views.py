"""Pages for companies without an account, and the letter that leads to them."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.posted import key_in, must_read_key
from throughgate.foundation.web.pressed import page_again
from throughgate.ground.accounts.key_pages import key_pages
from throughgate.work.openings.addresses import page_address
from throughgate.work.openings.models import Opening
from throughgate.work.openings.renewal import actions
from throughgate.work.openings.renewal.printing import letter_pdf
from throughgate.work.openings.views.acting import actor_of


def _answer(request: HttpRequest, hashed: str) -> HttpResponse:
    with acting(NOBODY, read_only=True):
        asked = actions.find_asked(hashed)
    if asked is None:
        return render(request, "openings/renewal/gone.html", status=404)
    if request.method != "POST":
        until = min((line.expires_on for line in asked.open_lines), default=None)
        return render(request, "openings/renewal/page.html", {"asked": asked, "until": until})
    with acting(NOBODY):
        if request.POST.get("taken"):
            if actions.fill_by_key(hashed, must_read_key(request.POST["taken"])):
                messages.success(request, _("Thank you. The place is marked as taken."))
        elif actions.renew_by_key(hashed):
            messages.success(request, _("Thank you. Your openings are renewed."))
    return redirect(request.path)


code_page, by_code, by_link = key_pages(
    "renewal", template="openings/renewal/code.html", find=actions.find_asked, answer=_answer
)


@require_POST
def letter(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Print the letter with a code, for the company of an opening; the code stands on it alone."""
    actor = actor_of(request)
    opening = get_object_or_404(Opening.objects.visible_to(actor).with_names(), pk=key)
    try:
        made = actions.make_letter_code(actor=actor, organisation=opening.organisation, key=key_in(request))
    except ValidationError as refused:
        return page_again(request, page_address(opening), why=" ".join(refused.messages), status=422)
    if made is None:
        why = _("No opening of this organisation stands any more. Renew one first.")
        return page_again(request, page_address(opening), why=why, status=409)
    code, until = made
    standing = Opening.objects.visible_to(actor).filter(organisation=opening.organisation).standing()
    content = letter_pdf(
        opening.organisation,
        list(standing.order_by("title_key", "id")),
        sender=actor.organisation,
        signed=str(actor.user),
        code=code,
        until=until,
        address=whole_address(reverse("renewal_code")),
    )
    return pdf_response(content, "letter")
