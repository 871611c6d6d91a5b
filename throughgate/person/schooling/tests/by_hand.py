"""The NRW rules of a comprehensive school written a second time, by hand and without the grammar, to compare with."""

from __future__ import annotations

CORE = ("german", "maths", "english")
SCIENCES = ("chemistry", "physics")
AREAS = ("natural_sciences_area", "work_economy_area")
LANGUAGES = ("french", "latin", "second_foreign_language")


def by_hand(rule, sheet, *, year=2020):
    """Return the outcome and the set of resits for `{subject: (level, mark)}`."""
    if [s for s, (level, _) in sheet.items() if level != "none" and s not in (*CORE, *SCIENCES)]:
        return "unknown", set()
    if any(sheet.get(s, ("none", 0))[0] == "none" for s in CORE):
        return "unknown", set()
    if len([s for s in SCIENCES if sheet.get(s, ("none", 0))[0] != "none"]) != 1:
        return "unknown", set()
    return {"esa": esa, "eesa": eesa, "msa": msa, "msa_q": msa_q}[rule](sheet, year)


def counting(first, sheet, barred):
    marks = {s: max(1, mark - (level == "extended")) for s, (level, mark) in sheet.items()}
    if not set(first) <= set(marks) or set(marks) == set(first):
        return "unknown", set()

    def earned(marks):
        one = [m for s, m in marks.items() if s in first]
        two = [m for s, m in marks.items() if s not in first]
        return (
            6 not in one
            and two.count(6) <= 1
            and sum(m > 4 for m in one) <= 1
            and sum(m > 4 for m in one + two) <= 2
        )

    if earned(marks):
        return "eligible", set()
    resits = {s for s, m in marks.items() if m == 5 and s not in barred and earned({**marks, s: 4})}
    return ("resit", resits) if resits else ("not", set())


def esa(sheet, year):
    kept = {s: m for s, m in sheet.items() if s not in (*AREAS, *LANGUAGES)}
    return counting(("german", "maths"), kept, ())


def eesa(sheet, year):
    single = ("biology", "chemistry", "physics")
    work = ("technology", "economics", "home_economics") if year < 2022 else ("work_economy_area",)
    first = ("german", "maths", *(AREAS if year < 2022 else AREAS[:1]))
    kept = {s: m for s, m in sheet.items() if s not in (*LANGUAGES, *single, *work)}
    return counting(first, kept, CORE)


def turned(sheet, keep):
    """Return the sheet with extended courses beyond `keep` as basic ones, one step better, the science first."""
    sheet = dict(sheet)
    extended = [s for s in (*SCIENCES, *CORE) if s in sheet and sheet[s][0] == "extended"]
    for s in extended[: max(0, len(extended) - keep)]:
        sheet[s] = ("basic", max(1, sheet[s][1] - 1))
    return sheet, len(extended)


def prepared(sheet, keep):
    kept = {s: m for s, m in sheet.items() if s not in AREAS}
    first = (*CORE, "elective")
    if not set(first) <= set(kept) or set(kept) == set(first):
        return None, 0, first
    return *turned(kept, keep), first


def msa_holds(sheet, first, resat=""):
    def short(s):
        level, mark = sheet[s]
        return mark - (3 if level == "basic" else 4)

    def is_better(s):
        return short(s) < 0 and s != resat

    second = [s for s in sheet if s not in first]
    plain = [s for s in second if sheet[s][0] == "none"]
    if sum(short(s) > 0 for s in first) > 1 or any(short(s) > 1 for s in first):
        return False
    for left in [None, *(s for s in plain if short(s) > 0)]:
        deficits = [s for s in sheet if short(s) > 0 and s != left]
        threes = [s for s in plain if sheet[s][1] <= 3]
        if not deficits and len(threes) >= 2:
            return True
        if not deficits and len(threes) == 1:
            for s in second:
                if sheet[s][1] <= 2 and s != resat and s not in threes:
                    return True
        if len(deficits) == 1 and short(deficits[0]) == 1:
            helpers = [s for s in (first if deficits[0] in first else sheet) if is_better(s)]
            if any(len([t for t in threes if t != s]) >= 2 for s in helpers):
                return True
    return False


def msa(sheet, year):
    sheet, extended, first = prepared(sheet, 2)
    if sheet is None:
        return "unknown", set()
    if extended < 2:
        return "not", set()
    if msa_holds(sheet, first):
        return "eligible", set()
    second = [s for s in sheet if s not in first]
    short = {s: mark - (3 if level == "basic" else 4) for s, (level, mark) in sheet.items()}
    if (
        any(short[s] > 1 for s in first)
        or any(level == "basic" and mark == 6 for level, mark in sheet.values())
        or any(sheet[s] == ("extended", 6) for s in second)
        or sum(short[s] > 1 for s in second) > 1
    ):
        return "not", set()
    threes = sum(sheet[s] in (("none", 1), ("none", 2), ("none", 3)) for s in second)
    resits = set()
    for s in ("elective", *second):
        level, mark = sheet[s]
        may = mark == 5 or (s in second and level == "none" and mark == 4 and threes < 2)
        if may and msa_holds({**sheet, s: (level, mark - 1)}, first, s):
            resits.add(s)
    return ("resit", resits) if resits else ("not", set())


def q_holds(sheet, first, resat=""):
    def short(s):
        level, mark = sheet[s]
        return mark - (2 if level == "basic" else 3)

    second = [s for s in sheet if s not in first]
    low1 = [s for s in first if short(s) > 0]
    low2 = [s for s in second if short(s) > 0]
    if len(low1) > 1 or any(short(s) > 1 for s in low1) or len(low2) > 3 or any(short(s) > 2 for s in low2):
        return False
    twice = [s for s in low2 if short(s) == 2]
    if len(twice) > 1 or any(sheet[s][0] != "none" for s in twice):
        return False
    good = [s for s in sheet if short(s) < 0 and s != resat]
    good1 = [s for s in good if s in first]
    if not low1:
        return len(good) >= len(low2)
    return any(len([s for s in good if s != one]) >= len(low2) for one in good1)


def msa_q(sheet, year):
    whole = sheet
    sheet, extended, first = prepared(sheet, 3)
    if sheet is None:
        return "unknown", set()
    if extended < 3:
        return "not", set()
    if q_holds(sheet, first) and msa(whole, year)[0] == "eligible":
        return "eligible", set()
    second = [s for s in sheet if s not in first]
    if any(m - (2 if lv == "basic" else 3) > 1 for lv, m in (sheet[s] for s in first)):
        return "not", set()
    if any(m - (2 if lv == "basic" else 3) > 2 for lv, m in (sheet[s] for s in second)):
        return "not", set()
    below, _, _ = prepared(whole, 2)
    resits = set()
    for s in ("elective", *second):
        level, mark = sheet[s]
        if mark - (2 if level == "basic" else 3) > 0 and mark < 6:
            beneath = {**below, s: (below[s][0], max(1, below[s][1] - 1))}
            if q_holds({**sheet, s: (level, mark - 1)}, first, s) and msa_holds(beneath, first, s):
                resits.add(s)
    return ("resit", resits) if resits else ("not", set())
