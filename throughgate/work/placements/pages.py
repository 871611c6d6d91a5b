"""The pages of introductions and placements."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page
from throughgate.work.placements import company_pages

_page = partial(Page, opened_by="placement_officer")
_one = partial(_page, words=_("Introduction"), row="placement")
_asked = partial(Page, words=_("Introduction"), row="placement:asked", opened_by="case_lead")

PAGES = (
    _page("placements:list", _("Introductions")),
    _page("placements:of-person", _("Introductions"), row="person"),
    _page("placements:propose", _("Introduction"), row="person+opening"),
    _one("placements:page"),
    _one("placements:ask"),
    _asked("placements:ask-person"),
    _asked("placements:ask-custody"),
    _one("placements:ask-company"),
    _one("placements:invite"),
    _one("placements:start"),
    _page("placements:end", _("Introduction"), row="placement:ending"),
    _one("placements:contact"),
    _one("placements:move", gives="post"),
    _one("placements:message", gives="post"),
    *company_pages.PAGES,
)
