"""Who sees and moves chains by row security alone, and what the database holds of them whoever writes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import Error, IntegrityError, transaction

from throughgate.foundation.database.context import Context
from throughgate.foundation.database.context import acting as in_context
from throughgate.person.chain import actions
from throughgate.person.chain.models import Chain, Edition, Step
from throughgate.person.chain.tests.making import chain_of, stay_of, today
from throughgate.person.people.models import Stay

READERS = ("lead", "colleague", "officer", "teacher", "dpo", "aftercare", "placement")
OTHERS = ("stranger", "admin", "company", "trainer", "tso", "schoolteacher", "chamberadmin", "probadmin")


@pytest.fixture
def chain(acting, cast):
    """Begin Emre's chain."""
    return chain_of(acting, cast)


@pytest.mark.parametrize("who", [*READERS, *OTHERS])
def test_who_sees_a_chain(chain, acting, who):
    """Whoever works with the person reads it; a volunteer, a company, those without a link and administrators nothing."""
    with acting(who):
        assert Chain.objects.count() == (1 if who in READERS else 0)
        assert (Step.objects.count() > 20) == (who in READERS)


def test_the_person_sees_the_own_alone(chain, acting, cast):
    """The person at the kiosk sees the own chain and nobody else's."""
    chain_of(acting, cast, "milan", by="colleague")
    with in_context(Context(person=cast.key("emre"))):
        assert list(Chain.objects.values_list("pk", flat=True)) == [chain.pk]
        assert set(Step.objects.values_list("chain", flat=True)) == {chain.pk}


def test_nobody_but_who_answers_for_it_moves_a_chain(chain, acting):
    """A forged change of a step, a new one, or its removal reaches nothing, whoever forges it."""
    settled = {"state": "done", "settled_on": today()}
    for who in (*READERS, *OTHERS):
        with acting(who) as actor:
            mine = {"settled_by": actor.membership}
            changed = Step.objects.filter(step="housing").update(**settled, **mine)
            assert changed == (1 if who in ("lead", "colleague", "aftercare") else 0)
            if changed:
                Step.objects.filter(step="housing").update(state="open", settled_on=None, settled_by=None)
            else:
                assert Step.objects.filter(step="housing").delete()[0] == 0
                assert Chain.objects.update(template="short") == 0
                with pytest.raises(Error), transaction.atomic():
                    Step(
                        chain=chain, person_id=chain.person_id, step="own", stage="gate", role="teacher"
                    ).save(force_insert=True)


def test_everybody_takes_the_steps_of_the_own_role(chain, acting):
    """A teacher and a placement officer settle theirs past every page, and cannot give themselves another's."""
    for who, role in (("teacher", "teacher"), ("placement", "placement_officer"), ("officer", "observer")):
        with acting(who) as actor:
            step = Step.objects.filter(role=role, state__in=("open", "now_or_skip")).first()
            done = {"state": "done", "settled_on": today(), "settled_by": actor.membership}
            assert Step.objects.filter(pk=step.pk).update(**done) == 1
            assert Step.objects.exclude(role=role).update(role=role) == 0


FORGED = {
    "done on a day to come": {"settled_on": timedelta(days=1)},
    "in the name of somebody else": {"settled_by": "colleague"},
    "done without a day": {"settled_on": None},
    "done and moved at once": {"due_on": timedelta(days=9)},
    "skipped without a reason": {"state": "skipped"},
    "from nowhere": {"state": "vanished"},
}


@pytest.mark.parametrize("what", FORGED)
def test_what_the_database_refuses(chain, acting, cast, what):
    """Whoever writes past the actions."""
    with acting("lead") as lead:
        changes = {"state": "done", "settled_on": today(), "settled_by": lead.membership} | {
            name: today() + value if isinstance(value, timedelta) else value
            for name, value in FORGED[what].items()
        }
        if changes["settled_by"] == "colleague":
            changes["settled_by"] = cast.actor("colleague").membership
        with pytest.raises(IntegrityError), transaction.atomic():
            Step.objects.filter(chain=chain, step="housing").update(**changes)


def test_what_is_done_stays(chain, acting):
    """A step that is done keeps its day and its name, is not done again, and nobody removes it; nor is there a second one."""
    with acting("lead") as lead:
        step = Step.objects.get(chain=chain, step="housing")
        actions.do_step(actor=lead, step=step, expected=1)
        rows = Step.objects.filter(pk=step.pk)
        for changes in (
            {"due_on": today()},
            {"settled_on": today() - timedelta(days=1)},
            {"state": "skipped"},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                rows.update(**changes)
        assert rows.delete()[0] == 0
        with pytest.raises(IntegrityError, match="step_once_in_a_chain"), transaction.atomic():
            Step(chain=chain, person_id=chain.person_id, step="housing", stage="gate", role="case_lead").save(
                force_insert=True
            )


def test_a_chain_stays_whose_it_is(chain, acting, cast):
    """Not along somebody else's stay, not by another edition, not from another day; one for each stay."""
    with acting("colleague"):
        other = stay_of(cast, "milan")
    with acting("lead"):
        for changes in (
            {"stay": other},
            {"began": other},
            {"begun_on": today() - timedelta(days=1)},
            {"edition": Edition.objects.exclude(pk=chain.edition_id).first()},
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                Chain.objects.filter(pk=chain.pk).update(**changes)
        with pytest.raises(IntegrityError), transaction.atomic():
            Chain(
                person_id=chain.person_id, began_id=chain.began_id, stay_id=chain.stay_id,
                edition_id=chain.edition_id, template="full",
            ).save(force_insert=True)  # fmt: skip
        with pytest.raises(IntegrityError, match="stay_one_at_a_time"), transaction.atomic():
            Stay(person_id=chain.person_id, organisation=chain.stay.organisation, arrived_on=today()).save(
                force_insert=True
            )
