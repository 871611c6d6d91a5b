"""The pages of the vocabulary."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Search for words of lists"), opened_by="case_lead")

PAGES = (
    _page("vocabulary:search"),
    _page("vocabulary:suggest-places", gives="part"),
    _page("vocabulary:suggest-occupations", gives="part"),
    _page("vocabulary:suggest-languages", gives="part"),
)
