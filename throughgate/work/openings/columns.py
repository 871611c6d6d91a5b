"""What a file of openings holds: the columns of the list that is imported, so that it can come in again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.tables import Column
from throughgate.work.openings import choices
from throughgate.work.openings.importing.single.fields import LABELS
from throughgate.work.openings.importing.single.rows import SEVERAL

_WORDS: Final[Mapping[str, Mapping[str, Any]]] = {
    "german": dict(choices.GERMAN_CHOICES),
    "licence": dict(choices.LICENCE_CHOICES),
    "certificates": dict(choices.CERTIFICATE_CHOICES),
    "shifts": dict(choices.Shift.choices),
    "demands": dict(choices.Demand.choices),
}


def _column(key: str, value: Callable[[Any], Any]) -> Column:
    return Column(LABELS[key], value=lambda line: value(line.opening))


def _yes_no(said: Any) -> Any:
    return "" if said is None else _("Yes") if said else _("No")


def _listed(key: str, codes: Iterable[str]) -> str:
    return SEVERAL.join(str(_WORDS[key][code]) for code in codes if code)


def _of_site(name: str) -> Callable[[Any], str]:
    return lambda opening: getattr(opening.site, name) if opening.site else ""


def _occupation(opening: Any) -> str:
    return (
        f"{opening.occupation.code} {opening.occupation}" if opening.occupation else opening.occupation_text
    )


FILE_COLUMNS: Final = (
    _column("number", lambda one: str(one.pk)),
    _column("title", lambda one: one.title),
    _column("name", lambda one: one.organisation.name),
    _column("offer", lambda one: one.get_kind_display()),
    _column("occupation", _occupation),
    _column("street", _of_site("street")),
    _column("postcode", _of_site("postcode")),
    _column("town", _of_site("town")),
    _column("on_the_road", lambda one: _yes_no(one.is_on_the_road)),
    _column("seats", lambda one: one.seats),
    _column("start", lambda one: one.starts_on),
    _column("start_until", lambda one: one.start_until),
    _column("end", lambda one: one.ends_on),
    _column("closing", lambda one: one.closing_on),
    _column("day_release", lambda one: _yes_no(one.day_release)),
    _column("shifts", lambda one: _listed("shifts", one.shifts)),
    _column("german", lambda one: _listed("german", [one.german])),
    _column("licence", lambda one: _listed("licence", [one.licence])),
    _column("certificates", lambda one: _listed("certificates", one.certificates)),
    _column("demands", lambda one: _listed("demands", one.demands)),
    _column("wage_from", lambda one: one.wage_from),
    _column("wage_to", lambda one: one.wage_to),
    _column("wage_period", lambda one: one.get_wage_period_display()),
    _column("wage_text", lambda one: one.wage_text),
    _column("description", lambda one: one.description),
    _column("public", lambda one: _yes_no(one.is_public)),
    # What comes in again are the seats that there are.
    Column(_("Seats left"), value=lambda line: line.opening.seats_left),
    Column(_("Stands until"), value=lambda line: line.stands),
)
