"""What people do about schooling: every change goes through one of these."""

from throughgate.person.schooling.actions.courses import (
    add_subject,
    change_course,
    change_subject,
    drop_staff,
    make_course,
    name_staff,
    remove_subject,
    set_conference,
)
from throughgate.person.schooling.actions.enrolments import change_levels, enrol, leave
from throughgate.person.schooling.actions.facts import change_facts, keeps_facts
from throughgate.person.schooling.actions.marks import Cell, Conflict, Problem, Saved, Slots, give_marks
from throughgate.person.schooling.actions.registrations import (
    change_file,
    make_registration,
    move_registration,
    moves_for,
    registers,
    sign,
    take_back_result,
)

__all__ = [
    "Cell",
    "Conflict",
    "Problem",
    "Saved",
    "Slots",
    "add_subject",
    "change_course",
    "change_facts",
    "change_file",
    "change_levels",
    "change_subject",
    "drop_staff",
    "enrol",
    "give_marks",
    "keeps_facts",
    "leave",
    "make_course",
    "make_registration",
    "move_registration",
    "moves_for",
    "name_staff",
    "registers",
    "remove_subject",
    "set_conference",
    "sign",
    "take_back_result",
]
