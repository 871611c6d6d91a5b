"""Pages of the register: list, organisation, sites and contact persons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.audit.changes import was_done
from throughgate.foundation.web.components import Empty, LinkButton, Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, link_to
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.forms import (
    CompanyForm,
    ContactForm,
    FilterForm,
    OrganisationForm,
    SiteForm,
)
from throughgate.ground.organisations.models import ContactPerson, Organisation, Site
from throughgate.ground.organisations.rules import kinds_added_by


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts; every page here is for people who are signed in and work for an organisation."""
    actor = actor_in(request)
    actor.must("read", "own_organisation")
    return actor


class OrganisationList(ListPage):
    """The register, as far as the actor may see it."""

    kind = "own_organisation"
    route, export_route = "organisations:list", "organisations:export"
    title = gettext_lazy("Organisations")
    columns = (
        Column(
            gettext_lazy("Name"),
            value=lambda row: row.name,
            link=link_to("organisations:page", lambda row: row.code),
            sort="name",
        ),
        Column(gettext_lazy("Kind"), value=lambda row: row.get_kind_display(), sort="kind"),
        Column(gettext_lazy("Town"), value=lambda row: row.town or ""),
        Column(gettext_lazy("Region"), value=lambda row: row.region.name),
    )
    orders: ClassVar = {
        "name": ("sort_key", "id"),
        "-name": ("-sort_key", "-id"),
        "kind": ("kind", "sort_key", "id"),
        "-kind": ("-kind", "-sort_key", "-id"),
    }
    filter_form: type[forms.Form] | None = FilterForm
    cookie = "organisations_list"
    remembered = ("kind", "region")
    exported = "organisations"
    none_fit = Empty(
        gettext_lazy("No organisation found"),
        gettext_lazy("Try the beginning of another word of the name, or take a filter away."),
        label=gettext_lazy("Show all"),
    )
    template_name = "organisations/list.html"

    def open(self) -> None:
        """Offer no filter to those who see their own organisation alone."""
        whole = self.actor.may("read", "organisation")
        self.kicker = _("Everybody who takes part") if whole else _("Your part of the register")
        self.filter_form = FilterForm if whole else None

    def rows(self) -> Any:
        """Return the organisations that the filter leaves, with the town of the first site."""
        chosen = self.chosen
        rows = Organisation.objects.visible_to(self.actor).with_town().select_related("region")
        if "kind" in chosen:
            rows = rows.of_kind(chosen["kind"])
        if "region" in chosen:
            rows = rows.filter(region=chosen["region"])
        return rows.named_like(chosen.get("name", ""))

    def buttons(self) -> list[LinkButton]:
        """Let those add organisations whose roles do."""
        add = LinkButton(reverse("organisations:add"), _("Add a company"), "main")
        return [add] if kinds_added_by(self.actor.roles) else []


class OrganisationFormPage(FormPage):
    """A form about an organisation that the actor may change, whose code is the first in the address."""

    organisation: Organisation | None = None
    template_name = "organisations/change.html"

    def allow(self) -> None:
        """Let in whoever reads the own organisation; `open` asks for more."""
        self.actor.must("read", "own_organisation")

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the organisation."""
        self.organisation = _kept(self.actor, keys.pop("code"))
        self.kicker = self.organisation.name
        return keys

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the register and the organisation."""
        register = (_("Organisations"), reverse("organisations:list"))
        there = self.organisation
        return [register, (there.name, _address(there))] if there else [register]

    def back(self) -> str:
        """Return the organisation's page, or the register."""
        return _address(self.organisation) if self.organisation else reverse("organisations:list")


class _Asking(OrganisationFormPage):
    """The facts of an organisation; whether it is another one of the same name is asked."""

    def act(self, version: int, **facts: Any) -> None:
        """Call the action."""
        raise NotImplementedError

    def save(self, form: Any, version: int) -> None:
        """Save, or ask."""
        try:
            self.act(version, **form.cleaned_data)
        except actions.AlreadyThere as there:
            form.found = there.found
            form.ask_whether_another()
            raise


class AddOrganisation(_Asking):
    """Add an organisation of a kind that the actor's roles add."""

    form_class = CompanyForm
    title = gettext_lazy("Add a company")
    kicker = gettext_lazy("Register of organisations")
    done = gettext_lazy("Added. Now add where it is and whom one calls.")

    def open(self, **keys: Any) -> dict[str, Any]:
        """Refuse whose roles add none."""
        self.kinds = kinds_added_by(self.actor.roles)
        if not self.kinds:
            raise NotAllowed("add organisation")
        return keys

    def act(self, version: int, **facts: Any) -> None:
        """Add it."""
        del version
        self.organisation = actions.add_organisation(actor=self.actor, kind=self.kinds[0], **facts)


class ChangeOrganisation(_Asking):
    """Change facts of an organisation."""

    form_class: type[forms.ModelForm] = CompanyForm
    title = gettext_lazy("Change the facts")

    def find(self) -> Any:
        """Edit the organisation; one's own has more to say about itself."""
        assert self.organisation is not None
        if self.organisation.pk == self.actor.organisation.pk:
            self.form_class = OrganisationForm
        return self.organisation

    def act(self, version: int, **facts: Any) -> None:
        """Change it."""
        assert self.organisation is not None
        organisation = _fresh(self.organisation)
        actions.change_organisation(actor=self.actor, organisation=organisation, expected=version, **facts)


class _OfOrganisation(OrganisationFormPage):
    """A site or a contact person, to be added or changed."""

    model: ClassVar[type[Site | ContactPerson]]
    add_title: ClassVar[Words]
    remove: ClassVar[tuple[str, Words]]
    """The route that removes the row, and the words of its button."""

    def find(self, key: uuid.UUID | None = None) -> Any:
        """Find the row, if there is one to change."""
        return _own_row(self.model, self.organisation, key) if key else None

    def back(self) -> str:
        """Return to whom one calls, and where."""
        assert self.organisation is not None
        return _contacts_address(self.organisation)

    def extra(self) -> dict[str, Any]:
        """Say whether something is added, or offer to remove what is there."""
        if self.row is None or self.organisation is None:
            return {"title": self.add_title}
        route, label = self.remove
        address = reverse(route, args=[self.organisation.code, self.row.pk])
        return {"remove_address": address, "remove_label": label}


class SitePage(_OfOrganisation):
    """Where an organisation is."""

    model = Site
    form_class = SiteForm
    title = gettext_lazy("Change the site")
    add_title = gettext_lazy("Add a site")
    remove = ("organisations:remove-site", gettext_lazy("Remove this site"))

    def save(self, form: Any, version: int) -> None:
        """Add or change it."""
        assert self.organisation is not None
        if self.row is None:
            actions.add_site(actor=self.actor, organisation=self.organisation, **form.cleaned_data)
        else:
            actions.change_site(actor=self.actor, site=self.row, expected=version, **form.cleaned_data)


class ContactPage(_OfOrganisation):
    """Whom one writes to or calls."""

    model = ContactPerson
    form_class = ContactForm
    title = gettext_lazy("Change the contact person")
    add_title = gettext_lazy("Add a contact person")
    remove = ("organisations:remove-contact", gettext_lazy("Remove this contact person"))

    def form_options(self) -> dict[str, Any]:
        """Offer the organisation's sites."""
        return {"organisation": self.organisation}

    def save(self, form: Any, version: int) -> None:
        """Add or change them."""
        assert self.organisation is not None
        if self.row is None:
            actions.add_contact(actor=self.actor, organisation=self.organisation, **form.cleaned_data)
        else:
            actions.change_contact(actor=self.actor, contact=self.row, expected=version, **form.cleaned_data)


@require_POST
def remove_site(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Remove a site."""
    actor = actor_of(request)
    organisation = _kept(actor, code)
    site = Site.objects.filter(pk=key, organisation=organisation).select_related("organisation").first()
    if site is not None:
        actions.remove_site(actor=actor, site=site)
    elif not was_done("site.remove", key):
        raise Http404
    messages.success(request, _("Removed."))
    return redirect(_contacts_address(organisation))


@require_POST
def remove_contact(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Remove a contact person."""
    actor = actor_of(request)
    organisation = _kept(actor, code)
    contact = (
        ContactPerson.objects.filter(pk=key, organisation=organisation).select_related("organisation").first()
    )
    if contact is not None:
        actions.remove_contact(actor=actor, contact=contact)
    elif not was_done("contact.remove", key):
        raise Http404
    messages.success(request, _("Removed."))
    return redirect(_contacts_address(organisation))


def _own_row(model: type[Site | ContactPerson], organisation: Organisation | None, key: uuid.UUID) -> Any:
    return get_object_or_404(model.objects.select_related("organisation"), pk=key, organisation=organisation)


def _organisation(actor: Actor, code: str) -> Organisation:
    rows = Organisation.objects.visible_to(actor).with_members().select_related("region")
    organisation: Organisation = get_object_or_404(rows, code=code)
    return organisation


def _kept(actor: Actor, code: str) -> Organisation:
    """Return an organisation that the actor may change; what may be seen but not changed answers 403."""
    organisation = _organisation(actor, code)
    if not actions.may_change(actor, organisation):
        raise NotAllowed("write organisation")
    return organisation


def _fresh(organisation: Organisation) -> Organisation:
    """Return the row as it is now: a form has already laid what was typed over the other one."""
    row: Organisation | None = Organisation.objects.with_members().filter(pk=organisation.pk).first()
    if row is None:
        raise Http404
    return row


def _address(organisation: Organisation) -> str:
    return reverse("organisations:page", args=[organisation.code])


def _contacts_address(organisation: Organisation) -> str:
    return reverse("organisations:contacts", args=[organisation.code])
