"""Figures about trust in plain words, each with what it rests on."""

from __future__ import annotations

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from throughgate.person.observations.profile.doubles import Agreement
from throughgate.person.observations.profile.feedback import Finding
from throughgate.person.observations.rules.scales import Scale

NO_FIGURE: Final[dict[str, Promise]] = {
    "too_few_doubles": _("Too few double ratings."),
    "too_few_raters": _("Too few observers with double ratings."),
    "not_by_two": _("Too few double ratings."),
    "no_variation": _("All levels are the same, so chance alone explains them."),
}
GOOD, USABLE = 0.8, 0.667
"""Krippendorff's own bounds: below the second one, no conclusions."""


def no_figure(reason: str) -> str:
    """Return why there is no figure."""
    return str(NO_FIGURE.get(reason, NO_FIGURE["too_few_doubles"]))


def two(value: float) -> str:
    """Return a number with two decimals, as the reader writes it."""
    return number_format(value, decimal_pos=2)


def near(found: Agreement) -> str:
    """Return how many double ratings lie close together."""
    return gettext(
        "In %(near)d of %(all)d double ratings the observers were at most one level apart, "
        "in %(alike)d of them they gave the same level."
    ) % {"near": found.near, "all": found.doubles, "alike": found.alike}


def judged(found: Agreement) -> str:
    """Return what the coefficient means for daily work."""
    value = found.alpha.value if found.alpha else None
    if value is None:
        return ""
    if value >= GOOD:
        return gettext("Observers agree well.")
    if value >= USABLE:
        return gettext("Observers agree fairly. Look at several sheets before you decide anything.")
    return gettext(
        "Observers agree too little for conclusions. Read the anchors together and rate one group together."
    )


def figure(found: Agreement) -> str:
    """Return the coefficient, or why there is none."""
    if found.reason or found.alpha is None or found.alpha.value is None:
        return no_figure(found.reason)
    return two(found.alpha.value)


def leniency(found: Finding, scale: Scale) -> str:
    """Return how one's levels lie to those of others."""
    if found.code == "too_few":
        return gettext("Too few people were rated by you and by at least three others.")
    difference = round(found.value, 1)
    facts = {
        "count": found.count,
        "others": found.of,
        "levels": number_format(abs(difference), decimal_pos=1),
    }
    if not difference:
        return (
            gettext(
                "Your ratings are on average the same as those of others for the same people, "
                "%(count)d pairs, %(others)d others."
            )
            % facts
        )
    if difference > 0:
        said = gettext(
            "Your ratings are on average %(levels)s levels higher than those of others for the same people, "
            "%(count)d pairs, %(others)d others."
        )
    else:
        said = gettext(
            "Your ratings are on average %(levels)s levels lower than those of others for the same people, "
            "%(count)d pairs, %(others)d others."
        )
    if scale.high_is_best:
        return said % facts
    nearer = gettext("Higher means nearer to the best mark, which is %(best)d.")
    return f"{said % facts} {nearer % {'best': scale.lowest}}"


def spread(found: Finding, used: int, scale: Scale) -> str:
    """Return whether one uses the scale."""
    if found.code == "too_few":
        return gettext("Too few levels so far.")
    said = gettext(
        "You used %(used)d of %(all)d levels. %(times)d of your %(total)d levels were %(level)d."
    ) % {
        "used": used,
        "all": len(scale.levels),
        "times": found.count,
        "total": found.of,
        "level": found.level,
    }
    if found.code == "one_level":
        said += " " + gettext(
            "The same level most of the time says little: compare with the anchors above and below."
        )
    return said


def halo(found: Finding) -> str:
    """Return whether one judges each competency by itself."""
    if found.code == "too_few":
        return gettext("Too few people with more than one level so far.")
    said = ngettext(
        "Of %(of)d person on your sheets, %(count)d got the same level throughout.",
        "Of %(of)d people on your sheets, %(count)d got the same level throughout.",
        found.of,
    ) % {"of": found.of, "count": found.count}
    if found.code == "much_alike":
        said += " " + gettext(
            "Who is high in one competency is nearly always high in the others. "
            "It helps to rate column by column: one competency for everybody, then the next."
        )
    return said
