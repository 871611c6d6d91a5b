"""The pages of the register of organisations."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, words=_("Organisations"), opened_by="placement_officer")
_own = partial(Page, words=_("Organisations"), opened_by="administrator")

PAGES = (
    _page("organisations:list"),
    _page("organisations:export", gives="post"),
    _page("organisations:cards-of-list", gives="post"),
    _page("organisations:suggest", gives="part"),
    _page("organisations:add"),
    _own("organisations:page", row="organisation"),
    _own("organisations:contacts", row="organisation"),
    _own("organisations:cards", row="organisation", gives="post"),
    _own("organisations:card", row="contact", gives="post"),
    _own("organisations:change", row="organisation"),
    _own("organisations:add-site", row="organisation"),
    _own("organisations:site", row="site"),
    _own("organisations:remove-site", row="site", gives="post"),
    _own("organisations:add-contact", row="organisation"),
    _own("organisations:contact", row="contact"),
    _own("organisations:remove-contact", row="contact", gives="post"),
)
