"""Name why one opens a person outside of one's own caseload."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from throughgate.foundation.web.posted import next_in
from throughgate.ground.acting.actor import actor_in
from throughgate.person.people.access import PurposeNeeded, open_person
from throughgate.person.people.actions import end_access, name_purpose
from throughgate.person.people.forms.case import PurposeForm
from throughgate.person.people.models import Person
from throughgate.person.people.views.editing import person_address, warn_of_sensitive_words


def purpose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask for a purpose, then go on to where the person was opened."""
    actor = actor_in(request)
    actor.must("read", "person")
    onward = next_in(request, person_address(key))
    try:
        open_person(request, key)
    except PurposeNeeded:
        pass
    else:
        return HttpResponseRedirect(onward)
    person = Person.objects.visible_to(actor).filter(pk=key).first()
    if person is None:
        raise Http404
    form = PurposeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name_purpose(actor=actor, person=person, purpose=data["purpose"], words=data["words"])
        warn_of_sensitive_words(request, form, ("words",))
        return HttpResponseRedirect(onward)
    status = 422 if form.is_bound else 200
    return render(
        request, "people/purpose.html", {"person": person, "form": form, "next": onward}, status=status
    )


@require_POST
def close(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """End one's look at once; say so only where one was open."""
    actor = actor_in(request)
    actor.must("read", "person")
    person = Person.objects.visible_to(actor).filter(pk=key).first()
    if person is None:
        raise Http404
    if end_access(actor=actor, person=person):
        messages.success(request, _("Closed. To open the person again, name a purpose again."))
    else:
        messages.info(request, _("Nothing was open any more."))
    return redirect(f"{reverse('people:list')}?show=all")
