"""Whatever a form offers as a closed list is one in the database, too: no word of one's own stands in its place."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from throughgate.foundation.database.rows import DatabaseCheck
from throughgate.person.people.models import Consent, NamedPurpose, Person, Stay, WorkCondition
from throughgate.work.openings.models import Opening

OPEN = {
    # Says nothing of people.
    *(
        "imports.Import.state",
        "imports.RowResult.outcome",
        "outbox.Mail.state",
        "vocabulary.OccupationWord.source",
    ),
    # Written by triggers alone, from a column that is checked.
    *("people.Visibility.role", "observations.SheetPerson.state", "observations.SheetPerson.setting"),
    # Every kind has a check of its own.
    "observations.Slip.kind",
}


def choosing():
    """Yield every column of ours with a closed list."""
    for model in apps.get_models():
        if not model.__module__.startswith("throughgate."):
            continue
        for field in model._meta.concrete_fields:
            inner = field.base_field if isinstance(field, ArrayField) else field
            if inner.choices and isinstance(inner, models.CharField):
                yield model, field


CHOOSING = {f"{model._meta.label}.{field.name}": (model, field) for model, field in choosing()}


@pytest.mark.django_db
def test_every_closed_list_is_kept_by_the_database():
    """Each has its check in the model and in the database, or stands on the list above with a reason."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT conname FROM pg_constraint WHERE contype = 'c' AND conname LIKE '%%_listed'")
        there = {name for (name,) in cursor.fetchall()}
    kept = {
        name
        for name, (model, field) in CHOOSING.items()
        if f"{model._meta.model_name}_{field.name}_listed" in there
    }
    assert kept == CHOOSING.keys() - OPEN
    declared = {
        c.name for m in apps.get_models() for c in m._meta.constraints if isinstance(c, DatabaseCheck)
    }
    assert {name for name in declared if name.endswith("_listed")} == there


FORGED = {
    "a reason for a limit on a job": (WorkCondition, {"kind": "no_drugs"}),
    "a state of nowhere": (Consent, {"state": "assumed"}),
    "a purpose of one's own": (Consent, {"purpose": "research"}),
    "a licence of nowhere": (Person, {"licences": ["B", "tank"]}),
    "a wish of nowhere": (Person, {"wish_kinds": ["job", "anything"]}),
    "a release before the arrival": (
        Stay,
        {name: timezone.localdate() - timedelta(days=301) for name in ("release_earliest_on",)},
    ),
}


@pytest.mark.parametrize("what", FORGED)
def test_words_of_ones_own_are_refused(acting, cast, what):
    """A change past form and action is refused by the database."""
    model, changes = FORGED[what]
    of_emre = {"pk" if model is Person else "person": cast.key("emre")}
    with acting("lead"), pytest.raises(IntegrityError, match="check constraint"), transaction.atomic():
        model.objects.filter(**of_emre).update(**changes)


def test_a_purpose_to_look_comes_from_the_list(acting, cast):
    """Nobody opens a person for a purpose of their own words."""
    now = timezone.now()
    with acting("lead") as lead, pytest.raises(IntegrityError, match="purpose_listed"), transaction.atomic():
        NamedPurpose(
            person_id=cast.key("milan"),
            membership=lead.membership,
            organisation=lead.organisation,
            purpose="curious",
            ends_at=now + timedelta(minutes=10),
        ).save(force_insert=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"demands": ["clean_record"]},
        {"certificates": ["clean_record"]},
        {"licence": "tank"},
        {"german": "some"},
        {"shifts": ["night"]},
    ],
)
def test_an_opening_asks_from_the_lists(acting, changes):
    """What is compared with people comes from closed lists, and a night shift is night work."""
    with acting("placement"), pytest.raises(IntegrityError, match="check constraint"), transaction.atomic():
        Opening.objects.update(**changes)
