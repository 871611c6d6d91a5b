"""Invented openings for the organisations of a sample region, the same every time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from throughgate.ground.acting.actor import Actor
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.ground.vocabulary.models import Occupation
from throughgate.work.openings import actions

SOURCE = "sample"

_ROWS = """
# organisation | kind | title | occupation | seats | start | German | licence | wage per hour | more
roth-roofing | training | Roofer, training place | 7121 | 1 | aug | B1 | none | | heights day_release
lindt-logistik | job | Warehouse helper | 9333 | 2 | now | A2 | none | 14.20 | heavy_lifting
becker-metallbau | job | Metalworker | 7214 | 1 | now | A2 | B | 17.50-19.00 |
roth-roofing | internship | Roofer, two weeks to try | 7121 | 2 | now | A2 | none | | heights day_release
maler-hansen | training | Painter, training place | 7131 | 1 | aug | B1 | none | |
maler-hansen | job | Painter's helper | 9313 | 1 | now | A2 | ? | 14.00 | heights
baeckerei-thissen | job | Baker's helper, early shift | 7512 | 1 | now | A2 | none | 13.80 | night_work
baeckerei-thissen | training | Baker, training place | 7512 | 1 | aug | A2 | none | | night_work
garten-clasen | job | Gardener's helper | 9214 | 3 | +60 | none | none | 13.50 | on_the_road
garten-clasen | internship | Gardening, one week | 6113 | 1 | now | none | none | | day_release
elektro-vossen | training | Electrician, training place | 7411 | 1 | aug | B2 | none | |
elektro-vossen | internship | Electrical work, two weeks | 7411 | 1 | now | B1 | none | | day_release
kfz-yildiz | training | Car mechanic, training place | 7231 | 1 | aug | A2 | none | |
kfz-yildiz | job | Tyre fitter | 7231 | 1 | now | A2 | B | 15.00 |
tischlerei-engels | training | Carpenter, training place | 7522 | 1 | aug | B1 | none | |
tischlerei-engels | internship | Carpentry, two weeks to try | 7522 | 1 | +30 | A2 | none | | day_release
heizung-plum | training | Plumber, training place | 7126 | 2 | aug | B1 | none | |
heizung-plum | job | Helper on building sites | 9313 | 1 | now | A2 | B | 15.40 | on_the_road
geruestbau-dohmen | job | Scaffolder's helper | 7119 | 4 | now | A1 | none | 16.00 | heights heavy_lifting on_the_road
geruestbau-dohmen | training | Scaffolder, training place | 7119 | 2 | aug | A2 | none | | heights
zimmerei-houben | training | Timber framer, training place | 7115 | 1 | aug | A2 | ? | | heights
zimmerei-houben | job | Carpenter on roofs | 7115 | 1 | +45 | B1 | B | 18.50 | heights on_the_road
spedition-niers | job | Lorry driver | 8332 | 3 | now | A2 | CE | 17.80 | driver_qualification
spedition-niers | job | Forklift driver | 8344 | 2 | now | A2 | none | 15.50 | forklift
rur-recycling | job | Sorter in recycling | 9612 | 5 | now | none | none | 13.90 |
rur-recycling | job | Driver, refuse lorry | 8332 | 1 | now | A2 | C | 17.00 |
druckerei-lambertz | training | Printer, training place | 7322 | 1 | aug | B1 | none | |
druckerei-lambertz | job | Helper in book binding | 9329 | ? | now | A2 | none | 14.10 |
kueche-saray | job | Kitchen helper | 9412 | 3 | now | none | none | 13.60 |
kueche-saray | training | Cook, training place | 5120 | 2 | aug | A2 | none | |
gebaeude-rein | job | Cleaner, mornings | 9112 | 6 | now | none | none | 14.25 | on_the_road
gebaeude-rein | job | Window cleaner | 9123 | 1 | now | A2 | B | 16.70 | heights on_the_road
strasenbau-kempen | job | Road worker | 9312 | 2 | +75 | A2 | none | 16.10 | heavy_lifting on_the_road
strasenbau-kempen | training | Road builder, training place | 7114 | 2 | aug | A2 | none | |
fliesen-di-marco | training | Tiler, training place | 7122 | 1 | aug | A2 | none | |
fliesen-di-marco | internship | Tiling, two weeks | 7122 | 1 | now | A1 | none | | day_release
pflege-lindenhof | job | Helper in the laundry and kitchen | 9121 | 1 | now | A2 | none | 14.00 |
pflege-lindenhof | training | Care assistant, training place | 5321 | 2 | aug | B2 | none | |
markt-nowak | job | Shelf filler | 9334 | 2 | now | A2 | none | 13.50 | cash
markt-nowak | training | Salesperson, training place | 5223 | 1 | aug | B1 | none | | cash
schlosserei-frings | training | Metal builder, training place | 7214 | 1 | aug | A2 | none | |
schlosserei-frings | job | Welder | 7212 | 1 | now | A2 | none | 18.00 | welding
landtechnik-kupper | training | Mechanic for farm machines, training place | 7233 | 1 | aug | B1 | T | |
fenster-rutten | job | Window fitter's helper | 9313 | 1 | +30 | A2 | ? | 15.00 | on_the_road
metzgerei-jansen | job | Helper in production | 7511 | 1 | now | ? | none | 14.50 | food_hygiene
metzgerei-jansen | training | Butcher, training place | 7511 | 1 | aug | A2 | none | | food_hygiene
hotel-am-see | job | Dishwasher, weekends | 9412 | 1 | now | none | none | 13.50 |
hotel-am-see | internship | Kitchen, one week | 5120 | 1 | +20 | A1 | none | | day_release
solar-weber | job | Helper for solar panels | 9313 | 2 | now | A2 | B | 16.00 | heights on_the_road
umzug-baran | job | Furniture mover | 9333 | 3 | now | A1 | none | 14.80 | heavy_lifting on_the_road private_homes
stahlhandel-esch | job | Warehouse worker, steel | 4321 | 1 | now | B1 | none | 16.20 | crane
textil-hofer | job | Helper in the laundry | 8157 | 2 | now | none | none | 13.50 |
bau-petrovic | job | Bricklayer | 7112 | 2 | now | A2 | none | 19.00 |
bau-petrovic | training | Bricklayer, training place | 7112 | 1 | aug | A2 | none | |
werkzeug-lenzen | training | Tool maker, training place | 7222 | 1 | aug | B2 | none | |
obsthof-vaasen | job | Harvest helper | 9211 | 8 | +150 | none | none | 13.50 |
friseur-amira | training | Hairdresser, training place | 5141 | 1 | aug | B1 | none | |
paket-express | job | Parcel driver | 8322 | 4 | now | A2 | B | 14.90 | on_the_road
glaserei-moll | training | Glazier, training place | 7125 | 1 | ? | A2 | none | |
it-rueckgabe | job | Taking computers apart | 7421 | 2 | now | A1 | none | 13.80 |
holzwerk-inden | job | Machine worker, wood | 8172 | ? | ? | ? | ? | |
imbiss-rhodos | job | Kitchen helper, evenings | 9412 | 1 | now | A1 | none | 13.50 |
bc-wassenberg | support | Softball training, Tuesdays | | 6 | now | none | none | |
sv-rurland | support | Football, men and women | | 10 | now | none | none | |
"""


_ASKED: dict[str, dict[str, dict[str, Any]]] = {
    "5": {"communication": {"level": 3, "needed": True}, "motivation": {"level": 3, "needed": True}},
    "7": {"teamwork": {"level": 3, "needed": True}, "perseverance": {"level": 3, "needed": False}},
    "9": {"motivation": {"level": 3, "needed": True}, "perseverance": {"level": 3, "needed": False}},
}
"""What some of them ask for, by the first digit of their occupation."""


def load_openings(actor: Actor, organisations: Mapping[str, Organisation], *, today: date) -> int:
    """Add the openings of those organisations that are there; return how many. Again, it changes nothing.

    `actor` is a placement officer who acts.
    """
    occupations = Occupation.objects.in_bulk()
    sites = {
        site.organisation_id: site
        for site in Site.objects.filter(organisation__in=organisations.values()).order_by("-pk")
    }
    done = 0
    for number, line in enumerate(_ROWS.strip().splitlines()[1:]):
        code, kind, title, occupation, seats, start, german, licence, wage, more = (
            cell.strip() for cell in line.split("|")
        )
        organisation = organisations.get(code)
        if organisation is None:
            continue
        expires_on = today + timedelta(days=20 + number * 7 % 70)
        actions.put_opening(
            actor=actor,
            organisation=organisation,
            source=SOURCE,
            external_number=f"{number:03}",
            kind=kind,
            title=title,
            occupation=occupations.get(occupation),
            site=sites.get(organisation.pk),
            seats=None if seats == "?" else int(seats),
            starts_on=_start(start, today),
            german="" if german == "?" else german,
            licence="" if licence == "?" else licence,
            expires_on=expires_on,
            # Some may be handed over as job postings, and some have a last day for a calendar.
            is_public=number % 4 == 1,
            closing_on=expires_on if number % 5 == 0 else None,
            requirements=_ASKED.get(occupation[:1] if number % 3 else "", {}),
            **_wage(wage),
            **_more(more),
        )
        done += 1
    return done


def _start(text: str, today: date) -> date | None:
    if text == "?":
        return None
    if text == "now":
        return today - timedelta(days=10)
    if text == "aug":
        # The next first of August that is at least four months ahead.
        return next(
            day for year in (0, 1, 2) if (day := date(today.year + year, 8, 1)) > today + timedelta(days=120)
        )
    return today + timedelta(days=int(text))


def _wage(text: str) -> dict[str, Any]:
    if not text:
        return {"wage_text": ""}
    low, _, high = text.partition("-")
    return {"wage_from": Decimal(low), "wage_to": Decimal(high or low), "wage_period": "hour"}


def _more(text: str) -> dict[str, Any]:
    words = text.split()
    demands = ("night_work", "heights", "heavy_lifting", "cash", "online", "private_homes", "minors")
    switches = ("day_release", "on_the_road")
    return {
        "demands": [word for word in words if word in demands],
        "certificates": [word for word in words if word not in demands and word not in switches],
        "is_on_the_road": "on_the_road" in words,
        "day_release": True if "day_release" in words else None,
    }
