"""What rules of certificates give, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import text_in
from throughgate.foundation.web.components import tag
from throughgate.person.schooling.choices import Outcome, RegistrationState
from throughgate.person.schooling.queries.certificates import Answer
from throughgate.person.schooling.rules.certificates.judging import Check
from throughgate.person.schooling.rules.certificates.questions import questions
from throughgate.person.schooling.rules.registering import OPEN, here_between, next_exam
from throughgate.person.schooling.words import subject_name

SIGNS: Final = {"eligible": "✓", "resit": "↻", "nearly": "≈", "not": "✕", "unknown": "?"}
"""Beside the word and the colour, for whoever sees colours otherwise."""
TAGS: Final = {"eligible": "done", "resit": "due", "nearly": "due", "not": "late", "unknown": ""}
HERE: Final[dict[str, Promise]] = {
    "here": gettext_lazy("still here then"),
    "gone": gettext_lazy("released by then"),
    "maybe": gettext_lazy("may be released by then"),
    "unknown": gettext_lazy("release date not known"),
}
MOVES: Final[dict[str, Promise]] = {
    "register": pgettext_lazy("exam registration", "The authority has the file"),
    "admit": pgettext_lazy("exam registration", "Admitted to the exam"),
    "pass": pgettext_lazy("exam registration", "Passed"),
    "fail": pgettext_lazy("exam registration", "Not passed"),
}
STATES: Final = {
    "to_register": "due",
    "registered": "go",
    "admitted": "go",
    "passed": "done",
    "failed": "late",
    "withdrawn": "",
}
OK: Final = {True: "fits", False: "gap", None: "unknown"}
MET: Final[dict[bool | None, Promise]] = {
    True: pgettext_lazy("a condition", "met:"),
    False: pgettext_lazy("a condition", "not met:"),
    None: pgettext_lazy("a condition", "not known:"),
}


@dataclass(frozen=True)
class Reason:
    """One check in words, with those beneath it."""

    kind: str
    met: str
    """How a screen reader begins it."""
    says: str
    detail: str
    paragraph: str
    who: str
    """Who can tell what is not known."""
    inner: Sequence[Reason]


def light(answer: Answer) -> SafeString:
    """Return an outcome as a small mark: sign, word and colour."""
    return outcome_tag(answer.outcome)


def outcome_tag(outcome: str) -> SafeString:
    """Return the mark of an outcome."""
    label = format_html('<span aria-hidden="true">{}</span> {}', SIGNS[outcome], str(Outcome(outcome).label))
    return tag(label, TAGS[outcome])


def state_tag(state: str) -> SafeString:
    """Return the mark of a registration's state."""
    return tag(RegistrationState(state).label, STATES[state])


def named(codes: Iterable[str]) -> str:
    """Return subjects in words."""
    return ", ".join(subject_name(code, "") for code in codes)


def sentence(answer: Answer) -> str:
    """Return what an outcome means here, in one line; nothing for somebody who can be registered."""
    if answer.held:
        return _("The person has this certificate.")
    match answer.outcome:
        case "eligible":
            return ""
        case "resit":
            return _("resit possible in ONE of: %(subjects)s") % {"subjects": named(answer.standing.resits)}
        case "nearly" if answer.standing.near:
            return _("one step better in ONE of: %(subjects)s") % {"subjects": named(answer.standing.near)}
    if answer.outcome == "unknown" and answer.pupil.left_out:
        return _("marks on another scale: %(subjects)s") % {"subjects": named(answer.pupil.left_out)}
    return _first(answer.checks, None if answer.outcome == "unknown" else False)


def reached_by(checks: Iterable[Check]) -> str:
    """Return by what marks are enough that are not all as good as required: left out, made good, or both; else nothing."""
    ways = {one.key for check in checks if check.key == "made_good" for one in check.checks}
    said = {"left_out": _("one subject left out"), "compensated": _("by compensation")}
    return ", ".join(words for key, words in said.items() if key in ways)


def _first(checks: Sequence[Check], ok: bool | None) -> str:  # noqa: FBT001 - what is looked for
    """Return the check that decides, in words: a missing mark first of all, for it is what can be done."""
    found = [check for check in checks if check.ok is ok]
    found.sort(key=lambda check: (check.key != "missing", not check.subjects))
    return _in_words(found[0]) if found else ""


def _in_words(check: Check) -> str:
    if check.key == "missing":
        return _("mark missing: %(subjects)s") % {"subjects": named(check.subjects)}
    said = text_in(check.says)
    if check.ok is None:
        return _("not known: %(what)s") % {"what": said}
    detail = _detail(check)
    return f"{said} ({detail})" if detail else said


def reasons(checks: Iterable[Check]) -> list[Reason]:
    """Return a tree of checks in words."""
    return [
        Reason(
            OK[check.ok],
            str(MET[check.ok]),
            text_in(check.says),
            _detail(check),
            check.paragraph,
            who(check),
            reasons(check.checks),
        )
        for check in checks
    ]


def who(check: Check) -> str:
    """Return who can tell what is not known; nothing where it is known, or nobody is asked."""
    question = questions().get(check.key)
    return text_in(question.who) if question and check.ok is None else ""


def _detail(check: Check) -> str:
    """Return what was found."""
    if check.marks:
        return ", ".join(f"{subject_name(code, '')} {mark}" for code, mark in check.marks)
    if check.subjects:
        return named(check.subjects)
    if check.found is None or isinstance(check.found, bool) or check.key == "resit":
        return ""
    return _("found: %(found)s") % {"found": localize(check.found)}


def deadline(answer: Answer) -> str:
    """Return the last day to register and whether the person is still here then; nothing where the rule names none."""
    if answer.deadline is None:
        return ""
    said = {"day": short_day(answer.deadline), "here": HERE[answer.pupil.here_on(answer.deadline)]}
    return _("register by %(day)s: %(here)s") % said


def exam(answer: Answer) -> str:
    """Return when the exam is and whether the person is still here then; nothing where nobody knows.

    The day in the registration counts, else what the rule says.
    """
    registration = answer.registration
    days = None
    if registration and registration["state"] in OPEN and registration["exam_on"]:
        day = date.fromisoformat(registration["exam_on"])
        days = day, day
    days = days or next_exam(answer.version, timezone.localdate())
    if days is None:
        return ""
    said = {"day": short_day(days[0]), "here": HERE[here_between(*days, *answer.pupil.release)]}
    return _("exam from %(day)s: %(here)s") % said


def decided(answer: Answer) -> str:
    """Return what a teacher decided in this school year; nothing where nobody did."""
    decision = answer.decision
    if decision is None:
        return ""
    day = short_day(date.fromisoformat(decision["signed_at"][:10]))
    outcome = str(Outcome(decision["outcome"]).label)
    said = (
        _("agreed on %(day)s: %(outcome)s") % {"day": day, "outcome": outcome}
        if decision["agrees"]
        else _("disagreed on %(day)s: %(reason)s") % {"day": day, "reason": decision["reason"]}
    )
    stale = pgettext("a decision", "marks or facts changed since")
    return f"{said} · {stale}" if answer.is_stale else said
