"""Pages about one's own sheet, which may be signed, put aside or replaced while a form is open."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse

from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.posted import add_errors
from throughgate.person.observations import actions
from throughgate.person.observations.queries.grid import sheet_grid
from throughgate.person.observations.views.grid import closed


class OfSheet(FormPage):
    """A page with a form about a sheet."""

    def closed(self) -> HttpResponse:
        """Say that the sheet is not any more what it was."""
        grid = sheet_grid(self.actor, self.row.pk)
        if grid is None:
            raise Http404
        return closed(self.request, grid, {})

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        """Tell what somebody else did meanwhile, or what must be put right."""
        if isinstance(error, actions.SheetClosed):
            return self.closed()
        if getattr(error, "code", "") == "amended_already":
            add_errors(form, error)
            return self.show(form, status=409)
        return super().refused(form, error)
