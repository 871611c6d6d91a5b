"""The pages of introductions for those outside: companies, and whoever holds a code."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_own = partial(Page, words=_("Introductions"), opened_by="company_contact")

PAGES = (
    _own("introductions:list"),
    _own("introductions:page", row="introduction"),
    Page(
        "introductions:letter",
        words=_("Introductions"),
        opened_by="placement_officer",
        row="placement",
        gives="post",
    ),
    Page(
        "introductions:sheet",
        words=_("Introductions"),
        opened_by="case_lead",
        row="placement:asked",
        gives="post",
    ),
    Page("introduction_code"),
    Page("introduction_by_code"),
    Page("introduction_by_link", row="introduction_link"),
    Page("asked_code"),
    Page("asked_by_code"),
)
