"""The 150 people of the sample region: those written by hand, and others at every point of the journey."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from throughgate.desk.sample.at_work import AT_WORK
from throughgate.desk.sample.characters import CHARACTERS
from throughgate.desk.sample.names import SHARES, family_names, given_names
from throughgate.desk.sample.stories import UNKNOWN, Asked, DateChange, Dates, Story, Transfer
from throughgate.desk.sample.towns import TOWNS
from throughgate.person.people.choices import ConditionKind

SEED = 21_11_1998
PEOPLE = 150

LEADS = {
    # Prison and case lead, as often as the prison has people of the sample.
    "musterstadt": ("lenz", "lenz", "vogt"),
    "rurtal": ("esser", "peters"),
    "niersaue": ("lindner",),
}
PREFIX = {"musterstadt": "MU", "rurtal": "RT", "niersaue": "NA"}
WORK = ("7112", "7115", "7121", "7126", "7131", "7212", "7231", "7411", "7512", "7522", "5120", "8344", "9333", "4321",
        "6113", "9112", "8322", "5141", "7119", "9313")  # fmt: skip
PAPERS = ("Forklift certificate", "Welding test, MAG", "School certificate of nine years", "First-aid course",
          "Food hygiene instruction", "Journeyman's examination, painter", "Computer course, 40 hours",
          "Chainsaw course", "Driving theory passed", "German course B1, certificate")  # fmt: skip
COMPANIONS = (
    "bc-wassenberg",
    "sv-rurland",
    "rowers-niers",
    "debt-advice-rur",
    "bridge-home",
    "language-cafe",
)
CHAMBERS = ("chamber-of-crafts", "chamber-of-commerce")
COMPANIES = (
    "roth-roofing",
    "becker-metallbau",
    "gebaeude-rein",
    "spedition-niers",
    "solar-weber",
    "kueche-saray",
)
REASONS = (
    "",
    "Records office sent new dates",
    "Days added by agreement",
    "Decision arrived by post",
    "Calculation corrected",
)


def stories() -> list[Story]:
    """Return everybody, always the same, with days that count from today."""
    random_ = random.Random(SEED)  # noqa: S311 - invented people, no secret
    found = [*CHARACTERS, *AT_WORK]
    taken = {(story.given, story.family) for story in found}
    for number, make in enumerate(_plan()):
        prison = _PRISONS[number % len(_PRISONS)]
        story = make(random_, _somebody(random_, prison, taken, number))
        found.append(story)
    return found[:PEOPLE]


_PRISONS = ("musterstadt", "rurtal", "musterstadt", "niersaue", "musterstadt", "rurtal", "musterstadt")
Maker = Callable[[random.Random, Story], Story]


def _plan() -> Iterator[Maker]:
    """Yield how each further person's story goes."""
    parts: tuple[tuple[Maker, int], ...] = (
        (_long, 31), (_soon, 26), (_released, 16), (_unknown, 10), (_moved, 13), (_unled, 9), (_arrived, 8),
        (_very_soon, 7), (_transferred, 8), (_readmitted, 6), (_minor, 5),
    )  # fmt: skip
    queue = [make for make, times in parts for _ in range(times)]
    # Spread the kinds over prisons and leads: take every eleventh, which visits each one once.
    yield from (queue[(index * 11) % len(queue)] for index in range(len(queue)))


def _somebody(random_: random.Random, prison: str, taken: set[tuple[str, str]], number: int) -> Story:
    while True:
        language = random_.choices(list(SHARES), list(SHARES.values()))[0]
        given, family = random_.choice(given_names(language)), random_.choice(family_names(language))
        if (given, family) not in taken:
            taken.add((given, family))
            break
    leads = LEADS[prison]
    story = Story(
        given,
        family,
        language,
        prison,
        leads[number // 7 % len(leads)],
        arrived=random_.randint(90, 320),
        birth_on=_birthday(random_, 21, 58),
        german=random_.choice(("A1", "A2", "A2", "B1", "B1", "B2", "")),
        home=random_.choice(list(TOWNS)),
        reach=random_.choice((None, 10, 15, 20, 25, 30, 40, 60)),
        licences=random_.choice((None, None, (), (), ("B",), ("B",), ("B", "BE"), ("AM",), ("B", "C1"))),
        right_to_work=random_.choices(("yes", "clarifying", "no", ""), (70, 12, 5, 13))[0],
        wish_kinds=random_.choice((("job",), ("job", "internship"), ("training",), ("training", "job"), ())),
        occupations=tuple(random_.sample(WORK, random_.choice((0, 1, 1, 2)))),
        number=f"{PREFIX[prison]}-{1000 + number * 7}",
        conditions=tuple(random_.sample(ConditionKind.values, random_.choices((0, 1, 2), (70, 22, 8))[0])),
        qualifications=tuple(random_.sample(PAPERS, random_.choices((0, 1, 2), (50, 35, 15))[0])),
    )
    if random_.random() < 0.06:
        story = replace(
            story, precision="year", birth_on=story.birth_on and story.birth_on.replace(month=1, day=1)
        )
    if random_.random() < 0.1:
        story = replace(story, called=story.given[:4] + "i" if len(story.given) > 4 else "")
    return story


def _birthday(random_: random.Random, youngest: int, oldest: int) -> date:
    return timezone.localdate() - timedelta(days=random_.randint(youngest * 366, oldest * 365))


def _spread(random_: random.Random, expected: int) -> Dates:
    """Return three dates around the expected one; now and then one of them is unknown."""
    earliest = expected - random_.choice((0, 0, 20, 45, 90))
    latest = expected + random_.choice((0, 15, 40, 90))
    return (
        earliest if earliest > 0 and random_.random() < 0.7 else None,
        expected,
        latest if random_.random() < 0.8 else None,
    )


def _later(dates: Dates, days: int) -> Dates:
    earliest, expected, latest = (None if day is None else day + days for day in dates)
    return (earliest, expected, latest)


def _long(random_: random.Random, story: Story) -> Story:
    """In custody, release in months or years."""
    return replace(story, dates=_spread(random_, random_.randint(120, 720)))


def _consents(random_: random.Random, most: int) -> tuple[Asked, ...]:
    states = ("given", "given", "given", "asked", "refused", "withdrawn", "expired", "not_asked")
    kinds = random_.sample(("neutral_profile", "package", "contact_after_release", "who_works_with_me"), most)
    return tuple(
        Asked(
            kind,
            random_.choice(states),
            random_.randint(28, 70),
            random_.choice(COMPANIES) if kind == "neutral_profile" else "",
            "Trade, experience and languages" if kind == "neutral_profile" else "",
        )
        for kind in kinds
    )


def _with_chamber(story: Story) -> Story:
    """Agree to a plan of the region where a chamber takes part; one in eight does not."""
    if not set(CHAMBERS).intersection(story.shares) or sum(map(ord, story.number)) % 8 == 0:
        return story
    return replace(story, consents=(*story.consents, Asked("regional_plan", "given", 18)))


def _placed(story: Story) -> Story:
    """Look for work with the chamber that introduces people."""
    return _with_chamber(replace(story, shares=(*story.shares, CHAMBERS[0])))


def _soon(random_: random.Random, story: Story) -> Story:
    """Leave within three months, with others taking part."""
    return _with_chamber(_leaving(random_, story))


def _leaving(random_: random.Random, story: Story) -> Story:
    return replace(
        story,
        dates=_spread(random_, random_.randint(11, 90)),
        shares=tuple(
            dict.fromkeys(
                (
                    *random_.sample(COMPANIONS, random_.choice((0, 1, 1, 2))),
                    *random_.sample(CHAMBERS, random_.choice((0, 1))),
                    *random_.sample(("school-rurtal",), random_.choice((0, 0, 1))),
                )
            )
        ),
        probation=random_.choice(("hofer", "reuter", "")),
        consents=_consents(random_, random_.choice((0, 1, 2))),
        telephone=f"0151 555 {random_.randint(10000, 99999)}" if random_.random() < 0.4 else "",
    )


def _very_soon(random_: random.Random, story: Story) -> Story:
    """Leave within days."""
    return replace(_soon(random_, story), dates=_spread(random_, random_.randint(1, 9)))


def _unknown(random_: random.Random, story: Story) -> Story:
    """Nobody knows the release yet."""
    return replace(story, arrived=random_.randint(20, 150), dates=UNKNOWN)


def _arrived(random_: random.Random, story: Story) -> Story:
    """Came this week: hardly anything is known."""
    return replace(
        story,
        arrived=random_.randint(0, 6),
        dates=random_.choice((UNKNOWN, UNKNOWN, (None, None, random_.randint(200, 500)))),
        german="", home="", reach=None, licences=None, right_to_work="", wish_kinds=(), occupations=(),
        conditions=(), qualifications=(),
    )  # fmt: skip


def _moved(random_: random.Random, story: Story) -> Story:
    """Have a release date that moved, lately or twice."""
    first = _spread(random_, random_.randint(50, 300))
    second = _later(first, random_.choice((-21, -14, -7, 10, 28, 60)))
    date_changes = [DateChange(random_.randint(0, 12), second, random_.choice(REASONS))]
    if random_.random() < 0.4:
        date_changes.insert(0, DateChange(random_.randint(30, 80), _later(first, 9), random_.choice(REASONS)))
    return _placed(replace(story, dates=first, date_changes=tuple(date_changes)))


def _unled(random_: random.Random, story: Story) -> Story:
    """Be in nobody's caseload, most of them with a release near."""
    return replace(
        story, unled=True, dates=_spread(random_, random_.choice((8, 17, 24, 33, 52, 61, 78, 140)))
    )


def _released(random_: random.Random, story: Story) -> Story:
    """Be out again; most with probation, some alone."""
    days = random_.randint(3, 180)
    story = replace(story, arrived=days + random_.randint(90, 300))
    story = replace(
        story,
        dates=(None, -days, -days + 30),
        released=days,
        probation=random_.choice(("hofer", "hofer", "reuter", "reuter", "")),
        shares=tuple(random_.sample(COMPANIONS, random_.choice((0, 1, 2)))),
        telephone=f"0157 555 {random_.randint(10000, 99999)}",
    )
    return _placed(story) if days % 2 else story


_NEXT = {
    "musterstadt": ("rurtal", "peters"),
    "rurtal": ("niersaue", "lindner"),
    "niersaue": ("musterstadt", "vogt"),
}


def _transferred(random_: random.Random, story: Story) -> Story:
    """Go from one prison to the next; the first one still sees them for two weeks."""
    to, lead = _NEXT[story.prison]
    dates = _spread(random_, random_.randint(60, 250))
    return replace(story, dates=dates, transfer=Transfer(random_.choice((2, 5, 9, 30, 75)), to, lead, dates))


def _readmitted(random_: random.Random, story: Story) -> Story:
    """Be back after a release."""
    arrived = random_.randint(15, 90)
    released = arrived + random_.randint(100, 300)
    return replace(
        story,
        arrived=arrived,
        earlier=(released + random_.randint(100, 240), released),
        dates=_spread(random_, random_.randint(70, 260)),
    )


_RELATIONS = ("mother", "father", "aunt", "appointed guardian")


def _minor(random_: random.Random, story: Story) -> Story:
    """Be under 18, with a guardian who decides as well."""
    return replace(
        story,
        arrived=random_.randint(60, 130),
        birth_on=timezone.localdate() - timedelta(days=random_.randint(16 * 365 + 10, 17 * 365)),
        precision="day",
        dates=_spread(random_, random_.randint(40, 160)),
        wish_kinds=("training",),
        guardian=(random_.choice(given_names(story.language)), story.family, random_.choice(_RELATIONS)),
        consents=(Asked("package", "given", 30, "school-rurtal", "School reports"),),
        licences=(),
    )
