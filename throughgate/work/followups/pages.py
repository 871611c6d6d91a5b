"""The pages after a start, and those by which a person or a company answers without an account."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("After the start"), opened_by="placement_officer")

PAGES = (
    Page("followups:list", _("After the start"), "volunteer", row="person"),
    _page("followups:type", row="follow_up"),
    _page("followups:sheet", row="follow_up", gives="post"),
    _page("followups:seen", row="feedback", gives="post"),
    Page("followups:own", _("How it is going, by the company"), "company_contact", row="own_follow_up"),
    Page("feedback_code"),
    Page("feedback_by_code"),
    Page("feedback_by_link", row="feedback_link"),
)
