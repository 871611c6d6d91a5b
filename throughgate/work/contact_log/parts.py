"""Where contacts with organisations stand: among an organisation's pages, and on Today their next steps and what runs out."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.parts import Part
from throughgate.foundation.web.work_page import Source
from throughgate.work.contact_log.actions import KEPT_WITH
from throughgate.work.contact_log.queries import AGREEMENTS, STEPS, AgreementsPage, StepsPage, work


def sees_log(actor: Any, organisation: Any) -> bool:
    """Open the log to those who look for places, of those with whom one has contacts."""
    return organisation.kind in KEPT_WITH and bool(actor.may("read", "company_log"))


OF_ORGANISATION = (Part("log", _("Contacts and agreements"), "contact_log:list", sees_log, after="register"),)
ON_TODAY = (Source(work, {STEPS: StepsPage, AGREEMENTS: AgreementsPage}),)
