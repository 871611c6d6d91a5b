"""A third language is messages and data: no column, no migration, no line of code."""

from __future__ import annotations

import copy
import csv
import io
import tomllib

import pypdfium2
import pytest
from django.conf import settings as house
from django.db import IntegrityError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.urls import reverse

from tests.fixtures import Cast
from throughgate.foundation.database.context import as_owner
from throughgate.foundation.database.migrating import models_kept
from throughgate.ground.vocabulary import loading as vocabulary
from throughgate.ground.vocabulary.models import Occupation
from throughgate.person.observations.loading import FRAMEWORKS, publish
from throughgate.person.observations.models import Competency, FrameworkVersion
from throughgate.person.observations.rules.frameworks import BadFramework, read_framework
from throughgate.person.observations.rules.scales import read_scales
from throughgate.person.people.models import Wish

OLD = [("observations", "0002_closed_lists"), ("vocabulary", "0001_initial")]
NEW = [("observations", "0003_texts"), ("vocabulary", "0002_texts")]
PUBLISHED = "e0efd6d51f6aa6903925119b3dd3e88b10c797c817361541816ed08fe6251822"
"""What the shipped framework was published with, since its first version."""


def in_french(data):
    """Return a framework whose every text is there in French as well: the English one, marked."""
    data = copy.deepcopy(data)
    rows = [
        (data, "title"),
        *((row, part) for row in data["competencies"] for part in ("name", "definition")),
    ]
    for row, part in rows:
        row[f"{part}_fr"] = f"fr:{row[f'{part}_en']}"
    for row in data["competencies"]:
        for part in ("levels", "situations"):
            row[f"{part}_fr"] = {key: f"fr:{text}" for key, text in row[f"{part}_en"].items()}
    return data


def read_toml(name):
    return tomllib.loads((FRAMEWORKS / name).read_text())


@pytest.fixture
def french(fresh_database, settings, tmp_path, monkeypatch):
    """Offer French, and load files with a French column each."""
    settings.LANGUAGES = [*house.LANGUAGES, ("fr", "Français")]
    scales = read_toml("scales.toml")
    scales["five"]["name_fr"] = "1 à 5, 5 est le mieux"
    data = {**in_french(read_toml("standard.toml")), "number": 2}
    publish(read_framework(data, read_scales(scales)), using="owner")
    titles = list(csv.DictReader(io.StringIO((vocabulary.DATA / "isco08.csv").read_text())))
    written = io.StringIO()
    file = csv.DictWriter(written, [*titles[0], "title_fr"])
    file.writeheader()
    file.writerows({**row, "title_fr": "Maçons" if row["code"] == "7112" else ""} for row in titles)
    (tmp_path / "isco08.csv").write_text(written.getvalue())
    trades = (vocabulary.DATA / "trades.csv").read_text()
    (tmp_path / "trades.csv").write_text(f"{trades.rstrip()}\nTruelle,fr,7112\n")
    monkeypatch.setattr(vocabulary, "DATA", tmp_path)
    assert vocabulary.load_occupations(using="owner").is_changed
    yield
    connections["owner"].close()


@pytest.fixture
def reader(client, french):
    """A case lead who reads French."""
    client.force_login(Cast().actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    client.cookies["django_language"] = "fr"
    return client


def test_french_is_on_a_page_on_paper_and_found(reader):
    """The page shows names, definitions and anchors in French, the slip its scale; a French word finds its trade."""
    key = Cast().key("emre")
    shown = reader.get(reverse("observations:self", args=[key])).content.decode()
    for text in (
        'lang="fr"',
        "fr:Teamwork",
        "fr:Does a task together",
        "fr:Brings others in",
        "1 à 5, 5 est",
    ):
        assert text in shown
    version = FrameworkVersion.objects.get(framework__key="standard", number=2)
    made = reader.post(
        reverse("observations:slip", args=[key]), {"kind": "self_rating", "framework": version.pk}
    )
    document = pypdfium2.PdfDocument(io.BytesIO(reader.get(made["Location"]).content))
    paper = " ".join(page.get_textpage().get_text_bounded() for page in document)
    assert "fr:Teamwork" in paper
    assert "1 à 5, 5 est" in paper
    for typed in ("maçon", "truel"):
        found = reader.get(
            reverse("vocabulary:suggest-occupations"), {"q": typed}, headers={"accept": "application/json"}
        )
        assert [(one["key"], one["hint"]) for one in found.json()["suggestions"]] == [("7112", "Maçons")]
    reader.cookies["django_language"] = "de"
    assert "fr:" not in reader.get(reverse("observations:self", args=[key])).content.decode()


def test_a_wish_is_named_in_french(reader):
    """A person's page names the occupation in French, and one without a French title in the source language."""
    key = Cast().key("emre")
    with as_owner():
        Wish.objects.using("owner").filter(person=key).delete()
        for code in ("7112", "7115"):
            Wish(person_id=key, occupation_id=code).save(using="owner")
    shown = reader.get(reverse("desk:person-work", args=[key])).content.decode()
    assert f"Maçons, {Occupation.objects.get(code='7115').titles['en']}" in shown


def test_a_half_translated_framework_is_refused(db):
    """Whoever begins a language finishes it: each missing text is named; one of no language is missing nothing."""
    data = in_french(read_toml("standard.toml"))
    del data["title_fr"]
    del data["competencies"][0]["levels_fr"]["3"]
    with pytest.raises(BadFramework) as refused:
        read_framework(data, read_scales(read_toml("scales.toml")))
    assert {(problem.code, problem.where) for problem in refused.value.problems} == {
        ("missing", "framework.title"),
        ("missing", "framework.scale"),
        ("missing", "teamwork.levels_fr.3"),
    }


def test_what_is_published_keeps_its_hash(db):
    """A language more for a scale changes no framework that was published on it."""
    scales = read_toml("scales.toml")
    scales["five"]["name_fr"] = "1 à 5, 5 est le mieux"
    text = read_framework(read_toml("standard.toml"), read_scales(scales))
    assert text.digest == FrameworkVersion.objects.get(framework__key="standard").digest == PUBLISHED


def test_no_text_without_the_source_language(fresh_database):
    """The database refuses a title that a reader of an unknown language could not be shown."""
    with pytest.raises(IntegrityError, match="titles_worded"), transaction.atomic(using="owner"):
        Occupation.objects.using("owner").filter(code="7112").update(titles={"de": "Maurer"})
    connections["owner"].close()


def test_texts_move_both_ways(fresh_database):
    """What an older installation wrote is there in its language, published or not; going back loses none of it."""
    owner = connections["owner"]
    texts = [*texts_of(Competency, "names", "definitions", "situations"), *texts_of(Occupation, "titles")]
    assert texts
    with models_kept():
        MigrationExecutor(owner).migrate(OLD)
    with owner.cursor() as cursor:
        cursor.execute("SELECT title_en, title_de FROM vocabulary_occupation WHERE code = '7112'")
        assert cursor.fetchone() == ("Bricklayers and related workers", "Maurerhandwerk")
        cursor.execute("SELECT situations_de ->> 'sport' FROM observations_competency WHERE key = 'teamwork'")
        assert cursor.fetchone() == ("Ball abgeben, Positionen tauschen, Geräte wegräumen",)
        cursor.execute("UPDATE vocabulary_occupation SET title_de = '' WHERE code = '7115'")
    with models_kept():
        MigrationExecutor(owner).migrate(NEW)
    assert Occupation.objects.using("owner").get(code="7115").titles == {"en": "Carpenters and joiners"}
    Occupation.objects.using("owner").filter(code="7115").update(
        titles={"en": "Carpenters and joiners", "de": "Zimmerei und Bautischlerei"}
    )
    assert texts == [
        *texts_of(Competency, "names", "definitions", "situations"),
        *texts_of(Occupation, "titles"),
    ]
    owner.close()


def texts_of(model, *columns):
    return list(model.objects.using("owner").order_by("pk").values_list(*columns))
