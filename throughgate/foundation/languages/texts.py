"""Texts that are data: `{language: text}` in one column, read in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from babel.languages import get_official_languages
from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language

from throughgate.foundation.database.rows import DatabaseCheck
from throughgate.foundation.languages.known import SOURCE


def reader_language() -> str:
    """Return the language of the page, such as "pt-br"."""
    return get_language() or SOURCE


def offered_language(wanted: str) -> str:
    """Return the wanted language where pages are offered in it, else the reader's own, else the source."""
    offered = dict(settings.LANGUAGES)
    own = reader_language()
    return next((code for code in (wanted, own, own.split("-")[0]) if code in offered), SOURCE)


def language_for(languages: Iterable[str]) -> str:
    """Return the first of somebody's languages that pages are offered in, else the one of the installation."""
    offered = dict(settings.LANGUAGES)
    return next((one for one in languages if one in offered), settings.LANGUAGE_CODE)


def country_language(country: str) -> str:
    """Return what lists of a country ("AT") are written in, the source where nobody knows."""
    return next(iter(get_official_languages(country)), SOURCE)


def country_zone(country: str) -> ZoneInfo:
    """Return whose clocks a country ("AT") lives by, those of the installation where nobody knows."""
    return ZoneInfo(_ZONES.get(country, settings.TIME_ZONE))


_ZONES = {
    **dict.fromkeys(("AT", "CH", "CZ", "DE", "IT", "SI"), "Europe/Berlin"),
    "GR": "Europe/Athens",
    "IS": "Atlantic/Reykjavik",
    "PT": "Europe/Lisbon",
    "RO": "Europe/Bucharest",
    "TR": "Europe/Istanbul",
}


def text_in(texts: Mapping[str, str], language: str = "") -> str:
    """Return the text in a language (the reader's): "pt" for "pt-br", then the source, then what there is; else ""."""
    language = language or reader_language()
    if text := texts.get(language):
        return text
    for code in (language.split("-")[0], SOURCE, *sorted(texts)):
        if text := texts.get(code):
            return text
    return ""


def worded(column: str) -> DatabaseCheck:
    """Keep a column of texts to what every reader can be shown: the source language is there."""
    return DatabaseCheck(
        condition=Q(**{f"{column}__has_key": SOURCE}), name=f"%(app_label)s_%(class)s_{column}_worded"
    )
