"""The pages of chains."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

PAGES = (
    Page("chain:plan", _("Plan of a person"), "case_lead", row="person"),
    Page("chain:begin", _("Plan of a person"), "case_lead", row="person", gives="post"),
    Page("chain:do", _("Plan of a person"), "case_lead", row="chain_step", gives="post"),
    Page("chain:undo", _("Plan of a person"), "case_lead", row="chain_step:done", gives="post"),
    Page("chain:skip", _("Plan of a person"), "case_lead", row="chain_step"),
)
