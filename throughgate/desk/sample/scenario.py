"""Tell a story by the actions that staff would take, each on its day, so that history and audit are real."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count, groupby
from typing import Any

from django.utils import timezone

from throughgate.desk.sample.clock import clock_at, moment
from throughgate.desk.sample.staff import ASSIGNED
from throughgate.desk.sample.stories import Asked, Dates, Story
from throughgate.foundation.audit.record import record
from throughgate.foundation.database.context import acting
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.vocabulary.models import Occupation, Place
from throughgate.person.people import actions
from throughgate.person.people.models import (
    CaseLink,
    Consent,
    Person,
    Qualification,
    SpokenLanguage,
    Stay,
    WorkCondition,
)
from throughgate.person.people.queries.unassigned import unassigned
from throughgate.person.people.rules import BY_STATUTE, PART_OF_KIND, ReleaseDates, needs_guardian

WAITS = 6
"""Of so many people who were shared, one still waits until somebody says who looks after them."""
REQUEST = "sample-"
"""How the requests of the sample begin, so that the owner finds their history and dates it back."""

_NUMBERS = count()
"""Of requests: the history is dated back by them, so no two days share one."""


@dataclass
class World:
    """What is there before the people are."""

    memberships: dict[str, Membership]
    """By the name that stories use, the first membership of each."""
    placed: dict[tuple[str, str], Membership]
    """Those who assign, and those who look after people shared with an organisation, by name and its code."""
    organisations: dict[str, Organisation]
    places: dict[str, Place]
    occupations: dict[str, Occupation]
    postcodes: dict[str, str]
    today: date = field(default_factory=timezone.localdate)
    numbers: Iterable[int] = field(default_factory=lambda: _NUMBERS)

    def actor(self, name: str) -> Actor:
        """Return somebody at work, with a request of their own; `name@code` at that organisation."""
        name, _, code = name.partition("@")
        membership = self.placed[name, code] if code else self.memberships[name]
        return Actor(membership.user, membership, f"{REQUEST}{next(iter(self.numbers)):07d}")

    def release(self, dates: Dates) -> ReleaseDates:
        """Return dates from days."""
        return ReleaseDates(*(None if d is None else self.today + timedelta(days=d) for d in dates))


Step = Callable[[Actor], Any]


class Scenario:
    """One story: its deeds in the order of their days."""

    def __init__(self, story: Story, world: World, minute: int) -> None:
        self.story, self.world, self.minute = story, world, minute
        self.person: Person
        self.stay: Stay
        self.deeds: list[tuple[int, str, Step]] = []
        self.collect()

    def tell(self) -> None:
        """Do all deeds; those of one person on one day share a transaction, as one form would."""
        self.deeds.sort(key=lambda deed: -deed[0])
        for (days_ago, name), deeds in groupby(self.deeds, key=lambda deed: deed[:2]):
            actor = self.world.actor(name)
            with clock_at(moment(days_ago, self.minute)), acting(actor.context):
                for _, _, deed in deeds:
                    deed(actor)

    def on(self, days_ago: int, name: str, deed: Step) -> None:
        """Plan one deed; nothing happens in the future."""
        self.deeds.append((max(days_ago, 0), name, deed))

    def collect(self) -> None:
        """Turn the story into deeds."""
        story, lead = self.story, self.story.lead
        first = story.earlier[0] if story.earlier else story.arrived
        self.on(first, lead, self.register)
        if story.earlier:
            arrived, released = story.earlier
            planned = (-released, -released, None)
            self.on(arrived, lead, lambda actor: self.admit(actor, arrived, planned))
            self.on(released, lead, lambda actor: self.release(actor, released))
        self.on(story.arrived, lead, lambda actor: self.admit(actor, story.arrived, story.dates))
        self.on(max(story.arrived - 2, 0), lead, self.describe)
        for change in story.date_changes:
            self.on(change.days_ago, lead, partial(self.move, dates=change.dates, why=change.why))
        for asked in story.consents:
            self.ask(asked, lead)
        self.involve()
        self.leave()
        for colleague in story.looked_at_by:
            self.on(
                4,
                colleague,
                lambda actor: actions.name_purpose(actor=actor, person=self.person, purpose="stand_in"),
            )

    def register(self, actor: Actor) -> None:
        """Register the person with what an arrival sheet says."""
        story = self.story
        self.person = actions.register_person(
            actor=actor,
            family_name=story.family,
            given_names=story.given,
            called_name=story.called,
            number=story.number,
            assign=not story.unled,
            birth_on=story.birth_on,
            birth_precision=story.precision,
        )
        levels = [(story.language, "native" if story.arrived > 6 else "")]
        if story.language != "de" and story.german:
            levels.append(("de", story.german))
        for language, level in levels:
            row = SpokenLanguage(person=self.person, language=language, level=level)
            actions.add_row(actor=actor, row=row)
        if story.guardian:
            given, family, relation = story.guardian
            actions.change_guardian(
                actor=actor, person=self.person, expected=0, given_names=given, family_name=family,
                relation=relation, telephone="02431 555 0170",
            )  # fmt: skip

    def describe(self, actor: Actor) -> None:
        """Write down what the first talk brought."""
        story = self.story
        facts: dict[str, Any] = {
            "home": self.world.places.get(story.home),
            "home_postcode": self.world.postcodes.get(story.home, ""),
            "travel_reach_km": story.reach,
            "right_to_work": story.right_to_work,
            "wish_kinds": list(story.wish_kinds),
        }
        changes = {name: value for name, value in facts.items() if value not in (None, "", [])}
        if story.licences is not None:
            changes["licences"] = list(story.licences)  # an empty list says "none", which is known
        if changes:
            actions.change_person(actor=actor, person=self.person, expected=self.person.version, **changes)
        if story.occupations:
            wishes = [self.world.occupations[code] for code in story.occupations]
            actions.set_wishes(actor=actor, person=self.person, occupations=wishes)
        for kind in story.conditions:
            actions.add_row(actor=actor, row=WorkCondition(person=self.person, kind=kind))
        for what in story.qualifications:
            today = timezone.localdate()
            row = Qualification(person=self.person, what=what, seen_on=today, seen_by=actor.membership)
            actions.add_row(actor=actor, row=row)
        if story.telephone:
            actions.change_after_release(
                actor=actor, person=self.person, expected=0, telephone=story.telephone,
                preferred_channel="telephone",
            )  # fmt: skip

    def admit(self, actor: Actor, days_ago: int, dates: Dates) -> None:
        """Begin a stay."""
        arrived_on = self.world.today - timedelta(days=days_ago)
        self.stay = actions.admit_person(
            actor=actor, person=self.person, arrived_on=arrived_on, dates=self.world.release(dates)
        )

    def move(self, actor: Actor, dates: Dates, why: str) -> None:
        """Change the release dates."""
        actions.change_release_dates(
            actor=actor, stay=self.stay, expected=self.stay.version, dates=self.world.release(dates), why=why
        )

    def release(self, actor: Actor, days_ago: int) -> None:
        """End the stay by release."""
        day = self.world.today - timedelta(days=days_ago)
        actions.release_person(actor=actor, stay=self.stay, expected=self.stay.version, released_on=day)

    def leave(self) -> None:
        """Plan the release or the transfer."""
        story, world = self.story, self.world
        if story.released is not None:
            days = story.released
            self.on(days, story.lead, lambda actor: self.release(actor, days))
        if move := story.transfer:
            to = world.organisations[move.to]
            day = world.today - timedelta(days=move.days_ago)
            self.on(
                move.days_ago,
                story.lead,
                lambda actor: actions.transfer_person(
                    actor=actor,
                    stay=self.stay,
                    expected=self.stay.version,
                    to=to,
                    on=day,
                    keep_access_days=14 - move.days_ago,
                ),
            )
            self.on(move.days_ago, move.lead, lambda actor: self.take_over(actor, move.days_ago, move.dates))

    def take_over(self, actor: Actor, days_ago: int, dates: Dates) -> None:
        """Begin the stay in the other prison and take the person into one's caseload."""
        self.admit(actor, days_ago, dates)
        link = CaseLink.objects.get(person=self.person, organisation=actor.organisation)
        assert actor.membership is not None
        actions.assign_member(actor=actor, link=link, membership=actor.membership)

    def ask(self, asked: Asked, lead: str) -> None:
        """Plan a consent, its answer and what came later."""
        keys: list[uuid.UUID] = []
        language = self.story.language

        def begin(actor: Actor) -> None:
            facts: dict[str, Any] = {"purpose": asked.purpose, "scope": asked.scope}
            if asked.recipient:
                facts["recipient"] = self.world.organisations[asked.recipient]
            if asked.state == "not_asked":
                # Planned, not asked yet: nothing was said to the person.
                Consent(
                    person=self.person, asked_by=actor.membership, asked_for=actor.organisation, **facts
                ).save(force_insert=True)
                return
            consent = actions.ask_consent(actor=actor, person=self.person, explained_in=language, **facts)
            keys.append(consent.pk)

        def answer(actor: Actor) -> None:
            consent = Consent.objects.select_related("person").get(pk=keys[0])
            today = timezone.localdate()
            minor = needs_guardian(self.story.birth_on, self.story.precision, today)
            given = asked.state != "refused"
            actions.answer_consent(
                actor=actor,
                consent=consent,
                expected=consent.version,
                given=given,
                guardian_agreed_on=today if minor and given else None,
                expires_on=today + timedelta(days=20) if asked.state == "expired" else None,
            )

        def later(actor: Actor) -> None:
            consent = Consent.objects.get(pk=keys[0])
            if asked.state == "withdrawn":
                actions.withdraw_consent(actor=actor, consent=consent, expected=consent.version)
            else:
                consent.save_over(consent.version, state="expired")
                record("consent.expire", subject=("consent", consent.pk), person=self.person.pk)

        self.on(asked.days_ago, lead, begin)
        if asked.state in ("given", "refused", "withdrawn", "expired"):
            self.on(asked.days_ago - 1, lead, answer)
        if asked.state in ("withdrawn", "expired"):
            self.on(min(asked.days_ago - 2, 5), lead, later)

    def involve(self) -> None:
        """Plan the links to those who go on: probation by law, everybody else by consent."""
        story, world = self.story, self.world
        near = story.released if story.released is not None else 0
        since = min(story.arrived - 3, near + 40)
        for code in story.shares:
            organisation = world.organisations[code]

            def share(actor: Actor, organisation: Organisation = organisation) -> None:
                consent = None
                if PART_OF_KIND[organisation.kind] not in BY_STATUTE:
                    consent = Consent.objects.get(
                        person=self.person, recipient=organisation, purpose="take_part", state="given"
                    )
                actions.share_case(
                    actor=actor, person=self.person, organisation=organisation, consent=consent
                )

            self.ask(Asked("take_part", "given", since + 2, code), story.lead)
            self.on(since, story.lead, share)
            if code in ASSIGNED and sum(map(ord, story.number)) % WAITS:
                assigner, taker = ASSIGNED[code]
                self.on(since - 1, f"{assigner}@{code}", partial(self.give, taker=world.placed[taker, code]))
        if story.probation:
            officer = world.memberships[story.probation]
            day = world.today - timedelta(days=max(since, 0))
            self.on(
                since,
                story.lead,
                lambda actor: actions.link_by_statute(
                    actor=actor,
                    person=self.person,
                    organisation=officer.organisation,
                    role="aftercare",
                    from_on=day,
                ),
            )
            self.on(since, story.probation, self.take_on)

    def give(self, actor: Actor, taker: Membership) -> None:
        """Let the organisation that the person was shared with say who looks after them."""
        waiting = next((one for one in unassigned(actor) if one.person == self.person.pk), None)
        if waiting is not None:
            actions.assign_shared(actor=actor, link=waiting.link, membership=taker)

    def take_on(self, actor: Actor) -> None:
        """Let the probation officer take the person into the own caseload."""
        link = CaseLink.objects.get(person=self.person, organisation=actor.organisation)
        assert actor.membership is not None
        actions.assign_member(actor=actor, link=link, membership=actor.membership)
