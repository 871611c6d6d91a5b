"""What stands against merging, in words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

AGAINST: Final[dict[str, Promise]] = {
    "same": _("Choose another entry: these two are the same one."),
    "kind": _("Only entries of the same kind can be merged."),
    "talks": _(
        "Somebody is in talks with both. Merged, the same person would be in talks with one organisation twice. End one "
        "of the two first, or wait until it has ended."
    ),
    "cases": _(
        "One of the two has a part in people's cases, and the members of the other would come to see them. These parts "
        "end first."
    ),
    "correction": _(
        "A correction of the entry that goes waits for an answer. Take it over or refuse it first."
    ),
    "gone": _("Somebody merged one of the two meanwhile."),
}
