"""What a plan says in words: roles, days, and where a step stands."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import text_in
from throughgate.ground.accounts.models import Role
from throughgate.person.chain.rules.grammar import Said, common

PERSON = pgettext_lazy("who takes a step of a plan", "The person")
NO_MORE = gettext_lazy("A step of an earlier version of the rules")


def role_name(role: str) -> str:
    """Return who answers for a step."""
    return str(PERSON if role == "person" else dict(Role.choices).get(role, role))


def title_of(said: Said | None) -> str:
    """Return what is to be done, in the reader's language."""
    return text_in(said.title) if said else str(NO_MORE)


def why_of(said: Said | None) -> str:
    """Return why; a step that nobody prescribes says so first."""
    if said is None:
        return ""
    why = text_in(said.why)
    return f"{text_in(common().proposal)} {why}" if said.proposal else why


def late_by(due_on: date, today: date) -> str:
    """Return for how long a step is late."""
    days = (today - due_on).days
    return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}


def moved_from(day: date | None) -> str:
    """Return from where the release moved a step."""
    return _("moved, was %(day)s") % {"day": short_day(day)} if day else _("moved, had no day before")
