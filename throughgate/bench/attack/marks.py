"""Words that tell of one person alone, and who may read them: what an answer must not hold for anybody else."""

from __future__ import annotations

import html
import io
import random
import re
import uuid
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.house import ASSIGNED, LINKED, REACH, House, Member, Pairs
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import REACHES_ORGANISATION
from throughgate.person.people.names import formal_name, full_name

# Kind of record by the access table, person, the words, and whose words they are where that is not said by a link.
SOURCES = (
    ("number", "SELECT person_id, number, organisation_id FROM people_personnumber"),
    ("profile", "SELECT person_id, what, NULL::uuid FROM people_qualification"),
    ("after_release", "SELECT person_id, unnest(ARRAY[telephone, email, address]), NULL::uuid FROM people_afterrelease"),
    ("guardian", "SELECT person_id, unnest(ARRAY[family_name, telephone, email]), NULL::uuid FROM people_guardian"),
    ("consent", "SELECT person_id, unnest(ARRAY[scope, recipient_text]), NULL::uuid FROM people_consent"),
    ("sheet", "SELECT n.person_id, text, observer_id FROM observations_note n JOIN observations_sheetperson s ON s.id = sheet_person_id"),
    ("own_voice", "SELECT person_id, text, NULL::uuid FROM observations_remark"),
    ("reference_letter", "SELECT person_id, text, NULL::uuid FROM observations_referenceletter"),
)  # fmt: skip
NAMES = "SELECT id, given_names, family_name, called_name FROM people_person"
# Said of others as well, so that it tells of nobody: staff, contacts, organisations, places, occupations; what an introduction rests on
# is called as its opening, and whoever registers calls themselves as they like, during the attack as well.
OTHERS = """
SELECT unnest(ARRAY[given_names || ' ' || family_name, given_names, family_name]) FROM accounts_user
UNION SELECT unnest(ARRAY[given_names || ' ' || family_name, given_names, family_name]) FROM organisations_contactperson
UNION SELECT unnest(ARRAY[given_names || ' ' || family_name, given_names, family_name]) FROM accounts_invitation
UNION SELECT regexp_split_to_table(name || ' ' || legal_name, '\\s+') FROM organisations_organisation
UNION SELECT regexp_split_to_table(name, '\\s+') FROM vocabulary_place
UNION SELECT regexp_split_to_table(lower(title), '\\s+') FROM openings_opening
UNION SELECT title FROM openings_opening
UNION SELECT unnest(ARRAY[name, legal_name, given_names || ' ' || family_name, given_names, family_name]) FROM register_registration
UNION SELECT regexp_split_to_table(name || ' ' || legal_name, '\\s+') FROM register_registration
"""
SHORTEST = 6  # characters: what is shorter stands in pages by chance
WORD = re.compile(r"[\w@.'’-]+")
WITHIN_WORDS = re.compile(r"</?(?:a|b|bdi|em|i|mark|small|span|strong)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Mark:
    """Words of one person; `kind` is empty for the person's id."""

    kind: str
    person: uuid.UUID
    words: str
    owner: uuid.UUID | None = None


class Marks:
    """Know every mark, and say which ones an answer holds that its reader must not see."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.people: set[str] = set()
        self._by_word: dict[str, list[Mark]] = defaultdict(list)
        self._learn()
        self.reach, self.linked, self.assigned = self._truth()

    def _learn(self) -> None:
        self.people = {str(key) for (key,) in self.house.rows("SELECT id FROM people_person")}
        others = self._others()
        whose: dict[str, set[uuid.UUID]] = defaultdict(set)
        found: dict[tuple[uuid.UUID, str], Mark] = {}
        for kind, person, words, owner in self._words():
            text = folded(words or "")
            whose[text].add(person)
            if len(text) >= SHORTEST and text not in others and WORD.search(text):
                # What is also somebody's name, as a guardian's often is, is told by the name.
                found.setdefault((person, text), Mark(kind, person, text, owner))
        for mark in found.values():
            if len(whose[mark.words]) == 1:
                self._by_word[WORD.findall(mark.words)[0]].append(mark)

    def _others(self) -> set[str]:
        return {folded(name or "") for (name,) in self.house.rows(OTHERS)}

    def _words(self) -> Iterator[tuple[str, uuid.UUID, str, uuid.UUID | None]]:
        for person, given, family, called in self.house.rows(NAMES):
            whole = (full_name(given, family, called), formal_name(given, family))
            for name in {*whole, f"{called or given} {family}", family, given, called}:
                yield "person", person, name, None
        for kind, query in SOURCES:
            for person, words, owner in self.house.rows(query):
                yield kind, person, words, owner

    def some_names(self, choice: random.Random) -> list[str]:
        """Return names and numbers of people, whoever they are."""
        kinds = ("person", "number")
        words = {mark.words for found in self._by_word.values() for mark in found if mark.kind in kinds}
        return choice.sample(sorted(words), min(3, len(words)))

    def _truth(self) -> tuple[Pairs, Pairs, Pairs]:
        return self.house.pairs(REACH), self.house.pairs(LINKED), self.house.pairs(ASSIGNED)

    def leaks(self, member: Member, case: Case, answer: Answer) -> list[Mark]:
        """Return the marks in an answer that the member must not see and has not sent along."""
        told = text_of(answer)
        said = folded(unquote(case.text.replace("+", " ")))
        found = [m for m in self.held(told) if m.words not in said and not self.may_see(member, m)]
        if found:
            # Links come and go while the attack runs, and names are typed: what counts now decides.
            self.reach, self.linked, self.assigned = self._truth()
            others = self._others()
            found = [mark for mark in found if mark.words not in others and not self.may_see(member, mark)]
        return found

    def held(self, told: str) -> Iterator[Mark]:
        """Yield the marks that a text holds."""
        for key in set(KEY.findall(told)) & self.people:
            yield Mark("", uuid.UUID(key), key)
        for word in set(WORD.findall(told)) & self._by_word.keys():
            for mark in self._by_word[word]:
                if mark.words in told:
                    yield mark

    def may_see(self, member: Member, mark: Mark) -> bool:
        """Say whether the access table and the links of today let the member see it."""
        if member.key is None:
            return False
        if mark.owner == member.key:
            return True
        if mark.kind == "number" and mark.owner != member.organisation:
            return False
        # The id of somebody who left stands in what the member wrote then; names and the rest do not.
        opened = self.linked if mark.kind == "" else self.reach
        if (member.organisation, mark.person) not in opened:
            return False
        if mark.kind in ("", "person") and _can(member, "assignment"):
            return True
        if not _can(member, mark.kind or "person"):
            return False
        return bool(member.roles & REACHES_ORGANISATION) or (member.key, mark.person) in self.assigned


def _can(member: Member, kind: str) -> bool:
    return bool(member.roles & ACCESS[kind].read)


def folded(text: str) -> str:
    """Return words as they are compared."""
    return " ".join(text.casefold().split())


def text_of(answer: Answer) -> str:
    """Return everything that an answer says: headers, the body as it is and without its tags, a workbook's texts."""
    headers = unquote("\n".join(value for _name, value in answer.headers))
    body = answer.text
    if answer.body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(answer.body)) as parts:
            body = "\n".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    elif answer.body.startswith(b"%PDF"):
        body = ""  # packed; tests/matrix reads the words of papers
    plain = html.unescape(body)
    # A name may have tags in it; what stands in two cells beside each other is no name.
    read = TAG.sub(" ¦ ", WITHIN_WORDS.sub(" ", plain))
    return folded(f"{headers}\n{plain}\n{read}")
