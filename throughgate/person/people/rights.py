"""Who reads and writes what stands in the register of people."""

from __future__ import annotations

from throughgate.ground.acting.roles import STAFF, kind

KINDS = (
    # The person: names, birth date. A volunteer knows the people assigned to them by name.
    kind("person", read=f"{STAFF} volunteer", write="case_lead probation_officer"),
    kind("number", read="observer teacher data_protection_officer", write="case_lead probation_officer"),
    # Languages, qualifications, licences, wishes, home and reach: what work and school need.
    kind("profile", read=STAFF, write="case_lead probation_officer placement_officer teacher"),
    kind("after_release", read="placement_officer", write="case_lead probation_officer"),
    kind("guardian", read="teacher data_protection_officer", write="case_lead probation_officer"),
    kind("stay", read=STAFF, write="case_lead"),
    # Neutral limits on a job; row policies also demand a link of the custody side. Nothing that is done for another
    # organisation even asks the table: what does not differ by conditions cannot tell them.
    kind("work_condition", read="observer teacher", write="case_lead", within="prison"),
    kind("case_link", read=f"{STAFF} volunteer", write="case_lead probation_officer"),
    # Who of one's own organisation looks after somebody that another one shared with it; never oneself, unless one's
    # roles open these people anyway.
    kind("assignment", write="case_lead probation_officer placement_officer tso_worker manager"),
    kind("consent", read="data_protection_officer", write="case_lead probation_officer placement_officer"),
    kind("history", read="data_protection_officer case_lead probation_officer"),
    # Who opened one person, by organisation and function: what the person may ask of whoever looks after them. Names of
    # colleagues are for who reads the log.
    kind("looks", read="case_lead probation_officer data_protection_officer"),
    # How many people the organisation has, leave soon, and are looked after by nobody: numbers, no rows.
    kind("figures", read="manager"),
    # Lists of others on their way in, with what was asked about their rows.
    kind("import_people", write="case_lead probation_officer"),
)
IN_CONFIDENCE = ("consent",)
"""What the audit tells of a person to nobody but who wrote it."""
