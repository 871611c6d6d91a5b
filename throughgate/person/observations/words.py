"""What rules of observations say, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from throughgate.person.observations.rules.sheets import Refusal

PROBLEMS: Final[dict[str, Promise]] = {
    "ends_before_start": _("The last day is before the first one."),
    "future": _("This day is in the future. A sheet is about what was seen."),
    "outside_stay": _(
        "%(person)s was not here on this day. Take this person off the sheet or correct the day."
    ),
    "person_left": _(
        "One person on this sheet is no longer with your organisation. Take this person off the sheet."
    ),
    "no_competency": _("Choose at least one competency."),
    "too_many_competencies": _("A sheet holds at most %(number)s competencies."),
    "unknown_competency": _("Choose competencies of this framework, each once."),
    "competency_rated": _(
        "This competency has levels on this sheet already. Set them to “not observed” first."
    ),
    "no_people": _("Add at least one person."),
    "too_many_people": _("A sheet holds at most %(number)s people."),
    "unknown_person": _("One of these people is not with your organisation."),
    "outside_scale": _("This level is not on the scale."),
    "not_a_level": _("This is not a level. Write a whole number, or - for “not observed”."),
    "untrained": _(
        "Your training as an observer is not recorded yet, so you cannot sign. "
        "The administrator of your organisation records it, also from an earlier paper."
    ),
    "empty": _("No level is set yet. A sheet without any level cannot be signed."),
    "not_draft": _("This sheet is signed already. It can be changed by a new version with a reason."),
    "not_signed": _("Only a signed sheet can be replaced or taken back."),
    "original_gone": _("The sheet that this one replaces was taken back meanwhile."),
    "amended_already": _("A new version of this sheet was begun already."),
    "reason_missing": _("Say why."),
    "own_objection": _("Somebody other than the observer answers an objection."),
    "same_unit": _("Somebody outside the observer's unit answers an objection."),
    "answered_already": _("This objection was answered already."),
    "not_here": _("The organisation that observed answers an objection."),
    "nothing_rated": _("Set at least one level."),
    "own_training": _("Nobody records the own training. Ask another administrator."),
    "no_member": _("This is no member of your organisation."),
    "group_name_taken": _("There is a group with this name already."),
    "wrong_slip": _("This is not the code of the slip for this letter. Check each sign."),
    "letter_closed": _("This letter was approved or withdrawn already."),
    "letter_careful": _("The letter must not show where the person was. Take out: %(words)s."),
    "issuer_custody": _(
        "A prison, a probation service or an authority does not sign: it would show where the person was."
    ),
    "issuer_twice": _("This body is registered already. Change its entry."),
    "issuer_expired": _("The written agreement of this body is not in force. Ask your administrator."),
    "no_domain": _("Write the domain alone, such as club.example."),
    "prison_address": _("This is the address of a prison. The letter needs an address outside."),
}


def in_words(refusal: Refusal, names: Mapping[object, str] | None = None) -> str:
    """Return a refusal as a sentence; `names` says who is meant by a key."""
    text = str(PROBLEMS[refusal.code])
    return text % {"person": (names or {}).get(refusal.subject, "…"), "number": refusal.number}


def refuse(refusals: Iterable[Refusal], field: str | None = None) -> None:
    """Raise ValidationError where there are refusals."""
    errors = [ValidationError(in_words(refusal), code=refusal.code) for refusal in refusals]
    if errors:
        raise ValidationError({field: errors} if field else errors)


def people_in_words(number: int) -> str:
    """Return how many people."""
    return ngettext("%(n)s person", "%(n)s people", number) % {"n": number}
