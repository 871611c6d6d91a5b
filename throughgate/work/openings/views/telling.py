"""An opening in labelled facts: what the work is, and what is needed for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughgate.ground.vocabulary.words import CERTIFICATES, LEVELS
from throughgate.work.openings import words
from throughgate.work.openings.choices import Demand, Shift
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries.competencies import asked_competencies, wanted


def work_facts(opening: Opening, today: date, *, on_release: bool = False) -> list[tuple[str, Any]]:
    """Return what the work is; `on_release` where somebody inside can start when released."""
    day_release = {True: _("yes"), False: _("no"), None: ""}[opening.day_release]
    ends = words.day(opening.ends_on, today) if opening.ends_on else ""
    facts = [
        (_("Occupation"), opening.occupation or opening.occupation_text),
        (_("Where"), words.where(opening)),
        (_("Start"), words.start(opening, today, on_release=on_release)),
        (_("Seats"), words.seats(opening)),
        (_("Single days beforehand"), day_release),
        (_("Working hours"), ", ".join(str(Shift(one).label) for one in opening.shifts)),
        (_("Wage"), words.wage(opening)),
    ]
    if ends:
        facts.insert(3, (_("End"), ends))
    return facts


def needed_facts(opening: Opening) -> list[tuple[str, Any]]:
    """Return what is needed for it."""
    facts = [
        (_("German at least"), words.needed(opening.german, LEVELS)),
        (_("Driving licence"), words.needed(opening.licence)),
    ]
    if opening.certificates:
        facts.append((_("Certificates"), ", ".join(str(CERTIFICATES[c]) for c in opening.certificates)))
    if opening.requirements:
        facts.append((_("Competencies"), ", ".join(_competencies(opening))))
    if opening.demands:
        facts.append((_("The work brings"), ", ".join(str(Demand(d).label) for d in opening.demands)))
    return facts


def _competencies(opening: Opening) -> list[str]:
    asked = asked_competencies()
    return [
        _("%(name)s %(wanted)d of %(of)d %(need)s")
        % {
            "name": asked.names[key],
            "wanted": want.level,
            "of": asked.highest,
            "need": _("needed") if want.needed else _("helpful"),
        }
        for key, want in wanted(opening.requirements, asked).items()
    ]
