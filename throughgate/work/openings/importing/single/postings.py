"""What a job posting of the web (JobPosting of schema.org) says, as a row of a list of openings.

Only what a posting says in the place meant for it is taken; what it says in words goes into the description. What has
several meanings is written down as it stands, so that reading the row asks about it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from hashlib import blake2b
from html import unescape
from html.parser import HTMLParser
from typing import Any, Final

from django.utils import timezone

from throughgate.foundation.languages.folding import search_key
from throughgate.foundation.spreadsheets import Described
from throughgate.work.openings.importing.single.fields import FIELDS
from throughgate.work.openings.importing.single.rows import MOST_NUMBER, NO_CURRENCY, SEVERAL, codes_of

Said = str | int | Decimal | bool | None
Node = Mapping[str, Any]

SETS: Final = {
    "german": "CEFR level of German",
    "licence": "EU driving licence category",
    "certificates": "certificate needed",
    "demands": "demand of the work",
}
"""By which set of terms a posting of ours names what is needed; other postings say it in words."""
NEEDS_IN: Final = ("skills", "qualifications", "physicalRequirement")
REMOTE: Final = "TELECOMMUTE"
EMPLOYMENT: Final = {
    **dict.fromkeys(("FULL_TIME", "PART_TIME", "TEMPORARY", "PER_DIEM", "SEASONAL", "PERMANENT", "FULLTIME", "PARTTIME"), "job"),
    **dict.fromkeys(("INTERN", "INTERNSHIP"), "internship"),
    **dict.fromkeys(("APPRENTICESHIP", "APPRENTICE", "TRAINEE"), "training"),
    **dict.fromkeys(("VOLUNTEER", "VOLUNTARY"), "support"),
}  # fmt: skip
_SAYS_NOTHING: Final = frozenset({"OTHER"})
UNITS: Final = {
    "HOUR": "hour", "HUR": "hour", "HOURLY": "hour", "MONTH": "month", "MON": "month", "MONTHLY": "month",
}  # fmt: skip
IN_WORDS: Final = (
    *("responsibilities", "qualifications", "skills", "experienceRequirements", "educationRequirements"),
    *("workHours", "jobBenefits", "benefits", "incentiveCompensation", "incentives", "specialCommitments"),
    *("physicalRequirement", "sensoryRequirement", "employerOverview"),
    # Here some ask for what nobody may ask: the row is refused for it.
    *("eligibilityToWorkRequirement", "securityClearanceRequirement"),
)
_AT_END: Final = re.compile(r"(?:(.*?)[,\n]\s*)?(?:[A-Z]{1,3}-)?(\d{4,5})\s+([^\d,]+)(?:,\s*\D+)?", re.DOTALL)
_SCHEMA: Final = re.compile(r"https?://(?:www\.)?schema\.org/")
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}T")


def row_of(node: Node) -> dict[str, Said]:
    """Return what a posting says, by the heading of each column."""
    said: dict[str, Said] = {
        "title": plain_text(_text(node.get("title")) or _text(node.get("name"))),
        "number": _number(node),
        "offer": _offer(node),
        "occupation": _occupation(node),
        "sector": plain_text(_text(node.get("industry"))),
        "seats": _first(node.get("totalJobOpenings")),
        "start": _start(node),
        "closing": _day(node.get("validThrough")),
        **_company(node),
        **_place(node),
        **_wage(node),
        **_terms(node),
        "description": _description(node),
    }
    return {HEADING_OF[key]: value for key, value in said.items()}


def _first(value: Any) -> Any:
    """Return the one value of a list that has one."""
    while isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value


def _text(value: Any) -> str:
    """Return a value in words: a thing by its name, several one after the other."""
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(text for one in value if (text := _text(one))))
    if isinstance(value, Mapping):
        return _text(value.get("name") or value.get("description") or value.get("value"))
    if isinstance(value, bool) or value is None:
        return ""
    return " ".join(str(value).split()) if not isinstance(value, str) else value.strip()


def _number(node: Node) -> str:
    said = _first(node.get("identifier"))
    if isinstance(said, Mapping):
        said = said.get("value") or said.get("name") or said.get("@id")
    number = " ".join((_text(said) or _text(node.get("url")) or _text(node.get("@id"))).split())
    # An address may be longer than a number can be.
    return number if len(number) <= MOST_NUMBER else blake2b(number.encode(), digest_size=16).hexdigest()


def _offer(node: Node) -> str:
    said = node.get("employmentType")
    words = [
        word.strip()
        for one in (said if isinstance(said, list) else [said])
        for word in re.split(r"[,;/|]", _SCHEMA.sub("", _text(one)))
        if word.strip()
    ]
    kinds: list[str] = []
    unknown: list[str] = []
    for word in words:
        code = re.sub(r"[\s-]+", "_", word).upper()
        if code in _SAYS_NOTHING:
            continue
        kind = EMPLOYMENT.get(code)
        (kinds if kind else unknown).append(kind or word)
    found = list(dict.fromkeys(kinds))
    # Full time is how long one works, and says nothing beside what it is.
    found = [kind for kind in found if kind != "job"] or found
    return SEVERAL.join([*found, *dict.fromkeys(unknown)])


def _occupation(node: Node) -> str:
    said = _first(node.get("occupationalCategory"))
    if isinstance(said, Mapping):
        scheme = _text(said.get("inCodeSet")).upper()
        if "ISCO" in scheme and (code := _text(said.get("codeValue"))):
            return code
        return _text(said.get("name"))
    return "" if isinstance(said, list) else re.sub(r"^\d\d-\d{4}(?:\.\d\d)?\s*", "", _text(said))


def _start(node: Node) -> Said:
    if day := _day(node.get("jobStartDate")):
        return day
    return "sofort" if _first(node.get("jobImmediateStart")) in (True, "true", "True") else None


def _day(value: Any) -> str:
    """Return a day as it is in this country: what ends at 23:00 in UTC ends the next day here."""
    text = _text(_first(value))
    if not _ISO.match(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (timezone.localdate(moment) if moment.tzinfo else moment.date()).isoformat()


# --- who and where ---------------------------------------------------------------------------


def _company(node: Node) -> dict[str, Said]:
    company = _first(node.get("hiringOrganization"))
    if isinstance(company, list):
        return {"name": SEVERAL.join(_text(one) for one in company)}
    of = company if isinstance(company, Mapping) else {}
    contact = _first(node.get("applicationContact") or of.get("contactPoint"))
    whom = contact if isinstance(contact, Mapping) else {}
    name = _text(of.get("name") or of.get("legalName")) if of else _text(company)
    return {
        "name": plain_text(name),
        "website": _text(_first(of.get("url") or of.get("sameAs"))),
        "contact": plain_text(_text(whom.get("name"))),
        "telephone": _text(_first(whom.get("telephone") or of.get("telephone"))),
        "email": _text(_first(whom.get("email") or of.get("email"))).removeprefix("mailto:"),
    }


def _place(node: Node) -> dict[str, Said]:
    said = node.get("jobLocation")
    places = [one for one in (said if isinstance(said, list) else [said]) if one]
    addresses = [_address(place) for place in places]
    different = [one for place, one in enumerate(addresses) if one not in addresses[:place]]
    is_remote = re.search(r"TELECOMMUTE|REMOTE", _text(node.get("jobLocationType")), re.IGNORECASE)
    if len(different) == 1 and not is_remote:
        return different[0]
    towns = [" ".join(str(one.get(key) or "") for key in ("postcode", "town")).strip() for one in different]
    return {
        "town": SEVERAL.join(filter(None, [*([REMOTE] if is_remote else []), *dict.fromkeys(towns)])) or None
    }


def _address(place: Any) -> dict[str, Said]:
    address = _first(place.get("address")) if isinstance(place, Mapping) else place
    if isinstance(address, Mapping):
        return {
            "street": plain_text(_text(address.get("streetAddress"))),
            "postcode": _text(address.get("postalCode")),
            "town": plain_text(_text(address.get("addressLocality"))),
        }
    text = plain_text(_text(address) or _text(place))
    if found := _AT_END.fullmatch(text):
        return {"street": (found[1] or "").strip(), "postcode": found[2], "town": found[3].strip()}
    return {"street": "", "postcode": "", "town": text}


# --- wage ------------------------------------------------------------------------------------


def _wage(node: Node) -> dict[str, Said]:
    said = _first(node.get("baseSalary"))
    if isinstance(said, list):
        return {"wage_from": SEVERAL.join(_text(one) for one in said)}
    salary = said if isinstance(said, Mapping) else {}
    value = _first(salary.get("value")) if salary else said
    inner = value if isinstance(value, Mapping) else {}
    sources = (inner, salary)

    def of(*names: str) -> Any:
        return next(
            (
                found
                for one in sources
                for name in names
                if (found := _first(one.get(name))) not in (None, "")
            ),
            None,
        )

    low, high = of("minValue", "minPrice"), of("maxValue", "maxPrice")
    one = inner.get("value", of("price")) if inner or (salary and value is None) else value
    if low is None and high is None:
        low = high = _first(one)
    currency = _text(of("currency", "priceCurrency") or node.get("salaryCurrency"))
    unit = _text(of("unitText", "unitCode")).upper()
    return {
        "wage_from": _amount(low, currency),
        "wage_to": _amount(high, currency),
        "wage_period": UNITS.get(unit, unit) if low is not None or high is not None else None,
        "wage_text": plain_text(_text(salary.get("description"))),
    }


def _amount(value: Any, currency: str) -> Said:
    if isinstance(value, bool) or value is None or isinstance(value, (Mapping, list)):
        return None
    if currency.upper() in ("EUR", "€", "EURO"):
        return value if isinstance(value, (int, Decimal)) else _text(value)
    if (
        not currency
        and isinstance(value, str)
        and not value.replace(".", "").replace(",", "").strip().isdigit()
    ):
        return _text(value)
    return f"{value} {currency or NO_CURRENCY}"


# --- words -----------------------------------------------------------------------------------


def _terms(node: Node) -> dict[str, Said]:
    """Return what is needed, where a posting of ours names it by codes."""
    found: dict[str, list[str]] = {}
    if shifts := _shifts(node):
        found["shifts"] = shifts
    for name in NEEDS_IN:
        said = node.get(name)
        for term in said if isinstance(said, list) else [said]:
            if isinstance(term, Mapping) and (key := _term(term)):
                found.setdefault(key, []).append(_text(term.get("termCode")))
    return {key: SEVERAL.join(codes) for key, codes in found.items()}


def _term(term: Any) -> str:
    if not isinstance(term, Mapping):
        return ""
    named = _text(term.get("inDefinedTermSet"))
    return next((key for key, name in SETS.items() if named == name), "")


def _shifts(node: Node) -> list[str]:
    """Return the shifts that working hours name; none where they say more than that."""
    parts = [one.strip() for one in _text(node.get("workHours")).split(SEVERAL.strip()) if one.strip()]
    codes = [codes_of("shifts").get(search_key(part), "") for part in parts]
    return codes if all(codes) else []


def _description(node: Node) -> str:
    parts = [plain_text(_text(node.get("description")), many_lines=True)]
    for name in IN_WORDS:
        said = node.get(name) if name != "workHours" or not _shifts(node) else None
        values = [one for one in (said if isinstance(said, list) else [said]) if not _term(one)]
        parts.append("\n".join(plain_text(_text(one), many_lines=True) for one in values if _text(one)))
    return "\n\n".join(dict.fromkeys(part for part in parts if part))


class _Words(HTMLParser):
    """The text of a piece of a page, with a line for each of its paragraphs and points."""

    _LINES: Final = frozenset(
        {"br", "p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"}
    )
    _UNSEEN: Final = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._unseen += tag in self._UNSEEN
        if tag in self._LINES:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in self._UNSEEN and self._unseen > 0
        if tag in self._LINES:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]*>")


def plain_text(text: str, *, many_lines: bool = False) -> str:
    """Return text without the marks of a web page."""
    if not _TAG.search(text):
        text = unescape(text)
    if _TAG.search(text):
        words = _Words()
        words.feed(text)
        words.close()
        text = "".join(words.parts)
    if not many_lines:
        return " ".join(text.split())
    lines = (" ".join(line.split()) for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line for line in lines if line != "-")).strip()


HEADING_OF: Final = {field.key: field.synonyms[0] for field in FIELDS}
POSTINGS: Final = Described("JobPosting", tuple(HEADING_OF.values()), row_of)
