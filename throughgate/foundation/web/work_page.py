"""All rows of one part of Today, page by page, where no other list has exactly these."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from throughgate.foundation.web.components import Empty, Item
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.work import WorkItem, WorkPart


class WorkPage(ListPage):
    """The rows behind a count on Today; a part says which (`rows` or `page`) and how each stands there (`work_item`)."""

    def work_item(self, row: Any) -> WorkItem:
        """Return a row as Today shows it."""
        raise NotImplementedError

    def item(self, row: Any) -> Item:
        """Return it as a line of the list."""
        work = self.work_item(row)
        return Item(work.label, work.address, [work.detail] if work.detail else [], work.mark, work.mark_kind)

    def crumbs(self) -> list[tuple[str, str]]:
        """Lead back to where a day begins."""
        return [(_("Today"), resolve_url(settings.LOGIN_REDIRECT_URL))]

    def nothing(self) -> Empty:
        """Say that it is done, with the way back."""
        back = resolve_url(settings.LOGIN_REDIRECT_URL)
        return Empty(_("Nothing waits here now"), self.lead, back, _("Back to today"))


@dataclass(frozen=True)
class Source:
    """Where work on Today comes from; an app declares it as one of `ON_TODAY` in its `parts.py`."""

    work: Callable[[Any], Sequence[WorkPart]]
    """Called with who acts; asks the database as rarely as it can, and nothing for those who have no such work."""
    pages: Mapping[str, type[WorkPage]] = field(default_factory=dict)
    """Pages of parts of which no list has exactly the rows, by the name in their address."""
