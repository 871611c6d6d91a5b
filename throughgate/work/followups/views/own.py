"""A company says at its own desk how it is going with somebody who began there."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.languages.days import long_day
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.work.followups.actions.keys import answer_as_company
from throughgate.work.followups.choices import Milestone
from throughgate.work.followups.forms import FeedbackForm
from throughgate.work.followups.queries.own import OwnAsked, own_asked


class Own(FormPage):
    """Three questions, while the milestone is open and nobody has answered."""

    kind = "own_introduction"
    form_class = FeedbackForm
    title: Words = gettext_lazy("How is it going?")
    hint = gettext_lazy(
        "Three questions, two minutes. Who looks after the placement reads your answer, and who else the person chose."
    )
    button = gettext_lazy("Send")
    done = gettext_lazy("Thank you. That was all.")
    row: OwnAsked

    def find(self, key: uuid.UUID, name: str) -> OwnAsked:
        """Find what is asked; whoever comes later is told on the page of the introduction."""
        if name not in Milestone.values:
            raise Http404
        self.key = key
        found = [one for one in own_asked(self.actor, key) if one.milestone == name and not one.answered]
        if not found:
            raise Http404
        asked = found[0]
        if asked.called:
            self.title = _("How is it going with %(called)s?") % {"called": asked.called}
        since = _("since %(day)s") % {"day": long_day(asked.started_on)}
        self.kicker = f"{asked.opening} · {since} · {asked.words}"
        return asked

    def save(self, form: FeedbackForm, version: int) -> None:
        """Keep the answer."""
        del version
        answer_as_company(self.key, self.row.milestone, **form.said)

    def back(self) -> str:
        """Return to the introduction."""
        return reverse("introductions:page", args=[self.key])

    def crumbs(self) -> list[tuple[Any, str]]:
        """Lead over the introductions."""
        return [(_("Introductions"), reverse("introductions:list"))]
