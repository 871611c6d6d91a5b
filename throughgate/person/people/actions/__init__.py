"""What people do to the register: one function per change, each checks, changes and leaves one audit entry."""

from throughgate.person.people.actions.cases import (
    assign_member,
    assign_shared,
    end_access,
    end_assignment,
    end_case_link,
    link_by_statute,
    name_purpose,
    share_case,
)
from throughgate.person.people.actions.consents import answer_consent, ask_consent, withdraw_consent
from throughgate.person.people.actions.register import (
    change_after_release,
    change_guardian,
    change_person,
    decide_not_duplicate,
    may_have_guardian,
    register_person,
    remove_guardian,
    set_number,
)
from throughgate.person.people.actions.rows import add_row, change_row, remove_row, set_wishes
from throughgate.person.people.actions.stays import (
    admit_person,
    change_release_dates,
    correct_stay,
    release_person,
    take_back_end,
    transfer_person,
)

__all__ = [
    "add_row",
    "admit_person",
    "answer_consent",
    "ask_consent",
    "assign_member",
    "assign_shared",
    "change_after_release",
    "change_guardian",
    "change_person",
    "change_release_dates",
    "change_row",
    "correct_stay",
    "decide_not_duplicate",
    "end_access",
    "end_assignment",
    "end_case_link",
    "link_by_statute",
    "may_have_guardian",
    "name_purpose",
    "register_person",
    "release_person",
    "remove_guardian",
    "remove_row",
    "set_number",
    "set_wishes",
    "share_case",
    "take_back_end",
    "transfer_person",
    "withdraw_consent",
]
