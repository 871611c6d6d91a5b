"""Who reads and writes what is observed, and what people say themselves."""

from __future__ import annotations

from throughgate.ground.acting.roles import ROLES, kind

KINDS = (
    # Observations: an observer sees the own sheets only, whoever reads `sheet` all signed ones of a person.
    kind("sheet", read="case_lead probation_officer data_protection_officer", write="observer"),
    # Levels and self-ratings, without notes and remarks: the profile.
    kind("competencies", read="teacher case_lead probation_officer data_protection_officer"),
    # What the person says: self-ratings, comments, objections and their answers.
    kind("own_voice", read="data_protection_officer", write="case_lead probation_officer"),
    kind("reference_letter", read="data_protection_officer", write="case_lead probation_officer"),
    # Bodies outside of custody that agreed in writing to sign such letters.
    kind("letter_issuer", read="case_lead probation_officer data_protection_officer", write="administrator"),
    # How far all observers of the organisation agree, without names and from five observers up.
    kind("agreement", read="case_lead manager"),
    # What a draft looked like before; the sheet itself is what counts.
    kind("sheet_history", read="data_protection_officer"),
    kind("person_group", write="observer"),
    kind("observer_training", read=" ".join(ROLES), write="administrator"),
    kind("import_levels", write="observer"),
)
EDITED_TOGETHER = ("person_group", "letter_issuer")
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
