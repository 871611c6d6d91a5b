"""Say in plain words what the rules of the vocabulary answer with codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

REASONS: dict[str, _StrPromise] = {
    # places
    "empty": _("Nothing is written here."),
    "several": _("Several are called so. Choose the one that is meant."),
    "unknown": _("This name is not in the list. Choose another spelling or one of these."),
    "unlisted": _("This name is not in the list. Try another spelling."),
    "postcode_elsewhere": _("The postcode belongs to another place of this name, or to none in the list."),
    "addition_unclear": _("The addition behind the name does not say which place is meant."),
    # licences
    "licence_class_missing": _("There is a driving licence, but not of which class."),
    "licence_wanted": _("A driving licence is wanted, but not needed."),
    "licence_old_class": _("This is a class of an old driving licence. Check the new classes."),
    "licence_unclear": _("The class of the driving licence cannot be read."),
    # levels of language
    "level_vague": _("The level is described in words. Choose a level from A1 to C2."),
    "level_between": _("The level lies between two. Choose one."),
    "level_any": _("Any level will do."),
    "level_unclear": _("The level cannot be read."),
    # files of ESCO and of postcodes
    "parent_missing": _("The group above this one is missing."),
    "code_unreadable": _("The code cannot be read."),
    "code_twice": _("The code stands twice in the file."),
    "label_missing": _("The name or the address is missing."),
    "row_unreadable": _("The row cannot be read."),
    "country_not_served": _("The country is not in the list of places."),
}

LEVELS: dict[str, _StrPromise] = {
    "none": pgettext_lazy("level of language", "none"),
    **{level: pgettext_lazy("level of language", level) for level in ("A1", "A2", "B1", "B2", "C1", "C2")},
    "native": _("mother tongue"),
}

CERTIFICATES: dict[str, _StrPromise] = {
    "forklift": _("forklift licence"),
    "crane": _("crane licence"),
    "lifting_platform": _("lifting platform"),
    "chainsaw": _("chainsaw"),
    "welding": _("welding certificate"),
    "dangerous_goods": _("dangerous goods (ADR)"),
    "driver_qualification": _("professional driver (code 95)"),
    "passenger_transport": _("transport of passengers"),
    "security": _("security guard (§ 34a)"),
    "food_hygiene": _("food hygiene"),
    "first_aid": _("first aid"),
    "excavator": _("excavator licence"),
    "school_first": _("first school certificate"),
    "school_extended": _("extended first school certificate"),
    "school_middle": _("intermediate school certificate"),
    "school_vocational": _("certificate of the vocational school"),
}

COUNTRIES: dict[str, _StrPromise] = {
    "AT": _("Austria"),
    "CZ": _("Czechia"),
    "DE": _("Germany"),
    "GR": _("Greece"),
    "IS": _("Iceland"),
    "IT": _("Italy"),
    "PT": _("Portugal"),
    "RO": _("Romania"),
    "SI": _("Slovenia"),
    "TR": _("Türkiye"),
}
