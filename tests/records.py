"""Rows of the cast apart from the template: sheets, letters, groups, imports and what was said, all marked.

For tests that ask for such rows: most begin with people alone, and every clone would be larger.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.cast import PEOPLE

RECORDS = {
    # key: (person, observer, state)
    "draft": ("emre", "officer", "draft"),
    "signed": ("emre", "officer", "signed"),
    "colleague": ("milan", "teacher", "signed"),
    "elsewhere": ("ana", "stranger", "signed"),
}
"""Sheets: the observer's own, a colleague's, and one of the other prison."""
LETTERS = {
    # key: (person, written by)
    "own": ("emre", "lead"),
    "colleague": ("milan", "colleague"),
    "elsewhere": ("ana", "stranger"),
}
"""Letters, one to be approved, one that is, and the slip of the first."""
IMPORTS = {
    # key: (imported by, marker, state)
    "own": ("lead", "Markeremre", "done"),
    "waiting": ("lead", "Markeremre", "uploaded"),
    "colleague": ("colleague", "Markermilan", "done"),
    "elsewhere": ("stranger", "Markerana", "done"),
}
COURSES = {
    # key: (made by, officer, people)
    "own": ("teacher", "officer", ("emre", "milan")),
}
"""Courses: those named in one see its people and marks, and nobody else of the house."""
KEEPERS = {"north": "admin", "south": "southadmin"}
"""Who registers bodies that sign letters."""


def load_records() -> None:
    """Load them as the owner; a file that waits for its import goes below `settings.VAR`."""
    from throughgate.foundation.database.context import as_owner

    with as_owner():
        _records()


def _records() -> None:
    from throughgate.ground.accounts.models import Membership
    from throughgate.person.people.models import Person

    members = {
        m.user.username: m for m in Membership.objects.using("owner").select_related("user", "organisation")
    }
    people = {
        key: Person.objects.using("owner").get(family_name=f"{marker}family")
        for key, (_, _, marker) in PEOPLE.items()
    }
    for key, (person, observer, state) in RECORDS.items():
        _sheet(key, people[person], members[observer], state, PEOPLE[person][2])
    issuers = {code: _issuer(code, members[member]) for code, member in KEEPERS.items()}
    for key, (person, writer) in LETTERS.items():
        member = members[writer]
        _letters(key, people[person], member, issuers[member.organisation.code], PEOPLE[person][2])
    for key, (member, marker, state) in IMPORTS.items():
        _import(key, members[member], marker, state)
    for key, (_code, lead, marker) in PEOPLE.items():
        _chain(people[key], members[lead], marker)
    for teacher, officer, learners in COURSES.values():
        _course(members[teacher], members[officer], {PEOPLE[key][2]: people[key] for key in learners})


def _sheet(key: str, person: Any, observer: Any, state: str, marker: str) -> None:
    from throughgate.person.observations import models

    today = timezone.localdate()
    competency = models.Competency.objects.using("owner").order_by("framework_version", "position").first()
    about = {"person": person, "organisation": observer.organisation}
    sheet = models.Sheet(
        organisation=observer.organisation,
        observer=observer,
        framework_version=competency.framework_version,
        competencies=[competency.pk],
        setting="sport",
        occasion=f"{marker}occasion",
        observed_on=today - timedelta(days=2),
        code=f"cast{key}"[:12],
    )
    line = models.SheetPerson(
        **about, sheet=sheet, position=1, observer=observer, observed_on=sheet.observed_on
    )
    row = {"person": person, "sheet_person": line, "competency": competency}
    said = models.Remark(
        **about,
        sheet_person=line,
        kind="objection",
        text=f"{marker}objection",
        made_on=today,
        typed_by=observer,
    )
    group = models.PersonGroup(organisation=observer.organisation, name=f"{marker}group {key}")
    rows = [sheet, line, models.Rating(**row, level=2), models.Note(**row, text=f"{marker}note"), group]
    rows.append(models.GroupMember(person=person, group=group))
    for one in rows:
        one.save(using="owner", force_insert=True)
    if state != "signed":
        return
    # What is said about a sheet is said after it was signed, and from then on it never changes.
    models.Sheet.objects.using("owner").filter(pk=sheet.pk).update(state=state, signed_at=timezone.now())
    for one in (
        said,
        models.Answer(remark=said, person=person, text=f"{marker}answer", answered_by=observer),
        models.SelfRating(person=person, competency=competency, level=1, rated_on=today, typed_by=observer),
    ):
        one.save(using="owner", force_insert=True)


def _chain(person: Any, lead: Any, marker: str) -> None:
    """Give somebody a plan of three steps: open, done, left out."""
    from throughgate.person.chain import models
    from throughgate.person.people.models import Stay

    today = timezone.localdate()
    stay = Stay.objects.using("owner").filter(person=person).latest("arrived_on")
    chain = models.Chain(
        person=person,
        began=stay,
        stay=stay,
        edition=models.Edition.objects.using("owner").get(pack="de-nw"),
        template="full",
    )
    chain.save(using="owner", force_insert=True)
    about = {"person": person, "chain": chain, "stage": "preparation", "role": "case_lead", "due_on": today}
    settled = {"settled_on": today, "settled_by": lead}
    for step in (
        models.Step(**about, step="housing"),
        models.Step(**about, **settled, step="bank_account", state="done"),
        models.Step(**about, **settled, step="insurance", state="skipped", reason=f"{marker}leftout"),
    ):
        step.save(using="owner", force_insert=True)


def _issuer(code: str, administrator: Any) -> Any:
    """Register the club as a body that signs letters for people of a prison."""
    from throughgate.ground.organisations.models import Organisation
    from throughgate.person.observations.models import LetterIssuer

    issuer = LetterIssuer(
        organisation=administrator.organisation,
        body=Organisation.objects.using("owner").get(code="club"),
        agreed_on=timezone.localdate() - timedelta(days=200),
        agreed_until=timezone.localdate() + timedelta(days=200),
        street="Sports Lane 4",
        town="41849 Wassenberg",
        domain="bc-rhine.example",
        contact=f"Marker{code}issuer",
    )
    issuer.save(using="owner", force_insert=True)
    return issuer


def _letters(key: str, person: Any, writer: Any, issuer: Any, marker: str) -> None:
    from throughgate.person.observations import models

    about = {"person": person, "organisation": writer.organisation}
    draft, approved = (
        models.ReferenceLetter(
            **about,
            language="en",
            text=f"{marker}given {marker}family: {marker}letter",
            registered=issuer,
            issuer=issuer.body.name,
            issuer_street=issuer.street,
            issuer_town=issuer.town,
            issuer_domain=issuer.domain,
            issuer_signs=issuer.contact,
            state=state,
            approved_on=timezone.localdate() if state == "approved" else None,
            written_by=writer,
        )
        for state in ("draft", "approved")
    )
    slip = models.Slip(**about, kind="letter", code=f"slip{key}"[:12], letter=draft, printed_by=writer)
    for row in (draft, approved, slip):
        row.save(using="owner", force_insert=True)


def _course(teacher: Any, officer: Any, people: dict[str, Any]) -> None:
    """Hold a course in which everybody has one mark; the list keeps their names as they were written."""
    from throughgate.person.schooling import models
    from throughgate.person.schooling.rules.half_years import half_year_of

    half = half_year_of(timezone.localdate())
    course = models.Course(
        organisation=teacher.organisation,
        name="Class 10",
        school_type="comprehensive",
        scale="de",
        starts_on=half.starts_on,
        made_by=teacher,
    )
    german, maths = (
        models.Subject(course=course, code=code, level="each", position=position)
        for position, code in enumerate(("german", "maths"))
    )
    rows = [course, german, maths, models.Staff(course=course, membership=officer, part="officer")]
    rows.append(
        models.Conference(
            course=course,
            school_year=half.year,
            half=half.half,
            held_on=timezone.localdate() + timedelta(days=9),
        )
    )
    for marker, person in people.items():
        enrolment = models.Enrolment(
            person=person,
            course=course,
            organisation=teacher.organisation,
            name=f"{marker}enrolled",
            from_on=half.starts_on,
        )
        mark = models.Mark(
            person=person,
            enrolment=enrolment,
            course=course,
            subject=german,
            school_year=half.year,
            half=half.half,
            kind="report",
            level="basic",
            value="3-",
            scale="de",
            given_on=timezone.localdate(),
            given_by=teacher,
        )
        about: dict[str, Any] = {
            "person": person,
            "course": course,
            "certificate": "esa",
            "school_year": half.year,
        }
        decision = models.Decision(
            **about,
            jurisdiction="de-nw",
            pack_version=timezone.localdate(),
            outcome="eligible",
            marks="0" * 64,
            agrees=True,
            signed_by=teacher,
        )
        registration = models.ExamRegistration(**about, decision=decision, made_by=teacher)
        facts = models.Facts(person=person, given={"compulsory_schooling_done": True})
        rows += [enrolment, mark, decision, registration, facts]
    for row in rows:
        row.save(using="owner", force_insert=True)


def _import(key: str, member: Any, marker: str, state: str) -> None:
    from throughgate.foundation.imports import storage
    from throughgate.foundation.imports.models import Import, RowResult

    job = Import(
        organisation_id=member.organisation_id,
        membership_id=member.pk,
        kind="people",
        state=state,
        file_name=f"{marker}file.csv",
        file_size=1,
        file_hash=hashlib.sha256(key.encode()).hexdigest(),
    )
    if state == "uploaded":
        lines = ("Nachname;Wohnort", f"{marker}row;{marker}row", "Roth;Bonn")
        job.file_key, job.file_size, job.file_hash = storage.store(["\n".join(lines).encode()], 1000)
        job.save(using="owner", force_insert=True)
        return
    job.ended_at = timezone.now()
    job.mapping = {"a": "family_name", "b": "home"}
    job.total = job.last_index = 1
    job.counts = {"asked": 1}
    job.reasons = {"asked:place_unknown:home": [1, [1]]}
    row = RowResult(
        of=job,
        organisation_id=job.organisation_id,
        kind="people",
        number=2,
        index=1,
        outcome="asked",
        reasons=[["place_unknown", "home", "asked", {"text": f"{marker}row", "candidates": []}]],
        values={"family_name": f"{marker}row", "home": f"{marker}row"},
        fingerprint=uuid.uuid5(uuid.NAMESPACE_OID, key),
    )
    job.save(using="owner", force_insert=True)
    row.save(using="owner", force_insert=True)
