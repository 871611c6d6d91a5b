"""What the access log says where the worker looks at people for a plan; pages of plans are the desk's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

WORK = "planning:work"
PAGES = (Page(WORK, _("Plan of the region"), gives="job"),)
