"""Which given names are one name in several languages, and which are short for another.

Only what the sound key does not join by itself. A list of names that are met in prisons of the
region; it grows by the pairs that people report, it does not have to be complete: what is
missing here is only not suggested.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from throughgate.foundation.languages.folding import sound_key

# One line is one name. The last forms of Arabic names are what their bare consonants fold to.
_SPELLINGS: Final = """
Abdullah Abdallah Abdulla Abdalla عبدالله
Abdulkadir Abdelkader Abdulqadir Abdelqader Abdelkadir عبدالقادر
Abdulrahman Abdourahmane Abdurrahman Abdelrahman Abdirahman Abderrahmane Abdurahman عبدالرحمن
Ahmad Ahmed Ahmet أحمد
Aischa Ayşe Aicha Aïcha Aysha عائشة
Alexander Alexandre Alessandro Alejandro Oleksandr Alexandros Alexandru Aleksander Sándor
Alexej Oleksij Oleksiy Alexis Alessio
Ali علي
Andreas Andrej Andrey Andrzej André Andrew Andrii András Ondřej
Anton Antonio Antoine Antun Antonín Antonius António
Arthur Artur Arturo
Artjom Artem Artyom Артём
Christoph Christophe Christopher Krzysztof Kristof
Daniel Danijel Daniil Danilo Danylo Daniele
Cevdet Xhevdet Dschewdet Dževdet Jawdat
David Dawid Daud Dawood Davut Davide
Dimitri Dmitrij Dmytro Dimitrios Dimitar Dimitris
Dominik Dominic Dominique Domenico
Elena Jelena Helena Yelena Olena
Elias Ilyas Ilias Elia Ilija Ilja Ilya Elijah Ilie
Emanuel Emmanuel Manuel Manuele Emanuele
Erik Eric Erich Erick
Eugen Jewgenij Evgenij Evgeny Yevgeny Yevhen Eugene Eugenio
Fatima Fatma Fatime Fatimah Fatoumata فاطمة
Ferhat Farhad Ferhad فرهاد
Filip Philipp Philippe Filippo Felipe Philip
Franz František Francesco Franjo Francisco Ferenc Franciszek
Friedrich Frederik Frederic Federico Fryderyk Frédéric Bedřich
Georg Georgi Giorgi George Jiří Jürgen Jörg Jorge Giorgio Gheorghe Georgios Jerzy Giorgos
Gregor Grigorij Grigory Gregory Grzegorz Grigore Gregorio
Gabriel Gavriil Gabriele Džibril Jibril Cebrail
Hassan Hasan Hasen حسن
Hatice Khadija Khadidja Hatidscha Chadidscha Hadidja Hatixhe Hadidža خديجة
Hussein Husein Hüseyin Hossein Hussain Husain Houssein حسين
Ibrahim Ebrahim Abraham Brahim Ibrahima Avraham ابراهيم إبراهيم
Ismail Ismael Smail Ishmael إسماعيل
Isaak Isaac Ishak Izak
Iwan Ivan Johann Johannes Jan John Jean Giovanni Ioan Ion Ioannis Juan João Janez Jón Jovan Yannis Hans Jens János
Jakob Jacob Jakub Yakub Jacques Jakov Giacomo Yaqub Yacoub Yakup
Jamal Djamel Dschamal Cemal Gamal Xhemal Džemal Djamal جمال
Johanna Joanna Giovanna Ioana Jeanne
Josef Joseph Yusuf Youssef Yousef Jusuf Józef José Giuseppe Josip Iosif Youssouf Yousif Jozef Yosef يوسف
Julian Giuliano Julien Iulian Julijan
Kamil Camille Camilo
Karim Kerim Kareem Abdelkarim كريم
Karl Carl Carlo Carlos Charles Karel Karol Karlo Károly
Katharina Ekaterina Jekaterina Catherine Katarzyna Caterina Kateryna Katarina Kateřina
Khalid Khaled Chaled Halit Halid Haled خالد
Konstantin Constantin Costantino Kostas Konstantinos Kostyantyn
Lorenz Lorenzo Laurent Lovro Vavřinec Wawrzyniec Laurentiu
Ludwig Louis Luis Luigi Ludvik Ludwik Ljudevit Lajos
Lukas Luca Luka Łukasz Lucas Lukáš Luc Luke
Magdalena Magda Magdaléna
Mahmoud Mahmud Mahmut Machmud محمود
Marcel Marcello Marcelo Marceli
Marco Marko Marc Mark Markus Marcus Marek Marcos Márk
Maria Marija Marie Mary Marya Mariya Maryam Meryem Mariam Miriam مريم
Martin Martino Marcin Mārtin Márton Martinus
Matthias Mathias Mateusz Matteo Mattia Matej Mateo Matthieu Matěj Matthew Matija Matjaž Mátyás
Maxim Maksim Maksym Maxime Massimo
Michael Michal Mikhail Michail Michel Michele Mihai Miguel Mihail Mykhailo Mihajlo Mikael Mihály Mykhaylo
Monika Monica Monique
Muhammad Mohammed Mohamed Mohammad Mouhamed Mohamad Muhamet Mohamadou Muhammed Magomed Mamadou محمد
Murad Murat Mourad مراد
Mustafa Mustapha Moustafa Mostafa مصطفى
Nikolaus Nikolai Nikolaj Nicolas Nikola Nicola Mykola Nicolae Mikuláš Nikolas Nikolaos Nicolò Niklas Nico Miklós
Nurettin Nureddin Noureddine Nuruddin
Omar Omer Ömer Umar Oumar Omr عمر
Osman Othman Usman Ousmane Uthman عثمان
Pascal Paskal Pasquale
Patrick Patrik Patric Patryk Patrice
Paul Pavel Pawel Paweł Paolo Pablo Pawlo Pavlo Pál Paulo Pavle Pol Pau Paulus
Peter Petr Petar Pjotr Pyotr Pierre Piotr Pietro Pedro Petro Petru Péter Pere Petros
Rachid Rashid Raschid Reşit Rašid Reshat رشيد
Rafael Raphael Raffaele Rafał Rafail
Richard Riccardo Ricardo Ryszard Rikard
Robert Roberto Róbert
Roman Romain Romano
Said Saïd Sayed Saeed Sait Seyit سعيد
Salah Saleh Salih Saläh صلاح صالح
Samir Sameer Semir Samer سمير
Samuel Samuil Samuele Szamuel
Sebastian Sébastien Sebastiano Sebastijan
Sergej Serhij Serhii Sergio Serge Sergiu Sergius
Simon Semjon Semyon Szymon Simone Simeon Shimon Šimon Semen
Stefan Stephan Steven Stephen Stevan Stefano Stepan Étienne Esteban Szczepan Štěpán Stjepan István Stefanos
Sulejman Süleyman Suleiman Sulaiman Soliman Souleymane Salomon Suleyman سليمان
Tarik Tarek Tarık Tariq Tareq طارق
Thomas Tomas Tomasz Tommaso Tomáš Toma Tomaž Tamás Tomás
Timo Timotheus Timothy Timofej Timofey Timothée
Viktor Victor Vittorio Wiktor Viktar
Ümit Umit Omid Umid امید
Vincent Vincenzo Vicente Wincenty
Wilhelm William Guillaume Guglielmo Vilem Guillermo Willem
Wladimir Vladimir Volodymyr Włodzimierz Uladzimir Vlademir
Wjatscheslaw Vyacheslav Vjačeslav Viacheslav
Wladislaw Vladislav Władysław Ladislav Vladyslav László Ladislaus
Yassin Yasin Jassin Yacine Yassine Jasin ياسين
Yunus Jonas Younes Jona Younis Junus يونس
Zakaria Zacharias Zekeriya Zakariya Zachary Zakarija Zekerija زكريا
"""

# Short or called name: the names it stands for.
_CALLED: Final = """
Abdi: Abdullah Abdulrahman Abdirahman
Abdul: Abdullah Abdulrahman
Alex: Alexander Alexej
Aleks: Alexander Alexej
Aljoscha: Alexej
Andi: Andreas
Andy: Andreas
Apo: Abdullah
Basti: Sebastian
Beppe: Josef
Bert: Robert Albert
Bob: Robert
Boban: Slobodan
Chris: Christian Christoph
Daggi: Dagmar
Dima: Dimitri
Dino: Edin
Edo: Edin Edmir
Ferdi: Ferdinand
Flo: Florian
Fritz: Friedrich
Gianni: Iwan
Gio: Iwan Georg
Goga: Georg
Grischa: Gregor
Hannes: Iwan
Harry: Harald
Heinz: Heinrich
Ibo: Ibrahim
Ibro: Ibrahim
Igi: Igor
Jenja: Eugen
Schenja: Eugen
Zhenya: Eugen
Jo: Josef Joachim Johannes
Jochen: Joachim
Jojo: Josef
Juri: Georg
Jupp: Josef
Kalle: Karl
Katja: Katharina
Kathi: Katharina
Klaus: Nikolaus
Kolja: Nikolaus
Kuba: Jakob
Lena: Elena Magdalena
Leo: Leonhard Leonid Leonard
Ljoscha: Alexej
Lutz: Ludwig
Manni: Manfred
Manu: Emanuel
Mäx: Max
Maxi: Max Maxim Maximilian
Mehmet: Muhammad
Memo: Mehmet Muhammad
Micha: Michael
Mike: Michael
Mischa: Michael
Mitja: Dimitri
Mo: Muhammad
Momo: Muhammad
Nic: Nikolaus
Nick: Nikolaus
Niko: Nikolaus
Olek: Alexander
Ossi: Oswald
Pascha: Paul
Pauli: Paul
Pepe: Josef
Pit: Peter
Rafi: Rafael
Ricky: Richard
Rob: Robert
Robby: Robert
Rolf: Rudolf
Rudi: Rudolf
Sami: Samuel Samir
Sandro: Alexander
Sascha: Alexander
Saša: Alexander
Schura: Alexander
Seb: Sebastian
Sepp: Josef
Serjoscha: Sergej
Siggi: Siegfried Sigmund
Slawa: Wjatscheslaw Slawomir Wladislaw
Slavko: Slavoljub
Stipe: Stefan
Süli: Sulejman
Theo: Theodor
Tim: Timo
Tolja: Anatolij
Tom: Thomas
Toni: Anton
Tony: Anton
Uli: Ulrich
Vova: Wladimir
Wowa: Wladimir
Vladi: Wladimir Wladislaw
Vlad: Wladimir Wladislaw
Volker: Volkmar
Wanja: Iwan
Vanja: Iwan
Walja: Walentin Valentina
Werni: Werner
Willi: Wilhelm
Willy: Wilhelm
Wolf: Wolfgang
Xandi: Alexander
Zeki: Zakaria
Zoki: Zoran
"""


@cache
def _spellings() -> Mapping[str, str]:
    """Return for each sound the sound of the first name on its line."""
    known: dict[str, str] = {}
    for line in _SPELLINGS.strip().split("\n"):
        sounds = [sound_key(name) for name in line.split()]
        for sound in sounds:
            if known.setdefault(sound, sounds[0]) != sounds[0]:
                raise ValueError(f"{sound} is on two lines: {known[sound]} and {sounds[0]}")
    return known


def canonical(sound: str) -> str:
    """Return the one sound for all spellings of a name; of an unknown name, its own."""
    return _spellings().get(sound, sound)


@cache
def _called() -> Mapping[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for line in _CALLED.strip().split("\n"):
        short, _, names = line.partition(":")
        targets = frozenset(canonical(sound_key(name)) for name in names.split())
        key = canonical(sound_key(short))
        known[key] = known.get(key, frozenset()) | targets
    return known


def names_behind(sound: str) -> frozenset[str]:
    """Return the canonical sounds of the names that this one is short for."""
    return _called().get(sound, frozenset())
