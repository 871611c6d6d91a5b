"""What every row shares: its key, its version, and that a protected row needs somebody who acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, TypeGuard

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Q

from throughgate.foundation.database.context import current
from throughgate.foundation.database.keys import uuid7


class Stale(Exception):
    """Somebody else changed the row since this form was opened; `theirs` is the row as it is now."""

    def __init__(self, theirs: models.Model) -> None:
        super().__init__(f"{theirs._meta.label} was changed meanwhile")
        self.theirs = theirs


class Row(models.Model):
    """A row with a time-ordered key."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: Any) -> Any:  # noqa: N802 - Django's name for what `get_kind_display` calls
        """Return the words of a choice. Django translates every choice there is for each row it is asked about."""
        value = getattr(self, field.attname)
        words = dict(field.flatchoices).get(value, value)
        return words if words is None else str(words)

    def full_clean(self, exclude: Iterable[str] | None = None, *args: Any, **options: Any) -> None:
        """Validate all but the key: it is made here, and to ask whether another row has it would be a query for nothing."""
        super().full_clean({*(exclude or ()), "id"}, *args, **options)

    _checks_hold = False

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Ask PostgreSQL once for all checks together, and for each by itself only to say which one is not met."""
        self._checks_hold = self._meets_all_checks(exclude)
        try:
            super().validate_constraints(exclude)
        finally:
            self._checks_hold = False

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[models.BaseConstraint]]]:
        """Return the constraints to validate, without checks that are known to hold."""
        found = super().get_constraints()
        if self._checks_hold:
            return [(model, [one for one in of if not _asks(one)]) for model, of in found]
        return found

    def _meets_all_checks(self, exclude: Collection[str] | None) -> bool:
        checks = _checks_of(type(self))
        if checks is None:
            return False
        together, named = checks
        try:
            values = self._get_field_expression_map(self._meta, exclude)  # type: ignore[attr-defined] # what each asks with
            # Alone what they name: the query is made anew each time, and grows with every field.
            return together.check({name: value for name, value in values.items() if name in named})
        except FieldError:  # one of them is about a field that is left out
            return False


@cache
def _checks_of(model: type[models.Model]) -> tuple[Q, frozenset[str]] | None:
    """Return the checks of a model that ask the database as one, with the fields they name; None where there is only one."""
    checks = [Q(one.condition) for one in model._meta.constraints if _asks(one)]
    if len(checks) < 2:
        return None
    together = Q(*checks)
    return together, frozenset(together.referenced_base_fields)


class Versioned(Row):
    """A row that people edit: each change raises its version by one."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, expected: int, **changes: Any) -> None:
        """Change the row if it still has version `expected`; raise Stale otherwise.

        The change is validated first; a row that somebody removed raises DoesNotExist.
        """
        for name, value in changes.items():
            setattr(self, name, value)
        self.full_clean()
        self.version = expected + 1
        model = type(self)
        columns = {str(getattr(model._meta.get_field(name), "attname", name)) for name in changes}
        values = {name: getattr(self, name) for name in columns}
        changed = model._default_manager.filter(pk=self.pk, version=expected).update(
            **values, version=self.version
        )
        if not changed:
            raise Stale(model._default_manager.get(pk=self.pk))


class DatabaseCheck(models.CheckConstraint):
    """A rule that the database holds, whoever writes; what Python says of it stands elsewhere and costs no query."""

    def validate(self, *args: Any, **options: Any) -> None:
        """Leave it to the field, the form or the action, which have words for it."""


def _asks(constraint: models.BaseConstraint) -> TypeGuard[models.CheckConstraint]:
    """Say whether it is a check that asks the database when it is validated."""
    return isinstance(constraint, models.CheckConstraint) and not isinstance(constraint, DatabaseCheck)


Listed = type[models.Choices] | Iterable[tuple[str, Any]] | Iterable[str]


def listed(field: str, *choices: Listed | str, many: bool = False) -> DatabaseCheck:
    """Keep a column (an array: `many`) to a closed list, in the database as well as in forms.

    What is no list of choices is a value of its own, such as "" for a field that may stay empty.
    """
    values = [
        value for choice in choices for value in ([choice] if isinstance(choice, str) else _values(choice))
    ]
    holds = Q(**{f"{field}__contained_by": values}) if many else Q(**{f"{field}__in": values})
    return DatabaseCheck(condition=holds, name=f"%(class)s_{field}_listed")


def _values(choices: Listed) -> list[str]:
    if isinstance(choices, type):
        return list(choices.values)
    return [choice if isinstance(choice, str) else choice[0] for choice in choices]


class ProtectedManager(models.Manager[Any]):
    """Refuse to touch protected rows before anybody acts, rather than show an empty page."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Return the rows that the acting membership may see; raise NoContext outside of `acting`."""
        current()
        return super().get_queryset()
