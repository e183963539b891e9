"""Planted damage: each kind changes one cell (or the row) and says which stable code a reader must give."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from . import words
from .people import Person

REFUSE = {"nik.missing", "nik.placeholder", "nik.length", "nik.fifteen-digits", "nik.scientific", "nik.characters",
          "nik.date", "nik.serial", "nik.trailing-zero", "name.missing", "row.duplicate"}
NOTE = {"nik.apostrophe", "nik.separators", "phone.zero-lost", "phone.two-numbers", "date.excel-serial"}


@dataclass
class Line:
    """One data row: what it says, whom it means, and what was done to it."""
    person: Person
    cells: dict[str, str]
    card: str | None = None
    village: str | None = None
    amount: int = 0
    start: date | None = None
    end: date | None = None
    topic: str = ""
    code: str = ""
    column: str | None = None
    severity: str = ""
    extra: list[str] = field(default_factory=list)
    cut: int = 0
    row: int = 0
    line: int = 0

    @property
    def refused(self) -> bool:
        return self.severity == "refuse"

    def mark(self, code: str, column: str | None) -> None:
        self.code, self.column = code, column
        self.severity = "refuse" if code in REFUSE else "note" if code in NOTE else "warn"


def fits(line: Line, code: str, columns: dict[str, str]) -> bool:
    """Whether a kind of damage can be planted on this row so that exactly this code results."""
    if line.code:
        return False
    birth, nik = line.person.birth, line.person.nik
    if code.startswith("kk."):
        # The family of somebody on several lists stays known, so that truth does not hang on the import order.
        return len(line.person.lists) == 1 and (code != "kk.same-as-nik" or not line.person.woman)
    if code == "nik.birth-swapped":
        return birth.day <= 12 and birth.day != birth.month
    if code in ("nik.fifteen-digits", "nik.length"):
        return nik[-1] != "0"
    if code == "date.two-digit-year":
        return birth.year < 2000
    if code.startswith(("name.", "row.")):
        return line.cells[columns["name"]].replace(" ", "").isalpha()
    return True


def plant(line: Line, code: str, columns: dict[str, str], rng: random.Random, style: dict) -> None:
    """Damages the row. `columns` names the list's columns by role; `style` holds the list's own ways of writing."""
    person, cells = line.person, line.cells
    nik = person.nik
    role, _, kind = code.partition(".")
    column: str | None = columns.get({"nik": "nik", "kk": "card", "name": "name", "phone": "phone", "date": "birth",
                                      "rupiah": "amount", "region": "village"}.get(role, ""))
    area = nik[:6]
    match code:
        case "nik.missing":
            cells[column] = ""
        case "nik.placeholder":
            cells[column] = rng.choice(["0", "0000000000000000", "9999999999999999", "1111111111111111"])
        case "nik.length":
            cells[column] = rng.choice([nik[:14], nik[:13], nik + str(rng.randrange(1, 10)), nik[:8] + nik[10:]])
        case "nik.fifteen-digits":
            cells[column] = nik[:15]
        case "nik.scientific":
            mark = style["decimal"]
            cells[column] = rng.choice([f"{nik[0]}{mark}{nik[1:6]}E+15", f"{nik[0]}{mark}{nik[1:3]}E+15",
                                        f"{nik[0]}{mark}{nik[1:12]}E+15"])
        case "nik.characters":
            # A letter typed for a digit.
            spot = rng.randrange(12, 15)
            cells[column] = rng.choice([nik.replace("0", "O", 1), nik[:spot] + "l" + nik[spot + 1:],
                                        nik[:15] + "X", nik[:12] + "?" + nik[13:]])
        case "nik.date":
            middle = rng.choice(["000580", "731285", "311185", "120085", "151379", "710290", "320491"])
            cells[column] = area + middle + nik[12:]
        case "nik.serial":
            cells[column] = nik[:12] + "0000"
        case "nik.trailing-zero":
            cells[column] = nik[:15] + "0"
        case "nik.apostrophe":
            cells[column] = "'" + nik
        case "nik.separators":
            cells[column] = rng.choice([f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}.{nik[6:12]}.{nik[12:]}",
                                        f"{nik[:6]} {nik[6:12]} {nik[12:]}", f"{nik[:6]}-{nik[6:12]}-{nik[12:]}",
                                        f"{nik[:4]} {nik[4:8]} {nik[8:12]} {nik[12:]}"])
        case "nik.birth-mismatch":
            column = columns["birth"]
            other = person.birth + timedelta(days=rng.choice([-1, 1]) * rng.choice([366 * 2, 400, 1100, 31 + 14]))
            cells[column] = style["date"](other)
        case "nik.birth-swapped":
            column = columns["birth"]
            cells[column] = style["date"](date(person.birth.year, person.birth.day, person.birth.month))
        case "nik.sex-mismatch":
            column = columns["sex"]
            cells[column] = style["sex"](not person.woman)
        case "kk.length":
            cells[column] = rng.choice([line.card[:13], line.card[:14], line.card + "1"])
        case "kk.scientific":
            cells[column] = f"{line.card[0]}{style['decimal']}{line.card[1:6]}E+15"
        case "kk.placeholder":
            cells[column] = rng.choice(["0", "0000000000000000", "9999999999999999", "1111111111111111"])
        case "kk.missing":
            cells[column] = ""
        case "kk.same-as-nik":
            cells[column] = nik
        case "phone.invalid":
            cells[column] = rng.choice([person.phone[:7], person.phone[2:7], person.phone + "123456",
                                        person.phone[:3] + "xxx" + person.phone[6:9]])
        case "phone.zero-lost":
            cells[column] = person.phone[1:]
        case "phone.two-numbers":
            other = "0857" + "".join(str(rng.randrange(10)) for _ in range(8))
            cells[column] = rng.choice(["{}/{}", "{} / {}"]).format(person.phone, other)
        case "date.invalid":
            cells[column] = rng.choice(style["bad-dates"]).format(person.birth.year)
        case "date.two-digit-year":
            cells[column] = person.birth.strftime(rng.choice(["%d/%m/%y", "%d-%m-%y"]))
        case "date.excel-serial":
            cells[column] = str((person.birth - date(1899, 12, 30)).days)
        case "row.ragged":
            if style["ragged-cut"] and rng.random() < 0.5:
                line.cut = 1
            else:
                line.extra = [rng.choice(["ok", "cek lagi", "sudah", "v"])]
        case "row.duplicate":
            pass
        case "name.missing":
            cells[column] = ""
        case "name.mojibake":
            name = cells[column]
            first, _, rest = name.partition(" ")
            garbled = rng.choice([first[:3] + "â€™" + first[3:], first[:-1] + "Ã©" + first[-1:], first + "Ã¨"])
            cells[column] = f"{garbled} {rest}".rstrip()
        case "name.digits":
            name = cells[column]
            digits = [name.replace(a, b, 1) for a, b in (("i", "1"), ("o", "0"), ("I", "1"), ("O", "0")) if a in name]
            cells[column] = rng.choice(digits + [name + " 2"])
        case "rupiah.invalid":
            cells[column] = rng.choice(style["bad-amounts"])
            line.amount = 0
        case "region.unknown":
            cells[column] = rng.choice(["Margomukti", "Sukamakmur Jaya", "Wonokerti Baru", "Tanjungrejeki"])
            line.village = None
        case _:
            raise ValueError(code)
    if code.startswith("kk."):
        line.card = None
    line.mark(code, column)
