"""Frameworks: what the shipped one must be, what a bad one says, and that published ones never change."""

from __future__ import annotations

import copy
import tomllib

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from throughgate.person.observations.loading import FRAMEWORKS, Changed, load_frameworks, publish, scales
from throughgate.person.observations.models import Competency, FrameworkVersion, Level
from throughgate.person.observations.rules.frameworks import BadFramework, read_framework
from throughgate.person.observations.rules.scales import Scale

STANDARD = tomllib.loads((FRAMEWORKS / "standard.toml").read_text())
TWELVE = (
    *("teamwork", "communication", "resilience", "creativity", "conflict", "assertiveness"),
    *("leadership", "intercultural", "motivation", "empathy", "perseverance", "problem_solving"),
)


def problems_of(data):
    with pytest.raises(BadFramework) as refused:
        read_framework(data, scales())
    return {(p.code, p.where) for p in refused.value.problems}


def test_standard_framework_is_whole():
    """The twelve competencies each have five distinct anchors and a situation for each setting, in both languages."""
    framework = read_framework(STANDARD, scales())
    assert tuple(c.key for c in framework.competencies) == TWELVE
    for competency in framework.competencies:
        for language in ("en", "de"):
            assert sorted(competency.anchors[language]) == [1, 2, 3, 4, 5]
            assert len(competency.situations[language]) == 5
        assert competency.esco


def test_anchors_speak_of_behaviour():
    """No anchor judges a character or speaks of a man or a woman."""
    judging = (
        " is lazy",
        " is weak",
        "character",
        "aggressive",
        " he ",
        " she ",
        " him ",
        " his ",
        "faul",
        "schwach",
    )
    for competency in read_framework(STANDARD, scales()).competencies:
        for anchors in competency.anchors.values():
            for anchor in anchors.values():
                assert not any(word in f" {anchor.lower()} " for word in judging), anchor
                assert not anchor.endswith(("!", "."))


def test_bad_framework_says_everything_at_once():
    """A missing anchor, a level outside the scale, two equal anchors and a wrong address are all named."""
    data = copy.deepcopy(STANDARD)
    first, second = data["competencies"][:2]
    del first["levels_en"]["3"]
    first["levels_de"]["6"] = "Etwas"
    second["levels_en"]["2"] = second["levels_en"]["1"].upper()
    second["esco"] = ["http://example.org/skill"]
    second["situations_en"]["kitchen"] = "cooking"
    assert problems_of(data) == {
        ("missing", "teamwork.levels_en.3"),
        ("outside_scale", "teamwork.levels_de.6"),
        ("not_distinct", "communication.levels_en"),
        ("bad_esco", "communication"),
        ("unknown_setting", "communication.situations_en.kitchen"),
    }
    assert problems_of({**STANDARD, "scale": "stars"}) == {("unknown_scale", "framework")}


def test_scales_are_what_schools_use():
    """Each country's marks keep their ends and their best end."""
    ends = {key: (scale.lowest, scale.highest, scale.best) for key, scale in scales().items()}
    assert ends == {
        "five": (1, 5, "highest"),
        "marks-de": (1, 6, "lowest"),
        "marks-at": (1, 5, "lowest"),
        "marks-cz": (1, 5, "lowest"),
        "marks-si": (1, 5, "highest"),
        "marks-it": (1, 10, "highest"),
        "marks-pt": (0, 20, "highest"),
    }


@given(st.integers(-5, 40), st.sampled_from(sorted(scales())))
def test_a_level_lies_on_its_scale(level, key):
    """A level is on the scale exactly between its ends, and nothing but a whole number is."""
    scale = scales()[key]
    assert (level in scale) == (scale.lowest <= level <= scale.highest)
    assert float(level) not in scale
    assert str(level) not in scale
    assert True not in scale


def test_better_levels_are_drawn_higher():
    """For drawing, the best end is 1 on every scale: a German 1 as an Italian 10."""
    assert Scale(1, 6, "lowest").share(1) == Scale(1, 10, "highest").share(10) == 1
    assert Scale(1, 6, "lowest").share(6) == Scale(0, 20, "highest").share(0) == 0


def test_prepared_database_has_the_framework(db):
    """`prepare` loads the framework, and loads nothing twice."""
    version = FrameworkVersion.objects.get(framework__key="standard")
    assert version.published_on is not None
    assert Competency.objects.filter(framework_version=version).count() == 12
    assert Level.objects.filter(competency__framework_version=version).count() == 60


@pytest.fixture
def owner(fresh_database):
    """Give the owner's connection, in a database of its own."""
    yield connections["owner"]
    connections["owner"].close()


def test_published_versions_never_change(owner):
    """Not even the owner changes, adds or removes a word of a published version."""
    version = FrameworkVersion.objects.using("owner").get(framework__key="standard")
    competency = Competency.objects.using("owner").filter(framework_version=version).first()
    level = Level.objects.using("owner").filter(competency=competency).first()
    attempts = (
        lambda: FrameworkVersion.objects.using("owner").filter(pk=version.pk).update(titles={"en": "Other"}),
        lambda: FrameworkVersion.objects.using("owner").filter(pk=version.pk).update(published_on=None),
        lambda: Competency.objects.using("owner").filter(pk=competency.pk).update(names={"en": "Other"}),
        lambda: Level.objects.using("owner").filter(pk=level.pk).update(anchors={"en": "Other"}),
        lambda: Level.objects.using("owner").filter(pk=level.pk).delete(),
        lambda: Level(competency=competency, level=9, anchors={"en": "a", "de": "b"}).save(using="owner"),
    )
    for attempt in attempts:
        with pytest.raises(IntegrityError, match="published framework"), transaction.atomic(using="owner"):
            attempt()


def test_loading_again_and_a_new_version(owner):
    """Loading again changes nothing; other words need a new number, and the old version stays."""
    assert load_frameworks(using="owner") == []
    data = copy.deepcopy(STANDARD)
    data["competencies"][0]["levels_en"]["5"] = "Brings everybody in"
    with pytest.raises(Changed):
        publish(read_framework(data, scales()), using="owner")
    data["number"] = 2
    assert publish(read_framework(data, scales()), using="owner").number == 2
    numbers = FrameworkVersion.objects.using("owner").filter(framework__key="standard")
    assert sorted(numbers.values_list("number", flat=True)) == [1, 2]


def test_framework_with_german_marks(owner):
    """A region's own framework keeps its marks: 1 is best, and six anchors."""
    data = {
        **STANDARD,
        "key": "region-marks",
        "scale": "marks-de",
        "competencies": [copy.deepcopy(STANDARD["competencies"][0])],
    }
    for language in ("en", "de"):
        data["competencies"][0][f"levels_{language}"]["6"] = "Nothing of this"
    version = publish(read_framework(data, scales()), using="owner")
    assert version.scale.best == "lowest"
    assert version.competencies.using("owner").get().levels.count() == 6
