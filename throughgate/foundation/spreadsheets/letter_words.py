"""Names and everyday words with letters beyond ASCII, by language: how encodings are told apart.

Written from general knowledge of common names; no list of people was used.
"""

from __future__ import annotations

from typing import Final

WORDS: Final[dict[str, str]] = {
    "de": """Müller Schäfer Krüger Köhler Jäger Böhm Günther Krämer Schröder Möller Lübke Groß Weiß Strauß Preuß
        Vößing Kühn Bär Löwe König Förster Bäcker Büttner Götz Hübner Kühne Schütz Grün Brüning Höfer Röder Nölle
        Jürgen Günter Jörg Björn Sören Käthe Götz Rüdiger Lütz Straße Größe für über frühest frühester spätest
        spätester Führerschein Führersch Gebäude Gebäudereinigung Bäckerei Schweißer Küche Düsseldorf Köln Münster
        Mönchengladbach Jülich Würzburg Nürnberg Lübeck Göttingen Tübingen Österreich Übung Ägypten Öffnung Geschäft
        Plätze Betäubung Französisch Türkisch Rumänisch Bemühung wünschenswert höhenfest pünktlich zuverlässig
        möglich später Schlüssel Anschlüsse gehört Geburtstag Straßenbau Häftling früher zurück Söhne Tür Gärtner
        Dachdecker Maßnahme Abschluß schließen Außen Lüneburg Gütersloh Hückelhoven Löhne Bünde Ärztin Öl Übergang""",
    "fr": """François Françoise Hélène René Renée Irène Geneviève Jérôme Benoît Loïc Anaïs Noël Joël Gaëlle Zoé Chloé
        Théo Léa Mélanie Stéphane Frédéric Cédric Sébastien Thérèse André Andrée Lefèvre Lefebvre Gérard Hervé
        Besançon Orléans Béziers Nîmes Angoulême Étienne Élodie Émile Éric Gonçalves Côté Bérénice Aimée Céline
        Müllère Périgueux Français prénom né élève""",
    "es": """José María García Martínez López Hernández González Rodríguez Fernández Sánchez Pérez Gómez Díaz Muñoz
        Álvarez Gutiérrez Jiménez Ruíz Domínguez Vázquez Ramírez Suárez Núñez Peña Castaño Ibáñez Íñigo Ángel Óscar
        Andrés Ramón Jesús Ángela Sofía Lucía Raúl Joaquín Martín Iván Adrián Rubén Víctor Nuñez Ordóñez Cañas
        España Año Niño Español""",
    "pt": """João José António Conceição Gonçalves Simões Magalhães Guimarães Araújo Sebastião Assunção Inês Luís
        Vítor Flávio Cláudia Patrícia Lúcia Mário Sérgio Rogério Cátia Antônio Conceição São Paulo Leitão Falcão
        Galvão Brandão Romão Estêvão Fátima Graça Mendonça Português Setúbal Évora Covilhã""",
    "it": """Nicolò Niccolò Giosuè Noè Mosè Città Forlì Cefalù Università Attività Cantù Dalmà Andò Libertà Perché""",
    "is": """Guðmundsdóttir Jónsson Jónsdóttir Þór Þóra Sigurðsson Sigurðardóttir Björnsson Guðrún Guðmundur Þorsteinn
        Þórður Eiríkur Sigríður Ólafur Ólafsson Ásta Ásgeir Ægir Helgadóttir Hafþór Kristján Kristjánsson Einarsdóttir
        Þuríður Ragnheiður Bjarnadóttir Magnúsdóttir Magnús Ingólfur Halldór Reykjavík Akureyri Hafnarfjörður Ísland
        Íslenska Þorláksson Stefánsdóttir Sæmundur Hörður Vilhjálmur Ýmir Ýr Gísli Gísladóttir""",
    "nordic": """Åke Åsa Björn Håkan Mårten Göran Sjöberg Öberg Lindström Åberg Sørensen Jørgensen Pedersøn Bjørn Søren
        Jørgen Ødegård Næss Kjær Møller Mäkinen Hämäläinen Väinö Päivi Göteborg Malmö København Århus Tromsø Håkon
        Ståle Bråten Bøe Høgh Nørgaard Sjögren Sköld Östlund Ström Hägg""",
    "tr": """Çağrı Şahin Yılmaz Öztürk Özdemir Yıldız Yıldırım Aydın Çelik Şimşek Kılıç Doğan Aslan Çetin Koç Özkan
        Güneş Güler Işık Ünal Özcan Şen Taş Tekin Türk Uçar Uğur Uğurlu Ağaoğlu Hacıoğlu Müdüroğlu Çakır Çınar
        Ergün Gökçe Gülşen Gündüz Ayşe Ayşegül Gül Gülsüm Hüseyin Hülya İbrahim İsmail İlker İrem İpek Işıl Mustafa
        Müslüm Oğuz Oğuzhan Ömer Özgür Özlem Şükrü Şeyma Şule Şenol Tuğba Tuğçe Ümit Yağmur Yeşim Zübeyde Barış
        Bülent Büşra Çiğdem Ercüment Göksel Kadıoğlu Karakuş Kaplan Kurtuluş Nurgül Songül Savaş Sıla Süleyman
        Taşkın Toprak Yalçın Yaşar Yiğit Avcı Balcı Demirci Bayraktaroğlu Çolak Coşkun Dağ Erdoğan Erdoğdu
        Tanrıverdi Sarı Kırmızı Akbaş Akın Altıntaş Arıkan Aktaş Keleş Kocabaş Diyarbakır İstanbul İzmir Eskişehir
        Şanlıurfa Muğla Niğde Kırşehir Ağrı Türkçe Soyadı Adı Doğum BARIŞ YILDIZ ŞAHİN ÇAĞRI YILMAZ IŞIK DOĞAN""",
    "pl": """Wójcik Łukasz Kowalczyk Wiśniewski Wiśniewska Dąbrowski Zieliński Szymański Woźniak Kozłowski Jabłoński
        Król Wróbel Stępień Górski Pawłowski Michałek Michał Paweł Rafał Łucja Małgorzata Agnieszka Grażyna Bożena
        Elżbieta Zdzisław Stanisław Wiesław Jarosław Mirosław Bogusław Przemysław Krzyśtof Święch Ćwik Żak Żuk Źrebak
        Gołąb Kędzierski Pająk Piątek Sołtys Śliwa Ślusarczyk Gębala Ząbek Mączka Bąk Sęk Kołodziej Głowacki
        Łódź Kraków Gdańsk Wrocław Poznań Częstochowa Białystok Toruń Rzeszów Zielona Góra Łomża Suwałki
        Różański Borkowski Łukaszewicz Żółkiewski Jagiełło Świątek WÓJCIK ŁUKASZ Jędrzej Błażej Mieczysław
        język niemiecki imię urodzenia ojczysty""",
    "cs": """Novák Nováková Dvořák Dvořáková Svoboda Černý Černá Procházka Kučera Veselý Horák Němec Pospíšil Pokorný
        Hájek Král Jelínek Růžička Beneš Fiala Sedláček Doležal Zeman Kolář Navrátil Čermák Vaněk Urban Kříž Kopecký
        Šimek Pešek Bartoš Šťastný Říha Říhová Jiří Ondřej Tomáš Lukáš Matěj Vojtěch Marek Zdeněk Přemysl Řehoř Bohuš
        Věra Růžena Kateřina Markéta Žaneta Šárka Štěpán Štěpánka Čeněk Ladislav Luděk Miloš Radoš Miluša Božena
        Plzeň Děčín Ústí Třebíč Jihlava Kroměříž Přerov Zlín Česká Budějovice Třinec Náchod Šumperk Kadaň
        příjmení jméno narozen město čeština řidičský průkaz""",
    "sk": """Kováč Kováčová Horváth Varga Tóth Baláž Molnár Šimko Hudák Gašpar Ľuboš Ľubomír Ľudmila Ďurica Ďuriš
        Štefan Štefánia Jozef Ján Juraj Matúš Tomáš Žofia Ružena Košice Žilina Prešov Trenčín Nitra Bánovce
        Krajčí Kučerák Šoltés Žiak Čech Majerčák Hrušovský""",
    "sl": """Živko Miloš Kovačič Petrovič Hočevar Mlakar Žagar Zupančič Potočnik Kralj Krajnc Vidmar Golob Turk Božič
        Koželj Škof Šuštar Čeh Žnidaršič Oražem Jerič Jože Boštjan Gašper Matjaž Tomaž Aljaž Blaž Urška Špela Katarina
        Nejc Žiga Žan Anže Mateja Ljubljana Šoštanj Škofja Kočevje Črnomelj Rogaška Domžale Krško Šentjur""",
    "hr": """Kovačević Petrović Jovanović Nikolić Marković Đorđević Đukić Đurić Stojanović Ilić Stanković Pavlović
        Milošević Živković Tomić Popović Ristić Kostić Božić Šarić Čolić Čović Ćosić Ćurić Begić Hodžić Hadžić
        Mehmedović Mujić Ibrahimović Jurić Horvatić Vuković Perišić Modrić Mandžukić Rakitić Brozović Šimić Šukurica
        Živko Željko Žarko Miloš Uroš Nenad Saša Siniša Dušan Dušanka Višnja Nataša Đorđe Đuro Slađana Anđela Anđelko
        Aleksić Šabac Niš Čačak Kruševac Požarevac Užice Vršac Šibenik Čakovec Požega Sisak Đakovo Goražde Bihać""",
    "hu": """Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros
        Oláh Rácz Fekete Szilágyi Török Fehér Gál Kelemen Balázs Lengyel Bíró Szűcs Szücs Fülöp Kőrösi Győri Győző
        Gyöngyi Jenő Dezső Rezső Ernő Lőrinc Szőke Hegedűs Fűzfa Zsófia István László József János Zoltán Sándor
        Ferenc Gábor Tamás Péter András Attila Györgyi György Márta Mária Erzsébet Katalin Ágnes Éva Ilona Ildikó
        Győr Székesfehérvár Kecskemét Pécs Szőreg Nyíregyháza Dunaújváros Hódmezővásárhely Békés Eger Őrség""",
    "ro": """Ionuţ Ionuț Ştefan Ștefan Ţurcanu Țurcanu Mihăiţă Mihăiță Mihăilă Bălan Bălănescu Rădulescu Dănilă
        Căpitanu Brânză Brânzea Crăciun Drăgan Drăgulescu Făgăraş Ghiţă Gheorghiţă Ilieş Lăcătuş Mureşan Mureșan
        Munteanu Niţă Păun Petriş Pîrvu Pârvu Răzvan Săndulescu Sârbu Şerban Şandor Şoimu Tănase Tătaru Târgu Ţepeş
        Văcaru Vîlcu Vâlcea Bistriţa Braşov Bucureşti Constanţa Galaţi Iaşi Ploieşti Timişoara Piteşti Reşiţa
        Brăila Bacău Buzău Râmnicu Târgovişte Cătălin Cătălina Mădălina Mădălin Costică Iliuţă Gică Nicuşor Niculiţă
        română naştere şcoală Anişoara Măriuca""",
}
