"""Pages of the register: list, organisation, sites and contact persons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.database.paging import page_of
from throughgate.foundation.web.components import ActiveFilter, Column, Table, address_with
from throughgate.foundation.web.exports import PIECE, Export, export, hidden_fields, pages
from throughgate.foundation.web.form_page import FormPage, Words
from throughgate.foundation.web.saved_filters import lead_back, remember
from throughgate.ground.accounts.actor import Actor, NotAllowed, actor_in
from throughgate.ground.accounts.queries import invitations_of, members_page
from throughgate.ground.organisations import actions
from throughgate.ground.organisations.forms import (
    CompanyForm,
    ContactForm,
    FilterForm,
    OrganisationForm,
    SiteForm,
)
from throughgate.ground.organisations.models import ContactPerson, Kind, Organisation, Site
from throughgate.ground.organisations.queries import contacts_of, sites_of
from throughgate.ground.organisations.rules import kinds_added_by

ORDERS = {
    "name": ("name_key", "id"),
    "-name": ("-name_key", "-id"),
    "kind": ("kind", "name_key", "id"),
    "-kind": ("-kind", "-name_key", "-id"),
}
COOKIE = "organisations_list"


def actor_of(request: HttpRequest) -> Actor:
    """Return who acts; every page here is for people who are signed in and work for an organisation."""
    actor = actor_in(request)
    actor.must("read", "own_organisation")
    return actor


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the register, as far as the actor may see it."""
    actor = actor_of(request)
    if back := lead_back(request, COOKIE, ("kind", "region", "sort")):
        return back
    form, chosen, rows = _wanted(actor, request.GET)
    sort = _sort(request.GET)
    page = page_of(
        rows, order=ORDERS[sort], after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    table = Table.of(
        request,
        caption=_("Organisations"),
        columns=columns(),
        rows=page.rows,
        sort=sort,
        after=page.after,
        before=page.before,
    )
    context = {
        "form": form,
        "active": _active(request, chosen),
        "table": table,
        "adds": kinds_added_by(actor.roles),
        "whole_register": actor.may("read", "organisation"),
        "fields": hidden_fields(request.GET),
    }
    response = render(request, "organisations/list.html", context)
    remember(
        request,
        response,
        COOKIE,
        {
            "kind": chosen.get("kind", ""),
            "region": chosen["region"].code if chosen.get("region") else "",
            "sort": "" if sort == "name" else sort,
        },
    )
    return response


@require_POST
def export_list(request: HttpRequest) -> HttpResponse:
    """Hand over what the list shows, as a file."""
    actor = actor_of(request)
    _form, _chosen, rows = _wanted(actor, request.POST)
    order = ORDERS[_sort(request.POST)]
    return export(
        request,
        Export(
            name="organisations",
            title=_("Organisations"),
            columns=columns(),
            rows=lambda: pages(lambda after: page_of(rows, order=order, after=after, size=PIECE)),
            back=reverse("organisations:list"),
        ),
    )


def columns() -> list[Column]:
    """Return what the list shows of each organisation, on the page and in a file."""
    return [
        Column(_("Name"), sort="name", value=lambda row: row.name),
        Column(_("Kind"), sort="kind", value=lambda row: row.get_kind_display()),
        Column(_("Town"), value=lambda row: row.town or ""),
        Column(_("Region"), value=lambda row: row.region.name),
    ]


def _wanted(actor: Actor, said: QueryDict) -> tuple[FilterForm, dict[str, Any], Any]:
    """Return the filter, what of it can be read, and the organisations it leaves."""
    form = FilterForm(said or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = Organisation.objects.visible_to(actor).with_town().select_related("region")
    if chosen.get("kind"):
        rows = rows.of_kind(chosen["kind"])
    if chosen.get("region"):
        rows = rows.filter(region=chosen["region"])
    return form, chosen, rows.named_like(chosen.get("name", ""))


def _sort(said: QueryDict) -> str:
    asked = str(said.get("sort", ""))
    return asked if asked in ORDERS else "name"


def _active(request: HttpRequest, chosen: dict[str, Any]) -> list[ActiveFilter]:
    words = {
        "name": chosen.get("name", ""),
        "kind": Kind(chosen["kind"]).label if chosen.get("kind") else "",
        "region": str(chosen.get("region") or ""),
    }
    return [
        # An empty filter stays in the address: the bare one leads back to what was chosen last.
        ActiveFilter(str(label), address_with(request, **{name: ""}))
        for name, label in words.items()
        if label
    ]


@require_safe
def organisation_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one organisation: facts, sites, contact persons; for one's own, also who works there."""
    actor = actor_of(request)
    organisation = _organisation(actor, code)
    is_own = organisation.pk == actor.organisation.pk
    manages = is_own and actor.may("write", "membership")
    context = {
        "organisation": organisation,
        "sites": sites_of(organisation),
        "contacts": contacts_of(organisation),
        "is_own": is_own,
        "may_change": actions.may_change(actor, organisation),
        "manages_members": manages,
        "members": _members(request, organisation) if is_own else None,
        "invitations": invitations_of(organisation) if manages else [],
    }
    return render(request, "organisations/page.html", context)


def _members(request: HttpRequest, organisation: Organisation) -> dict[str, Any]:
    """Return a page of who works here, with the addresses of its neighbours."""
    page = members_page(
        organisation, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    return {
        "rows": page.rows,
        "previous": f"?before={page.before}" if page.before else "",
        "next": f"?after={page.after}" if page.after else "",
    }


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
    messages.success(request, _("Removed."))
    return redirect(_address(organisation))


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
    messages.success(request, _("Removed."))
    return redirect(_address(organisation))


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
    row = Organisation.objects.with_members().filter(pk=organisation.pk).first()
    if row is None:
        raise Http404
    return row


def _address(organisation: Organisation) -> str:
    return reverse("organisations:page", args=[organisation.code])
