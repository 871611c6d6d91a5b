"""The pages of the desk."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.desk.oversight import pages as oversight
from throughgate.foundation.web.catalogue import Page

_page = partial(Page, opened_by="case_lead")
_plans = partial(Page, words=_("Plan of the region"), opened_by="placement_officer")

PAGES = (
    Page("demo_sign_in", row="account"),
    _page("desk:today", _("Today")),
    _page("desk:waiting", _("Today"), row="part_of_today"),
    _page("desk:search", _("Search")),
    _page("desk:person", _("Page of a person"), row="person"),
    _page("desk:person-work", _("Work of a person"), row="person"),
    _page("desk:person-sharing", _("Consents and organisations of a person"), row="person"),
    _page("desk:person-facts", _("Name, number and contact of a person"), row="person"),
    _page("desk:near", _("Openings near a person"), row="person"),
    _page("desk:beside", _("An opening beside a person"), row="person+opening"),
    _page("desk:disclosure", _("What to say when applying"), row="person"),
    _page("desk:disclosure-print", _("What to say when applying"), gives="file"),
    _plans("desk:planning"),
    _plans("desk:plan-start", gives="post"),
    _plans("desk:plan", row="plan:done"),
    _plans("desk:plan-try", row="plan:done", gives="post"),
    _plans("desk:plan-stop", row="plan:making", gives="post"),
    Page("desk:suiting", _("People beside an opening"), "placement_officer", row="opening"),
    Page("desk:organisation-openings", _("Organisations"), "placement_officer", row="company"),
    _page("desk:path_pdf", _("Print of a person's path"), row="person", gives="file"),
    *oversight.PAGES,
)
