"""The pages of imports."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Imports"), opened_by="case_lead")

PAGES = (
    _page("imports:list"),
    _page("imports:add"),
    _page("imports:page", row="import:done"),
    _page("imports:columns", row="import:uploaded"),
    _page("imports:reading", row="import:uploaded", gives="post"),
    _page("imports:move", row="import:done", gives="post"),
    _page("imports:download", row="import:done", gives="post"),
    _page("imports:row", row="import_row"),
    _page("imports:work", words=_("Import of a list"), gives="job"),
)
