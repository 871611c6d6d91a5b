"""A world to call functions in that run as the owner: who calls, and with what."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.policies.sql import NOBODY, Session, Who, member
from throughgate.ground.acting.roles import ROLES

BY_TYPE = {
    "uuid": uuid.uuid4,
    "date": timezone.localdate,
    "timestamp with time zone": timezone.now,
    "jsonb": lambda: "{}",
    "ARRAY": lambda: "{}",
    "boolean": lambda: False,
    "character varying": lambda: "",
    "text": lambda: "",
}
WORKER = "nobody"
"""Who acts for the worker: no user at all."""


class World:
    """The cast, with what the functions are asked about, in a transaction that is rolled back."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.keys: dict[str, Any] = {"today": timezone.localdate(), "new": uuid.uuid4(), "far": "1900-01-01"}
        self._find()
        self._add()

    def who(self, name: str) -> Who:
        """Return a member of the cast, `nobody`, the person Emre, or the administrator as a manager, whom the cast lacks."""
        if name == "manager":
            admin = member(self.session.owner(), "admin")
            return Who(admin.user, admin.membership, admin.organisation, ("manager",))
        if name == WORKER:
            return NOBODY
        if name == "emre":
            return Who(person=self.keys["emre"])
        return member(self.session.owner(), name)

    def one(self, sql: str, *parameters: Any) -> Any:
        """Ask as the owner."""
        return self.session.owner().one(sql, *parameters)

    def put(self, table: str, **values: Any) -> Any:
        """Add a row as the owner; what must not be empty and is not said gets the emptiest value of its type."""
        needed = self.session.owner().rows(
            "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = 'public' "
            "AND table_name = %s AND is_nullable = 'NO' AND column_default IS NULL AND is_generated = 'NEVER' "
            "AND is_identity = 'NO'",
            table,
        )
        row = {name: BY_TYPE.get(kind, lambda: 1)() for name, kind in needed} | values
        columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join(["%s"] * len(row))
        return self.one(f'INSERT INTO "{table}" ({columns}) VALUES ({marks}) RETURNING id', *row.values())

    def _find(self) -> None:
        for name in ("emre", "milan", "ana"):
            self.keys[name] = self.one(
                "SELECT id FROM people_person WHERE family_name = %s", f"Marker{name}family"
            )
        for code in ("north", "south", "probation", "club", "roofing", "debt-advice"):
            self.keys[code.replace("-", "_")] = self.one(
                "SELECT id FROM organisations_organisation WHERE code = %s", code
            )
        for name in ("lead", "colleague", "stranger", "aftercare", "officer", "trainer"):
            self.keys[f"{name}_membership"] = self.who(name).membership
        self.keys["lead_user"] = self.who("lead").user
        link = "SELECT id FROM people_caselink WHERE person_id = %s AND organisation_id = %s"
        for code in ("north", "probation", "club", "debt_advice"):
            self.keys[f"{code}_link"] = self.one(link, self.keys["emre"], self.keys[code])
        self.keys["over"] = self.one(
            "SELECT consent_id FROM people_caselink WHERE id = %s", self.keys["debt_advice_link"]
        )
        self.keys["stay"] = self.one("SELECT id FROM people_stay WHERE person_id = %s", self.keys["milan"])
        self.keys["alike"] = self.one(
            "SELECT jsonb_build_array(jsonb_build_object('keys', to_jsonb(alike_keys), 'birth', true))::text "
            "FROM people_person WHERE id = %s",
            self.keys["emre"],
        )

    def _add(self) -> None:
        keys, today = self.keys, timezone.localdate()
        emre, north, lead = keys["emre"], keys["north"], keys["lead_membership"]
        self.one("DELETE FROM people_assignment WHERE link_id = %s RETURNING 1", keys["probation_link"])
        keys["just_registered"] = self.put(
            "people_person",
            registered_by_id=north,
            family_name="New",
            birth_precision="day",
            licences="{}",
            wish_kinds="{}",
        )
        self.session.act(self.who("lead"))
        self.session.rows(
            "UPDATE people_stay SET release_expected_on = %s, version = 2 WHERE person_id = %s",
            today + timedelta(days=99),
            emre,
        )
        self.one(
            "UPDATE people_stay SET ended_on = %s, ended_by = 'released', version = 7 WHERE id = %s RETURNING 1",
            today,
            keys["stay"],
        )
        job = {"organisation_id": north, "membership_id": lead, "kind": "people", "state": "undoing"}
        keys["import"] = self.put("imports_import", **job)
        keys["working"] = self.put("imports_import", **{**job, "state": "running", "file_key": "f" * 48})
        self.put("imports_rowresult", of_id=keys["import"], organisation_id=north, kind="people", target=emre,
                 outcome="created", reasons="[]", undo="[]")  # fmt: skip
        keys["imported_stay"] = self.put(
            "people_stay",
            person_id=keys["just_registered"],
            organisation_id=north,
            arrived_on=today,
            version=1,
        )
        self.put("audit_entry", subject_id=keys["imported_stay"], request=str(keys["import"]), fields="{}",
                 action="stay.admit", subject_kind="stay")  # fmt: skip
        for who, organisation in (("colleague", "north"), ("aftercare", "probation")):
            self.put("people_namedpurpose", person_id=emre, membership_id=keys[f"{who}_membership"],
                     organisation_id=keys[organisation], purpose="stand_in",
                     ends_at=timezone.now() + timedelta(minutes=20))  # fmt: skip
        self.put(
            "audit_access", user_id=keys["lead_user"], organisation_id=keys["north"], roles="{case_lead}",
            purpose="caseload", people=[emre], at=timezone.now(),
        )  # fmt: skip
        self.put("imports_import", **{**job, "state": "done", "file_key": "d" * 48})
        self.put("people_caselink", person_id=keys["milan"], organisation_id=keys["club"], role="companion",
                 basis="statute", from_on=today - timedelta(days=99), until_on=today - timedelta(days=60))  # fmt: skip
        self.one(
            "UPDATE people_consent SET expires_on = %s WHERE person_id = %s AND purpose = 'neutral_profile' RETURNING 1",
            today - timedelta(days=1),
            emre,
        )
        self._sheets()
        keys["issuer"] = self.put("observations_letterissuer", organisation_id=north, body_id=keys["club"],
                                  agreed_on=today, agreed_until=today)  # fmt: skip
        self.put("openings_renewalkey", organisation=keys["roofing"], hashed="k" * 64, made_on=today,
                 ends_on=today + timedelta(days=9))  # fmt: skip
        self._register()
        self._plans()
        course = self.put("schooling_course", organisation_id=north, name="Class 10", school_type="adult", scale="de",
                          starts_on=today - timedelta(days=9), made_by_id=self.who("teacher").membership,
                          leads_to_german="B1", leads_to_licence="", leads_to_certificates="{}")  # fmt: skip
        self.put("schooling_subject", course_id=course, code="maths", level="none")
        self.put("schooling_conference", course_id=course, school_year=2026, half=1, held_on=today)
        self.put("schooling_enrolment", person_id=emre, course_id=course, organisation_id=north, from_on=today,
                 extended="{}")  # fmt: skip
        keys["opening"] = self.one(
            "SELECT id FROM openings_opening WHERE organisation_id = %s", keys["roofing"]
        )
        self.one("UPDATE openings_opening SET expires_on = %s WHERE organisation_id = %s RETURNING 1",
                 today + timedelta(days=5), keys["roofing"])  # fmt: skip
        self._placements()
        self._follow_ups()

    def _plans(self) -> None:
        """Emre agreed to a plan of the region; one is being made, and an old one goes."""
        keys, placement = self.keys, self.who("placement")
        self.put("people_consent", person_id=keys["emre"], purpose="regional_plan", state="given",
                 asked_by_id=placement.membership, asked_for_id=placement.organisation)  # fmt: skip
        row = {
            "organisation_id": placement.organisation,
            "made_by_id": placement.membership,
            "seats": "{}",
            "full": "{}",
        }
        keys["plan"] = self.put("planning_plan", **row, state="making")
        old = timezone.now() - timedelta(days=200)
        self.put("planning_plan", **row, state="done", started_at=old)

    def _register(self) -> None:
        """The club's entry has a key and is due; the roofer has none yet; the oldest registration is forgotten."""
        keys = self.keys
        region = self.one("SELECT region_id FROM organisations_organisation WHERE id = %s", keys["club"])
        row = {"kind": "club", "name": "BC Rhine", "region_id": region, "languages": "{}", "offers": "{}"}
        due = keys["today"] - timedelta(days=200)
        entry = {"state": "verified", "organisation_id": keys["club"], "refreshed_on": due}
        keys["entry"] = self.put("register_registration", **row, **entry)
        self.put("register_registration", **row, state="sent", sent_at=due)
        self.put("register_registerkey", registration=keys["entry"], purpose="refresh", hashed="j" * 64,
                 made_on=due, ends_on=keys["today"] + timedelta(days=9))  # fmt: skip
        self.one(
            "UPDATE organisations_organisation SET created_at = now() WHERE id = %s RETURNING 1",
            keys["roofing"],
        )
        facts = {"id": str(keys["new"]), "once": str(keys["new"]), "region_id": str(region)}
        empty = ("legal_name", "sector", "size", "street", "postcode", "town", "given_names", "family_name", "function",
                 "telephone", "email", "preferred_channel", "why", "asks", "reads_in")  # fmt: skip
        facts |= {
            "kind": "company",
            "name": "New",
            "name_key": "new",
            "languages": [],
            "offers": [],
            **dict.fromkeys(empty, ""),
        }
        keys["registration"] = json.dumps({**facts, "seen_by_others": False})

    def _placements(self) -> None:
        """The roofer knows Emre, and the club is asked about him; each has a key."""
        keys = self.keys
        officer = self.who("placement")
        keys["roofer"] = self.one(
            "SELECT id FROM organisations_contactperson WHERE organisation_id = %s", keys["roofing"]
        )
        club = self.one("SELECT id FROM openings_opening WHERE organisation_id = %s", keys["club"])
        for state, opening, organisation in (
            ("introduced", keys["opening"], keys["roofing"]),
            ("asked", club, keys["club"]),
        ):
            keys[f"{state}_introduction"] = self.put(
                "placements_introduction", organisation_id=organisation, opening_id=opening,
                contact_of_id=officer.organisation, state=state, profile="{}",
            )  # fmt: skip
            keys[state] = self.put(
                "placements_placement", person_id=keys["emre"], opening_id=opening, organisation_id=organisation,
                kept_by_id=officer.organisation, proposed_by_id=officer.membership, state=state, profile="{}",
                introduction_id=keys[f"{state}_introduction"], asked_on=keys["today"],
            )  # fmt: skip
            self.put(
                "placements_message",
                introduction_id=keys[f"{state}_introduction"],
                side="officer",
                text="Hello",
            )
        for purpose, placement in (("company", "introduced"), ("person", "asked")):
            self.put("placements_placementkey", placement=keys[placement], purpose=purpose, hashed=purpose[0] * 64,
                     made_by=keys["lead_membership"], ends_on=keys["today"] + timedelta(days=9))  # fmt: skip

    def _follow_ups(self) -> None:
        """Emre has begun at another place of the roofer's, and is asked by a key how it is going."""
        keys, officer = self.keys, self.who("placement")
        opening = self.put("openings_opening", organisation_id=keys["roofing"], kind="job", title="Tiler", state="closed",
                           shifts="{}", certificates="{}", demands="{}", requirements="{}", expires_on=keys["today"])  # fmt: skip
        keys["started_introduction"] = introduction = self.put(
            "placements_introduction", organisation_id=keys["roofing"], opening_id=opening,
            contact_of_id=officer.organisation, state="started", profile="{}",
        )  # fmt: skip
        keys["started"] = self.put(
            "placements_placement", person_id=keys["emre"], opening_id=opening, organisation_id=keys["roofing"],
            kept_by_id=officer.organisation, proposed_by_id=officer.membership, state="started", profile="{}",
            introduction_id=introduction, asked_on=keys["today"], started_on=keys["today"],
        )  # fmt: skip
        keys["follow_up"] = self.put(
            "followups_followup", person_id=keys["emre"], placement_id=keys["started"], milestone="start",
            due_on=keys["today"], person_asked_on=keys["today"],
        )  # fmt: skip
        self.put("followups_feedbackkey", follow_up=keys["follow_up"], whose="person", hashed="f" * 64,
                 made_on=keys["today"], ends_on=keys["today"] + timedelta(days=9))  # fmt: skip

    def _sheets(self) -> None:
        keys = self.keys
        # It asks for stays and training, which are not what is tried here.
        self.session.owner().rows("ALTER TABLE observations_sheet DISABLE TRIGGER keep_signature")
        framework, competency = self.session.owner().rows(
            "SELECT framework_version_id, id FROM observations_competency ORDER BY position LIMIT 1"
        )[0]
        about = {"organisation_id": keys["north"], "observer_id": keys["officer_membership"]}
        sheet = {**about, "framework_version_id": framework, "competencies": [competency], "state": "draft",
                 "setting": "sport"}  # fmt: skip
        keys["signed"] = self.put("observations_sheet", **sheet, code="SIGNED222222")
        line = self.put("observations_sheetperson", **about, sheet_id=keys["signed"], person_id=keys["emre"])
        self.put(
            "observations_rating",
            sheet_person_id=line,
            person_id=keys["emre"],
            competency_id=competency,
            level=3,
        )
        self.one("UPDATE observations_sheet SET state = 'signed', signed_at = now() WHERE id = %s RETURNING 1",
                 keys["signed"])  # fmt: skip
        keys["draft"] = self.put("observations_sheet", **sheet, code="DRAFT2222222", amendment_of_id=keys["signed"],
                                 amendment_reason="Wrong line", number=2)  # fmt: skip

    def contexts(self) -> dict[str, Who]:
        """Return every way of saying too little, or of being somebody else."""
        lead, stranger = self.who("lead"), self.who("stranger")
        return {
            "nobody": NOBODY,
            "user": Who(user=lead.user),
            "roles": Who(roles=ROLES),
            "roles of a member": Who(user=lead.user, membership=lead.membership, roles=ROLES),
            "organisation": Who(organisation=lead.organisation),
            "member without roles": Who(lead.user, lead.membership, lead.organisation),
            "another person": Who(person=self.keys["milan"]),
            "another organisation": Who(stranger.user, stranger.membership, stranger.organisation, ROLES),
            "company": self.who("company"),
        }
