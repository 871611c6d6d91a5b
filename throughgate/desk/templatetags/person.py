"""The head of a person's pages as a tag, for templates of the wings below: `{% load person %}`."""

from __future__ import annotations

from django import template
from django.template import Context

from throughgate.desk.person import head
from throughgate.person.people.choices import AccessPurpose
from throughgate.person.people.models import Person

register = template.Library()


@register.simple_tag(takes_context=True)
def opened_for(context: Context) -> str:
    """Return the purpose for which the person was opened; nothing for somebody of one's own caseload."""
    purpose = getattr(context["request"], "purpose", "")
    return "" if purpose in ("", "caseload") else str(AccessPurpose(purpose).label)


@register.simple_tag(takes_context=True)
def person_head(context: Context, person: Person, part: str) -> head.Head:
    """Return the head of a person who was opened, for the part that is shown."""
    return head.person_head(context["request"], person, part)
