"""People as a kind of import."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import Choice, Given, ImportField, Option
from throughgate.foundation.imports.models import RowResult
from throughgate.foundation.spreadsheets.values import read_code
from throughgate.ground.acting.actor import Actor
from throughgate.person.people.importing.fields import fields_for
from throughgate.person.people.importing.rows import CLEARED_BY_LOOKING
from throughgate.person.people.importing.session import PeopleSession
from throughgate.person.people.importing.undoing import undo_people
from throughgate.person.people.importing.words import WORDS
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name


class People:
    """What the engine asks about lists of people."""

    name = "people"
    title = _("People")
    lead = _("A list of people with their release dates, home and wishes, such as a release list.")
    words = WORDS
    cleared_by_looking = CLEARED_BY_LOOKING
    is_private = False
    of_people = True
    described = None
    proposes = None
    named_by = ("family_name", "given_names", "full_name")

    def line(self, values: Mapping[str, str]) -> str:
        """Return the name as it was written."""
        name = formal_name(values.get("given_names", ""), values.get("family_name", ""))
        return name or values.get("full_name", "")

    def start(self, actor: Actor) -> None:
        """Refuse whoever registers nobody."""
        actor.must("write", "person")

    def fields(self, actor: Actor) -> Sequence[ImportField]:
        """Return the fields that the actor's organisation keeps."""
        return fields_for(inside=actor.organisation.kind == "prison" and actor.may("write", "stay"))

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in."""
        return "" if used & {"family_name", "full_name"} else str(_("Family name"))

    def options(self, actor: Actor) -> Sequence[Option]:
        """Ask into whose caseload the new people go."""
        if actor.user.is_service:
            return ()
        return (
            Option(
                "lead",
                _("Who looks after the new people?"),
                (("me", _("I do: they stand in my list")), ("nobody", _("Nobody yet"))),
                _("You can change this for each person later."),
                of_many="nobody",
            ),
        )

    def key_of(self, given: Given) -> str:
        """Return the number."""
        return read_code(given.cell("number"))

    def session(self, actor: Actor, *, options: Mapping[str, str]) -> PeopleSession:
        """Return a reading."""
        return PeopleSession(actor, options=options)

    def targets(self, actor: Actor, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return names and pages of people whom the actor may see."""
        found: Any = Person.objects.visible_to(actor).filter(pk__in=set(keys))
        return {
            person.pk: Choice(
                str(person.pk),
                formal_name(person.given_names, person.family_name),
                reverse("desk:person", args=[person.pk]),
            )
            for person in found
        }

    def undo(self, actor: Actor, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Take back what these rows did."""
        return undo_people(actor, of, results)


PEOPLE = People()
