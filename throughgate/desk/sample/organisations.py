"""The organisations of the sample region. Names are invented; no organisation of that name is meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Contact:
    """Somebody one calls: name, function, how they like to be reached."""

    given: str
    family: str
    function: str
    channel: str = "telephone"
    languages: tuple[str, ...] = ("de",)


@dataclass(frozen=True)
class Place:
    """One organisation with its site."""

    code: str
    kind: str
    name: str
    town: str
    street: str
    contact: Contact
    legal_name: str = ""
    second_town: str = ""
    """A second site, for those that have one."""


REGION = ("rur-niers", "Rur and Niers", "DE")

HOUSES = (
    Place(
        "musterstadt",
        "prison",
        "JVA Musterstadt",
        "Erkelenz",
        "Am Mühlenfeld 1",
        Contact("Petra", "Wilms", "Administration"),
        "Justizvollzugsanstalt Musterstadt",
    ),
    Place(
        "rurtal",
        "prison",
        "JVA Rurtal",
        "Linnich",
        "Rurauenweg 40",
        Contact("Gisela", "Mertens", "Administration"),
        "Justizvollzugsanstalt Rurtal",
    ),
    Place(
        "niersaue",
        "prison",
        "JVA Niersaue",
        "Viersen",
        "Niersstraße 112",
        Contact("Stefan", "Heinen", "Deputy head"),
        "Justizvollzugsanstalt Niersaue",
        "Mönchengladbach",
    ),
    Place(
        "probation-heinsberg",
        "probation",
        "Probation Service Heinsberg",
        "Heinsberg",
        "Apfelstraße 20",
        Contact("Monika", "Falk", "Office", "email"),
    ),
    Place(
        "ombuds-rur-niers",
        "authority",
        "Ombuds Office Rur-Niers",
        "Düsseldorf",
        "Rheinufer 12",
        Contact("Ilse", "Terhorst", "Objections", "letter"),
    ),
    Place(
        "chamber-of-crafts",
        "chamber",
        "Chamber of Crafts Rur-Niers",
        "Mönchengladbach",
        "Hofstraße 8",
        Contact("Peter", "Krüger", "Training and placement", "email"),
    ),
    Place(
        "chamber-of-commerce",
        "chamber",
        "Chamber of Commerce Rur-Niers",
        "Düren",
        "Kölnstraße 77",
        Contact("Nadine", "Schröder", "Training and placement"),
    ),
    Place(
        "school-rurtal",
        "school",
        "Vocational School Rurtal",
        "Hückelhoven",
        "Parkhofstraße 5",
        Contact("Karin", "Adler", "School certificates"),
    ),
    Place(
        "bc-wassenberg",
        "club",
        "BC Wassenberg",
        "Wassenberg",
        "Am Sportplatz 3",
        Contact("Jan", "Cremer", "Softball training"),
        "Baseball Club Wassenberg e. V.",
    ),
    Place(
        "sv-rurland",
        "club",
        "SV Rurland Hückelhoven",
        "Hückelhoven",
        "Dinstühler Weg 14",
        Contact("Birgit", "Nießen", "Football, men and women"),
        "Sportverein Rurland e. V.",
    ),
    Place(
        "rowers-niers",
        "club",
        "Rowing Club Niers",
        "Mönchengladbach",
        "Bootshausweg 2",
        Contact("Henk", "de Vries", "Beginners", languages=("de", "nl")),
        "Ruderclub Niers e. V.",
    ),
    Place(
        "debt-advice-rur",
        "third_sector",
        "Debt Advice Rur",
        "Heinsberg",
        "Hochstraße 41",
        Contact("Andrea", "Pütz", "Advice inside, Thursdays"),
        "Schuldnerhilfe Rur gGmbH",
    ),
    Place(
        "bridge-home",
        "third_sector",
        "Brücke nach Hause",
        "Erkelenz",
        "Kölner Straße 9",
        Contact("Selma", "Aydın", "Flats and first weeks", languages=("de", "tr")),
        "Brücke nach Hause e. V.",
    ),
    Place(
        "language-cafe",
        "third_sector",
        "Language Café Niers",
        "Viersen",
        "Lindenstraße 30",
        Contact("Olena", "Bondar", "Courses", languages=("de", "uk", "ru")),
        "Sprachcafé Niers e. V.",
    ),
)

_COMPANIES = """
roth-roofing|Roth Roofing|Dachdeckerei Roth GmbH|Hückelhoven|Gewerbepark 12|Dieter Roth|owner
lindt-logistik|Lindt Logistik|Lindt Logistik GmbH & Co. KG|Erkelenz|Commerdener Höhe 4|Silke Lindt|staff
becker-metallbau|Becker Metallbau|Becker Metallbau GmbH|Geilenkirchen|Von-Humboldt-Straße 71|Frank Becker|owner
maler-hansen|Malerbetrieb Hansen|Malerbetrieb Hansen|Wegberg|Rheinstraße 18|Ute Hansen|owner
baeckerei-thissen|Bäckerei Thissen|Bäckerei Thissen OHG|Wassenberg|Graf-Gerhard-Straße 22|Paul Thissen|owner
garten-claßen|Gartenbau Claßen|Gartenbau Claßen|Heinsberg|Sootstraße 3|Ruth Claßen|owner
elektro-vossen|Elektro Vossen|Elektro Vossen GmbH|Hückelhoven|Sophiastraße 9|Marc Vossen|owner
kfz-yildiz|Kfz-Werkstatt Yıldız|Yıldız Automobile|Übach-Palenberg|Carlstraße 55|Hakan Yıldız|owner
tischlerei-engels|Tischlerei Engels|Tischlerei Engels GmbH|Jülich|Große Rurstraße 61|Anna Engels|owner
heizung-plum|Plum Heizung und Sanitär|Plum Haustechnik GmbH|Linnich|Rurstraße 27|Georg Plum|owner
geruestbau-dohmen|Gerüstbau Dohmen|Gerüstbau Dohmen GmbH|Alsdorf|Carl-Zeiss-Straße 6|Dirk Dohmen|owner
zimmerei-houben|Zimmerei Houben|Zimmerei Houben|Gangelt|Sittarder Straße 48|Leo Houben|owner
spedition-niers|Niers Spedition|Niers Spedition GmbH|Mönchengladbach|Am Nordpark 200|Iwona Kaczmarek|staff
rur-recycling|Rur Recycling|Rur Recycling GmbH|Düren|Am Langen Graben 33|Heinz Krings|staff
druckerei-lambertz|Druckerei Lambertz|Druckerei Lambertz|Viersen|Gladbacher Straße 150|Thea Lambertz|owner
kueche-saray|Großküche Saray|Saray Catering GmbH|Mönchengladbach|Hindenburgstraße 88|Leyla Saray|owner
gebaeude-rein|Rein Gebäudedienste|Rein Gebäudedienste GmbH|Aachen|Jülicher Straße 306|Carlos Rein|staff
straßenbau-kempen|Straßenbau Kempen|Kempen Tiefbau GmbH|Erkelenz|Brüsseler Allee 15|Wolfgang Kempen|staff
fliesen-di-marco|Fliesen Di Marco|Di Marco Fliesen|Baesweiler|Peterstraße 12|Enzo Di Marco|owner
pflege-lindenhof|Lindenhof Pflege|Lindenhof gGmbH|Heinsberg|Lieck 21|Gabi Schmitz|staff
markt-nowak|Frischemarkt Nowak|Nowak Handels GmbH|Geilenkirchen|Konrad-Adenauer-Straße 130|Tomasz Nowak|owner
schlosserei-frings|Schlosserei Frings|Schlosserei Frings|Aldenhoven|Industriestraße 8|Bernd Frings|owner
landtechnik-küpper|Küpper Landtechnik|Küpper Landtechnik GmbH|Titz|Landstraße 70|Irmgard Küpper|owner
fenster-rütten|Fensterbau Rütten|Rütten Fensterbau GmbH|Waldfeucht|Brabanter Straße 11|Klaus Rütten|owner
metzgerei-jansen|Metzgerei Jansen|Metzgerei Jansen|Niederkrüchten|Hochstraße 15|Willi Jansen|owner
hotel-am-see|Hotel am Effelder See|Effelder See Hotel GmbH|Wassenberg|Kreuzstraße 90|Marion Coenen|staff
solar-weber|Solar Weber|Weber Solartechnik GmbH|Eschweiler|Auerbachstraße 24|Nils Weber|owner
umzug-baran|Umzüge Baran|Baran Umzüge|Düren|Veldener Straße 19|Rojda Baran|owner
stahlhandel-esch|Stahlhandel Esch|Esch Stahl GmbH|Eschweiler|Rue de Wattrelos 30|Rainer Esch|staff
textil-hofer|Textilpflege Hofer|Hofer Textilpflege KG|Viersen|Freiheitsstraße 201|Doris Hofer|owner
bau-petrović|Petrović Hochbau|Petrović Hochbau GmbH|Mönchengladbach|Krefelder Straße 402|Dragan Petrović|owner
werkzeug-lenzen|Lenzen Werkzeugbau|Lenzen Werkzeugbau GmbH|Jülich|Rudolf-Diesel-Straße 5|Ingo Lenzen|staff
obsthof-vaaßen|Obsthof Vaaßen|Obsthof Vaaßen|Wegberg|Beecker Heide 2|Hanna Vaaßen|owner
friseur-amira|Friseur Amira|Salon Amira|Hückelhoven|Parkhofstraße 66|Amira Khoury|owner
paket-express|Paketdienst Rurland|Rurland Kurier GmbH|Linnich|Löffelstraße 4|Oliver Graf|staff
glaserei-moll|Glaserei Moll|Glaserei Moll|Erkelenz|Ostpromenade 31|Erika Moll|owner
polster-arndt|Polsterei Arndt|Polsterei Arndt|Geilenkirchen|Herzog-Wilhelm-Straße 40|Uwe Arndt|owner
it-rueckgabe|Rückgabe IT|Rückgabe IT gGmbH|Aachen|Charlottenburger Allee 23|Lena Braun|staff
holzwerk-inden|Holzwerk Inden|Holzwerk Inden GmbH|Aldenhoven|Alte Ziegelei 9|Josef Inden|staff
imbiss-rhodos|Restaurant Rhodos|Rhodos Gastronomie|Heinsberg|Markt 7|Nikos Pappas|owner
"""


def _company(line: str) -> Place:
    code, name, legal, town, street, contact, part = line.split("|")
    given, _, family = contact.partition(" ")
    plain = code.translate(str.maketrans("ßüćäö", "sucao"))
    function = "Owner" if part == "owner" else "Personnel"
    channel = ("telephone", "in_person", "email", "telephone")[len(name) % 4]
    return Place(plain, "company", name, town, street, Contact(given, family, function, channel), legal)


COMPANIES = tuple(_company(line) for line in _COMPANIES.strip().splitlines())
ALL = HOUSES + COMPANIES
