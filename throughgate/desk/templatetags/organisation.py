"""The local navigation of an organisation as a tag, for templates of the wings below: `{% load organisation %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from throughgate.desk.organisation.parts import PARTS
from throughgate.foundation.web.components import Tab
from throughgate.foundation.web.parts import navigation
from throughgate.ground.organisations.models import Organisation

register = template.Library()


@register.simple_tag(takes_context=True)
def organisation_parts(context: Context, organisation: Organisation, part: str) -> list[Tab]:
    """Return the parts of an organisation's pages that the actor may open; `part` is the one shown."""
    return navigation(PARTS, context["request"].actor, organisation, organisation.code, part)
