"""What actions refuse of letters, slips and what people say the database refuses as well, past every action."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction
from django.utils import timezone

from throughgate.foundation.database.context import acting as in_context
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.person.observations import actions
from throughgate.person.observations.models import (
    Answer,
    LetterIssuer,
    ObserverTraining,
    ReferenceLetter,
    Remark,
    SelfRating,
    Sheet,
    SheetPerson,
    Slip,
)
from throughgate.person.observations.rules.letters import is_domain, telling_words
from throughgate.person.observations.tests.making import register, signed, standard, start, train
from throughgate.person.people.models import Person, Stay


def days(number):
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=number)


@contextmanager
def refused(match, kind=IntegrityError):
    """Expect that the database refuses what is tried for this reason, and leave nothing of it."""
    with pytest.raises(kind, match=match), transaction.atomic():
        yield


# --- letters

WORDS = {
    "Took part in training each week.": False,
    "Took part in prison football.": True,
    "Nahm am Sport der HAFTANSTALT teil.": True,
    "Im Justizvollzug": True,
    "Untersuchungshäftling": True,
    "bei GEFÄNGNISSPORT": True,
    "Wahrhaftig und gewissenhaft": False,
    "Haftung übernommen": True,
    "Ein Mann der Straße": False,
    "a\nconvict": True,
    "unconvicted": False,
    "Open  prison": True,
    "Seine Bewährungshelferin": True,
}


@pytest.mark.parametrize("text", WORDS)
def test_words_that_show_custody_are_one_list(acting, text):
    """What the action finds the database finds, and nothing else."""
    with acting("lead"), connection.cursor() as cursor:
        cursor.execute("SELECT gate.shows_custody(%s)", [text])
        assert cursor.fetchone()[0] is bool(telling_words(text)) is WORDS[text]


@pytest.fixture
def letter(acting, cast):
    """Give a letter of Emre's, unsaved, as the action would write it."""
    issuer = register(acting)
    with acting("lead") as lead:
        return ReferenceLetter(
            person_id=cast.key("emre"),
            organisation=lead.organisation,
            language="en",
            text="Took part in training each week.",
            registered=issuer,
            issuer=issuer.body.name,
            issuer_street=issuer.street,
            issuer_town=issuer.town,
            issuer_domain=issuer.domain,
            issuer_signs=issuer.contact,
            written_by=lead.membership,
        )


def save(letter, **changes):
    """Save a letter past the action, with something changed."""
    for name, value in changes.items():
        setattr(letter, name, value)
    letter.save(force_insert=True)


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("it shows custody", {"text": "Took part in prison football."}),
        ("it shows custody", {"text": "He was at Prison  North with us."}),
        ("not registered so", {"issuer": "Prison North"}),
        ("not registered so", {"issuer_street": "Gate Street 1"}),
        ("not registered so", {"issuer_domain": "jva.example"}),
        ("none begins as approved", {"state": "approved", "approved_on": days(0)}),
        ("approved before it was read", {"approved_on": days(0)}),
    ],
)
def test_a_letter_says_nothing_of_custody(acting, letter, reason, changes):
    """Nor is it signed by another body than the registered one, or approved before it was read."""
    with acting("lead"), refused(reason):
        save(letter, **changes)


def test_the_body_must_stand_for_it(acting, letter):
    """No letter names a body whose agreement is over or still to come."""
    for agreed in ({"agreed_on": days(1)}, {"agreed_until": days(-1)}):
        with connection.cursor() as cursor, acting("lead"):
            day = days(-300) if "agreed_on" in agreed else days(300)
            cursor.execute("SELECT set_config('throughgate.today', %s, true)", [str(day)])
            with refused("row-level security", Error):
                save(letter)


def slip_of(letter, lead):
    """Print the slip of a letter."""
    return actions.print_slip(actor=lead, person=letter.person_id, kind="letter", letter=letter)


def test_a_letter_is_approved_by_its_slip(acting, letter):
    """Without a slip nobody read it; on a day that has come; while its body stands for it."""
    letters = ReferenceLetter.objects
    with acting("lead") as lead:
        save(letter)
        approved = {"state": "approved", "version": 2, "approved_on": days(0)}
        with refused("approved without a slip"):
            letters.update(**approved)
        slip_of(letter, lead)
        with refused("a day to come"):
            letters.update(**approved | {"approved_on": days(1)})
        with refused("letter_approved_on_a_day", Error):
            letters.update(state="approved", version=2)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('throughgate.today', %s, true)", [str(days(300))])
            with refused("agreement with its body is over"):
                letters.update(**approved)
            cursor.execute("SELECT set_config('throughgate.today', %s, true)", [str(days(0))])
        assert letters.update(**approved) == 1


def test_the_words_of_a_letter_never_change(acting, cast, letter):
    """Neither before nor after the person approved them, nor whose it is and who signs."""
    letters = ReferenceLetter.objects
    with acting("lead") as lead:
        save(letter)
        for state in ("draft", "approved"):
            if state == "approved":
                slip_of(letter, lead)
                letters.update(state="approved", version=2, approved_on=days(0))
            for changes in (
                {"text": "Other"},
                {"person": cast.key("milan")},
                {"issuer": "Other"},
                {"language": "de"},
            ):
                with refused("never change"):
                    letters.update(**changes)
        assert letters.update(state="withdrawn", version=3) == 1


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("agreed_on lies in the future", {"agreed_on": days(1)}),
        ("shows custody", {"street": "Haus 3, Justizvollzugsanstalt"}),
        ("shows custody", {"town": "52062 Aachen, JVA"}),
        ("shows custody", {"contact": "A. Coach, Bewährungshilfe"}),
        ("shows custody", {"domain": "jva-aachen.example"}),
        ("shows custody", {"domain": "re-entry.example"}),
        ("no domain of its own", {"domain": "https://club.example"}),
        ("the address of a prison", {"street": "gate  street 1", "town": "41849 Wassenberg"}),
        ("another body", {"body": "school"}),
    ],
)
def test_a_body_shows_nothing_of_custody(acting, reason, changes):
    """Its address, domain and contact, whoever writes them; nor does an entry become another body's."""
    register(acting)
    Site.objects.filter(organisation__kind="prison").update(street="Gate Street 1")
    if "body" in changes:
        changes = {"body": Organisation.objects.get(code=changes["body"])}
    with acting("admin"), refused(reason):
        LetterIssuer.objects.update(**changes)


@pytest.mark.parametrize(
    "domain",
    ["bc-rhine.example", "sport.bc-rhine.example", "a.b", "-a.example", "a_b.example", "ä.example", ""],
)
def test_a_domain_is_one_rule(acting, domain):
    """The database takes for a domain what the action takes for one."""
    register(acting)
    with acting("admin"):
        if is_domain(domain):
            assert LetterIssuer.objects.update(domain=domain) == 1
        else:
            with refused("no domain"):
                LetterIssuer.objects.update(domain=domain)


# --- what people say


@pytest.fixture
def line(acting, cast):
    """Give Emre's line on a signed sheet."""
    train(acting)
    with acting("officer") as officer:
        sheet = signed(officer, [cast.key("emre")])
    with acting("lead"):
        return SheetPerson.objects.get(sheet=sheet)


def remark(line, lead, **changes):
    """Return an unsaved objection."""
    facts = {
        "person_id": line.person_id,
        "sheet_person": line,
        "organisation_id": line.organisation_id,
        "kind": "objection",
        "text": "I was ill",
        "made_on": days(0),
        "typed_by": lead.membership,
    }
    return Remark(**facts | changes)


def test_what_is_said_is_said_by_now(acting, line):
    """Remarks and self-ratings of days to come are refused, and a remark is a comment or an objection."""
    with acting("lead") as lead:
        with refused("made_on lies in the future"):
            remark(line, lead, made_on=days(1)).save(force_insert=True)
        with refused("remark_kind_listed"):
            remark(line, lead, kind="praise").save(force_insert=True)
        with refused("rated_on lies in the future"):
            competency = standard().competencies.first()
            SelfRating(
                person_id=line.person_id,
                competency=competency,
                level=2,
                rated_on=days(1),
                typed_by=lead.membership,
            ).save(force_insert=True)


def test_nothing_is_said_of_a_sheet_that_was_put_aside(acting, cast):
    """An observer who may note what people say adds nothing to a draft that was discarded."""
    Membership.objects.filter(user__username="officer").update(roles=["observer", "case_lead"])
    with acting("officer") as officer:
        sheet = start(officer, [cast.key("emre")])
        actions.discard_sheet(actor=officer, key=sheet.pk)
        line = SheetPerson.objects.get(sheet=sheet)
        with refused("row-level security", Error):
            remark(line, officer).save(force_insert=True)


def test_a_self_rating_is_corrected_and_never_moved(acting, cast, line):
    """Typing it again changes the level; not the day, the competency or the person."""
    with acting("lead") as lead:
        first, second = standard().competencies.all()[:2]
        actions.record_self_ratings(
            actor=lead,
            person=Person.objects.get(pk=line.person_id),
            framework_version=standard(),
            levels={first.pk: 2},
            rated_on=days(-1),
        )
        rows = SelfRating.objects
        for changes in ({"rated_on": days(-2)}, {"competency": second}, {"from_paper": False}):
            with refused("another self-rating"):
                rows.update(**changes)
        with refused("stays about its person"):
            rows.update(person=cast.key("milan"))
        assert rows.update(level=3) == 1


def test_an_objection_is_not_answered_by_another_membership_of_the_observer(acting, line):
    """Who observed is the person behind it: a second membership in the house does not answer."""
    with acting("lead") as lead:
        said = remark(line, lead)
        said.save(force_insert=True)
    officer = Membership.objects.get(user__username="officer")
    Membership.objects.filter(user__username="colleague").update(user=officer.user, ends_on=days(9))
    second = Membership.objects.get(user=officer.user, roles=["case_lead"])
    actor = Actor(user=officer.user, membership=second, request="test")
    with in_context(actor.context):
        with pytest.raises(ValidationError, match="other than the observer"):
            actions.answer_objection(actor=actor, remark=Remark.objects.get(), text="Me")
        with refused("row-level security", Error):
            Answer(remark=said, person_id=said.person_id, text="Me", answered_by=second).save(
                force_insert=True
            )


def test_a_training_is_of_a_day_that_has_come_and_of_somebody_else(cast):
    """Nobody records one ahead of time, nor the own one under another membership."""
    admin, officer = cast.actor("admin"), Membership.objects.get(user__username="officer")
    facts = {"organisation": admin.organisation, "by_whom": "Academy", "recorded_by": admin.membership}
    with in_context(admin.context), refused("trained_on lies in the future"):
        ObserverTraining(membership=officer, trained_on=days(1), **facts).save(force_insert=True)
    Membership.objects.filter(pk=officer.pk).update(user=admin.user, ends_on=days(9))
    with in_context(admin.context):
        with refused("row-level security", Error):
            ObserverTraining(membership=officer, trained_on=days(0), **facts).save(force_insert=True)
        officer.refresh_from_db()
        with pytest.raises(ValidationError, match="Nobody records the own training"):
            actions.record_training(actor=admin, membership=officer, trained_on=days(0), by_whom="Academy")


def test_a_slip_is_about_the_persons_own(acting, cast, line, letter):
    """A slip never joins one person with another's line or letter, nor with a letter that waits no more."""
    with acting("lead") as lead:
        save(letter)
        slip = {"organisation": lead.organisation, "code": "FORGED", "printed_by": lead.membership}
        milan = {"person_id": cast.key("milan")}
        with refused("no line of this person"):
            Slip(**slip, **milan, kind="remark", sheet_person=line).save(force_insert=True)
        with refused("no letter of this person"):
            Slip(**slip, **milan, kind="letter", letter=letter).save(force_insert=True)
        ReferenceLetter.objects.update(state="withdrawn", version=2)
        with refused("no letter of this person"):
            Slip(**slip, person_id=letter.person_id, kind="letter", letter=letter).save(force_insert=True)


def test_the_rows_are_really_there(acting, line):
    """What the tests above forge is otherwise accepted."""
    with acting("lead") as lead:
        remark(line, lead).save(force_insert=True)
        assert Remark.objects.count() == 1
        assert Sheet.objects.filter(state="signed").exists()
        assert Stay.objects.exists()
