"""Who works in the sample region. The first is the case lead with whom a visit starts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Worker:
    """One account with its memberships: organisation code and roles."""

    name: str
    """How stories call them."""
    given: str
    family: str
    memberships: tuple[tuple[str, tuple[str, ...]], ...]
    language: str = ""

    @property
    def username(self) -> str:
        """Return the sign-in name; the sign-in cards stand in the order of these."""
        return f"demo.{STAFF.index(self) + 1:02d}-{self.name}"


def _worker(name: str, given: str, family: str, *memberships: str, language: str = "") -> Worker:
    split = [part.split() for part in memberships]
    return Worker(name, given, family, tuple((code, tuple(roles)) for code, *roles in split), language)


STAFF = (
    _worker("lenz", "Maria", "Lenz", "musterstadt case_lead"),
    _worker("vogt", "Jonas", "Vogt", "musterstadt case_lead"),
    _worker("haddad", "Karim", "Haddad", "musterstadt observer", "bc-wassenberg volunteer"),
    _worker("brandt", "Uwe", "Brandt", "musterstadt observer", language="de"),
    _worker("jansen", "Helga", "Jansen", "musterstadt teacher"),
    _worker("wilms", "Petra", "Wilms", "musterstadt administrator", language="de"),
    _worker(
        "roemer", "Anke", "Römer", "musterstadt data_protection_officer", "rurtal data_protection_officer"
    ),
    _worker("esser", "Thomas", "Esser", "rurtal case_lead"),
    _worker("peters", "Yvonne", "Peters", "rurtal case_lead"),
    _worker("kueppers", "Ralf", "Küppers", "rurtal observer"),
    _worker("mertens", "Gisela", "Mertens", "rurtal administrator"),
    _worker("lindner", "Eva", "Lindner", "niersaue case_lead observer"),
    _worker("heinen", "Stefan", "Heinen", "niersaue administrator manager"),
    _worker("hofer", "Bernd", "Hofer", "probation-heinsberg probation_officer"),
    _worker("reuter", "Claudia", "Reuter", "probation-heinsberg probation_officer"),
    _worker("falk", "Monika", "Falk", "probation-heinsberg administrator"),
    _worker("krueger", "Peter", "Krüger", "chamber-of-crafts placement_officer"),
    _worker("siemes", "Ute", "Siemes", "chamber-of-crafts administrator"),
    _worker("schroeder", "Nadine", "Schröder", "chamber-of-commerce placement_officer administrator"),
    _worker("adler", "Karin", "Adler", "school-rurtal teacher"),
    _worker("beyer", "Rolf", "Beyer", "school-rurtal trainer manager administrator"),
    _worker("cremer", "Jan", "Cremer", "bc-wassenberg manager administrator"),
    _worker("niessen", "Birgit", "Nießen", "sv-rurland volunteer", "rowers-niers volunteer"),
    _worker(
        "devries",
        "Henk",
        "de Vries",
        "rowers-niers manager administrator",
        "sv-rurland manager administrator",
    ),
    _worker("puetz", "Andrea", "Pütz", "debt-advice-rur tso_worker administrator"),
    _worker("aydin", "Selma", "Aydın", "bridge-home tso_worker administrator"),
    _worker("bondar", "Olena", "Bondar", "language-cafe tso_worker editor administrator"),
    _worker("roth", "Dieter", "Roth", "roth-roofing company_contact administrator"),
    _worker("lindt", "Silke", "Lindt", "lindt-logistik company_contact administrator"),
    _worker("becker", "Frank", "Becker", "becker-metallbau company_contact administrator"),
)

ASSIGNED = {
    # Organisation that people are shared with: who says there who looks after them, and who does.
    "chamber-of-crafts": ("krueger", "krueger"),
    "chamber-of-commerce": ("schroeder", "schroeder"),
    "school-rurtal": ("beyer", "adler"),
    "bc-wassenberg": ("cremer", "haddad"),
    "sv-rurland": ("devries", "niessen"),
    "rowers-niers": ("devries", "niessen"),
    "debt-advice-rur": ("puetz", "puetz"),
    "bridge-home": ("aydin", "aydin"),
    "language-cafe": ("bondar", "bondar"),
}

USERNAMES = {worker.name: worker.username for worker in STAFF}
