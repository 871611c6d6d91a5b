"""Where chains stand among a person's pages, and on Today."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

from throughgate.foundation.web.parts import Part, reads
from throughgate.person.chain import today

OF_PERSON = (
    Part(
        "plan",
        pgettext_lazy("part of a person's pages", "Plan"),
        "chain:plan",
        reads("chain"),
        after="overview",
    ),
)
ON_TODAY = (today.SOURCE,)
