"""Form fields that take words and give places, occupations, languages; they ask when not certain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.texts import reader_language

from .models import Occupation, Place
from .queries import find_occupations, find_place
from .rules import LEVELS, LICENCES, language_from_word, language_name, languages
from .words import LEVELS as LEVEL_WORDS
from .words import REASONS


class WordWidget(forms.TextInput):
    """A text field with suggestions; when the word was not certain, the candidates stand below it."""

    template_name = "vocabulary/widgets/word.html"

    def __init__(self, address: str | Promise, attrs: dict[str, Any] | None = None) -> None:
        """Set where suggestions come from."""
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})
        self.address = address
        self.candidates: list[tuple[str, str]] = []

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],
        name: str,
    ) -> tuple[str, str]:
        """Give the text, and the candidate chosen for exactly this text."""
        text = str(data.get(name) or "")
        # A choice made for another text is no answer to this one.
        answers_this = data.get(f"{name}_for") == text
        return text, str(data.get(f"{name}_choice") or "") if answers_this else ""

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],
        name: str,
    ) -> bool:
        """Say whether the text is missing; a choice alone is not enough."""
        return name not in data

    def format_value(self, value: Any) -> str:
        """Show the text; of a place or an occupation its label."""
        if isinstance(value, tuple):
            return str(value[0])
        return "" if value is None else str(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the address of suggestions and the candidates."""
        context = super().get_context(name, value, attrs)
        text, choice = value if isinstance(value, tuple) else ("", "")
        context["widget"].update(
            {"address": self.address, "candidates": self.candidates, "text": text, "choice": choice}
        )
        return context


class WordField(forms.Field):
    """A field whose value is a row that a word stands for."""

    widget: WordWidget
    address: str | Promise = ""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", WordWidget(self.address))
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Give the row, None when empty; ask with candidates when the word is not certain."""
        text, choice = value if isinstance(value, tuple) else (str(value or ""), "")
        if not text.strip():
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        kept = self.row_of(choice) if choice else None
        if kept is not None and str(kept) == text:
            return kept  # shown by its label and sent back as it was, even where others share the label
        found, candidates, reason = self.look_up(text.strip())
        if found is not None:
            return found
        chosen = next((row for row in candidates if str(row.pk) == choice), None)
        if chosen is not None:
            return chosen
        self.widget.candidates = [(str(row.pk), self.label_of(row)) for row in candidates]
        said = "unlisted" if reason == "unknown" and not candidates else reason
        raise ValidationError(REASONS[said], code=reason)

    def look_up(self, text: str) -> tuple[Any, list[Any], str]:
        """Give the row, or the candidates and the reason to ask."""
        raise NotImplementedError

    def label_of(self, row: Any) -> str:
        """Give the words by which a candidate is told apart."""
        return str(row)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was shown with what came back."""
        label, key = self.prepare_value(initial) or ("", "")
        text, choice = data or ("", "")
        return bool(label != text or (choice and choice != key))

    def prepare_value(self, value: Any) -> Any:
        """Show a row by its label and remember which it is; typed text stays as it was typed."""
        if value is None or value == "" or isinstance(value, tuple):
            return value
        row = value if hasattr(value, "pk") else self.row_of(value)
        return (str(row), str(row.pk)) if row is not None else None

    def row_of(self, key: Any) -> Any:
        """Give the row behind a key, as initial values of model forms hold it."""
        raise NotImplementedError


class PlaceField(WordField):
    """Text in, ``Place`` out. ``country`` limits the search."""

    address = reverse_lazy("vocabulary:suggest-places")
    default_error_messages = {"required": _("Name a place.")}

    def __init__(self, *, country: str | None = None, **options: Any) -> None:
        """Take the country to search in."""
        self.country = country
        super().__init__(**options)

    def look_up(self, text: str) -> tuple[Place | None, list[Place], str]:
        """Find the place."""
        answer = find_place(text, country=self.country)
        return answer.place, list(answer.candidates), answer.reason

    def label_of(self, row: Place) -> str:
        """Add the nearest larger place, which tells villages of one name apart."""
        return f"{row} ({_('near %(place)s') % {'place': row.near}})" if row.near else str(row)

    def row_of(self, key: Any) -> Place | None:
        """Give the place behind a key."""
        return Place.objects.filter(pk=int(key)).first() if str(key).isdecimal() else None


class OccupationField(WordField):
    """Text in, ``Occupation`` out. A word for several groups ("Lager") asks which."""

    address = reverse_lazy("vocabulary:suggest-occupations")
    default_error_messages = {"required": _("Name an occupation.")}

    def look_up(self, text: str) -> tuple[Occupation | None, list[Occupation], str]:
        """Find the occupation; its own title is always understood."""
        answers = find_occupations(text)
        if len(answers) == 1:
            answer = answers[0]
            several = "several" if answer.occupations else answer.reason
            return answer.occupation, list(answer.occupations or answer.candidates), several
        rows = {o.pk: o for answer in answers for o in (*answer.occupations, *answer.candidates)}
        return None, list(rows.values()), "several" if answers else "unknown"

    def row_of(self, key: Any) -> Occupation | None:
        """Give the occupation behind a key."""
        return Occupation.objects.filter(pk=key).first()


class LanguageField(forms.CharField):
    """Text in, code of the language out ("Rumänisch" gives "ro")."""

    def __init__(self, **options: Any) -> None:
        """Suggest languages by name."""
        options.setdefault("widget", WordWidget(reverse_lazy("vocabulary:suggest-languages")))
        options.setdefault("max_length", 60)
        super().__init__(**options)

    def clean(self, value: Any) -> str:
        """Give the code; refuse a language nobody named."""
        text = super().clean(value[0] if isinstance(value, tuple) else value)
        if not text:
            return ""
        code = language_from_word(text)
        if code is None:
            raise ValidationError(REASONS["unlisted"], code="unknown")
        return code

    def prepare_value(self, value: Any) -> Any:
        """Show a code as the language's name in the reader's language."""
        codes = {language.code for language in languages(reader_language())}
        return language_name(value, reader_language()) if value in codes else value


class LanguagesField(forms.CharField):
    """Several languages as people write them in one line; gives their codes, each once."""

    def __init__(self, **options: Any) -> None:
        """Leave room for a handful."""
        options.setdefault("max_length", 200)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Give the codes; refuse the line with the word that names no language."""
        text = super().clean(value)
        codes: list[str] = []
        for word in filter(None, (part.strip() for part in re.split(r"[,;/\n]", text))):
            code = language_from_word(word)
            if code is None:
                raise ValidationError(
                    _("“%(word)s” is no language that we know."), code="unknown", params={"word": word[:60]}
                )
            if code not in codes:
                codes.append(code)
        return codes

    def prepare_value(self, value: Any) -> Any:
        """Show codes as names in the reader's language; typed text stays as it was typed."""
        if not isinstance(value, list | tuple):
            return value
        return ", ".join(language_name(code, reader_language()) for code in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what was shown with what came back."""
        return bool((self.prepare_value(initial) or "") != (data or ""))


class LevelField(forms.ChoiceField):
    """A level of language; empty means unknown, which is not "none"."""

    def __init__(self, **options: Any) -> None:
        """Offer the levels from none to mother tongue."""
        options.setdefault(
            "choices", [("", _("not known")), *((level, LEVEL_WORDS[level]) for level in LEVELS)]
        )
        super().__init__(**options)


class _LanguageLevelWidget(forms.MultiWidget):
    """A language and its level beside each other."""

    template_name = "vocabulary/widgets/language_level.html"
    use_fieldset = True

    def decompress(self, value: tuple[str, str] | None) -> list[str]:
        """Take a pair apart."""
        return list(value) if value else ["", ""]


class LanguageLevelField(forms.MultiValueField):
    """A language with its level: gives (code, level), level empty when unknown; None when no language."""

    def __init__(self, **options: Any) -> None:
        """Put the two fields together."""
        language, level = LanguageField(required=False), LevelField(required=False)
        level.widget.attrs["aria-label"] = _("level")
        typed = _TextOnly(reverse_lazy("vocabulary:suggest-languages"), {"aria-label": _("language")})
        options.setdefault("widget", _LanguageLevelWidget([typed, level.widget]))
        super().__init__(fields=(language, level), require_all_fields=False, **options)

    def compress(self, data_list: list[str]) -> tuple[str, str] | None:
        """Give the pair."""
        if not data_list or not data_list[0]:
            if data_list and data_list[1]:
                raise ValidationError(_("Name the language of this level."), code="language_missing")
            return None
        return data_list[0], data_list[1] or ""


class _TextOnly(WordWidget):
    """The same field inside a pair of fields: its value is the text alone."""

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],
        name: str,
    ) -> Any:
        """Give the text."""
        return data.get(name)

    def format_value(self, value: Any) -> str:
        """Show a code by the language's name."""
        return LanguageField().prepare_value(value) or ""


class LicencesField(forms.MultipleChoiceField):
    """Classes of driving licence. Nothing ticked is "unknown" unless the form asks for none apart."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        """Offer all classes."""
        options.setdefault("choices", [(licence, licence) for licence in LICENCES])
        super().__init__(**options)
