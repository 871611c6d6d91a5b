"""The pages after a start, and those by which a person or a company answers without an account."""

from __future__ import annotations

from throughgate.foundation.web.catalogue import Page

PAGES = (
    Page("feedback_code"),
    Page("feedback_by_code"),
    Page("feedback_by_link", row="feedback_link"),
)
