"""The columns of a list of people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField
from throughgate.foundation.spreadsheets import Kind as Shape
from throughgate.ground.vocabulary.rules import licences_from_words
from throughgate.person.people.importing.headings import SYNONYMS, UNLIKE


def says_what_is_held(text: str) -> bool:
    """Say whether a cell names licences or plainly none: why somebody has none any more is shown nowhere."""
    read = licences_from_words(text)
    return bool(read.value) or (read.is_known and len(text.strip()) <= len("nein"))


def _field(
    key: str,
    label: Promise,
    shape: Shape = Shape.TEXT,
    *,
    hint: str | Promise = "",
    may_show: Callable[[str], bool] | None = None,
) -> ImportField:
    return ImportField(
        key, label, SYNONYMS[key], shape, hint=hint, may_show=may_show, unlike=UNLIKE.get(key, ())
    )


NUMBER: Final = _field(
    "number",
    _("Number"),
    Shape.CODE,
    hint=_("By it the same person is known again when the list comes again."),
)
IDENTITY: Final = (
    _field("family_name", _("Family name"), Shape.NAME),
    _field("given_names", _("Given names"), Shape.NAME),
    _field(
        "full_name",
        _("Family and given name in one column"),
        Shape.NAME,
        hint=_("Best written as “Şahin, Emre”."),
    ),
    _field("birth", _("Date of birth"), Shape.DATE),
)
STAY: Final = (
    _field("arrived", _("Arrived on"), Shape.DATE),
    _field("release_earliest", _("Release, earliest"), Shape.DATE),
    _field("release_expected", _("Release, expected"), Shape.DATE),
    _field("release_latest", _("Release, latest"), Shape.DATE),
)
PROFILE: Final = (
    _field("mother_tongue", _("Mother tongue"), Shape.LANGUAGE),
    _field("german", _("Level of German"), Shape.LEVEL),
    _field("home", _("Home after release"), Shape.PLACE),
    _field("postcode", _("Postcode of the home"), Shape.POSTCODE),
    _field("country", _("Country of the home")),
    _field("licences", _("Driving licence"), Shape.LICENCE, may_show=says_what_is_held),
    _field("wishes", _("Wished occupations")),
)


def fields_for(*, inside: bool) -> tuple[ImportField, ...]:
    """Return the fields: stays are kept by prisons alone."""
    return (NUMBER, *IDENTITY, *(STAY if inside else ()), *PROFILE)
