"""The pages of the register, and those by which one registers and answers without an account."""

from __future__ import annotations

from functools import partial

from django.utils.translation import pgettext_lazy

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=pgettext_lazy("register of offers", "Register"), opened_by="placement_officer")
_own = partial(Page, words=pgettext_lazy("register of offers", "Register"), opened_by="company_contact")

PAGES = (
    _page("register:list"),
    _page("register:export", gives="post"),
    _page("register:type"),
    _own("register:others"),
    _own("register:first-weeks"),
    _page("register:page", row="registration:waiting"),
    _page("register:verify", row="registration:waiting"),
    _page("register:refuse", row="registration:waiting"),
    _page("register:change", row="registration"),
    _page("register:refresh", row="registration", gives="post"),
    _page("register:move", row="registration", gives="post"),
    _page("register:proposal", row="registration"),
    _page("register:take-over", row="registration", gives="post"),
    _page("register:refuse-proposal", row="registration", gives="post"),
    _page("register:letter", row="registration", gives="post"),
    _page("register:entry", row="company"),
    Page("joining_form"),
    Page("joining_sent"),
    Page("joining_paper", gives="file"),
    Page("joining_code"),
    Page("joining_by_code"),
    Page("joining_by_link", row="joining_link"),
)
