"""Say the reasons of the comparison, and what is known of an opening, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.vocabulary.rules import language_name
from throughgate.ground.vocabulary.words import CERTIFICATES, LEVELS
from throughgate.work.matching import Reason, Verdict
from throughgate.work.openings.choices import Kind

if TYPE_CHECKING:
    from throughgate.work.openings.models import Opening

VERDICTS = {
    Verdict.FITS: gettext_lazy("fits"),
    Verdict.SUPPORT: gettext_lazy("fits with support"),
    Verdict.BLOCKED: gettext_lazy("not possible now"),
    Verdict.CANNOT_SAY: gettext_lazy("not clear yet"),
}
TAGS = {Verdict.FITS: "done", Verdict.SUPPORT: "go", Verdict.BLOCKED: "", Verdict.CANNOT_SAY: ""}
"""How a verdict is marked (`{% tag %}`)."""
KINDS = {
    Verdict.FITS: "fits",
    Verdict.SUPPORT: "gap",
    Verdict.BLOCKED: "stop",
    Verdict.CANNOT_SAY: "unknown",
}
"""How a reason is marked (`{% reasons %}`)."""
TRANSITIONS = {
    "pause": gettext_lazy("Pause"),
    "fill": gettext_lazy("Mark as filled"),
    "close": gettext_lazy("Close"),
    "reopen": gettext_lazy("Open again"),
}

QUIET = frozenset(
    {"kind", "licence_not_needed", "language_not_needed", "reach_assumed", "right_to_work_unknown"}
)
"""Reasons that a line leaves out: they say that nothing is in the way, or stand on top of the page."""


def day(on: date, today: date | None = None) -> str:
    """Return a day in words, with its year unless it is this one."""
    with_year = today is None or on.year != today.year
    return date_format(on, "DATE_FORMAT" if with_year else "MONTH_DAY_FORMAT")


def kilometres(km: float, reach: float | None = None) -> str:
    """Return a distance; where rounding would hide that it is more than the reach, with a decimal."""
    if reach is not None and km > reach and round(km) <= reach:
        tenths = max(round(km, 1), round(reach + 0.1, 1))
        return _("%(number)s km") % {"number": number_format(tenths, 1)}
    if round(km) == 0:
        return _("less than 1 km")
    return _("%(number)s km") % {"number": round(km)}


def phrase(reason: Reason, today: date) -> str:
    """Return one reason as a small fact."""
    values: dict[str, Any] = dict(reason.values)
    if on := values.get("on"):
        values["on"] = day(on, today)
    if language := values.get("language"):
        values["language"] = language_name(language, reader_language())
        values |= {name: LEVELS[values[name]] for name in ("needed", "shown") if values[name]}
    match reason.code:
        case "distance" | "too_far":
            km = kilometres(values["km"], values["reach"])
            if reason.code == "distance":
                return km
            return _("%(km)s, farther than %(reach)s") % {"km": km, "reach": kilometres(values["reach"])}
        case "start" if values["now"]:
            return _("can start on release") if values["inside"] else _("from now")
        case "seats":
            return ngettext("%(seats)d seat", "%(seats)d seats", values["seats"]) % values
        case "kind" | "kind_not_wished":
            values["kind"] = Kind(values["kind"]).label
        case "certificate" | "certificate_not_shown":
            values["certificate"] = CERTIFICATES[values["certificate"]]
        case "competency" | "competency_short" | "competency_not_observed":
            return _competency(values)
        case "reach_assumed":
            values["reach"] = kilometres(values["reach"])
    return str(_PHRASES[reason.code]) % values


def _competency(values: dict[str, Any]) -> str:
    """Return what is wanted of a competency beside what sheets say: a level never without its scale and its observers."""
    values |= {"need": _("needed") if values["needed"] else _("helpful"), "wanted": int(values["wanted"])}
    if "shown" not in values:
        return _("%(name)s %(wanted)d of %(of)d %(need)s, not observed yet") % values
    values["shown"] = int(values["shown"])
    return (
        ngettext(
            "%(name)s %(wanted)d of %(of)d %(need)s, %(shown)d seen by %(observers)d observer",
            "%(name)s %(wanted)d of %(of)d %(need)s, %(shown)d seen by %(observers)d observers",
            values["observers"],
        )
        % values
    )


_PHRASES = {
    "home_unknown": gettext_lazy("home not known"),
    "place_unknown": gettext_lazy("place not known"),
    "reach_assumed": gettext_lazy("reach not known, %(reach)s assumed"),
    "on_the_road": gettext_lazy("on the road"),
    "closed": gettext_lazy("apply until %(on)s, this is over"),
    "start": gettext_lazy("starts %(on)s"),
    "offer_ends": gettext_lazy("offered until %(on)s, before release: ask to renew"),
    "start_over": gettext_lazy("started %(on)s, no start any more"),
    "start_unknown": gettext_lazy("start not known"),
    "release_unknown": gettext_lazy("release date not known"),
    "start_far": gettext_lazy("starts %(on)s, long after release"),
    "start_on_day_release": gettext_lazy("starts %(on)s, before release: on day release only"),
    "start_before_release": gettext_lazy("starts %(on)s, before release"),
    "start_if_early": gettext_lazy("starts %(on)s, only if released early"),
    "start_if_not_later": gettext_lazy("starts %(on)s, not if released late"),
    "seats_unknown": gettext_lazy("seats not known"),
    "seats_none": gettext_lazy("no seat left"),
    "kind": gettext_lazy("%(kind)s"),
    "kind_not_wished": gettext_lazy("not looked for: %(kind)s"),
    "licence_not_needed": gettext_lazy("no driving licence needed"),
    "licence_need_unknown": gettext_lazy("driving licence needed? not known"),
    "licence_unknown": gettext_lazy("needs driving licence %(licence)s, not known whether held"),
    "licence": gettext_lazy("driving licence %(licence)s"),
    "licence_missing": gettext_lazy("needs driving licence %(licence)s"),
    "language_not_needed": gettext_lazy("no German needed"),
    "language_need_unknown": gettext_lazy("German needed? not known"),
    "language_unknown": gettext_lazy("%(language)s %(needed)s needed, level not known"),
    "language": gettext_lazy("%(language)s %(needed)s needed, has %(shown)s"),
    "language_nearly": gettext_lazy("%(language)s %(needed)s needed, has %(shown)s"),
    "language_missing": gettext_lazy("%(language)s %(needed)s needed, has %(shown)s"),
    "certificate": gettext_lazy("%(certificate)s"),
    "certificate_not_shown": gettext_lazy("not shown: %(certificate)s"),
    "right_to_work_none": gettext_lazy("no right to work"),
    "right_to_work_clarifying": gettext_lazy("right to work is being clarified"),
    "right_to_work_unknown": gettext_lazy("right to work not known"),
    "occupation": gettext_lazy("close to the wished job"),
    "occupation_other": gettext_lazy("other occupation"),
    "occupation_unknown": gettext_lazy("occupation not known"),
}


def facts_of_reasons(reasons: Iterable[Reason], today: date) -> list[tuple[str, str]]:
    """Return (mark, words) for the reasons that weigh, what is in the way first of all last: as they were judged."""
    return [
        (KINDS[reason.verdict], phrase(reason, today))
        for reason in reasons
        if reason.code not in QUIET and reason.verdict is not Verdict.TOLD
    ]


def told(reasons: Iterable[Reason], today: date) -> list[str]:
    """Return the words of what is worth knowing and weighs nothing."""
    return [
        phrase(reason, today)
        for reason in reasons
        if reason.code not in QUIET and reason.verdict is Verdict.TOLD
    ]


def start(opening: Opening, today: date, *, on_release: bool = False) -> str:
    """Return when one can start, or nothing where it is not known; for somebody inside it may be the release."""
    if opening.starts_on is None:
        if opening.start_until:
            return _("until %(day)s") % {"day": day(opening.start_until, today)}
        return ""
    begins = _("from now") if opening.starts_on <= today else day(opening.starts_on, today)
    if on_release:
        begins = _("can start on release")
    if opening.start_until and opening.start_until != opening.starts_on:
        return _("%(start)s until %(day)s") % {"start": begins, "day": day(opening.start_until, today)}
    return begins


def seats(opening: Opening) -> str:
    """Return how many seats there are, and how many of them are left where somebody has one."""
    if opening.seats is None:
        return ""
    if not opening.taken:
        return str(opening.seats)
    return _("%(left)s of %(seats)s left") % {"left": opening.seats_left, "seats": opening.seats}


def where(opening: Opening) -> str:
    """Return the place of work, or nothing where it is not known."""
    town = opening.site.town or str(opening.site) if opening.site else ""
    return place(town, is_on_the_road=opening.is_on_the_road)


def place(town: str, *, is_on_the_road: bool) -> str:
    """Return a place of work, or nothing where it is not known."""
    if not is_on_the_road:
        return town
    return _("on the road, from %(town)s") % {"town": town} if town else _("on the road")


def wage(opening: Opening) -> str:
    """Return the wage, or nothing where it is not known."""
    low, high = opening.wage_from, opening.wage_to
    if low is None and high is None:
        return opening.wage_text
    values = {
        "low": "" if low is None else number_format(low, 2),
        "high": "" if high is None else number_format(high, 2),
        "period": opening.get_wage_period_display(),
    }
    if low is not None and high is not None and low != high:
        amount = _("%(low)s to %(high)s € %(period)s") % values
    elif low is not None:
        amount = (
            _("from %(low)s € %(period)s") % values if high is None else _("%(low)s € %(period)s") % values
        )
    else:
        amount = _("up to %(high)s € %(period)s") % values
    return f"{amount}, {opening.wage_text}" if opening.wage_text else amount


def needed(value: str, level_words: Any = None) -> str:
    """Return what is needed: nothing where nobody said, "not needed" where it is not."""
    if value == "none":
        return _("not needed")
    return str(level_words[value]) if level_words and value else value
