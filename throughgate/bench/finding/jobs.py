"""Everyday titles as adverts write them, with the minor group of ISCO-08 that each belongs to; names of languages.

The list is made for this: the work that people leaving prison look for, in the forms of German job boards. Groups are
those of ISCO-08 by the tasks, as its volume of definitions describes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from throughgate.foundation.languages.folding import plain
from throughgate.ground.vocabulary.rules.occupations import for_everybody


@dataclass(frozen=True)
class Title:
    """A title of an advert."""

    written: str
    groups: tuple[str, ...]
    """Any of them is right."""
    form: str
    held_out: bool


# Code, or codes that are equally right, and titles.
_TITLES: Final = """
711|931|712: Maurer/in; Zimmerer/Zimmerin; Trockenbaumonteur (m/w/d); Straßenbauer/in; Betonbauer:in; \
Gerüstbauhelfer (m/w/d); Fliesenleger/in; Estrichleger (m/w/d); Glaser/-in; Stuckateur/in; Bodenleger (m/w/d)
712: Dachdecker/in; Glaser (m/w/d); Isolierer/in; Parkettleger/in; Anlagenmechaniker SHK (m/w/d); Heizungsbauer/in; \
Klempner/in; Rohrleitungsbauer (m/w/d); Sanitärinstallateur (w/m/d); Kältetechniker (m/w/d)
713: Maler und Lackierer (m/w/d); Maler/in; Fahrzeuglackierer/in; Lackierer (w/m/d); \
Schornsteinfeger/in; Malerhelfer (m/w/d)
721: Schweißer WIG/MAG (m/w/d); Schweißer/in; Metallbauer (m/w/d); Stahlbauschlosser/in; Konstruktionsmechaniker (m/w/d); \
Karosseriebauer/in; Blechner/in
722: Schlosser/in; Werkzeugmechaniker (m/w/d); CNC-Fräser/in; Zerspanungsmechaniker (m/w/d); Industrieschlosser (m/w/d); \
CNC-Dreher (m/w/d); Metallschleifer/in; Zerspaner:in
723: Kfz-Mechatroniker/in; Industriemechaniker (m/w/d); Fahrradmechaniker/in; Landmaschinenmechaniker (m/w/d); \
Automechaniker (m/w/d); Zweiradmechatroniker/in; Betriebsschlosser (m/w/d); Reifenmonteur (m/w/d)
741: Elektriker/in; Elektroniker für Betriebstechnik (m/w/d); Elektroinstallateur (m/w/d); Monteur für Solaranlagen (m/w/d); \
Elektrohelfer (m/w/d); Mechatroniker/in|742|723
742: Informationselektroniker/in; Glasfasermonteur (m/w/d); Fernmeldemonteur/in
751: Bäcker/in; Fleischer (m/w/d); Metzger/in; Konditor/-in; Fachkraft für Fruchtsafttechnik; Bäckereihelfer (m/w/d)
752: Tischler/in; Schreiner (m/w/d); Holzbearbeitungsmechaniker/in; Möbeltischler (w/m/d)
753: Näher/in; Polsterer/Polsterin; Schneider/in; Schuhmacher/in; Raumausstatter (m/w/d)
811|812|813|814|815|816|817|818: Maschinenführer (m/w/d); Anlagenführer/in; Maschinenbediener Kunststoff (m/w/d); \
Papiertechnologe (m/w/d); Galvaniseur/in; Produktionsmitarbeiter Lebensmittel (m/w/d); Wäschereimitarbeiter/in
932|821: Produktionshelfer (m/w/d); Montagehelfer/in; Verpacker/in; Fabrikarbeiter (m/w/d); Kommissionierer und Verpacker (m/w/d); \
Monteur Fertigung (m/w/d); Metallhelfer (m/w/d)
831: Lokführer/in; Triebfahrzeugführer (m/w/d); Rangierer/in
832: Auslieferungsfahrer (m/w/d); Kurierfahrer/in; Taxifahrer (m/w/d); Paketzusteller (m/w/d)|441|962; Fahrer Klasse B (m/w/d); \
Kraftfahrer Nahverkehr (m/w/d)|833; Lieferfahrer/in
833: LKW-Fahrer Klasse CE (m/w/d); Berufskraftfahrer/in; Busfahrer (m/w/d); Kraftfahrer CE Fernverkehr (w/m/d); \
Müllwagenfahrer (m/w/d); Kipperfahrer/in
834: Gabelstaplerfahrer (m/w/d); Staplerfahrer/in; Baggerfahrer/in; Baumaschinenführer (m/w/d); Kranführer/in; \
Radladerfahrer (m/w/d); Hochregalstaplerfahrer (m/w/d)
931: Bauhelfer (m/w/d); Bauhilfsarbeiter/in; Tiefbauhelfer (m/w/d); Abbruchhelfer (m/w/d); Straßenbauhelfer (m/w/d)
933: Lagerhelfer (m/w/d); Lagermitarbeiter in Vollzeit (m/w/d)|432; Kommissionierer/in|432; Möbelpacker (m/w/d); \
Umzugshelfer/in; Verladehilfskraft; Regalauffüller (m/w/d); Warenverräumer/in
432: Fachkraft für Lagerlogistik (m/w/d); Fachlagerist/in; Versandmitarbeiter (m/w/d)|933; Disponent/in; \
Speditionskauffrau|333; Lagerist:in|933
911: Reinigungskraft (m/w/d); Zimmermädchen; Raumpfleger/in; Unterhaltsreiniger (m/w/d); Hauswirtschaftshelfer/in; \
Housekeeping-Mitarbeiter (m/w/d); Gebäudereiniger/in; Putzkraft; Büroreinigungskraft (m/w/d)
912: Fensterputzer (m/w/d); Glasreiniger/in; Fahrzeugaufbereiter (m/w/d); Autowäscher/in
921: Gartenhelfer (m/w/d); Erntehelfer/in; Landwirtschaftliche Hilfskraft; Forsthelfer (m/w/d); Grünpflegehelfer/in
611: Gärtner/in; Landschaftsgärtner (m/w/d); Baumschulgärtner/in; Friedhofsgärtner (w/m/d); Winzer/in
612|613: Landwirt/in; Tierwirt (m/w/d); Melker/in; Tierpfleger/in|516
512: Koch/Köchin; Koch (m/w/d); Beikoch (m/w/d); Jungkoch/Jungköchin; Pizzabäcker (m/w/d)
513: Kellner/in; Servicekraft (m/w/d); Restaurantfachfrau; Barkeeper (m/w/d); Bedienung auf Minijob-Basis; Barista (m/w/d); \
Fachkraft im Gastgewerbe
941: Küchenhilfe (m/w/d); Spülkraft; Küchenhelfer/in; Spüler (m/w/d); Imbissmitarbeiter/in; Fast-Food-Mitarbeiter (m/w/d)
514: Friseur/in; Friseurin in Teilzeit; Kosmetiker/in; Barbier (m/w/d); Nageldesigner/in
515: Hausmeister/in; Hausmeistergehilfe (m/w/d); Facility-Mitarbeiter (m/w/d); Hauswirtschafter/in; Hauswart (w/m/d)
522: Verkäufer/in; Verkäufer Einzelhandel (m/w/d); Kauffrau im Einzelhandel; Fachverkäufer Bäckerei (m/w/d); \
Verkaufshilfe; Bäckereifachverkäufer/in
523: Kassierer/in; Kassenkraft (m/w/d); Kassenmitarbeiter (w/m/d); Tankstellenmitarbeiter/in|524
524: Callcenter-Agent (m/w/d)|422; Telefonverkäufer/in; Promoter (m/w/d); Verkaufsförderer/in
531: Erzieher/in|234; Kinderpfleger (m/w/d); Tagesmutter; Sozialassistent/in; Schulbegleiter (m/w/d)
532: Pflegehelfer (m/w/d); Altenpflegehelfer/in; Pflegeassistent (m/w/d); Betreuungskraft (m/w/d); Alltagsbegleiter/in
322: Pflegefachkraft (m/w/d)|222; Altenpfleger/in|532; Pflegefachfrau|222
325: Medizinische Fachangestellte; Zahnmedizinische/r Fachangestellte/r; Rettungssanitäter/in; Arzthelferin
541: Sicherheitsmitarbeiter (m/w/d); Wachmann; Security-Mitarbeiter (m/w/d); Pförtner/in; Objektschützer (m/w/d); Türsteher/in; \
Fachkraft für Schutz und Sicherheit
961: Müllwerker (m/w/d); Straßenreiniger/in; Recyclinghelfer (m/w/d); Sortierer/in; Müllsortierer (m/w/d); Straßenkehrer/in
962: Zeitungszusteller/in; Lieferbote; Hilfsarbeiter/in|931|932|933; Bote (m/w/d); Parkwächter/in
411|412: Bürohilfe; Bürokaufmann/-frau; Kaufmann/-frau für Büromanagement; Schreibkraft|413; Sekretär/in|334; \
Sachbearbeiter/in|334|331
413: Datenerfasser/in; Datentypist (m/w/d)
422: Rezeptionist/in; Hotelfachfrau|513|515|143; Empfangskraft (m/w/d); Telefonist/in; Tourismuskaufmann
441: Postzusteller (m/w/d); Briefträger/in; Bibliothekshelfer/in
331: Buchhalter/in|431; Steuerfachangestellte/r|431; Lohnbuchhalter (m/w/d)
333: Immobilienkaufmann; Immobilienmakler/in; Arbeitsvermittler (m/w/d)
351|251|252: Fachinformatiker/in; IT-Supporter (m/w/d); Systemadministrator (m/w/d); IT-Techniker/in
311: Bauzeichner/in; Technischer Zeichner (m/w/d); Elektrotechniker/in|741; Bautechniker/in; Chemielaborant (m/w/d)
312: Vorarbeiter Bau (m/w/d)|711; Polier/in; Schichtleiter Produktion (m/w/d)
732: Drucker/in; Mediengestalter Digital und Print (m/w/d)|216; Siebdrucker (m/w/d); Buchbinder/in; Medientechnologe Druck (m/w/d)
731: Goldschmied/in; Töpfer (m/w/d); Schilder- und Lichtreklamehersteller/in|732; Feinmechaniker/in
"""

# Names of languages as people say them in German and English, with the code.
_LANGUAGES: Final = """
fa: Farsi, Persisch, Persian; prs|fa: Dari; ps: Paschtu, Paschto, Pashto, Pashtu; kmr|ku: Kurmandschi, Kurmanji, Kurdisch, Kurdish; \
ckb|ku: Sorani; pa: Pandschabi, Punjabi, Panjabi; rom: Romanes, Romani; ti: Tigrinisch, Tigrinya, Tigrigna; so: Somali, Somalisch; \
nl: Holländisch, Niederländisch, Dutch, Flämisch, Flemish; zh: Chinesisch, Chinese, Mandarin; ro: Moldauisch, Rumänisch, Romanian, \
Moldovan; tl|fil: Filipino, Tagalog; ff: Fula, Fulfulde, Fulani; mnk|man: Mandinka; ber|tzm|kab|zgh: Berberisch, Berber, Tamazight; \
arc|syr|aii: Aramäisch, Aramaic; ne: Nepali, Nepalesisch; gsg|sgn: Gebärdensprache, Deutsche Gebärdensprache, Sign language; \
tr: Türkisch, Turkish; ar: Arabisch, Arabic; pl: Polnisch, Polish; ru: Russisch, Russian; uk: Ukrainisch, Ukrainian; \
sq: Albanisch, Albanian; sr: Serbisch, Serbian; hr: Kroatisch, Croatian; bs: Bosnisch, Bosnian; mk: Mazedonisch, Macedonian; \
bg: Bulgarisch, Bulgarian; el: Griechisch, Greek; it: Italienisch, Italian; es: Spanisch, Spanish; pt: Portugiesisch, Portuguese; \
fr: Französisch, French; en: Englisch, English; de: Deutsch, German; hu: Ungarisch, Hungarian; cs: Tschechisch, Czech; \
sk: Slowakisch, Slovak; lt: Litauisch, Lithuanian; lv: Lettisch, Latvian; et: Estnisch, Estonian; ka: Georgisch, Georgian; \
hy: Armenisch, Armenian; az: Aserbaidschanisch, Azerbaijani; ce: Tschetschenisch, Chechen; am: Amharisch, Amharic; \
om: Oromo; sw: Suaheli, Swahili, Kisuaheli; ln: Lingala; wo: Wolof; bm: Bambara; ha: Hausa, Haussa; yo: Yoruba; ig: Igbo; \
ak|tw: Twi, Akan; ur: Urdu; hi: Hindi; bn: Bengalisch, Bengali, Bangla; ta: Tamil, Tamilisch; si: Singhalesisch, Sinhala; \
vi: Vietnamesisch, Vietnamese; th: Thai, Thailändisch; he: Hebräisch, Hebrew, Iwrit; zza: Zazaki, Zaza; uz: Usbekisch, Uzbek; \
tg: Tadschikisch, Tajik; kk: Kasachisch, Kazakh; mn: Mongolisch, Mongolian; ja: Japanisch, Japanese; ko: Koreanisch, Korean
"""


def titles() -> Iterator[Title]:
    """Return all titles; the half hangs on the word without its form."""
    for line in _TITLES.strip().split("\n"):
        groups, _, listed = line.partition(": ")
        for entry in listed.split("; "):
            written, *more = entry.split("|")
            half = sha256(plain(for_everybody(written)).encode()).digest()[0] % 2 == 1
            yield Title(written, (*groups.split("|"), *more), _form(written), half)


def _form(written: str) -> str:
    if "(" in written:
        return "(m/w/d)"
    if "/" in written or ":in" in written:
        return "/in"
    return "one word" if " " not in written else "several words"


def language_names() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return names of languages, with the codes that each may mean."""
    for entry in _LANGUAGES.strip().split("; "):
        codes, _, names = entry.partition(": ")
        for name in names.split(", "):
            yield name, tuple(codes.split("|"))
