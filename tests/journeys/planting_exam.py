"""Give the cast's teacher a class of 24 without a mark, and the cast's company an opening that asks for their certificate.

Run as a program: it needs a thread of its own.
"""

from __future__ import annotations

import os

import django

COURSE, OPENING = "Class 10", "Roofer with a certificate"
EMRE = ("Markeremrefamily", "Emre Markeremregiven")
FAMILIES = (
    *("Ferreira dos Santos", "Yılmaz", "Müller", "Meyer", "Țurcanu", "O'Neill", "Özdemir", "Krüger", "Çelik"),
    *("Strauß", "Maier", "Öztürk", "Jónsson", "Şahin", "Popescu", "Wagner", "Petrow", "Wójcik", "Hoffmann"),
    *("Kovačević", "da Silva", "El Amrani", "Weiß"),
)
CLASS = (EMRE, *((family, "Kim") for family in FAMILIES))
"""Family and given names, in the order in which the school lists them."""


def main() -> None:
    """Do it by the actions of the house."""
    from tests.fixtures import Cast
    from throughgate.desk.tests.test_near import offer
    from throughgate.person.people.models import Person
    from throughgate.person.schooling.importing.tests.made import last_year, people
    from throughgate.person.schooling.rules.half_years import HalfYear
    from throughgate.person.schooling.sample_sheets import TAUGHT
    from throughgate.person.schooling.tests.making import course

    acting = Cast().acting
    others = people(acting, *CLASS[1:])
    with acting("lead"):
        emre = Person.objects.get(family_name=EMRE[0]).pk
    course(
        acting,
        people=[emre, *others],
        subjects=TAUGHT,
        name=COURSE,
        grade=10,
        starts_on=HalfYear(last_year().year, 1).starts_on,
        leads_to_certificates=["school_extended"],
    )
    with acting("placement") as actor:
        offer(actor, OPENING, certificates=["school_extended"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughgate.config.settings")
    django.setup()
    main()
