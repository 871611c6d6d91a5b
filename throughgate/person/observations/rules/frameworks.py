"""Read and check a framework: competencies with a written, observable anchor for each level."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from throughgate.foundation.languages.known import SOURCE, WRITTEN, by_language
from throughgate.person.observations.rules.scales import Scale

SETTINGS = ("sport", "workshop", "class", "ward", "group")
"""Where staff observe."""
PARTS = ("name", "definition", "levels", "situations")
"""What a competency says in each language."""
LONGEST = {"name": 60, "definition": 120, "anchor": 120, "situation": 120}
ESCO = re.compile(r"http://data\.europa\.eu/esco/skill/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
KEY = re.compile(r"[a-z][a-z0-9_-]{1,39}")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a framework, and where: `competency.part.level` as far as it goes."""

    code: str
    where: str


class BadFramework(ValueError):
    """A framework that cannot be published; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.where}: {p.code}" for p in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class CompetencyText:
    """One competency as written: names, definitions, anchors (by level) and situations (by setting), by language."""

    key: str
    names: Mapping[str, str]
    definitions: Mapping[str, str]
    esco: tuple[str, ...]
    anchors: Mapping[str, Mapping[int, str]]
    situations: Mapping[str, Mapping[str, str]]

    def anchors_by_level(self) -> dict[int, dict[str, str]]:
        """Return each level's words by language."""
        return {
            level: {language: words[level] for language, words in self.anchors.items() if level in words}
            for level in self.anchors[SOURCE]
        }


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """One version of a framework as written."""

    key: str
    number: int
    titles: Mapping[str, str]
    published_on: date | None
    scale: Scale
    competencies: tuple[CompetencyText, ...]

    @property
    def digest(self) -> str:
        """Return a hash of all its words: a published version must keep it."""
        words = asdict(self)
        # A scale's names are hashed as they stand in its file.
        names = words["scale"].pop("names")
        words["scale"] |= {f"name_{language}": name for language, name in names.items()}
        return hashlib.sha256(
            json.dumps(words, sort_keys=True, default=str, ensure_ascii=False).encode()
        ).hexdigest()


def read_framework(data: Mapping[str, Any], scales: Mapping[str, Scale]) -> FrameworkText:
    """Return a framework from its TOML; raise BadFramework with every problem at once.

    It is written in the languages of which it has any words, and whole in each; those that the house is written in are
    always among them.
    """
    scale = scales.get(str(data.get("scale", "")))
    if scale is None:
        raise BadFramework([Problem("unknown_scale", "framework")])
    languages = _languages(data)
    framework = FrameworkText(
        key=str(data.get("key", "")),
        number=data.get("number", 0),
        titles={language: str(data.get(f"title_{language}", "")) for language in languages},
        published_on=data.get("published_on"),
        # Another language for a scale is none for the frameworks that were published on it.
        scale=replace(scale, names={language: scale.names.get(language, "") for language in languages}),
        competencies=tuple(_competency(row, languages) for row in data.get("competencies", ())),
    )
    if problems := list(check(framework)):
        raise BadFramework(problems)
    return framework


def _languages(data: Mapping[str, Any]) -> list[str]:
    rows = [(data, ("title",)), *((row, PARTS) for row in data.get("competencies", ()))]
    found = {language for row, parts in rows for part in parts for language in by_language(row, part)}
    return [*WRITTEN, *sorted(found - set(WRITTEN))]


def _competency(row: Mapping[str, Any], languages: Sequence[str]) -> CompetencyText:
    return CompetencyText(
        key=str(row.get("key", "")),
        names={language: str(row.get(f"name_{language}", "")) for language in languages},
        definitions={language: str(row.get(f"definition_{language}", "")) for language in languages},
        esco=tuple(row.get("esco", ())),
        anchors={
            language: {int(level): str(text) for level, text in row.get(f"levels_{language}", {}).items()}
            for language in languages
        },
        situations={language: dict(row.get(f"situations_{language}", {})) for language in languages},
    )


def check(framework: FrameworkText) -> Iterator[Problem]:
    """Yield what speaks against publishing it."""
    if not KEY.fullmatch(framework.key):
        yield Problem("bad_key", "framework")
    if type(framework.number) is not int or framework.number < 1:
        yield Problem("bad_number", "framework")
    if any(not title.strip() for title in framework.titles.values()):
        yield Problem("missing", "framework.title")
    if any(not name.strip() for name in framework.scale.names.values()):
        yield Problem("missing", "framework.scale")
    if not framework.competencies:
        yield Problem("empty", "framework")
    for key, times in Counter(c.key for c in framework.competencies).items():
        if times > 1:
            yield Problem("twice", key)
    for competency in framework.competencies:
        yield from _check_competency(competency, framework.scale)


def _check_competency(competency: CompetencyText, scale: Scale) -> Iterator[Problem]:
    if not KEY.fullmatch(competency.key):
        yield Problem("bad_key", competency.key)
    for uri in competency.esco:
        if not ESCO.fullmatch(uri):
            yield Problem("bad_esco", competency.key)
    for language in competency.names:
        yield from _check_text(competency.names[language], "name", f"{competency.key}.name_{language}")
        yield from _check_text(
            competency.definitions[language], "definition", f"{competency.key}.definition_{language}"
        )
        yield from _check_anchors(competency, scale, language)
        for setting, text in competency.situations[language].items():
            where = f"{competency.key}.situations_{language}.{setting}"
            if setting not in SETTINGS:
                yield Problem("unknown_setting", where)
            yield from _check_text(text, "situation", where)


def _check_anchors(competency: CompetencyText, scale: Scale, language: str) -> Iterator[Problem]:
    anchors = competency.anchors[language]
    where = f"{competency.key}.levels_{language}"
    for level in anchors.keys() - set(scale.levels):
        yield Problem("outside_scale", f"{where}.{level}")
    # A row of levels needs a sentence for each; on a long scale of marks the anchors given must be distinct.
    if not scale.is_typed:
        for level in scale.levels:
            if level not in anchors:
                yield Problem("missing", f"{where}.{level}")
    for level, text in anchors.items():
        yield from _check_text(text, "anchor", f"{where}.{level}")
    if len({" ".join(text.casefold().split()) for text in anchors.values()}) < len(anchors):
        yield Problem("not_distinct", where)


def _check_text(text: str, kind: str, where: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem("missing", where)
    elif len(text) > LONGEST[kind]:
        yield Problem("too_long", where)
