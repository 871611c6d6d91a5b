"""Forms about accounts."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.codes.fields import CodeField
from throughgate.foundation.languages.fields import CleanTextField
from throughgate.foundation.web.forms import choice_field
from throughgate.ground.accounts.models import Role, User
from throughgate.ground.accounts.rules import roles_for

MOST = 128
"""Nothing longer is hashed."""


class SignInForm(LoginForm):
    """Sign-in name or address, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login = self.fields["login"]
        login.label = _("Sign-in name or e-mail")
        login.widget.attrs.update(
            {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        )


class NamesForm(forms.Form):
    """One's own names."""

    given_names = CleanTextField(label=_("Given names"), max_length=100)
    family_name = CleanTextField(label=_("Family name"), max_length=100)


class EmailForm(forms.Form):
    """Where a link for a new password goes."""

    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Only for a link when you forgot your password, and for news about your account."),
    )


class RolesForm(forms.Form):
    """What a colleague does for the organisation."""

    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Give only what the work needs: each role opens other records."),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice_field(self, "roles").choices = [(role, Role(role).label) for role in roles_for(kind)]


class MemberForm(RolesForm):
    """What a colleague does for the organisation, and where in it."""

    unit = CleanTextField(
        label=_("Unit"),
        max_length=60,
        required=False,
        help_text=_(
            "For example a ward, the workshop, the school, sport. Write the same unit always alike: "
            "an objection to a sheet is answered by somebody outside the observer's unit."
        ),
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, **kwargs)
        if "observer" not in roles_for(kind):
            del self.fields["unit"]


class InvitationForm(RolesForm):
    """Whom to invite."""

    given_names = CleanTextField(label=_("Given names"), max_length=100)
    family_name = CleanTextField(label=_("Family name"), max_length=100)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Without one, you hand over the code on paper."),
    )
    field_order = ("given_names", "family_name", "roles", "email")


class CodeForm(forms.Form):
    """A code from paper."""

    code = CodeField(help_text=_("12 letters and digits. Capital or small, with or without hyphens."))


class _NewPassword(forms.Form):
    password = forms.CharField(
        label=_("Password"),
        max_length=MOST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=password_validators_help_text_html,
    )
    again = forms.CharField(
        label=_("The password once more"),
        max_length=MOST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Compare both passwords."""
        data = super().clean() or {}
        if data.get("password") and data.get("again") and data["password"] != data["again"]:
            self.add_error("again", _("The two passwords differ."))
        return data


class NewcomerForm(_NewPassword):
    """A new account."""

    given_names = CleanTextField(label=_("Given names"), max_length=100)
    family_name = CleanTextField(label=_("Family name"), max_length=100)
    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        validators=User._meta.get_field("username").validators[:1],
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
        help_text=_("Small letters, digits, dots and hyphens. You type it each time you sign in."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        help_text=_("Only for a link when you forgot your password."),
    )
    field_order = ("given_names", "family_name", "username", "email", "password", "again")


class PasswordCodeForm(_NewPassword):
    """A new password with a code from paper."""

    username = forms.CharField(
        label=_("Sign-in name"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    code = CodeForm.base_fields["code"]
    field_order = ("username", "code", "password", "again")
