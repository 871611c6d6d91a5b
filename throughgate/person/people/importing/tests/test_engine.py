"""The engine under the import: power cuts, two at once, a stop, a membership that ended, files that nobody wants."""

from __future__ import annotations

import os
import threading
from datetime import timedelta

import psycopg
import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from throughgate.person.people.importing.tests.lists import ROWS, write

pytestmark = pytest.mark.usefixtures("fresh_database")


class PowerCut(BaseException):
    """The worker is gone from one moment to the next."""


@pytest.fixture
def small_batches(monkeypatch):
    """Two rows per transaction."""
    monkeypatch.setattr("throughgate.foundation.imports.work.BATCH", 2)


def rows(number):
    """Return clean rows."""
    return [
        f"N{n};Sauber{chr(97 + n)}{chr(97 + n * 7 % 26)};Anna;{n % 27 + 1:02d}.0{n % 9 + 1}.19{60 + n};;;01.02.2026;;;;;;;;;"
        for n in range(number)
    ]


def begin(cast, path, username="lead"):
    """Upload and start a run; return the import."""
    from throughgate.foundation.imports import actions

    with cast.acting(username) as actor, path.open("rb") as file:
        job = actions.add_import(actor=actor, kind="people", name=path.name, pieces=[file.read()])
        job = actions.map_columns(
            actor=actor, job=job, expected=job.version, mapping=job.mapping, options=job.options
        )
        return actions.start(actor=actor, job=job, expected=job.version, move="run", in_worker=False)


def people_of(cast, username="lead"):
    from throughgate.person.people.models import Person

    with cast.acting(username) as actor:
        return sorted(
            person.family_name
            for person in Person.objects.visible_to(actor).exclude(family_name__startswith="Marker")
        )


def state_of(cast, job):
    from throughgate.foundation.imports.models import Import

    with cast.acting("lead"):
        return Import.objects.get(pk=job.pk)


def test_a_power_cut_in_the_middle_loses_and_doubles_nobody(tmp_path, fresh_cast, small_batches, monkeypatch):
    """Killed inside a batch, the batch is not there; run again, the import goes on after the last whole batch."""
    from throughgate.foundation.imports.work import work
    from throughgate.person.people.importing.session import PeopleSession

    job = begin(fresh_cast, write(tmp_path, *rows(9)))
    whole, batches = PeopleSession.apply, []

    def cut(self, planned):
        whole(self, planned)
        batches.append(len(planned))
        if len(batches) == 3:
            raise PowerCut

    monkeypatch.setattr(PeopleSession, "apply", cut)
    with pytest.raises(PowerCut):
        work(job.pk)
    assert len(people_of(fresh_cast)) == 4
    monkeypatch.setattr(PeopleSession, "apply", whole)
    work(job.pk)
    assert len(people_of(fresh_cast)) == 9
    there = state_of(fresh_cast, job)
    assert (there.state, there.counts) == ("done", {"created": 9})
    work(job.pk)  # a rescued job that was done already
    assert len(people_of(fresh_cast)) == 9


def test_a_lost_database_is_no_fault_of_the_import(tmp_path, fresh_cast, small_batches, monkeypatch):
    """The connection breaks inside a batch: the import has not failed, and goes on when its job runs again."""
    from throughgate.foundation.imports.work import work
    from throughgate.person.people.importing.session import PeopleSession

    job = begin(fresh_cast, write(tmp_path, *rows(5)))
    whole = PeopleSession.apply

    def lose(self, planned):
        whole(self, planned)
        raise OperationalError from psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(PeopleSession, "apply", lose)
    with pytest.raises(OperationalError):
        work(job.pk)
    assert state_of(fresh_cast, job).state == "running"
    monkeypatch.setattr(PeopleSession, "apply", whole)
    work(job.pk)
    there = state_of(fresh_cast, job)
    assert (there.state, there.counts) == ("done", {"created": 5})


def test_doubles_are_found_across_a_power_cut(tmp_path, fresh_cast, small_batches, monkeypatch):
    """A double of a row before the cut is still asked after it."""
    from throughgate.foundation.imports.work import work
    from throughgate.person.people.importing.session import PeopleSession

    given = rows(6)
    job = begin(fresh_cast, write(tmp_path, *given, given[0].replace("N0;", "X9;")))
    whole, batches = PeopleSession.apply, []

    def cut(self, planned):
        batches.append(1)
        if len(batches) == 2:
            raise PowerCut
        whole(self, planned)

    monkeypatch.setattr(PeopleSession, "apply", cut)
    with pytest.raises(PowerCut):
        work(job.pk)
    monkeypatch.setattr(PeopleSession, "apply", whole)
    work(job.pk)
    assert state_of(fresh_cast, job).counts == {"created": 6, "asked": 1}


def test_two_who_import_the_same_at_once_make_each_person_once(tmp_path, fresh_cast, small_batches):
    """Two imports of one list at the same moment: every person once, each row created in one and unchanged in the other."""
    from throughgate.foundation.imports.work import work

    path = write(tmp_path, *rows(12))
    jobs = [begin(fresh_cast, path, username) for username in ("lead", "colleague")]
    failures = []

    def run(job):
        try:
            work(job.pk)
        except BaseException as error:  # noqa: BLE001 - told to the test
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert failures == []
    assert len(people_of(fresh_cast)) == 12
    counts = [state_of(fresh_cast, job).counts for job in jobs]
    assert sum(count.get("created", 0) for count in counts) == 12
    assert sum(count.get("unchanged", 0) for count in counts) == 12


def test_a_stop_in_the_middle_keeps_what_came_in(tmp_path, fresh_cast, small_batches, monkeypatch):
    """Stopped after a batch, the worker does no more; what came in can be undone."""
    from throughgate.foundation.imports import actions, work

    job = begin(fresh_cast, write(tmp_path, *rows(8)))
    ahead = work._ahead

    def stopping(source):
        for number, part in enumerate(ahead(source)):
            if number == 1:
                with fresh_cast.acting("lead") as actor:
                    actions.cancel(actor=actor, job=job)
            yield part

    monkeypatch.setattr(work, "_ahead", stopping)
    work.work(job.pk)
    there = state_of(fresh_cast, job)
    assert (there.state, len(people_of(fresh_cast))) == ("cancelled", 2)
    with fresh_cast.acting("lead") as actor:
        actions.start(actor=actor, job=there, expected=there.version, move="undo", in_worker=False)
    work.work(job.pk)
    assert people_of(fresh_cast) == []


def test_a_worker_does_it(tmp_path, fresh_cast):
    """A job in the queue, with nothing but the import's id, is worked off by a real worker."""
    from procrastinate.contrib.django import app

    from throughgate.foundation.imports.tasks import work_on

    job = begin(fresh_cast, write(tmp_path, *ROWS))
    work_on.defer(import_id=str(job.pk))
    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)
    assert state_of(fresh_cast, job).counts == {"created": 3}


def test_rights_are_asked_again_by_the_worker(tmp_path, fresh_cast):
    """Whoever lost the role or the membership between the click and the work imports nobody."""
    from throughgate.config.settings import ENVIRONMENT
    from throughgate.foundation.imports.work import work

    job = begin(fresh_cast, write(tmp_path, *ROWS))
    change = "UPDATE accounts_membership SET roles = %s WHERE user_id = (SELECT id FROM accounts_user WHERE username = 'lead')"
    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        connection.execute(change, [["observer"]])
    work(job.pk)
    assert people_of(fresh_cast, "colleague") == []


def test_rights_that_end_in_the_middle_end_the_import(tmp_path, fresh_cast, small_batches, monkeypatch):
    """Whoever loses the role while the worker is at it imports no further row."""
    from throughgate.config.settings import ENVIRONMENT
    from throughgate.foundation.imports import work

    job = begin(fresh_cast, write(tmp_path, *rows(8)))
    change = "UPDATE accounts_membership SET roles = %s WHERE user_id = (SELECT id FROM accounts_user WHERE username = 'lead')"
    ahead = work._ahead

    def losing(source):
        for number, part in enumerate(ahead(source)):
            if number == 1:
                with psycopg.connect(ENVIRONMENT.admin_url) as connection:
                    connection.execute(change, [["observer"]])
            yield part

    monkeypatch.setattr(work, "_ahead", losing)
    work.work(job.pk)
    assert len(people_of(fresh_cast, "colleague")) == 2


def test_a_fault_of_ours_is_told_and_leaves_what_came_in(tmp_path, fresh_cast, small_batches, monkeypatch):
    """An unforeseen error ends the import in words; what came in before can be undone."""
    from throughgate.foundation.imports.work import work
    from throughgate.person.people.importing.session import PeopleSession

    job = begin(fresh_cast, write(tmp_path, *rows(6)))
    whole = PeopleSession.plan

    def broken(self, given):
        if given[0].index > 2:
            raise RuntimeError("broken")
        return whole(self, given)

    monkeypatch.setattr(PeopleSession, "plan", broken)
    with pytest.raises(RuntimeError):
        work(job.pk)
    there = state_of(fresh_cast, job)
    assert (there.state, there.failure["code"], there.file_key) == ("failed", "fault", "")
    assert len(people_of(fresh_cast)) == 2


def test_what_nobody_came_back_to_is_deleted(tmp_path, fresh_cast):
    """After seven days the file is gone, after forty days every row's result; the import itself is still listed."""
    from throughgate.config.settings import ENVIRONMENT
    from throughgate.foundation.imports import storage
    from throughgate.foundation.imports.models import RowResult
    from throughgate.foundation.imports.tasks import forget
    from throughgate.foundation.imports.work import work

    done = begin(fresh_cast, write(tmp_path, *ROWS))
    work(done.pk)
    waiting = begin(fresh_cast, write(tmp_path, *ROWS))
    forget(0)
    assert len(list(storage.folder().iterdir())) == 1
    with psycopg.connect(ENVIRONMENT.admin_url) as connection:
        connection.execute(
            "UPDATE imports_import SET created_at = %s WHERE id = %s",
            [timezone.now() - timedelta(days=8), waiting.pk],
        )
        connection.execute(
            "UPDATE imports_import SET created_at = %s WHERE id = %s",
            [timezone.now() - timedelta(days=41), done.pk],
        )
    forget(0)
    assert list(storage.folder().iterdir()) == []
    assert state_of(fresh_cast, waiting).state == "cancelled"
    with fresh_cast.acting("lead"):
        assert not RowResult.objects.filter(of=done).exists()
    assert state_of(fresh_cast, done).counts == {"created": 3}


def test_files_that_no_import_names_are_deleted(tmp_path, fresh_cast):
    """What a process that was killed left behind is gone after a day: before its import was there, or after it ended."""
    from throughgate.foundation.imports import storage
    from throughgate.foundation.imports.tasks import forget

    def age(key, days):
        moment = (timezone.now() - timedelta(days=days)).timestamp()
        os.utime(storage.path_of(key), (moment, moment))

    waiting = begin(fresh_cast, write(tmp_path, *ROWS)).file_key
    old, fresh = (storage.store([b"a;b"], 100)[0] for _ in range(2))
    ended = begin(fresh_cast, write(tmp_path, *ROWS))
    with fresh_cast.acting("lead"):
        type(ended).objects.filter(pk=ended.pk).update(file_key="", state="done")
    for key, days in ((waiting, 3), (old, 2), (fresh, 0.9), (ended.file_key, 1.1)):
        age(key, days)
    other = storage.folder() / "note.txt"
    other.write_text("not ours")
    os.utime(other, (0, 0))
    forget(0)
    assert {path.name for path in storage.folder().iterdir()} == {waiting, fresh, "note.txt"}


def test_the_application_cannot_delete_earlier(fresh_cast):
    """The function that deletes by age takes no age below a day, whoever calls it."""
    from django.db import DatabaseError, connection

    with fresh_cast.acting("lead"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT gate.forget_imports(now(), now())")


def test_only_an_import_that_is_being_undone_takes_people_away(fresh_cast):
    """Nobody removes a person through the undo of an import that did not bring them."""
    from django.db import DatabaseError, connection

    with fresh_cast.acting("lead"), pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SELECT gate.undo_registered(%s, gen_random_uuid())", [fresh_cast.key("emre")])
