"""Given and family names by first language, as the registers of the region hold them; invented combinations."""

from __future__ import annotations

NAMES: dict[str, tuple[str, str]] = {
    "de": (
        ("Tim Jan Lukas Kevin Marcel Dennis Patrick Niklas Florian Sven Torsten Jörg André René Sabrina Jessica "
        "Nadine Björn Götz Käthe"),
        ("Müller Schmitz Becker Krings Heinrichs Claßen Vaaßen Weiß Schäfer Köhler Böhm Peters Jansen Küppers "
        "Thönnissen Groß Lütz Dörr"),
    ),
    "tr": (
        "Emre Mehmet Hüseyin Murat Kerem Umut İbrahim Gökhan Çağlar Özgür Yusuf Baran Elif Ayşe Tuğba",
        "Şahin Yılmaz Çelik Öztürk Kılıç Aydoğan Doğan Güneş Işık Karataş Özdemir Şimşek Ünal Çakır",
    ),
    "ar": (
        "Ali Ahmad Mohamed Youssef Khaled Samir Tariq Bilal Hamza Nabil Abdelkader Noureddine Fatima Zaynab",
        "El Amrani|Haddad|Al-Khatib|Benali|Mansour|Abu Zaid|Bouazza|Al Hussein|Khoury|Ben Salah|Ait Lahcen|Darwish|Saleh",
    ),
    "kmr": ("Azad Baran Dilovan Rojhat Sherwan Zinar Rojda", "Demîr|Omerî|Heso|Şêxo|Qasim|Bozan|Mistefa"),
    "fa": ("Reza Amir Hamid Farhad Navid Omid Shirin", "Rahimi Ahmadi Karimi Hosseini Nazari Sadeghi Mohammadi"),
    "sr": (
        "Milan Dragan Zoran Nenad Đorđe Miloš Srđan Nikola Jelena",
        "Kovačević Petrović Jovanović Đurić Živković Marković Stojanović Nikolić",
    ),
    "bs": ("Edin Mirza Adnan Haris Emir Amra", "Hadžić Begić Mujić Delić Halilović Hodžić"),
    "sq": ("Arben Besnik Dritan Ilir Valon Agim Drita", "Krasniqi Berisha Hoxha Gashi Shala Gjergji Çela"),
    "ro": (
        "Ștefan Andrei Ionuț Mihai Cătălin Răzvan Dănuț Ana Ioana",
        "Popescu Ionescu Dumitru Stănescu Țurcanu Munteanu Lăcătuș Rădulescu",
    ),
    "bg": ("Georgi Dimitar Plamen Hristo Zhivko", "Ivanov Georgiev Dimitrov Stoyanov Angelov"),
    "pl": (
        "Łukasz Paweł Grzegorz Krzysztof Michał Jarosław Agnieszka",
        "Wiśniewski Wójcik Kamiński Kowalczyk Zieliński Szymański Dąbrowski",
    ),
    "ru": (
        "Aleksandr Dmitrij Sergej Igor Vadim Artjom Jewgenij",
        "Kuznetsov Smirnow Popov Sokolow Schewtschenko Gerber Michailow",
    ),
    "uk": ("Oleksandr Andrij Taras Bohdan Mykola Olha", "Shevchenko Kovalenko Bondarenko Tkachenko Melnyk"),
    "it": ("Salvatore Giuseppe Antonio Luca Gianluca", "Esposito|Russo|D'Angelo|De Luca|Ferrara|Caruso"),
    "pt": ("João Tiago Rui Nuno Gonçalo", "Ferreira dos Santos|Gonçalves|da Silva|Magalhães|Araújo"),
    "nl": ("Sjoerd Ruud Daan Bram Joost", "van der Heijden|de Vries|Janssen|van den Berg|ter Horst"),
    "fr": ("Jean-Claude Aimé Désiré Patrice Emmanuel", "Mbala Nzuzi Kabongo Tshibanda N'Diaye Traoré"),
    "so": ("Abdi Mahad Liban Hodan", "Warsame|Abdullahi|Farah|Nur"),
    "ti": ("Tesfay Filmon Yonas Selam", "Haile|Tekle|Gebremedhin|Woldu"),
    "vi": ("Minh Tuấn Hùng Linh", "Nguyễn Trần Phạm Đặng"),
    "ka": ("Giorgi Levan Zaza", "Beridze Kapanadze Lomidze"),
    "is": ("Finn Þórður Guðmundur", "Jónsson Sigurðsson Þorsteinsson"),
}  # fmt: skip

SHARES = {
    # In hundredths of the people; roughly what prisons of the region report of first languages.
    "de": 40, "tr": 11, "ar": 10, "kmr": 3, "fa": 3, "sr": 4, "bs": 2, "sq": 4, "ro": 5, "bg": 2, "pl": 5, "ru": 3,
    "uk": 1, "it": 1, "pt": 1, "nl": 1, "fr": 1, "so": 1, "ti": 1, "vi": 1,
}  # fmt: skip


def given_names(language: str) -> list[str]:
    """Return given names of people with this first language."""
    return _split(NAMES[language][0])


def family_names(language: str) -> list[str]:
    """Return family names of people with this first language."""
    return _split(NAMES[language][1])


def _split(text: str) -> list[str]:
    """Split at bars where there are any (names of several words), else at spaces."""
    if "|" not in text:
        return text.split()
    return [name.strip() for name in text.split("|")]
