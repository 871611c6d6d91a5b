"""Chains in the database: they begin with a stay, follow the release as if laid out anew, and keep what is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from throughgate.foundation.audit.models import Entry
from throughgate.foundation.database.rows import Stale
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.chain import actions
from throughgate.person.chain.editions import of_region, with_key
from throughgate.person.chain.models import Chain, Edition, Step
from throughgate.person.chain.tests.making import chain_of, days, later, stay_of, today
from throughgate.person.people import actions as people
from throughgate.person.people.actions.bulk import NewPerson, register_people
from throughgate.person.people.models import Person, Stay
from throughgate.person.people.rules import ReleaseDates


def anew(chain: Chain, expected: date | None, arrival: date) -> dict:
    """Return what the pure module lays out for these dates, today."""
    laid = with_key(chain.edition_id).lay(
        actions.Dates(arrival, expected=expected),
        on=today(),
        begun_on=chain.begun_on,
        template=chain.template,
    )
    return {one.id: (one.due_on, one.state) for one in laid}


def moved(actor, stay: Stay, expected: date | None) -> None:
    """Move the release to this day alone."""
    people.change_release_dates(
        actor=actor, stay=stay, expected=stay.version, dates=ReleaseDates(None, expected, None)
    )


def test_an_arrival_begins_a_chain(acting, cast):
    """Whoever arrives with a release far away has the whole chain, due step by step; who leaves soon the five essentials."""
    with acting("lead") as lead:
        for weeks, template, steps in ((100, "full", 20), (6, "short", 5)):
            person = people.register_person(actor=lead, given_names="A", family_name=f"In {weeks}")
            stay = people.admit_person(
                actor=lead, person=person, arrived_on=today(),
                dates=ReleaseDates(None, today() + later(weeks), None),
            )  # fmt: skip
            chain = Chain.objects.get(stay=stay)
            assert (chain.template, chain.edition.pack) == (template, "de-nw")
            assert days(chain) == anew(chain, today() + later(weeks), today())
            assert (Step.objects.filter(chain=chain).count() >= 20) == (steps == 20)


def test_a_moved_release_moves_what_is_open(acting, cast):
    """Moved equals laid out anew; what is done keeps its day; there and back is as before; the day before the move is kept."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        stay = stay_of(cast, "emre")
        moved(lead, stay, today() + later(60))
        before = days(chain)
        assert before == anew(chain, today() + later(60), stay.arrived_on)
        done = Step.objects.get(chain=chain, step="identity_papers")
        actions.do_step(actor=lead, step=done, expected=done.version)
        moved(lead, stay, today() + later(68))
        after = days(chain)
        assert after.pop("identity_papers") == (before["identity_papers"][0], "done")
        assert after.items() <= anew(chain, today() + later(68), stay.arrived_on).items()
        housing = Step.objects.get(chain=chain, step="housing")
        assert (housing.moved_on, housing.due_on) == (today(), after["housing"][0])
        moved(lead, stay, today() + later(60))
        before["identity_papers"] = (before["identity_papers"][0], "done")
        assert days(chain) == before


def test_an_unknown_release_has_a_review_and_the_next_one(acting, cast):
    """Without any date a review stands there; done, the next one follows; with a date it goes."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        stay = stay_of(cast, "emre")
        moved(lead, stay, None)
        review = Step.objects.get(chain=chain, step="review")
        assert review.due_on >= today()
        assert days(chain)["housing"] == (None, "open")
        actions.do_step(actor=lead, step=review, expected=1)
        following = Step.objects.get(chain=chain, step="review", state="open")
        assert following.due_on > review.due_on
        moved(lead, stay, today() + later(60))
        assert not Step.objects.filter(chain=chain, step="review", state="open").exists()
        assert days(chain)["housing"][0] is not None


def test_a_step_is_done_once(acting, cast):
    """Twice is stale, a skip wants a reason, an undone step has the day of the dates as they are now."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        step = Step.objects.get(chain=chain, step="housing")
        first, again = Step.objects.get(pk=step.pk), Step.objects.get(pk=step.pk)
        actions.do_step(actor=lead, step=first, expected=1)
        with pytest.raises(Stale):
            actions.do_step(actor=lead, step=Step.objects.get(pk=step.pk), expected=1)
        with pytest.raises(ValidationError, match="cannot be done"):
            actions.do_step(actor=lead, step=Step.objects.get(pk=step.pk), expected=2)
        del again
        moved(lead, stay_of(cast, "emre"), today() + later(90))
        undone = Step.objects.get(pk=step.pk)
        actions.undo_step(actor=lead, step=undone, expected=2)
        assert days(chain)["housing"] == anew(chain, today() + later(90), chain.began.arrived_on)["housing"]
        undone.refresh_from_db()
        with pytest.raises(ValidationError):
            actions.skip_step(actor=lead, step=undone, expected=undone.version, reason=" ")
        actions.skip_step(actor=lead, step=undone, expected=undone.version, reason="Lives with the family")
        assert Step.objects.get(pk=step.pk).reason == "Lives with the family"


def test_a_release_dates_what_comes_after_it(acting, cast):
    """After the release the steps outside count from the day on which it was; taken back, from the day that is expected."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        stay = stay_of(cast, "emre")
        moved(lead, stay, today() + later(60))
        expected = days(chain)
        people.release_person(actor=lead, stay=stay, expected=stay.version, released_on=today())
        assert days(chain)["six_weeks"][0] <= today() + later(6)
        stay.refresh_from_db()
        people.take_back_end(actor=lead, stay=stay, expected=stay.version)
        assert days(chain) == expected


def test_a_chain_goes_along_with_a_move(acting, cast):
    """After a move the next prison goes on with the same chain; what was done there stays done."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        step = Step.objects.get(chain=chain, step="housing")
        actions.do_step(actor=lead, step=step, expected=1)
        stay = stay_of(cast, "emre")
        people.transfer_person(
            actor=lead, stay=stay, expected=stay.version, to=cast.organisation("south"), on=today()
        )
    with acting("stranger") as stranger:
        person = Person.objects.get(pk=cast.key("emre"))
        new = people.admit_person(
            actor=stranger, person=person, arrived_on=today(),
            dates=ReleaseDates(None, today() + later(30), None),
        )  # fmt: skip
        chain.refresh_from_db()
        assert chain.stay_id == new.pk
        assert Chain.objects.filter(person=person).count() == 1
        assert days(chain)["housing"][1] == "done"
        assert days(chain)["travel"][0] > today() + later(28)


def test_who_comes_back_begins_again(acting, cast):
    """A new stay after a release has a chain of its own; what was still open of the last one is over."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        stay = stay_of(cast, "emre")
        people.release_person(actor=lead, stay=stay, expected=stay.version, released_on=today())
        person = Person.objects.get(pk=cast.key("emre"))
        people.admit_person(
            actor=lead, person=person, arrived_on=today(), dates=ReleaseDates(None, None, None)
        )
        assert Chain.objects.filter(person=person).count() == 2
        assert not Step.objects.filter(chain=chain, state__in=("open", "now_or_skip")).exists()


def test_what_had_gone_by_when_it_began_is_now_or_never(acting, cast):
    """A chain that begins by a click in the middle of a stay is not late with what nobody planned; there is one for each stay."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        assert all(
            state == "now_or_skip" for due, state in days(chain).values() if due is not None and due < today()
        )
        with pytest.raises(ValidationError, match="already"):
            actions.begin_chain(actor=lead, stay=stay_of(cast, "emre"))


def test_a_list_begins_and_moves_chains_in_as_many_queries(acting, cast):
    """Sixty people of a list have their chains with it; ten moved or sixty, the queries are as many."""
    new = [
        NewPerson(family_name=f"Listed {n}", arrived_on=today(), dates=ReleaseDates(None, today() + later(80), None))
        for n in range(60)
    ]  # fmt: skip
    with acting("lead") as lead:
        keys = register_people(actor=lead, people=new, assign=True)
        assert Chain.objects.filter(person__in=keys).count() == 60
        asked = []
        for some in (keys[:10], keys):
            stays = list(Stay.objects.filter(person__in=some))
            Stay.objects.filter(pk__in=[s.pk for s in stays]).update(
                release_expected_on=today() + later(88 + len(some))
            )
            with CaptureQueriesContext(connection) as queries:
                actions.follow(lead, stays)
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 5
        assert Step.objects.filter(person__in=keys, step="housing", moved_on=today()).count() == 60


def test_who_may(acting, cast):
    """A teacher takes the steps of teachers and no other; nobody outside sees any; aftercare takes them all."""
    chain = chain_of(acting, cast)
    with acting("teacher") as teacher:
        step = Step.objects.get(chain=chain, step="housing")
        with pytest.raises(NotAllowed):
            actions.do_step(actor=teacher, step=step, expected=1)
        own = Step.objects.filter(chain=chain, role="teacher").first()
        actions.do_step(actor=teacher, step=own, expected=1)
        actions.undo_step(actor=teacher, step=Step.objects.get(pk=own.pk), expected=2)
    with acting("aftercare") as aftercare:
        actions.do_step(actor=aftercare, step=Step.objects.get(pk=step.pk), expected=1)


def test_a_chain_goes_on_by_the_edition_it_began_with(acting, cast):
    """What packs said is kept as they said it, so that a newer pack changes no chain that runs."""
    with acting("lead") as lead:
        book = of_region(lead.organisation.region)
        kept = Edition.objects.get(pk=book.key)
        import msgspec

        from throughgate.person.chain.rules.grammar import Chain as Said

        assert msgspec.convert(kept.content, Said).whole == book.chain.whole


def test_an_arrival_that_was_wrong_moves_what_counts_from_it(acting, cast):
    """The arrival put right, steps that count from it follow."""
    with acting("lead") as lead:
        person = people.register_person(actor=lead, given_names="A", family_name="Early")
        stay = people.admit_person(
            actor=lead, person=person, arrived_on=today(), dates=ReleaseDates(None, today() + later(99), None)
        )
        chain = Chain.objects.get(stay=stay)
        earlier = today() - timedelta(days=3)
        people.correct_stay(actor=lead, stay=stay, expected=stay.version, arrived_on=earlier)
        assert days(chain) == anew(chain, today() + later(99), earlier)


def test_many_are_done_at_once(acting, cast):
    """All that are open and as they were seen; not what was changed meanwhile, nor twice; a review comes again."""
    chain = chain_of(acting, cast)
    with acting("lead") as lead:
        moved(lead, stay_of(cast, "emre"), None)
        seen = dict(
            Step.objects.filter(step__in=("housing", "insurance", "review")).values_list("pk", "version")
        )
        stale = Step.objects.get(chain=chain, step="insurance").pk
        done = actions.do_steps(actor=lead, steps=seen | {stale: 99})
        assert done == seen.keys() - {stale}
        assert actions.do_steps(actor=lead, steps=seen) == {stale}
        assert Entry.objects.filter(action="chain_step.do").count() == 3
        assert Step.objects.filter(step="review").count() == 2
    with acting("teacher") as teacher:
        assert (
            actions.do_steps(
                actor=teacher, steps=dict(Step.objects.filter(role="case_lead").values_list("pk", "version"))
            )
            == set()
        )
