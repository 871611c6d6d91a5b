"""Sheets, slips and letters as PDF. What people typed goes in as values; titles and file names name nobody."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext, pgettext

from throughgate.foundation.codes.printed import code_words
from throughgate.foundation.languages.days import long_day
from throughgate.foundation.languages.texts import reader_language, text_in
from throughgate.foundation.printing import render_pdf
from throughgate.person.observations.models import ReferenceLetter, Setting
from throughgate.person.observations.paper.rules import (
    COLUMNS_ON_PAGE,
    GAP,
    PEOPLE_ON_PAGE,
    letter_parts,
    letter_size,
    pieces,
    row_height,
    widths,
)
from throughgate.person.observations.queries.frameworks import Column, leveled
from throughgate.person.observations.queries.grid import Grid
from throughgate.person.observations.queries.sheets_of import Line
from throughgate.person.observations.rules.scales import Scale

FOLDER = "person/observations/paper"


def sheet_pdf(grid: Grid, *, address: str) -> bytes:
    """Return the sheet for a group: A4 on its side, 14 people on a page, the anchors on each back."""
    sheet, scale = grid.sheet, grid.scale
    last = sheet.observed_until_on or sheet.observed_on
    days = " – ".join(
        f"{date_format(day, 'l')}, {long_day(day)}" for day in dict.fromkeys((sheet.observed_on, last))
    )
    people = [
        {
            "name": str(row.person) if row.person else gettext("somebody who left"),
            "levels": [cell.level for cell in row.cells],
        }
        for row in grid.rows
    ]
    data: dict[str, Any] = {
        **code_words(sheet.code, address),
        "title": gettext("Observation sheet"),
        "kicker": f"{gettext('Observation sheet')} · {Setting(sheet.setting).label}",
        "occasion": sheet.occasion,
        "when": days,
        "observer": gettext("Observer: %(name)s") % {"name": sheet.observer.user},
        "how": gettext("Write one level for each person. Leave empty what you did not see.")
        if scale.is_typed
        else gettext("Cross one box for each person. Leave empty what you did not see."),
        "notes_label": gettext("What I saw (what somebody did, not what somebody is like)"),
        "anchors_title": gettext("What each level looks like"),
        "anchors_hint": gettext(
            "Judge one competency for everybody before you go on to the next. Scale: %(scale)s."
        )
        % {"scale": sheet.framework_version.scale_name},
        "level_label": gettext("Level"),
        "situation_label": gettext("For example:"),
        "foot": gettext("Type this sheet in, then destroy the paper. Do not leave it lying about."),
        "gap": GAP,
        "pages": _sheet_pages(grid.columns, people, scale),
    }
    return render_pdf(f"{FOLDER}/sheet.typ", data, language=reader_language())


def _sheet_pages(
    columns: Sequence[Column], people: Sequence[dict[str, Any]], scale: Scale
) -> list[dict[str, Any]]:
    """Return each front page; more than four competencies go on to further pages, each with everybody."""
    pages, start = [], 0
    for part in pieces(columns, COLUMNS_ON_PAGE):
        end = start + len(part)
        for rows in pieces(people, PEOPLE_ON_PAGE):
            here = [{"name": row["name"], "levels": row["levels"][start:end]} for row in rows]
            pages.append(_sheet_page(part, here, scale))
        start = end
    for number, page in enumerate(pages, 1):
        many = {"number": number, "all": len(pages)}
        page["part"] = gettext("Page %(number)d of %(all)d") % many if len(pages) > 1 else ""
        count = ngettext("%(number)d person", "%(number)d people", len(people))
        page["count"] = count % {"number": len(people)}
    return pages


def _sheet_page(columns: Sequence[Column], people: Sequence[dict[str, Any]], scale: Scale) -> dict[str, Any]:
    shared = widths(len(columns), len(scale.levels), typed=scale.is_typed)
    return {
        "columns": [
            {"name": column.name, "definition": column.definition, "situation": column.situation}
            for column in columns
        ],
        "anchored": _anchored(columns),
        "situated": any(column.situation for column in columns),
        "people": list(people),
        "levels": list(scale.levels),
        "typed": scale.is_typed,
        "range": f"{scale.lowest}–{scale.highest}",
        "box": shared.box,
        "group": shared.group,
        "notes": shared.notes,
        "name": shared.name,
        "row": row_height(len(people)),
    }


def _anchored(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """Return each level that has words, with the words of every competency."""
    written = [dict(column.anchors) for column in columns]
    levels = sorted({level for anchors in written for level in anchors})
    return [{"level": level, "words": [anchors.get(level, "") for anchors in written]} for level in levels]


def _slip(heading: str, name: str, code: str, address: str) -> dict[str, Any]:
    return {
        **code_words(code, address),
        "title": heading,
        "heading": heading,
        "name": name,
        "foot": gettext("Give this paper to your case lead."),
        "day_label": gettext("Day"),
        "sign_label": gettext("Signature"),
    }


def self_slip_pdf(columns: Sequence[Column], scale: Scale, *, name: str, code: str, address: str) -> bytes:
    """Return the slip on which the person rates themselves, every level in plain words."""
    data = {
        **_slip(gettext("How I see myself"), name, code, address),
        "intro": [
            gettext("Write down for each word how you see yourself now.")
            if scale.is_typed
            else gettext("Read the sentences. Cross the one that fits you best now."),
            gettext("There is no right or wrong. You may leave out what you like."),
            gettext("Scale: %(scale)s.") % {"scale": text_in(scale.names)},
        ],
        "columns": [
            {
                "name": column.name,
                "definition": column.definition,
                "typed": scale.is_typed,
                "range": f"{scale.lowest}–{scale.highest}",
                "levels": [{"level": level, "words": words} for level, words in leveled(column, scale)],
            }
            for column in columns
        ],
    }
    return render_pdf(f"{FOLDER}/self.typ", data, language=reader_language())


def remark_slip_pdf(line: Line, *, name: str, code: str, address: str, outside: Sequence[str] = ()) -> bytes:
    """Return the slip on which the person reads a sheet, comments or objects."""
    data = {
        **_slip(gettext("A sheet about you"), name, code, address),
        "about": f"{line.occasion} · {line.setting_name} · {long_day(line.observed_on)}",
        "levels": [
            {
                "level": "–" if level.level is None else str(level.level),
                "name": level.competency,
                "words": gettext("not observed")
                if level.level is None
                else " ".join(filter(None, (level.anchor, f"({level.note})" if level.note else ""))),
            }
            for level in line.levels
        ],
        "assessment": gettext(
            "Written by a trained observer. It is an assessment, not a fact. Scale: %(scale)s. "
            "You can ask in writing for the name of the observer."
        )
        % {"scale": line.scale_name},
        "choices": [
            {"label": gettext("Comment"), "hint": gettext("I want to add something.")},
            {
                "label": gettext("Objection"),
                "hint": gettext("I think it is wrong. Somebody outside the observer's unit answers me."),
            },
        ],
        "words_label": gettext("What I want to say"),
        "outside": _outside(outside),
    }
    return render_pdf(f"{FOLDER}/remark.typ", data, language=reader_language())


def _outside(lines: Sequence[str]) -> str:
    no_harm = gettext("What you write has no bad consequences for you.")
    # Not inside the braces of an f-string: messages there are not collected.
    where = gettext("You can also write to somebody outside. Your case lead tells you the address.")
    if lines:
        where = gettext("You can also write to somebody outside: %(address)s.") % {
            "address": ", ".join(lines)
        }
    return f"{no_harm} {where}"


def approval_slip_pdf(letter: ReferenceLetter, *, name: str, code: str, address: str) -> bytes:
    """Return the slip on which the person reads the letter and says yes or no, in the letter's language."""
    with translation.override(letter.language):
        data = {
            **_slip(gettext("Your reference letter"), name, code, address),
            "intro": [
                gettext("You can show this letter to whom you like. Nobody gets it without you."),
                gettext("Is every word right for you?"),
            ],
            "paragraphs": [
                f"– {line}" if part["kind"] == "list" else line
                for part in letter_parts(letter.text)
                for line in (part["lines"] if part["kind"] == "list" else [part["text"]])
            ],
            "issuer": f"{letter.issuer_signs}, {letter.issuer}, "
            f"{letter.issuer_street}, {letter.issuer_town}, {letter.issuer_domain}",
            "choices": [
                gettext("Yes. I want this letter with these words."),
                gettext("No. I do not want this letter, or other words:"),
            ],
            "wish_label": gettext("What should be different"),
        }
    return render_pdf(f"{FOLDER}/approval.typ", data, language=letter.language)


def _town(line: str) -> str:
    """Return a town without its postcode."""
    return re.sub(r"^[A-Z-]*[\d ]{3,8}\s", "", line)


def letter_pdf(letter: ReferenceLetter, *, approved_on: date) -> bytes:
    """Return the letter: who signs and what was seen. Nothing else, on the page and in the file."""
    with translation.override(letter.language):
        data = {
            "heading": pgettext("letter", "Reference"),
            "issuer": letter.issuer.replace("e. V.", "e.\u00a0V."),
            "address": f"{letter.issuer_street}, {letter.issuer_town}",
            "domain": letter.issuer_domain,
            "parts": letter_parts(letter.text),
            "dated": f"{_town(letter.issuer_town)}, {long_day(approved_on)}",
            "signs": letter.issuer_signs,
            "year": approved_on.year,
            "month": approved_on.month,
            "day": approved_on.day,
            "size": letter_size(letter.text),
        }
    return render_pdf(f"{FOLDER}/letter.typ", data, language=letter.language)
