"""Synthetic families: people with identity number, family card, name, birth, address and telephone."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import words

# Districts elsewhere in which people who moved in were first registered (the number keeps that area for life).
ELSEWHERE = ["350515", "350519", "350509", "357301", "357303", "357304", "357902", "357806", "317507", "510303",
             "617105", "330222"]


@dataclass
class Family:
    card: str
    village: str
    hamlet: str
    rt: int
    rw: int
    members: list["Person"] = field(default_factory=list)


@dataclass
class Person:
    nik: str
    name: str
    woman: bool
    birth: date
    place: str
    phone: str
    business: str
    family: Family
    lists: frozenset[str] = frozenset()

    @property
    def village(self) -> str:
        return self.family.village


class Population:
    """Draws families; every number it hands out is used once."""

    def __init__(self, rng: random.Random, own: str, neighbours: list[str]):
        self.rng, self.own, self.neighbours = rng, own, neighbours
        self.used: set[str] = set()

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randrange((last - first).days + 1))

    def nik(self, birth: date, woman: bool, own: float = 0.82) -> str:
        rng = self.rng
        draw = rng.random()
        area = self.own if draw < own else rng.choice(self.neighbours if draw < own + 0.09 else ELSEWHERE)
        return self.number(area, birth, 40 if woman else 0)

    def card(self) -> str:
        return self.number(self.own, self.day(date(2006, 1, 2), date(2020, 12, 30)), 0)

    def number(self, area: str, day: date, add: int) -> str:
        while True:
            text = f"{area}{day.day + add:02}{day.month:02}{day.year % 100:02}{self.rng.randrange(1, 61):04}"
            if text not in self.used:
                self.used.add(text)
                return text

    def name(self, woman: bool) -> str:
        rng = self.rng
        draw = rng.random()
        if draw < 0.012:
            return f"{rng.choice(words.BALI_WOMEN if woman else words.BALI_MEN)} {rng.choice(words.BALI_SECOND)}"
        first = rng.choice(words.WOMEN if woman else words.MEN)
        second = rng.choice(words.WOMEN_SECOND if woman else words.MEN_SECOND)
        if draw < 0.04:
            first = rng.choice(words.APOSTROPHE_WOMEN if woman else words.APOSTROPHE_MEN)
        elif draw < 0.055:
            first = rng.choice(words.ACCENT_WOMEN if woman else words.ACCENT_MEN)
        while second == first:
            second = rng.choice(words.WOMEN_SECOND if woman else words.MEN_SECOND)
        parts = [first, second]
        if rng.random() < 0.15:
            third = rng.choice(words.WOMEN_SECOND if woman else words.MEN_SECOND)
            if third not in parts:
                parts.append(third)
        if rng.random() < 0.03:
            parts += ["binti" if woman else "bin", rng.choice(words.MEN)]
        return " ".join(parts)

    def phone(self) -> str:
        """In the national form, 11 or 12 digits."""
        start = self.rng.choice(["0812", "0813", "0821", "0822", "0852", "0857", "0856", "0877", "0838", "0895"])
        return start + "".join(str(self.rng.randrange(10)) for _ in range(self.rng.choice([7, 8, 8])))

    def person(self, family: Family, woman: bool, years: tuple[int, int], own: float = 0.82) -> Person:
        rng = self.rng
        birth = self.day(date(years[0], 1, 1), date(years[1], 12, 31))
        phone = family.members[0].phone if family.members and rng.random() < 0.25 else self.phone()
        person = Person(self.nik(birth, woman, own), self.name(woman), woman, birth,
                        rng.choice(["Malang", "Malang", "Malang", "Blitar", "Kediri"]), phone,
                        rng.choice(words.BUSINESSES), family)
        family.members.append(person)
        return person

    def family(self, village: str, hamlets: list[str]) -> Family:
        rng = self.rng
        family = Family(self.card(), village, rng.choice(hamlets), rng.randrange(1, 13), rng.randrange(1, 8))
        start = rng.randrange(1948, 1992)
        kinds = []
        if rng.random() < 0.9:
            kinds.append((False, (start, start + 3)))
        if rng.random() < 0.93 or not kinds:
            kinds.append((True, (start + 1, start + 6)))
        if start < 1980 and rng.random() < 0.5:
            kinds.append((rng.random() < 0.5, (max(start + 21, 1970), min(start + 24, 2002))))
        if start > 1962 and rng.random() < 0.12:
            kinds.append((True, (max(start - 24, 1943), start - 18)))
        for woman, years in kinds:
            self.person(family, woman, years)
        return family


def variant(name: str, woman: bool, rng: random.Random) -> str:
    """The same person's name as another list writes it: title, abbreviation, old spelling, without bin/binti."""
    draw = rng.random()
    if draw < 0.62:
        return name
    if draw < 0.70:
        return rng.choice(words.TITLES_WOMEN if woman else words.TITLES_MEN).format(name)
    for separator in (" binti ", " bin "):
        if separator in name:
            return name.split(separator)[0]
    if name.startswith("Muhammad "):
        return rng.choice(["M. ", "Moh. ", "Moch. ", "Muh. ", "Mohammad "]) + name[9:]
    if name.startswith("Abdul "):
        return "Abd. " + name[6:]
    if name.startswith("Siti ") and draw < 0.85:
        return "St. " + name[5:]
    if draw < 0.85 and any(sign in name for sign in "uUjJcC"):
        first, _, rest = name.partition(" ")
        return f"{words.old_spelling(first)} {rest}"
    return name


def phone_form(phone: str, rng: random.Random) -> str:
    """A telephone number in one of the forms that really occur and that are right."""
    draw = rng.random()
    if draw < 0.6:
        return phone
    if draw < 0.72:
        return f"{phone[:4]}-{phone[4:8]}-{phone[8:]}"
    if draw < 0.84:
        return f"{phone[:4]} {phone[4:8]} {phone[8:]}"
    if draw < 0.93:
        return f"+62 {phone[1:4]} {phone[4:8]} {phone[8:]}"
    return "62" + phone[1:]
