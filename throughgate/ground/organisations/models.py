"""What is stored about organisations."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.database.rows import ProtectedManager, Row, Versioned, listed
from throughgate.foundation.languages.folding import search_key, sort_key
from throughgate.foundation.languages.texts import reader_language
from throughgate.ground.organisations.querysets import OrganisationQuerySet
from throughgate.ground.vocabulary.rules import language_name


class Kind(models.TextChoices):
    """The kinds of organisation in `product.md`."""

    PRISON = "prison", _("Prison")
    PROBATION = "probation", _("Probation service")
    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School or training body")
    CHAMBER = "chamber", _("Chamber")
    THIRD_SECTOR = "third_sector", _("Third sector organisation")
    CLUB = "club", _("Club")
    VOLUNTEER = "volunteer", _("Volunteer")
    EMPLOYMENT_SERVICE = "employment_service", _("Employment service")
    AUTHORITY = "authority", _("Authority")
    NETWORK = "network", _("Network")


class LegalRegime(models.TextChoices):
    """Which law the organisation applies to what it does here."""

    GDPR = "gdpr", _("General Data Protection Regulation")
    LED = "led", _("National law under the Law Enforcement Directive")


class Channel(models.TextChoices):
    """How somebody likes to be reached."""

    TELEPHONE = "telephone", _("Telephone")
    EMAIL = "email", _("E-mail")
    LETTER = "letter", _("Letter")
    IN_PERSON = "in_person", _("In person")
    THROUGH_ORGANISATION = "through_organisation", _("Through an organisation")


class Region(Row):
    """A region whose organisations work together."""

    code = models.SlugField(max_length=32, unique=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


def keys_of(name: str) -> dict[str, str]:
    """Return the keys by which a name is searched and sorted, as columns of an organisation."""
    return {"name_key": search_key(name)[:200], "sort_key": sort_key(name)[:200]}


class Organisation(Versioned):
    """An organisation that takes part."""

    code = models.SlugField(_("code"), max_length=48, unique=True)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    name = models.CharField(_("name"), max_length=160)
    legal_name = models.CharField(_("legal name"), max_length=200, blank=True)
    name_key = models.CharField(max_length=200, editable=False)
    """The name as it is searched."""
    sort_key = models.CharField(max_length=200, editable=False, default="", db_default="", db_collation="C")
    """The name as it stands in lists: in the order of the alphabet, as people do."""
    region = models.ForeignKey(Region, models.PROTECT, verbose_name=_("region"))
    legal_regime = models.CharField(
        _("law that applies"), max_length=8, choices=LegalRegime, default=LegalRegime.GDPR
    )
    controller = models.CharField(_("controller in the sense of data protection"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    sector = models.CharField(_("sector"), max_length=120, blank=True, default="", db_default="")
    last_contact_on = models.DateField(_("last contact"), null=True, blank=True)
    last_contact_precision = models.CharField(max_length=8, default="day", db_default="day", editable=False)
    """How much of the day is known: lists often hold the year alone."""
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    """The entry that stays, where this one was the same organisation; a function of the database alone writes it."""

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [listed("kind", Kind), listed("legal_regime", LegalRegime)]
        indexes: ClassVar = [
            models.Index(fields=["sort_key", "id"], name="organisation_sorted"),
            models.Index(fields=["kind", "sort_key", "id"], name="organisation_kind_sorted"),
            GinIndex(fields=["name_key"], opclasses=["gin_trgm_ops"], name="organisation_name_trigram"),
        ]

    def __str__(self) -> str:
        return self.name


class Site(Versioned):
    """Where an organisation is."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="sites")
    name = models.CharField(_("name of the site"), max_length=120, blank=True)
    street = models.CharField(_("street and number"), max_length=160, blank=True)
    postcode = models.CharField(_("postcode"), max_length=12, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    place = models.ForeignKey(
        "vocabulary.Place", models.SET_NULL, null=True, blank=True, verbose_name=_("place"), related_name="+"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_position_on_earth",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(
            part for part in (self.name, self.street, f"{self.postcode} {self.town}".strip()) if part
        )


class ContactPerson(Versioned):
    """Somebody at an organisation whom one writes to or calls. Personal data: under row security."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="contacts")
    site = models.ForeignKey(Site, models.SET_NULL, null=True, blank=True, verbose_name=_("site"))
    given_names = models.CharField(_("given names"), max_length=100, blank=True)
    family_name = models.CharField(_("family name"), max_length=100)
    function = models.CharField(_("function"), max_length=120, blank=True)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    preferred_channel = models.CharField(_("preferred channel"), max_length=24, choices=Channel, blank=True)
    languages = ArrayField(
        models.CharField(max_length=8), default=list, blank=True, verbose_name=_("languages")
    )

    objects = ProtectedManager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [listed("preferred_channel", "", Channel)]

    def __str__(self) -> str:
        return f"{self.given_names} {self.family_name}".strip()

    @property
    def language_names(self) -> list[str]:
        """Return the languages in the reader's language."""
        return [language_name(code, reader_language()) for code in self.languages]
