"""The pages of contacts with organisations."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Contacts with an organisation"), opened_by="placement_officer")

PAGES = (
    _page("contact_log:list", row="company"),
    _page("contact_log:add", row="company"),
    _page("contact_log:note", row="contact_note"),
    _page("contact_log:dates", row="company", gives="post"),
    _page("contact_log:dates-of-note", row="contact_note", gives="post"),
    _page("contact_log:finish", row="contact_note", gives="post"),
    _page("contact_log:add-agreement", row="company"),
    _page("contact_log:agreement", row="company_agreement"),
    _page("contact_log:finish-agreement", row="company_agreement", gives="post"),
)
