"""The list of imports."""

from __future__ import annotations

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.imports.kinds import kinds
from throughgate.foundation.imports.models import Import, Outcome
from throughgate.foundation.imports.queries import imports_of
from throughgate.foundation.imports.rules import OUTCOMES, PROBLEMS
from throughgate.foundation.imports.views.jobs import actor_of
from throughgate.foundation.web.components import Empty, LinkButton, tag
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, link_to


def _mark(job: Import) -> str:
    if job.state == "done":
        return "due" if any(job.counts.get(outcome) for outcome in PROBLEMS) else "done"
    return {"failed": "late", "previewed": "due", "uploaded": "due", "mapped": "due"}.get(job.state, "")


def _in_words(job: Import) -> str:
    labels = dict(Outcome.choices)
    return ", ".join(
        f"{number} {str(labels[outcome]).lower()}"
        for outcome in OUTCOMES
        if (number := job.counts.get(outcome))
    )


class ImportList(ListPage):
    """What was imported, the newest first."""

    route = "imports:list"
    title = gettext_lazy("Imports")
    caption = gettext_lazy("Imports of your organisation")
    columns = (
        Column(
            gettext_lazy("File"),
            value=lambda job: job.file_name,
            link=link_to("imports:page", lambda job: job.pk),
        ),
        Column(gettext_lazy("What"), value=lambda job: kinds()[job.kind].title),
        Column(gettext_lazy("State"), cell=lambda job: tag(job.get_state_display(), _mark(job))),
        Column(gettext_lazy("Rows"), value=_in_words),
        Column(gettext_lazy("When"), value=lambda job: job.created_at, one_line=True),
    )
    orders: ClassVar = {"": ("-id",)}
    size = 25

    def allow(self) -> None:
        """Let in those who import something."""
        actor_of(self.request)

    def rows(self) -> Any:
        """Return the imports of one's organisation that one may see."""
        return imports_of(self.actor)

    def buttons(self) -> list[LinkButton]:
        """Lead to the next one."""
        return [LinkButton(reverse("imports:add"), _("Import a list"), "main")]

    def nothing(self) -> Empty:
        """Say what an import is."""
        add = self.buttons()[0]
        hint = _(
            "Lists that you have as a table come in here: you see first what would happen, and can undo it."
        )
        return Empty(_("Nothing was imported yet"), hint, add.address, add.label)
