"""The page on which two entries are merged."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

PAGES = (Page("merging:merge", _("Merge two entries"), "placement_officer", row="company"),)
