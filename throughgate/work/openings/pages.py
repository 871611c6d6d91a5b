"""The pages of openings, and those by which companies renew them without an account."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Openings"), opened_by="placement_officer")

PAGES = (
    _page("openings:list", opened_by="case_lead"),
    _page("openings:export", opened_by="case_lead", gives="post"),
    _page("openings:postings", opened_by="case_lead", gives="post"),
    _page("openings:dates", opened_by="case_lead", gives="post"),
    _page("openings:good-to-know", opened_by="company_contact"),
    _page("openings:add"),
    _page("openings:add-for", opened_by="company_contact", row="company"),
    _page("openings:page", opened_by="case_lead", row="opening"),
    _page("openings:change", row="opening"),
    _page("openings:date", opened_by="case_lead", row="opening", gives="post"),
    _page("openings:posting", opened_by="case_lead", row="opening", gives="post"),
    _page("openings:renew", row="opening", gives="post"),
    _page("openings:letter", row="opening", gives="post"),
    _page("openings:move", row="opening", gives="post"),
    Page("renewal_code"),
    Page("renewal_by_code"),
    Page("renewal_by_link", row="renewal_link"),
)
