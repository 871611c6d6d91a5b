"""A first text of the reference letter: what was seen again and again, in the words of the anchors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.days import months
from throughgate.person.observations.profile.queries import Rated
from throughgate.person.observations.profile.rules import strengths
from throughgate.person.observations.rules.profile import STALE_AFTER, summary

# Places as anybody knows them: none of these words says where that was. A ward has no such word and is left out.
WHERE: Final[dict[str, Promise]] = {
    "sport": _("at sport"),
    "workshop": _("at practical work"),
    "class": _("in courses"),
    "group": _("in group activities"),
}
SPOKEN_OF: Final[dict[str, Promise]] = {
    "name": _("by name"),
    "he": pgettext_lazy("pronoun", "he"),
    "she": pgettext_lazy("pronoun", "she"),
}
"""How a letter speaks of the person: as they wish."""
REGULARLY: Final = 4
"""From so many days on it was seen regularly."""


def suggested_text(rated: Sequence[Rated], name: str, called: str, spoken_of: str = "name") -> str:
    """Return the text in the active language; nothing where no strength was seen often enough.

    `name` is the whole name, `called` what the person is called, `spoken_of` a key of `SPOKEN_OF`.
    """
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
    who = called if spoken_of not in ("he", "she") else capfirst(str(SPOKEN_OF[spoken_of]))
    # An anchor begins with what somebody does: "Asks back when something is unclear".
    lines = [f"– {who} {line[0].lower()}{line[1:].rstrip('.')}." for line in lines if line]
    if not lines:
        return ""
    dots = [dot for strength in found for dot in by_key[strength.competency].dots]  # type: ignore[index]
    seen = {dot.setting for dot in dots}
    places = [str(words) for setting, words in WHERE.items() if setting in seen]
    days = sorted({dot.on for dot in dots})
    said = {
        "name": name,
        "when": months(days[0], days[-1]),
        "often": gettext("regularly") if len(days) >= REGULARLY else gettext("several times"),
        "where": get_text_list(places, gettext("and")) if places else gettext("in our activities"),
    }
    return "\n".join(
        (
            gettext("We met %(name)s %(often)s %(when)s, %(where)s. This is what we noticed:") % said,
            *lines,
            gettext("We wish %(name)s every success.") % said,
        )
    )
