"""Saved lists of people, and the training of observers."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Item, LinkButton
from throughgate.foundation.web.form_page import FormBesideList, FormPage
from throughgate.foundation.web.posted import must_read_key
from throughgate.ground.accounts.queries import members_of
from throughgate.ground.acting.actor import actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.forms import GroupForm, TrainingForm
from throughgate.person.observations.models import ObserverTraining, PersonGroup
from throughgate.person.observations.queries import lists
from throughgate.person.observations.views.parts import OfObservations, must_keep_observers
from throughgate.person.observations.words import people_in_words
from throughgate.person.people.views.finding import FindsPeople


class Groups(OfObservations, FormBesideList):
    """The lists of one's organisation; make one."""

    kind = "person_group"
    form_class = GroupForm
    title = gettext_lazy("Groups")
    list_title = gettext_lazy("Saved groups")
    empty = gettext_lazy(
        "No group yet. Save the people whom you see each week, and start a sheet for all of them at once."
    )
    form_title = gettext_lazy("Make a group")
    button = gettext_lazy("Make the group")
    tab = "groups"

    def items(self) -> list[Item]:
        """Show which there are, each with a way to a sheet for it."""
        start, label = reverse("observations:start"), _("Start a sheet")
        return [
            Item(
                group.name,
                reverse("observations:group", args=[group.pk]),
                [people_in_words(group.size)],
                button=LinkButton(f"{start}?group={group.pk}", label, "small", unseen=group.name),
            )
            for group in lists.groups_of(self.actor)
        ]

    def save(self, form: Any, version: int) -> HttpResponse:
        """Make it, and go on to who is in it."""
        del version
        group = actions.make_group(actor=self.actor, **form.cleaned_data)
        return redirect("observations:group", group.pk)


class Group(FindsPeople, FormPage):
    """Who is on a list; rename it."""

    kind = "person_group"
    form_class = GroupForm
    template_name = "observations/group.html"

    def find(self, key: uuid.UUID) -> PersonGroup:
        """Find a list of one's organisation."""
        return group_or_404(self.request, key)

    def initial(self, row: PersonGroup) -> dict[str, Any]:
        """Show name and setting."""
        return {"name": row.name, "setting": row.setting}

    def save(self, form: Any, version: int) -> None:
        """Change them."""
        actions.change_group(actor=self.actor, group=self.row, expected=version, **form.cleaned_data)

    def back(self) -> str:
        """Return this page, or the lists where this one was closed."""
        return (
            reverse("observations:group", args=[self.row.pk]) if self.row else reverse("observations:groups")
        )

    def extra(self) -> dict[str, Any]:
        """Show who is on it."""
        members = lists.members_of_group(self.actor, self.row)
        there = {person.pk for person in members}
        return {"group": self.row, "members": members, **self.found(there)}


def group_or_404(request: HttpRequest, key: uuid.UUID) -> PersonGroup:
    """Return a list of one's organisation."""
    actor = actor_in(request)
    actor.must("write", "person_group")
    mine = PersonGroup.objects.filter(organisation=actor.organisation, is_closed=False)
    group: PersonGroup = get_object_or_404(mine, pk=key)
    return group


@require_POST
def change_members(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Put somebody on a list, take somebody off it, or close it."""
    actor = actor_in(request)
    group = group_or_404(request, key)
    try:
        if "add" in request.POST:
            actions.add_to_group(actor=actor, group=group, person=must_read_key(request.POST["add"]))
        elif "take_off" in request.POST:
            actions.take_from_group(actor=actor, group=group, person=must_read_key(request.POST["take_off"]))
        elif "close" in request.POST:
            actions.change_group(actor=actor, group=group, expected=group.version, is_closed=True)
            messages.success(request, _("The group is closed. Sheets of it stay."))
            return redirect("observations:groups")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("observations:group", key)


class Training(OfObservations, FormBesideList):
    """Whose training as an observer is recorded; record it."""

    form_class = TrainingForm
    title = gettext_lazy("Training of observers")
    lead = gettext_lazy("Only observers whose training is recorded here may sign a sheet.")
    list_title = gettext_lazy("Observers")
    empty = gettext_lazy("No member of your organisation has the role of an observer.")
    form_title = gettext_lazy("Record a training")
    button = gettext_lazy("Record it")
    done = gettext_lazy("The training is recorded.")
    tab = "training"

    def allow(self) -> None:
        """Let in who keeps observers."""
        must_keep_observers(self.actor)

    def form_options(self) -> dict[str, Any]:
        """Offer the observers."""
        return {"members": self.members()}

    def members(self) -> Any:
        """Return the members who observe."""
        return members_of(self.actor.organisation).with_role("observer")

    def items(self) -> list[Item]:
        """Show who is trained."""
        rows = ObserverTraining.objects.filter(organisation=self.actor.organisation)
        trained = {row.membership_id: row for row in rows.order_by("trained_on", "pk")}
        return [_observer(member, trained.get(member.pk)) for member in self.members()]

    def save(self, form: Any, version: int) -> None:
        """Record it."""
        del version
        actions.record_training(actor=self.actor, **form.cleaned_data)


def _observer(member: Any, training: ObserverTraining | None) -> Item:
    if training is None:
        return Item(str(member.user), mark=_("not recorded"), mark_kind="due")
    by_whom = [training.by_whom, _("from a paper")] if training.from_paper else [training.by_whom]
    return Item(
        str(member.user), below=[" · ".join(by_whom)], mark=short_day(training.trained_on), mark_kind="done"
    )
