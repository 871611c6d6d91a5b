"""The list of people. The beginning of a name comes by POST and goes along by POST; all else stands in the address."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.components import ActiveFilter, Tab, Table, address_with
from throughgate.foundation.web.post_search import asked_by_form
from throughgate.ground.accounts.actor import Actor, actor_in
from throughgate.person.people.queries.lists import ORDERS, Wanted, people_page
from throughgate.person.people.queries.querysets import reaches_organisation
from throughgate.person.people.views.columns import columns, fields, lines

COOKIE: Final = "people_list"
REMEMBERED: Final = ("show", "release", "lead", "sort")
"""Never the name: it would stay on a shared computer."""
RELEASES: Final = [
    ("", _("Any")),
    ("30", _("Within 30 days")),
    ("90", _("Within 90 days")),
    ("180", _("Within 180 days")),
    ("unknown", _("Not known")),
]
LEADS: Final = [("", _("Any")), ("none", _("Nobody yet"))]


class FilterForm(forms.Form):
    """What the list is narrowed to."""

    show = forms.ChoiceField(choices=[("mine", ""), ("all", "")], required=False, widget=forms.HiddenInput)
    name = CleanTextField(label=_("Family name begins with"), max_length=60, required=False)
    release = forms.ChoiceField(label=_("Release"), choices=RELEASES, required=False)
    lead = forms.ChoiceField(label=_("Looked after by"), choices=LEADS, required=False)


@asked_by_form
def people_list(request: HttpRequest) -> HttpResponse:
    """Show the caseload, or everybody at the organisation."""
    actor = actor_in(request)
    actor.must("read", "person")
    if request.method == "POST" or "name" in request.GET:
        request.GET = without_name(request)  # type: ignore[assignment]  # links of the page are made from it
        if not request.POST.get("name", "").strip():
            return redirect(f"{reverse('people:list')}?{request.GET.urlencode()}")
    elif not request.GET and (kept := remembered(request.COOKIES.get(COOKIE, ""))):
        return redirect(f"{reverse('people:list')}?{urlencode(kept)}")
    wide = reaches_organisation(actor)
    wanted = wanted_of(request, wide=wide)
    page = people_page(
        actor, wanted, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    form = FilterForm(
        initial={"show": wanted.show, "name": wanted.name, "release": wanted.release, "lead": wanted.lead}
    )
    if wanted.show != "all":
        del form.fields["lead"]
    table = Table.of(
        request,
        caption=_now("People in your caseload")
        if wanted.show == "mine"
        else _now("People of the organisation"),
        columns=columns(),
        rows=lines(page).rows,
        sort=wanted.sort,
        after=page.after,
        before=page.before,
    )
    response = render(
        request,
        "people/list.html",
        {
            "table": table,
            "tabs": _tabs(actor, wanted) if wide else [],
            "form": form,
            "active": _active(request, wanted),
            "carried": _carried(request, wanted),
            "wanted": wanted,
            "fields": fields(wanted),
            "may_add": actor.may("write", "person"),
        },
    )
    remember(response, wanted)
    return response


def without_name(request: HttpRequest) -> QueryDict:
    """Return the filter as it may stand in an address: all that was chosen, nothing that was typed."""
    said = request.GET.copy()
    for name in REMEMBERED:
        if name in request.POST:
            said[name] = request.POST[name]
    for name in [name for name, value in said.items() if name == "name" or not value]:
        del said[name]
    said.setdefault("show", "mine")
    return said


def wanted_of(request: HttpRequest, *, wide: bool) -> Wanted:
    """Read the address and the name sent; what is not on the list of allowed values counts as not said."""
    form = FilterForm({**request.GET.dict(), "name": request.POST.get("name", "")})
    form.is_valid()
    said = form.cleaned_data
    sort = request.GET.get("sort", "")
    show = (said.get("show") or "mine") if wide else "mine"
    return Wanted(
        show=show,
        release=said.get("release", ""),
        lead=said.get("lead", "") if show == "all" else "",
        name=said.get("name", ""),
        sort=sort if sort in ORDERS else "name",
    )


def remembered(cookie: str) -> dict[str, str]:
    """Return the filters kept from the last visit, as far as they are known ones."""
    said = dict(parse_qsl(cookie[:200]))
    form = FilterForm(said)
    form.is_valid()
    kept = {name: form.cleaned_data.get(name, "") for name in ("show", "release", "lead")}
    kept["sort"] = said.get("sort", "") if said.get("sort") in ORDERS else ""
    return {name: value for name, value in kept.items() if value}


def remember(response: HttpResponse, wanted: Wanted) -> None:
    """Keep what differs from the plain list, so that coming back shows it again."""
    plain = Wanted()
    chosen = {n: getattr(wanted, n) for n in REMEMBERED if getattr(wanted, n) != getattr(plain, n)}
    here = reverse("people:list")
    if not chosen:
        response.delete_cookie(COOKIE, path=here, samesite="Lax")
        return
    response.set_cookie(
        COOKIE,
        urlencode(chosen),
        max_age=180 * 24 * 3600,
        path=here,
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
        samesite="Lax",
    )


def _tabs(actor: Actor, wanted: Wanted) -> list[Tab]:
    here = reverse("people:list")
    everybody = _now("All at %(organisation)s") % {"organisation": actor.organisation.name}
    keep = {"release": wanted.release, "sort": wanted.sort}
    return [
        Tab(
            label, f"{here}?{urlencode({'show': show, **{k: v for k, v in keep.items() if v}})}", None,
            current=wanted.show == show,
        )
        for show, label in (("mine", _now("My people")), ("all", everybody))
    ]  # fmt: skip


def _active(request: HttpRequest, wanted: Wanted) -> list[ActiveFilter]:
    """Return the filters in force; the address without one still says `show`, so that it is not the bare list."""
    labels = {
        "release": _now("Release: %(what)s") % {"what": dict(RELEASES)[wanted.release]},
        "lead": _now("Looked after by nobody yet"),
        "name": _now("Begins with “%(name)s”") % {"name": wanted.name},
    }
    return [
        ActiveFilter(label, _without(request, wanted, name))
        for name, label in labels.items()
        if getattr(wanted, name)
    ]


def _without(request: HttpRequest, wanted: Wanted, name: str) -> str:
    return address_with(request, **{name: None}, show=wanted.show)


def _carried(request: HttpRequest, wanted: Wanted) -> dict[str, Any] | None:
    """Return what goes along to other pages of the list and other orders by POST, and the address without it."""
    if not wanted.name:
        return None
    return {"fields": {"name": wanted.name}, "address": _without(request, wanted, "name")}
