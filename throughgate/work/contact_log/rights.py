"""Who reads and writes contacts with organisations: those who look for places, never the company."""

from __future__ import annotations

from throughgate.ground.acting.roles import STAFF, kind

KINDS = (kind("company_log", read=f"{STAFF} manager", write="placement_officer"),)
EDITED_TOGETHER = ("contact_note", "company_agreement")
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
