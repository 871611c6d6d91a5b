"""A constraint or an index changes what models say of themselves, and makes no model anew."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ModelState, ProjectState

from throughgate.foundation.database.migrating import models_kept


@pytest.fixture
def state():
    """Give a state with two models, one of which names the other, both made."""
    found = ProjectState()
    key = ("id", models.AutoField(primary_key=True))
    options = {"indexes": [], "constraints": []}
    found.add_model(ModelState("some", "House", [key, ("rooms", models.IntegerField())], options))
    found.add_model(
        ModelState("some", "Room", [key, ("house", models.ForeignKey("some.House", models.CASCADE))])
    )
    assert found.apps.get_model("some", "house")
    return found


def names(state, option):
    """Return what the made model says of its own constraints or indexes."""
    return [one.name for one in getattr(state.apps.get_model("some", "house")._meta, option)]


def test_a_constraint_keeps_the_models(state):
    """Added and removed: the model is the same class, and says what it has."""
    house, room = state.apps.get_model("some", "house"), state.apps.get_model("some", "room")
    with models_kept():
        state.add_constraint(
            "some", "house", models.CheckConstraint(condition=models.Q(rooms__gt=0), name="roomy")
        )
        state.add_index("some", "house", models.Index(fields=["rooms"], name="by_rooms"))
        assert (names(state, "constraints"), names(state, "indexes")) == (["roomy"], ["by_rooms"])
        state.remove_constraint("some", "house", "roomy")
        state.remove_index("some", "house", "by_rooms")
    assert (names(state, "constraints"), names(state, "indexes")) == ([], [])
    assert state.apps.get_model("some", "house") is house
    assert state.apps.get_model("some", "room") is room


def test_a_field_makes_the_model_anew(state):
    """What SQL is made of is never kept; nor is anything outside of the block."""
    house = state.apps.get_model("some", "house")
    with models_kept():
        state.add_field("some", "house", "floors", models.IntegerField(null=True), preserve_default=True)
    grown = state.apps.get_model("some", "house")
    assert grown is not house
    assert grown._meta.get_field("floors")
    state.add_index("some", "house", models.Index(fields=["rooms"], name="by_rooms"))
    assert state.apps.get_model("some", "house") is not grown
    assert names(state, "indexes") == ["by_rooms"]


def test_the_database_has_every_constraint_and_index(acting):
    """Whatever a model declares, migrations have made."""
    with acting("lead"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace "
            "UNION SELECT indexname FROM pg_indexes WHERE schemaname = 'public'"
        )
        there = {name for (name,) in cursor.fetchall()}
    declared = {
        one.name for model in apps.get_models() for one in (*model._meta.constraints, *model._meta.indexes)
    }
    assert len(declared) > 150
    assert declared <= there
