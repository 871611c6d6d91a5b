"""Two pages about trust: how far observers agree (over all of them), and how one rates oneself (for oneself alone)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from throughgate.foundation.web.tables import Column, Table
from throughgate.ground.acting.actor import actor_in
from throughgate.person.observations.models import FrameworkVersion
from throughgate.person.observations.profile import trust_words
from throughgate.person.observations.profile.doubles import (
    FEWEST_DOUBLES,
    FEWEST_RATERS,
    Agreement,
    agreement,
    doubles,
)
from throughgate.person.observations.profile.feedback import (
    FEWEST,
    FEWEST_OTHERS,
    Beside,
    halo,
    leniency,
    spread,
    used_levels,
)
from throughgate.person.observations.profile.trust_queries import (
    beside_others,
    competencies_of,
    double_ratings,
    own_ratings,
)
from throughgate.person.observations.views.parts import tabs


@dataclass(frozen=True)
class AgreementPart:
    """One framework version: all of it, then each competency."""

    version: FrameworkVersion
    whole: Agreement
    words: str
    judged: str
    table: Table


@dataclass(frozen=True)
class Agreed:
    """A row of the figures: one competency, or all together."""

    name: str
    words: str
    found: Agreement


COLUMNS = (
    Column(gettext_lazy("Competency"), value=lambda row: row.name),
    Column(gettext_lazy("Agreement"), value=lambda row: row.words),
    Column(gettext_lazy("Double ratings"), value=lambda row: row.found.doubles, number=True),
    Column(gettext_lazy("Observers"), value=lambda row: row.found.raters, number=True),
)
CAPTION = gettext_lazy(
    "Krippendorff’s alpha for ordered levels: 1 is full agreement, 0 is chance. "
    "No figure below %(fewest)s double ratings or %(fewest_raters)s observers."
)


@require_safe
def agreement_page(request: HttpRequest) -> HttpResponse:
    """Show how far the observers of the own organisation agree."""
    actor = actor_in(request)
    found = doubles(double_ratings(actor))
    by_key: dict[Any, list[Any]] = {}
    for double in found:
        by_key.setdefault(double.competency, []).append(double)
    parts = []
    for _version, of_version in groupby(competencies_of(by_key), key=lambda row: row.framework_version_id):
        competencies = list(of_version)
        whole = agreement([double for row in competencies for double in by_key[row.pk]])
        each = [(row, agreement(by_key[row.pk])) for row in competencies]
        words = trust_words.no_figure(whole.reason) if whole.reason else trust_words.near(whole)
        figure = floatformat(whole.alpha.value, 2) if whole.alpha and not whole.reason else words
        parts.append(
            AgreementPart(
                version=competencies[0].framework_version,
                whole=whole,
                words=words,
                judged="" if whole.reason else trust_words.judged(whole),
                table=Table.whole(
                    CAPTION % {"fewest": FEWEST_DOUBLES, "fewest_raters": FEWEST_RATERS},
                    COLUMNS,
                    [
                        Agreed(_("All together"), figure, whole),
                        *(Agreed(row.name, trust_words.figure(one), one) for row, one in each),
                    ],
                ),
            )
        )
    context = {
        "parts": parts,
        "fewest": FEWEST_DOUBLES,
        "fewest_raters": FEWEST_RATERS,
        "tabs": tabs(actor, "agreement"),
    }
    return render(request, "observations/profile/agreement.html", context)


@require_safe
def feedback_page(request: HttpRequest) -> HttpResponse:
    """Show an observer how the own ratings look from outside; nobody else has this page."""
    actor = actor_in(request)
    given, beside = own_ratings(actor), beside_others(actor)
    by_key: dict[Any, list[Any]] = {}
    for row in given:
        by_key.setdefault(row.competency, []).append(row)
    parts = []
    for _version, of_version in groupby(competencies_of(by_key), key=lambda row: row.framework_version_id):
        competencies = list(of_version)
        version, rows = competencies[0].framework_version, [g for row in competencies for g in by_key[row.pk]]
        scale = version.scale
        parts.append(
            {
                "version": version,
                "count": ngettext("%(number)d level", "%(number)d levels", len(rows)) % {"number": len(rows)},
                "findings": [
                    (
                        _("Beside other observers"),
                        trust_words.leniency(leniency(beside.get(version.pk, Beside()), scale), scale),
                    ),
                    (_("The whole scale"), trust_words.spread(spread(rows, scale), used_levels(rows), scale)),
                    (_("Each competency on its own"), trust_words.halo(halo(rows))),
                ],
            }
        )
    context = {
        "parts": parts,
        "fewest": FEWEST,
        "fewest_others": FEWEST_OTHERS,
        "tabs": tabs(actor, "feedback"),
    }
    return render(request, "observations/profile/feedback.html", context)
