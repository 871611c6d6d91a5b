"""Type in what was said after a start, print the sheet that asks for it, and say that somebody saw to it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.addresses import whole_address
from throughgate.foundation.web.posted import key_in, version_in
from throughgate.foundation.web.pressed import answer_button, page_again
from throughgate.ground.acting.actor import NotAllowed, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.views.editing import PersonFormPage, row_or_404
from throughgate.work.followups.actions import answering, keys
from throughgate.work.followups.addresses import page_address
from throughgate.work.followups.choices import Whose
from throughgate.work.followups.forms import FeedbackForm
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.followups.printing import sheet_pdf
from throughgate.work.followups.queries.section import section
from throughgate.work.placements.models import Placement


def _follow_up(person: Person, row: uuid.UUID, name: str) -> FollowUp:
    """Return a milestone of a person, about a side that there is; raise Http404."""
    if name not in Whose.values:
        raise Http404
    rows = FollowUp.objects.select_related("placement__organisation", "placement__kept_by")
    found: FollowUp = row_or_404(rows.filter(person=person), row)
    return found


@require_safe
@asks_purpose
def of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what follows a person's starts, for those who read no introductions."""
    actor = actor_in(request)
    actor.must("read", "follow_up")
    person = open_person(request, key, with_stays=True)
    begun = Placement.objects.filter(person=person, started_on__isnull=False).select_related("organisation")
    shown = [(row, found) for row in begun.order_by("-started_on", "-id") if (found := section(actor, row))]
    context = {"person": person, "part": "follow-ups", "shown": shown}
    return render(request, "followups/list.html", context)


class TypeIn(PersonFormPage):
    """What one side said on the telephone, or a slip that is put right."""

    kind = "follow_up"
    form_class = FeedbackForm
    hint = gettext_lazy("As it was said, and nothing more: there is no place for stories.")
    follow_up: FollowUp
    whose: str

    def find(self, row: uuid.UUID | None = None, name: str = "") -> Feedback | None:
        """Find the milestone, and what was said already; it must be for the actor to take."""
        assert row is not None
        self.follow_up, self.whose = _follow_up(self.person, row, name), name
        if not answering.takes(self.actor, self.follow_up, name):
            raise NotAllowed("take feedback")
        said: Feedback | None = Feedback.objects.filter(follow_up=self.follow_up, whose=name).first()
        return said

    def form_options(self) -> dict[str, Any]:
        """Staff ask about the person."""
        return {"whose": "company"}

    def initial(self, row: Any) -> dict[str, Any]:
        """Show what was said."""
        if row is None:
            return {}
        return {"there": row.there, "going": row.going, "calls": "yes" if row.calls else "no"}

    def save(self, form: FeedbackForm, version: int) -> None:
        """Note it."""
        answering.take(
            actor=self.actor, follow_up=self.follow_up, whose=self.whose, expected=version, **form.said
        )

    def back(self) -> str:
        """Lead to the placement."""
        return page_address(self.actor, self.person.pk, self.follow_up.placement_id)

    def extra(self) -> dict[str, Any]:
        """Say whose word it is, and about which milestone."""
        titles = {"person": _("What the person said"), "company": _("What the company said")}
        return {
            "title": titles[self.whose],
            "kicker": f"{self.follow_up.placement.organisation.name} · {self.follow_up}",
        }


@require_POST
@asks_purpose
def sheet(request: HttpRequest, key: uuid.UUID, row: uuid.UUID, name: str) -> HttpResponse:
    """Print the sheet with a code; the code stands on it alone."""
    actor = actor_in(request)
    actor.must("write", "follow_up")
    person = open_person(request, key)
    follow_up = _follow_up(person, row, name)
    made = keys.make_code(actor=actor, follow_up=follow_up, whose=name, key=key_in(request))
    if made is None:
        why = _("Nobody is asked here any more, or it is not yours to ask.")
        return page_again(
            request, page_address(actor, person.pk, follow_up.placement_id), why=why, status=409
        )
    code, until = made
    content = sheet_pdf(
        follow_up.placement,
        person,
        opening=keys.opening_asked_about(code),
        whose=name,
        code=code,
        until=until,
        address=whole_address(reverse("feedback_code")),
    )
    return pdf_response(content, "sheet")


@require_POST
@asks_purpose
def seen(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Say that somebody saw to the trouble, or called."""
    actor = actor_in(request)
    actor.must("write", "follow_up")
    person = open_person(request, key)
    feedback: Feedback = row_or_404(Feedback.objects.filter(person=person), row)
    return answer_button(
        request,
        lambda: answering.see_to(actor=actor, feedback=feedback, expected=version_in(request)),
        back=lambda: page_address(actor, person.pk, feedback.placement_id),
        done=_("Seen to."),
    )
