"""Import ESCO and the unit groups of ISCO-08 from the files that the European Commission publishes."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from throughgate.foundation.languages.known import SOURCE

from .loading import LoadReport, copy_into, load_occupations, make_word, once, replace_words
from .models import Occupation, OccupationWord, Skill

GROUPS, OCCUPATIONS, SKILLS = (
    f"{name}_{SOURCE}.csv" for name in ("ISCOGroups", "occupations", "transversalSkillsCollection")
)
_WANTED = {
    GROUPS: ("code", "preferredLabel", "conceptUri"),
    OCCUPATIONS: ("code", "preferredLabel", "conceptUri", "altLabels"),
    SKILLS: ("conceptUri", "preferredLabel", "description", "broaderConceptPT"),
}
# How many groups ISCO-08 has on each level; it is closed, so another number means a broken file.
_GROUPS_PER_LEVEL = {1: 10, 2: 43, 3: 130, 4: 436}
_MOST_BYTES = 100_000_000


class UnusableFiles(Exception):
    """The folder cannot be imported; ``reasons`` are pairs of a file and a code (missing, too_large, ...)."""

    def __init__(self, reasons: list[tuple[str, str]]) -> None:
        super().__init__("; ".join(f"{name}: {code}" for name, code in reasons))
        self.reasons = reasons


@dataclass
class EscoReport:
    """What was imported, and each row that was refused: (file, row, reason code)."""

    groups: int = 0
    occupations: int = 0
    skills: int = 0
    is_changed: bool = True
    refused: list[tuple[str, int, str]] = field(default_factory=list)


def import_esco(directory: Path, *, expect_full: bool = True, using: str = "owner") -> EscoReport:
    """Import groups, occupations and transversal skills; idempotent, keeps our titles in other languages and our words.

    ``expect_full=False`` lets a part of ISCO-08 pass (tests make small files).
    """
    contents = _contents(directory)
    digest_of = hashlib.sha256(b"".join(contents[name] for name in sorted(contents))).digest()
    report = EscoReport()
    groups, occupations = _groups(contents[GROUPS], report), _occupations(contents[OCCUPATIONS], report)
    skills = _skills(contents[SKILLS], report)
    if expect_full:
        _check_counts(groups)
    report.groups, report.occupations, report.skills = len(groups), len(occupations), len(skills)
    with transaction.atomic(using=using):
        load_occupations(using=using)

        def write() -> int:
            return _write(groups, occupations, skills, report, using=using)

        done: LoadReport = once("esco", digest_of, write, using=using)
    report.is_changed = done.is_changed
    return report


def _write(
    groups: dict[str, dict[str, str]],
    occupations: dict[str, dict[str, str]],
    skills: dict[str, dict[str, str]],
    report: EscoReport,
    *,
    using: str,
) -> int:
    mine = Occupation.objects.using(using)
    titles = dict(mine.values_list("code", "titles"))
    known = titles.keys() | groups.keys() | occupations.keys()
    rows, words = [], []
    # Shortest first: a parent is written before its children.
    for code, row in sorted((groups | occupations).items(), key=lambda item: (len(item[0]), item[0])):
        parent = _parent(code)
        if parent is not None and parent not in known:
            report.refused.append((OCCUPATIONS if "." in code else GROUPS, int(row["row"]), "parent_missing"))
            known -= {code}
            continue
        rows.append(
            Occupation(
                code=code,
                parent_id=parent,
                level=len(code) if "." not in code else 4 + code.count("."),
                titles={**titles.get(code, {}), SOURCE: row["preferredLabel"][:200]},
                esco_uri=row["conceptUri"],
            )
        )
        labels = {row["preferredLabel"], *re.split(r"\n|\|", row.get("altLabels") or "")}
        words += [
            make_word(code, label.strip(), SOURCE, OccupationWord.Source.ESCO)
            for label in sorted(labels)
            if label.strip()
        ]
    # An address that moved to another code would stand twice for a moment.
    mine.exclude(esco_uri=None).update(esco_uri=None)
    copy_into(Occupation, rows, using=using)
    replace_words(words, OccupationWord.Source.ESCO, using=using)
    copy_into(Skill, [_skill(row) for row in skills.values()], using=using)
    return len(rows) + len(skills)


def _skill(row: dict[str, str]) -> Skill:
    return Skill(
        id=uuid.uuid5(uuid.NAMESPACE_URL, row["conceptUri"]),
        uri=row["conceptUri"],
        name=row["preferredLabel"][:200],
        group_name=(row["broaderConceptPT"] or "").split(" | ")[0][:200],
        description=(row["description"] or "").strip()[:4000],
    )


def _parent(code: str) -> str | None:
    if "." in code:
        return code.rsplit(".", 1)[0]
    return code[:-1] or None


def _contents(directory: Path) -> dict[str, bytes]:
    """Read the files, packed or not."""
    contents: dict[str, bytes] = {}
    problems: list[tuple[str, str]] = []
    for name in _WANTED:
        packed, plain = directory / f"{name}.gz", directory / name
        try:
            if packed.exists():
                with gzip.open(packed) as file:
                    contents[name] = file.read(_MOST_BYTES + 1)
            else:
                with plain.open("rb") as file:
                    contents[name] = file.read(_MOST_BYTES + 1)
        except FileNotFoundError:
            problems.append((name, "missing"))
        except (OSError, EOFError):
            problems.append((name, "unreadable"))
        else:
            if len(contents[name]) > _MOST_BYTES:
                problems.append((name, "too_large"))
    if problems:
        raise UnusableFiles(problems)
    return contents


def _rows(name: str, content: bytes) -> list[dict[str, str]]:
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        rows = list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise UnusableFiles([(name, "unreadable")]) from error
    if missing := [column for column in _WANTED[name] if column not in (reader.fieldnames or ())]:
        raise UnusableFiles([(name, f"columns: {', '.join(missing)}")])
    if not rows:
        raise UnusableFiles([(name, "empty")])
    return rows


def _by_code(name: str, content: bytes, shape: str, report: EscoReport) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(_rows(name, content), start=2):
        code = (row["code"] or "").strip()
        if not re.fullmatch(shape, code):
            report.refused.append((name, number, "code_unreadable"))
        elif not (row["preferredLabel"] or "").strip() or not (row["conceptUri"] or "").strip():
            report.refused.append((name, number, "label_missing"))
        elif code in found:
            report.refused.append((name, number, "code_twice"))
        else:
            found[code] = {**row, "row": str(number)}
    return found


def _groups(content: bytes, report: EscoReport) -> dict[str, dict[str, str]]:
    return _by_code(GROUPS, content, r"\d{1,4}", report)


def _occupations(content: bytes, report: EscoReport) -> dict[str, dict[str, str]]:
    return _by_code(OCCUPATIONS, content, r"\d{4}(\.\d+){1,6}", report)


def _skills(content: bytes, report: EscoReport) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for number, row in enumerate(_rows(SKILLS, content), start=2):
        if not (row["preferredLabel"] or "").strip() or not (row["conceptUri"] or "").strip():
            report.refused.append((SKILLS, number, "label_missing"))
        else:
            found[row["conceptUri"]] = row
    return found


def _check_counts(groups: dict[str, dict[str, str]]) -> None:
    wrong = [
        f"level {level}: {found} of {wanted}"
        for level, wanted in _GROUPS_PER_LEVEL.items()
        if (found := sum(len(code) == level for code in groups)) != wanted
    ]
    if wrong:
        raise UnusableFiles([(GROUPS, f"counts: {', '.join(wrong)}")])
