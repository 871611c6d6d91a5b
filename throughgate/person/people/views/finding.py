"""Find a person to put on a list of something: a search by POST, so that the name stands in no address."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse

from throughgate.foundation.web.form_page import FormPage
from throughgate.person.people.queries.finding import people_named


class FindsPeople(FormPage):
    """A page with a search beside its form."""

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Answer the search, or take the form."""
        if "find" in request.POST:
            return self.show(self.make(None, self.row))
        return super().post(request, **keys)

    def found(self, there: Collection[uuid.UUID]) -> dict[str, Any]:
        """Return what was looked for, and who was found with whether they are `there`."""
        find = self.request.POST.get("find", "")[:60]
        return {"find": find, "found": [(p, p.pk in there) for p in people_named(self.actor, find)]}
