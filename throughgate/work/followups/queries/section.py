"""The follow-ups of one placement, as its page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from throughgate.foundation.audit.models import History
from throughgate.foundation.languages.days import short_day
from throughgate.ground.acting.actor import Actor
from throughgate.work.followups.actions.answering import takes
from throughgate.work.followups.choices import Going, Milestone, Whose
from throughgate.work.followups.models import Feedback, FollowUp
from throughgate.work.followups.rules import MILESTONES, due_on, outcome
from throughgate.work.placements.actions.moving import keeps
from throughgate.work.placements.models import Placement
from throughgate.work.placements.rules import RUNNING


@dataclass(frozen=True, slots=True)
class Side:
    """What one side said at a milestone, as far as whoever looks may know, and what they can do about it."""

    name: str
    words: str
    """What was said, or whether and how the side was asked."""
    version: int = 0
    type_in: str = ""
    """Where it is typed in or put right; nothing where that is not for the reader, like each address here."""
    is_said: bool = False
    sheet: str = ""
    seen: str = ""
    before: tuple[str, ...] = ()
    """What was said before it was put right, the latest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone."""

    name: str
    day: str
    outcome: str
    mark: str
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """All milestones of a placement; the page of the placement includes the template."""

    lines: tuple[Line, ...]
    template: str = "followups/section.html"


_OUTCOMES = {"confirmed": "done", "no": "due", "unknown": "", "open": "go"}


def section(actor: Actor, placement: Placement) -> Section | None:
    """Return the follow-ups of a placement that has begun, for those who read them. At most four queries."""
    if placement.started_on is None or not actor.may("read", "follow_up"):
        return None
    rows = {row.milestone: row for row in FollowUp.objects.filter(placement=placement)}
    said: dict[tuple[str, str], Feedback] = {}
    if rows:
        names = {row.pk: row.milestone for row in rows.values()}
        for one in Feedback.objects.filter(placement=placement):
            said[names[one.follow_up_id], one.whose] = one
    return Section(tuple(_lines(actor, placement, rows, said, _before(said.values()))))


def _lines(
    actor: Actor,
    placement: Placement,
    rows: dict[str, FollowUp],
    said: dict[tuple[str, str], Feedback],
    before: Mapping[Any, tuple[str, ...]],
) -> list[Line]:
    goes_on = placement.state in RUNNING
    has_all = keeps(actor, placement)
    first = next(iter(rows.values()), None)
    takes_person = goes_on and first is not None and (has_all or takes(actor, first, "person"))
    lines = []
    for milestone in MILESTONES:
        row = rows.get(milestone)
        if row is not None:
            row.person_id, row.placement = placement.person_id, placement
            sides = [
                _side(row, whose, said.get((milestone, whose)), before, may_take=may_take)
                for whose, may_take, shown in (
                    ("person", takes_person, True),
                    ("company", goes_on and has_all, has_all or (milestone, "company") in said),
                )
                if shown
            ]
            lines.append(_line(row, [said[key] for key in said if key[0] == milestone], sides))
        elif goes_on and placement.started_on is not None:
            day = short_day(due_on(placement.started_on, milestone))
            lines.append(Line(str(Milestone(milestone).label), day, pgettext("milestone", "to come"), ""))
    return lines


def _line(row: FollowUp, said: Sequence[Feedback], sides: Sequence[Side]) -> Line:
    found = outcome(
        is_closed=row.closed_on is not None,
        is_confirmed=row.confirmed_on is not None,
        said=[one.there for one in said],
    )
    words = {
        "confirmed": pgettext("milestone", "confirmed"),
        "no": pgettext("milestone", "not there any more?"),
        "unknown": pgettext("milestone", "not known"),
        "open": pgettext("milestone", "being asked"),
    }
    return Line(str(row), short_day(row.due_on), words[found], _OUTCOMES[found], tuple(sides))


def _before(said: Iterable[Feedback]) -> dict[Any, tuple[str, ...]]:
    """Return, by its key, what answers that were put right said before, the latest first. One query, none where none was."""
    changed = {one.pk: one for one in said if one.version > 1}
    if not changed:
        return {}
    found: dict[Any, list[str]] = {key: [] for key in changed}
    now = {key: _words(one.there, one.going, calls=one.calls) for key, one in changed.items()}
    kept = History.objects.filter(row_id__in=changed, table_name="followups_feedback", operation="update")
    for line in kept.order_by("-id"):
        was = _words(line.before["there"], line.before["going"], calls=line.before["calls"])
        # That somebody saw to it is a change as well, and none of what was said.
        if was != now[line.row_id]:
            now[line.row_id] = was
            day = short_day(date.fromisoformat(line.before["answered_on"]))
            found[line.row_id].append(" · ".join([day, *was]))
    return {key: tuple(lines) for key, lines in found.items()}


def _side(
    row: FollowUp,
    whose: str,
    said: Feedback | None,
    before: Mapping[Any, tuple[str, ...]],
    *,
    may_take: bool,
) -> Side:
    is_open = row.closed_on is None
    asked_on = row.person_asked_on if whose == "person" else row.company_asked_on
    by_mail = row.person_by_mail if whose == "person" else row.company_by_mail
    is_fixed = said is not None and said.there == "yes"
    keys = [row.person_id, row.pk, whose]
    return Side(
        str(Whose(whose).label),
        said_words(said) if said else _asked_words(asked_on, by_mail=by_mail, is_open=is_open),
        said.version if said else 0,
        reverse("followups:type", args=keys)
        if may_take and (is_open or said is not None) and not is_fixed
        else "",
        said is not None,
        reverse("followups:sheet", args=keys)
        if may_take and is_open and asked_on is not None and said is None
        else "",
        reverse("followups:seen", args=[row.person_id, said.pk])
        if said is not None and said.is_warning and said.seen_to_on is None
        else "",
        before.get(said.pk, ()) if said is not None else (),
    )


def said_words(said: Feedback) -> str:
    """Return what was said, on one line."""
    words = _words(said.there, said.going, calls=said.calls)
    if said.seen_to_on:
        words.append(_("seen to on %(day)s") % {"day": short_day(said.seen_to_on)})
    return " · ".join([short_day(said.answered_on), *words])


def _words(there: str, going: str, *, calls: bool) -> list[str]:
    words = [
        {
            "yes": _("still there"),
            "no": _("not there any more"),
            "unsure": _("cannot say whether still there"),
        }[there]
    ]
    if going:
        words.append(str(Going(going).label))
    if calls:
        words.append(_("asks for a call"))
    return words


def _asked_words(asked_on: date | None, *, by_mail: bool, is_open: bool) -> str:
    if asked_on is None:
        return _("not asked")
    if not is_open:
        return _("asked on %(day)s, no answer") % {"day": short_day(asked_on)}
    words = _("asked by mail on %(day)s, no answer") if by_mail else _("to be asked since %(day)s")
    return words % {"day": short_day(asked_on)}
