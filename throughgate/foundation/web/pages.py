"""The addresses that belong to no app."""

from __future__ import annotations

from throughgate.foundation.web.catalogue import Page

PAGES = (
    Page("health", gives="status"),
    Page("ready", gives="status"),
    Page("style", opened_by="case_lead"),
)
