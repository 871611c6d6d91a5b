"""Names that are looked for, each with the spellings in which somebody else would type it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from throughgate.bench.finding.ears import spell
from throughgate.foundation.languages.folding import plain


@dataclass(frozen=True)
class Pair:
    """A name as it is kept, and as it is typed."""

    family: str
    """Of languages."""
    kept: str
    typed: str
    given: str = ""
    """The given name that is kept; then the very person has to be found."""
    held_out: bool = False


def is_held_out(kept: str) -> bool:
    """Say in which half a name is, by its hash: what is tuned looks at the others only."""
    return sha256(plain(kept).encode()).digest()[0] % 2 == 1


# Of languages: how the name is kept ("" as it stands here), how others spell it, and the names.
_MADE: Final[tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...]] = (
    ("Turkish", ("",), ("Turkish by German ear", "Turkish in English"),
     ("Yıldız Çetinkaya Erdoğan Koç Polat Korkmaz Yavuz Taş Şentürk Özkan Güler Bozkurt Akın Avcı Keskin Türkoğlu Çağlayan "
     "Cengiz Coşkun Ceylan Candan Yağcı Uçar Üçüncü Sarıoğlu Başaran Beyaz Büyükşahin Demirci Değirmenci Ekşi Eryılmaz "
     "Gökçe Güçlü Hacıoğlu İnce Kaçmaz Kuşçu Küçük Ateş Oğuz Pınar Sağlam Soysal Tanrıverdi Topçu Uğurlu Uysal Yalçın "
     "Yiğit Zengin Çiçek Dağdelen Çolak Şanlı Kıvanç Bağcı Geçgel Yücel Vural Cevahir Kocabaş Çoban Eğilmez")),
    ("Arabic", ("Arabic in French", "Arabic in English"),
     ("Arabic in English", "Arabic in French", "Arabic by German ear", "Arabic in English, long"),
     ("qaasimi wazzaani khaliil sharqaawi mansuuri jabbuuri ghannaam haashimi al-qaadi tawiil jawaahiri khayyaat qurayshi "
     "yaziidi zuhayri rashiidi suwaydi mukhtaari jaziiri wahbi sharaabi ghazaali tuunisi maghribi shaami halabi baghdaadi "
     "khattaabi yuusufi bujam3a qaddur wardi dawuudi jundi shariif makhluuf rahmuuni thaabit dhahabi qabbaani shukri hijaazi "
     "junayd mas3uudi sh3aabi waliid ruwaydi buzaydi layaashi quusi jaballah ghaanim khidr muraad shuwayni al-jawaari "
     "al-khuuri al-shaykh al-qahtaani tayyib yahyaawi zarruuq")),
    ("Russian", ("", "Russian in passports", "Russian in English"),
     ("Russian by Duden", "Russian in passports", "Russian in English", ""),
     ("Чехов Жуков Хрущёв Щербаков Цветаев Гайдар Юдин Яковлев Ершов Шульгин Зайцев Кузьмин Воробьёв Соловьёв Журавлёв Чайковский "
     "Хабаров Шишкин Щукарёв Царёв Ежов Юшкевич Яшин Жданов Плющенко Мещеряков Рыжов Чичерин Захаров Тихонов Ушаков Вяземский Бажов "
     "Горячев Дёмин Жилин Казанцев Лещенко Мышкин Орджоникидзе Пушкарёв Савицкий Третьяков Хомяков Целиков Черкасов")),
    ("Ukrainian", ("Ukrainian in passports", ""), ("Ukrainian by Duden", "Ukrainian through Russian", "Ukrainian in passports"),
     ("Грищенко Григоренко Гончар Жовтень Хмельницький Щербина Юрченко Яременко Їжак Єременко Чорновіл Шухевич Захарченко Гнатюк "
     "Вишневський Кириченко Пилипенко Лисенко Зінченко Цимбалюк Гречко Галушко Білоус Журба Приходько Харченко Чумак Яценюк")),
    ("South Slavic", ("",), ("South Slavic by German ear", "South Slavic in English"),
     ("Božić Vučić Čolić Đukić Šarić Žarković Knežević Milošević Hadžiahmetović Ćirić Cvetković Zečević Višnjić Bjelić Jakšić Ljubičić "
     "Njegovan Perišić Rašić Stojčev Tadić Vujačić Zorić Krajišnik Džajić Ražnatović Čaušević Ibišević Šehić Žigić Mandžukić "
     "Lovrenčić Avdić Bešić Crnčević Dragičević Grbić Jurčević Kolarov Kuzmanovski Mitreski Nushić")),
    ("Polish and Czech", ("",), ("Polish by German ear", "Polish as heard"),
     ("Wiśniowiecki Szczepański Krzyżanowski Łuczak Żuraw Ścibor Grześkowiak Brzęczyk Wojciechowski Chmielewski Cieślak Jędrzejczyk "
     "Ząbek Pawłowski Wróblewski Michalczyk Sikorski Zawadzki Szulc Cybulski Rzepka Mroczek Krawczyk Dziedzic Gąsior Lisowski "
     "Maciejewski Ostrowski Przybylski Stępień Walczak Włodarczyk")),
    ("Polish and Czech", ("",), ("Czech by German ear",),
     "Dvořáček Říha Jiříček Kučera Procházka Šimek Novotný Veselý Čermák Růžička Kříž Žák Vaněk Beneš Hruška Kovařík Zelenka Šťastný"),
    ("Romanian", ("",), ("Romanian by German ear",),
     ("Ciobanu Gheorghiu Georgescu Țuțea Jianu Iliescu Cioran Ceaușu Chiriac Ghiță Mânzat Vîlcu Șerban Ungureanu Văcărescu Cojocaru "
     "Croitoru Diaconescu Enăchescu Filipescu Giurgiu Hagi Iordache Lupașcu Mocanu Nicolescu Olteanu Păunescu Rădoi Săvulescu "
     "Tănase Vlădescu Zamfirescu Bucșă Cernea Dragnea Gâdea Ionașcu Marinescu Neagoe Pârvu Cismaru Țepeș Voicu Chivu Ciucă")),
    ("Albanian", ("",), ("Albanian by German ear", "Albanian in English"),
     ("Xhaferi Xhaka Qerimi Gjoka Çitaku Shaqiri Zhegrova Dhimitri Thaçi Bushati Rexhepi Kelmendi Veseli Haxhiu Qosja Gjonaj Llalloshi "
     "Rrustemi Hyseni Islami Jashari Kuçi Lleshi Mehmeti Ndreca Nishani Pacolli Ramadani Sejdiu Syla Tahiri Ukaj Vllasi Ymeri Zeqiri "
     "Hoxhaj Çollaku Shehu")),
    ("Persian", ("Persian in English",), ("Persian in English, long", "Persian by German ear"),
     ("khodaadaadi hoseynzaadeh ghaasemi rezaayi jafari shiiraazi zhaalehpur taaheri golshani yuusefi javaadi khaatami vahiidi gholaami "
     "amiini juya shariifi mokhtaari sheykh qorbaani daryaayi farrokhzaad jahaangiri kaviyaani khosravi ghaderi pezeshki shojaayi "
     "zamaani jaliili nurizaadeh moshiri yazdaani vaziri ebraahimi bakhtiyaari qaajaar shokuhi khalaji")),
    ("Kurdish", ("",), ("Kurdish by German ear", "Kurdish in English"),
     ("Şêxmûs Xelîl Çelebî Cizîrî Qazî Jîyan Xanî Bedirxan Şivan Azîzan Cewerî Çeto Yekta Zerdeşt Hêjar Mîrxan Şernas Reşo Nûrî Eyşe "
     "Xezal Kawa Bûlût Welat Şikak Qasimlo Xoşnaw Jajî Yûsiv Hesenê")),
    ("West African", ("",), ("West African in English", "West African by German ear"),
     ("Diallo Diarra Diop Thiam Coulibaly Kouyaté Sidibé Konaté Camara Kourouma Doumbia Baldé Diagne Gueye Soumaré Dramé Djiba "
     "Badji Sambou Diatta Touré Cissé Sissoko Bagayoko Ouattara Ouédraogo Koné Zongo Sawadogo Kaboré Compaoré Yaméogo Guindo "
     "Dembélé Fofana Sylla Soumah Djibo Magassouba Diakité Ndoye Ndiaye Mbaye Diouf")),
    ("German", ("",), ("German by ear", "German, otherwise"),
     ("Meier Schmidt Pfeiffer Thiel Vogel Volkmann Käser Bräuer Fuchs Großkopf Zimmermann Krüger Hoffmann Schulze Meyerhof Kretzschmar "
     "Weihrauch Rüdiger Thüringer Stephan Kahlert Mühlbauer Göhring Dietze Reinhardt Seyfert Philipp Claußen Wielandt Kappler Feldhoff "
     "Eickhoff Brehm Kühnert Vetter Franz Kunze Behrendt")),
)  # fmt: skip

# Known pairs that no table makes: the English and the French spelling of one name of the Senegal and the Gambia.
_KNOWN: Final = (
    ("West African", ("Diallo Jallow;Cissé Ceesay;Touré Touray;Sylla Sillah;Diouf Joof;Ndiaye Njie;Diatta Jatta;Thiam Cham;"
     "Camara Kamara;Dramé Drammeh;Diarra Jarra;Diagne Jagne;Badji Bajie;Diop Jobe;Baldé Baldeh;Sambou Sambu;Soumaré Sumareh;"
     "Mbaye Mbye")),
    ("Arabic", ("Ouazzani Wazzani;Kacem Qasim;Boukhari Al-Bukhari;Benyoussef Ben Yusuf;Cherkaoui Sharqawi;Djaballah Jaballah;"
     "Bouteflika Butaflika;Khadija Chadidscha;Guerraoui Karawi;Tazi Tasi")),
)  # fmt: skip

# Given name as it is kept, and as it is typed; family names are those above, kept and typed.
_GIVEN: Final = (
    "Yusuf Youssef;Mohamed Muhammad;Abdelkader Abdulqadir;Hüseyin Hussein;Aleksandr Alexander;Cemal Jamal;Hatice Khadija;Çağlar Tschalar;"
    "Oleksij Alexej;Ștefan Stefan;Ibrahima Ibrahim;Mamadou Mohammed;Khaled Chalid;Noureddine Nuruddin;Ayşe Aischa;Dmitrij Dimitri;"
    "Nikolaj Nicolai;Ousmane Osman;Abdourahmane Abdulrahman;Suleyman Souleymane;Łukasz Lukas;Jerzy Jurek;Đorđe Djordje;Džemal Dschemal;"
    "Yevhen Eugen;Volodymyr Wladimir;Serhij Sergej;Xhevdet Cevdet;Besnik Bessnik;Gheorghe Georg;Farhad Ferhat;Omid Umid;Rojda Roschda;"
    "Shirin Schirin;Azad Asad;Jean-Claude Jeanclaude;Fatoumata Fatumata;Aminata Aminatou;Zoran Soran;Khadidja Hatidscha"
)


def pairs() -> list[Pair]:
    """Return all pairs, each once; what differs in capitals and marks alone is kept, for a clerk types no marks."""
    found = [*_by_tables(), *_known(), *_with_given_names()]
    return list(dict.fromkeys(pair for pair in found if pair.kept.casefold() != pair.typed.casefold()))


def _by_tables() -> Iterator[Pair]:
    for family, kept_by, typed_by, names in _MADE:
        for name in names.split():
            # Which spelling the papers have hangs on the name alone.
            table = kept_by[sha256(name.encode()).digest()[1] % len(kept_by)]
            kept = spell(name, table) if table else name
            for other in typed_by:
                typed = spell(name, other) if other else name
                yield Pair(family, kept, typed, held_out=is_held_out(kept))


def _known() -> Iterator[Pair]:
    for family, listed in _KNOWN:
        for both in listed.split(";"):
            kept, _, typed = both.partition(" ")
            yield Pair(family, kept, typed, held_out=is_held_out(kept))


def _with_given_names() -> Iterator[Pair]:
    families = [pair for pair in _by_tables() if pair.kept.casefold() != pair.typed.casefold()]
    for number, both in enumerate(_GIVEN.split(";")):
        kept, typed = both.split(" ")
        for step in (7, 11):
            pair = families[number * step % len(families)]
            yield Pair(
                "Given and family name",
                pair.kept,
                f"{typed} {pair.typed}",
                kept,
                is_held_out(f"{pair.kept} {kept}"),
            )
