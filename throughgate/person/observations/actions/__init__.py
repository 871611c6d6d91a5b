"""What people do with observations: one function per change, each checks, changes and leaves one audit entry."""

from throughgate.person.observations.actions.groups import (
    add_to_group,
    change_group,
    make_group,
    record_training,
    take_from_group,
)
from throughgate.person.observations.actions.issuers import change_issuer, register_issuer
from throughgate.person.observations.actions.letters import approve_letter, withdraw_letter, write_letter
from throughgate.person.observations.actions.levels import (
    Cell,
    Conflict,
    SheetClosed,
    rate,
    rate_many,
    write_note,
)
from throughgate.person.observations.actions.sheets import (
    add_to_sheet,
    change_sheet,
    start_sheet,
    take_off_sheet,
    take_up_sheet,
)
from throughgate.person.observations.actions.transitions import (
    CannotSign,
    amend_sheet,
    discard_sheet,
    retract_sheet,
    sign_sheet,
)
from throughgate.person.observations.actions.voice import (
    add_remark,
    answer_objection,
    print_slip,
    record_self_ratings,
)

__all__ = [
    "CannotSign",
    "Cell",
    "Conflict",
    "SheetClosed",
    "add_remark",
    "add_to_group",
    "add_to_sheet",
    "amend_sheet",
    "answer_objection",
    "approve_letter",
    "change_group",
    "change_issuer",
    "change_sheet",
    "discard_sheet",
    "make_group",
    "print_slip",
    "rate",
    "rate_many",
    "record_self_ratings",
    "record_training",
    "register_issuer",
    "retract_sheet",
    "sign_sheet",
    "start_sheet",
    "take_from_group",
    "take_off_sheet",
    "take_up_sheet",
    "withdraw_letter",
    "write_letter",
    "write_note",
]
