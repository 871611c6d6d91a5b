"""Name the vocabulary to Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VocabularyConfig(AppConfig):
    """Places, occupations and skills: public words, no personal data."""

    name = "throughgate.ground.vocabulary"
    label = "vocabulary"
    verbose_name = _("Vocabulary")
