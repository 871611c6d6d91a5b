"""Who takes over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.forms import choice_field
from throughgate.ground.accounts.models import Membership

NOBODY = "nobody"


class HandOverForm(forms.Form):
    """Who takes over the people; not asked where nobody is assigned."""

    taking = forms.ChoiceField(
        label=_("Who takes over?"),
        help_text=_("With “nobody yet”, the people stand on Today until somebody looks after them."),
    )

    def __init__(self, *args: Any, takers: Sequence[Membership], assigned: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.takers = {str(member.pk): member for member in takers}
        choices = [(key, str(member.user)) for key, member in self.takers.items()]
        choice_field(self, "taking").choices = [("", _("choose")), *choices, (NOBODY, _("nobody yet"))]
        if not assigned:
            del self.fields["taking"]

    def taker(self) -> Membership | None:
        """Return who takes over, or None for nobody."""
        return self.takers.get(self.cleaned_data.get("taking", ""))
