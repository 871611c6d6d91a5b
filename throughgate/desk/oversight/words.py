"""What the logs hold, in words. What has no words yet is shown as it is written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from throughgate.desk.catalogue import catalogue
from throughgate.desk.oversight.field_words import FIELDS, SILENT
from throughgate.foundation.declared import modules
from throughgate.ground.accounts.models import Role
from throughgate.person.people.choices import AccessPurpose

Text = str | Promise

PURPOSES = {
    "caseload": _("own caseload"),
    "": _("list or search"),
    "import": _("comparison with a list"),
    "regional_plan": _("plan of the region"),
    **dict(AccessPurpose.choices),
}

ROLES = dict(Role.choices)
FORMATS = frozenset({"csv", "xlsx", "pdf"})


@cache
def changes() -> dict[str, Text]:
    """Return the words for every change that the audit may hold, by its code: each app names its own."""
    return {code: words for module in modules("audit_words") for code, words in module.AUDIT.items()}


def change_in_words(code: str) -> str:
    """Return what a change is called."""
    return str(changes().get(code, code))


def page_in_words(route: str) -> str:
    """Return what a page is called; one that is gone, as it was written."""
    page = catalogue().get(route)
    return str(page.words if page and page.words else route)


def roles_in_words(roles: Iterable[str]) -> str:
    """Return functions by their names."""
    return ", ".join(str(ROLES.get(role, role)) for role in roles)


def details(fields: Iterable[str], why: str) -> str:
    """Return what an entry says beyond its action: roles given or what was changed, and the reason."""
    said = (
        ROLES.get(field) or FIELDS.get(field) or _as_written(field) for field in fields if field not in SILENT
    )
    names = ", ".join(dict.fromkeys(map(str, said)))
    reason = str(PURPOSES.get(why, why)) if why else ""
    return " · ".join(part for part in (names, reason) if part)


def _as_written(field: str) -> str:
    """Return the number of rows in a file in words, its format in capitals, and what has no words as it is."""
    if field.startswith("rows: "):
        number = int(field.removeprefix("rows: "))
        return ngettext("%(n)s row", "%(n)s rows", number) % {"n": localize(number)}
    return field.upper() if field in FORMATS else field.replace("_", " ")
