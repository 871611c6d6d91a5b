"""Where competencies stand among a person's pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part, reads

OF_PERSON = (
    Part("competencies", _("Competencies"), "observations:profile", reads("competencies"), after="work"),
)
