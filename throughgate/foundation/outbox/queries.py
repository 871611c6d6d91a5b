"""How mails went, for those who caused them."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery

from throughgate.foundation.outbox.models import Mail


def last_mail_about(key: str = "pk") -> Subquery:
    """Return the state of the last mail about a row, as a column beside it."""
    mails = Mail.objects.filter(about=OuterRef(key)).order_by("-made_at")
    return Subquery(mails.values("state")[:1])
