"""The data-protection officer's pages."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Oversight"), opened_by="data_protection_officer")

PAGES = (
    _page("oversight:looks"),
    _page("oversight:export-looks", words=_("Oversight, downloaded"), gives="post"),
    _page("oversight:person"),
    _page("oversight:purposes"),
    _page("oversight:export-purposes", words=_("Oversight, downloaded"), gives="post"),
    _page("oversight:outside"),
    _page("oversight:changes"),
    _page("oversight:export-changes", words=_("Oversight, downloaded"), gives="post"),
)
