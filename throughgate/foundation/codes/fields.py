"""The field in which a code from paper is typed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.forms import CodeInput


class CodeField(forms.CharField):
    """A code, however it is typed."""

    def __init__(self, **options: Any) -> None:
        widget = CodeInput({"autocapitalize": "characters", "autocomplete": "off"})
        super().__init__(**{"label": _("Code"), "max_length": 40, "widget": widget, **options})
