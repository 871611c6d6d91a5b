"""What a day brings after starts, by the worker, who acts for nobody."""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from throughgate.foundation.audit.record import record
from throughgate.foundation.codes import secret
from throughgate.foundation.database.asking import rows_of
from throughgate.foundation.database.context import NOBODY, acting
from throughgate.foundation.languages.texts import language_for
from throughgate.foundation.outbox.actions import post_mail
from throughgate.foundation.web.addresses import whole_address
from throughgate.ground.organisations.working_days import working_days_by_region
from throughgate.work.followups.rules import MILESTONES, Stand, due_on, moves_due


def pass_a_day(today: date | None = None, *, by_mail: bool = True) -> int:
    """Ask, remind and close what is due, and complete placements after a year. Safe to run twice.

    What was due on days without a worker is due today. Whoever can have a mail gets one, unless `by_mail` is false. Return
    how many steps were taken.
    """
    today = today or timezone.localdate()
    with acting(NOBODY):
        works = working_days_by_region()
        waiting = rows_of(
            "SELECT placement, region, started_on, milestone, asks_company, is_closed, person_asked_on, "
            "person_reminded_on, person_answered, company_asked_on, company_reminded_on, company_answered "
            "FROM gate.follow_ups_waiting()"
        )
    taken = 0
    for placement, region, started_on, milestone, asks_company, is_closed, *stand in waiting:
        moves = ["complete"]
        if not is_closed:
            moves = moves_due(
                milestone, started_on, Stand(*stand), today, works[region], asks_company=asks_company
            )
        if milestone == MILESTONES[-1] and "close" in moves:
            moves.append("complete")
        due = due_on(started_on, milestone)
        taken += sum(_take(placement, milestone, due, move, by_mail=by_mail) for move in moves)
    return taken


def _take(placement: uuid.UUID, milestone: str, due: date, move: str, *, by_mail: bool) -> bool:
    """Take one step, and post the mail with its key, together or not at all."""
    token = secret.new_token()
    hashed = secret.hash_of(token) if by_mail and settings.MAIL_BACKEND else ""
    with acting(NOBODY):
        follow_up, email, languages = rows_of(
            "SELECT follow_up, email, languages FROM gate.follow_up_moves(%s, %s, %s, %s, %s)",
            placement,
            milestone,
            due,
            move,
            hashed,
        )[0]
        if follow_up is None:
            return False
        if move == "complete":
            record("placement.complete", subject=("placement", placement))
        else:
            record(f"follow_up.{move}", subject=("follow_up", follow_up))
        if email:
            with translation.override(language_for(languages or ())):
                _mail(email, token, side=move.partition("_")[2])
    return True


def _mail(email: str, token: str, *, side: str) -> None:
    """Mail the link. Neither names nor places stand in it: others may read a mail."""
    link = whole_address(reverse("feedback_by_link", args=[token]))
    text = render_to_string(f"followups/mail_{side}.txt", {"link": link})
    post_mail(to=email, subject=_("How is it going? Two minutes"), text=text)
