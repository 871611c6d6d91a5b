"""A first text of the reference letter: what was seen again and again, in the words of the anchors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from throughgate.person.observations.profile.queries import Rated
from throughgate.person.observations.profile.rules import strengths
from throughgate.person.observations.rules.profile import STALE_AFTER, summary

# Places as anybody knows them: none of these words says where that was. A ward has no such word and is left out.
WHERE: Final[dict[str, Promise]] = {
    "sport": _("sport"),
    "workshop": _("practical work"),
    "class": _("courses"),
    "group": _("group activities"),
}


def suggested_text(rated: Sequence[Rated], name: str) -> str:
    """Return the text in the active language; nothing where no strength was seen often enough."""
    today = timezone.localdate()
    stale_after = getattr(settings, "PROFILE_STALE_AFTER_DAYS", STALE_AFTER)
    by_key = {row.competency.pk: row for row in rated}
    found = strengths(
        {
            key: (summary(row.dots, today, stale_after=stale_after), row.version.scale)
            for key, row in by_key.items()
        }
    )
    lines = [by_key[strength.competency].anchors.get(strength.level, "") for strength in found]  # type: ignore[index]
    lines = [f"– {line}" for line in lines if line]
    if not lines:
        return ""
    seen = {dot.setting for strength in found for dot in by_key[strength.competency].dots}  # type: ignore[index]
    places = [str(words) for setting, words in WHERE.items() if setting in seen]
    where = get_text_list(places, gettext("and")) if places else gettext("our activities")
    return "\n".join(
        (
            gettext("%(name)s took part in %(where)s. This was seen again and again:")
            % {"name": name, "where": where},
            *lines,
            gettext("We wish %(name)s every success.") % {"name": name},
        )
    )
