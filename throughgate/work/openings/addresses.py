"""Where openings are found."""

from __future__ import annotations

from operator import attrgetter

from throughgate.foundation.web.tables import link_to

page_address = link_to("openings:page", attrgetter("id"))
"""The address of an opening's page, for the opening or a row that has its `id`."""
