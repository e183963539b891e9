"""Reference lists that an audit of the BPUM proposals of one-gate is held against, with planted findings, and the truth.

The truth comes from what is planted here and in one_gate, never from running Gapura: each line of the proposals is
given its findings by hand of the generator, and the lists are written to fit."""

import random
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

from . import words
from .damage import Line
from .one_gate import Maker
from .one_gate_lists import LISTS, REFERENCE
from .writing import dump, table

SEED = 20211231
DAY = REFERENCE
AMOUNT = 1_200_000
# The number in the cell is none by itself.
ANOMALIES = {"nik.missing", "nik.placeholder", "nik.length", "nik.fifteen-digits", "nik.scientific", "nik.characters",
             "nik.date", "nik.serial"}
COUNTS = {"absent": 34, "other-name": 12, "MENINGGAL": 17, "died-later": 4, "ASN": 15, "retired": 5, "retired-word": 3,
          "KREDIT_LAIN": 21, "paid-off": 9, "PINDAH_LN": 5, "returned": 2, "BUKAN_MIKRO": 11, "micro": 25,
          "not-decreed": 13, "other-amount": 6, "DUPLIKAT": 4, "failed-first": 5}
# Found in two or three categories: the total must count them once.
TOGETHER = [("MENINGGAL", "KREDIT_LAIN", 3), ("ASN", "KREDIT_LAIN", 4), ("ASN", "BUKAN_MIKRO", 2),
            ("absent", "not-decreed", 3), ("MENINGGAL", "DUPLIKAT", 1)]


def text(header: list[str], rows: list[list[str]], delimiter: str = ";") -> bytes:
    return table([header] + rows, delimiter, "\n")[0].encode()


def long_words(name: str) -> bool:
    """Short words are too easily near to one another for a name to be wholly different for sure."""
    return all(len(word) > 5 and word.isalpha() for word in name.split())


class Audit:
    def __init__(self, catalogue: Path):
        maker = Maker(catalogue)
        # The same calls in the same order as one_gate makes them, so that these are its very lines.
        people = maker.populate()
        builders = {"B": maker.bpum, "K": maker.kur, "M": maker.mekaar, "D": maker.desmigratif, "P": maker.training}
        lists: dict[str, list[Line]] = {}
        for key, builder in builders.items():
            lists[key] = builder(people[key])
            maker.damage(key, lists[key])
            maker.write(key, lists[key])
        self.rng = random.Random(SEED)
        self.lines, self.kur = lists["B"], lists["K"]
        self.findings: dict[int, set[str]] = {line.row: set() for line in self.lines}
        self.extra: dict[int, int] = {}
        self.by_nik: dict[str, list[Line]] = {}
        for line in self.lines:
            self.by_nik.setdefault(line.person.nik, []).append(line)
        single = [line for line in self.lines if not line.code and len(self.by_nik[line.person.nik]) == 1]
        self.rng.shuffle(single)
        self.free = single
        self.plants: dict[str, list[Line]] = {kind: [] for kind in COUNTS}

    def number(self, line: Line) -> str | None:
        """The sixteen digits that the cell says; none where it says no number that can be."""
        if line.code in ANOMALIES:
            return None
        return "".join(c for c in line.cells["NIK"] if c.isdigit())

    def plant(self) -> None:
        for first, second, count in TOGETHER:
            for _ in range(count):
                line = self.free.pop()
                self.plants[first].append(line)
                self.plants[second].append(line)
        for kind, count in COUNTS.items():
            while len(self.plants[kind]) < count:
                fitting = len(self.free) - 1
                while kind == "other-name" and not long_words(self.free[fitting].person.name):
                    fitting -= 1
                self.plants[kind].append(self.free.pop(fitting))

    def found(self, kind: str, code: str) -> None:
        for line in self.plants[kind]:
            self.findings[line.row].add(code)

    # The lists

    def register(self) -> bytes:
        absent = {line.person.nik for line in self.plants["absent"]}
        renamed = {line.person.nik for line in self.plants["other-name"]}
        known = {line.person.nik: line.person for line in self.lines if line.person.nik not in absent}
        rows = []
        for nik, person in sorted(known.items()):
            name = person.name
            if nik in renamed:
                name = self.stranger(person)
            rows.append([nik, name.upper(), "P" if person.woman else "L", person.place,
                         person.birth.strftime("%d-%m-%Y"), person.family.card, person.village])
        self.found("absent", "NIK_TAK_PADAN")
        self.found("other-name", "NIK_TAK_PADAN")
        for line in self.lines:
            number = self.number(line)
            if number is None:
                self.findings[line.row].add("NIK_ANOMALI")
            elif line.code == "nik.trailing-zero":
                # A spreadsheet took the last digit: the number is nobody's, or somebody else's.
                assert number not in known, line.row
                self.findings[line.row].add("NIK_TAK_PADAN")
        return text(["NIK", "Nama Lengkap", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "No KK", "Desa"], rows)

    def stranger(self, person) -> str:
        """A name that shares no word, and no beginning of one, with the person's."""
        own = {word[:3].lower() for word in person.name.split()}
        firsts = words.WOMEN if person.woman else words.MEN
        seconds = words.WOMEN_SECOND if person.woman else words.MEN_SECOND
        while True:
            name = f"{self.rng.choice(firsts)} {self.rng.choice(seconds)}"
            parts = name.split()
            if parts[0] != parts[-1] and not own & {w[:3].lower() for w in parts} and long_words(name):
                return name

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.rng.randrange((last - first).days + 1))

    def deaths(self) -> bytes:
        rows = []
        for kind, first, last in (("MENINGGAL", date(2020, 11, 1), date(2021, 9, 29)),
                                  ("died-later", DAY, date(2021, 12, 20))):
            for line in self.plants[kind]:
                rows.append([line.person.nik, line.person.name, self.day(first, last).strftime("%d/%m/%Y")])
        # Who died on the very day was alive for a part of it.
        rows[-1][2] = DAY.strftime("%d/%m/%Y")
        self.found("MENINGGAL", "MENINGGAL")
        return text(["NIK", "Nama", "Tanggal Meninggal"], sorted(rows))

    def employees(self) -> bytes:
        rows = []
        for line in self.plants["ASN"]:
            rows.append([line.person.nik, line.person.name, "PNS", self.start(), ""])
        for line in self.plants["retired"]:
            ended = self.day(date(2019, 1, 1), date(2021, 9, 1))
            rows.append([line.person.nik, line.person.name, "PNS", self.start(), ended.strftime("%d/%m/%Y")])
        for line in self.plants["retired-word"]:
            rows.append([line.person.nik, line.person.name, "Pensiunan PNS", self.start(), ""])
        self.found("ASN", "ASN")
        return text(["NIK", "Nama", "Status Pegawai", "TMT", "TMT Pensiun"], sorted(rows))

    def start(self) -> str:
        return self.day(date(1990, 1, 1), date(2012, 12, 1)).strftime("%d/%m/%Y")

    def credit(self) -> bytes:
        rows = []
        for line in self.plants["KREDIT_LAIN"]:
            ended = self.day(date(2021, 10, 1), date(2024, 6, 1)) if self.rng.random() < 0.6 else None
            rows.append(self.loan(line, self.day(date(2018, 1, 5), date(2021, 9, 20)), ended))
        for line in self.plants["paid-off"]:
            rows.append(self.loan(line, self.day(date(2016, 1, 5), date(2019, 9, 20)),
                                  self.day(date(2020, 1, 5), DAY)))
        self.found("KREDIT_LAIN", "KREDIT_LAIN")
        return text(["NIK", "Nama Debitur", "Tanggal Akad", "Tanggal Lunas", "Plafon"], sorted(rows))

    def loan(self, line: Line, start: date, end: date | None) -> list[str]:
        return [line.person.nik, line.person.name, start.strftime("%d/%m/%Y"),
                end.strftime("%d/%m/%Y") if end else "", str(self.rng.randrange(10, 200) * 1_000_000)]

    def abroad(self) -> bytes:
        rows = []
        for line in self.plants["PINDAH_LN"]:
            left = self.day(date(2019, 2, 1), date(2021, 8, 30))
            rows.append([line.person.nik, line.person.name, left.strftime("%d/%m/%Y"), ""])
        for line in self.plants["returned"]:
            rows.append([line.person.nik, line.person.name, "04/03/2018", "11/01/2021"])
        self.found("PINDAH_LN", "PINDAH_LN")
        return text(["NIK", "Nama", "Tanggal Pindah", "Tanggal Kembali"], sorted(rows))

    def enterprises(self) -> bytes:
        rows = []
        for line in self.plants["BUKAN_MIKRO"]:
            rows.append([line.person.nik, line.person.name, str(self.rng.randrange(2_100, 9_000) * 1_000_000)])
        for line in self.plants["micro"]:
            rows.append([line.person.nik, line.person.name, str(self.rng.randrange(20, 1_900) * 1_000_000)])
        self.found("BUKAN_MIKRO", "BUKAN_MIKRO")
        return text(["NIK", "Nama Pemilik", "Omzet Tahunan"], sorted(rows))

    def decree(self) -> bytes:
        missing = {line.person.nik for line in self.plants["not-decreed"]}
        other = {line.person.nik for line in self.plants["other-amount"]}
        rows, known = [], set()
        for line in self.lines:
            number = self.number(line)
            if number is None or number in missing or number in known:
                continue
            known.add(number)
            amount = AMOUNT * 2 if number in other else AMOUNT
            rows.append([number, line.person.name, str(amount)])
        self.found("not-decreed", "TAK_SESUAI_SK")
        self.found("other-amount", "TAK_SESUAI_SK")
        return text(["NIK", "Nama", "Nilai Bantuan"], rows)

    def payments(self) -> bytes:
        rows = []
        twice = {line.person.nik for line in self.plants["DUPLIKAT"]}
        failed = {line.person.nik for line in self.plants["failed-first"]}
        for line in self.lines:
            number = self.number(line)
            if number is None or line.code == "nik.trailing-zero":
                continue
            paid = self.day(date(2021, 10, 4), date(2021, 11, 30))
            if number in failed:
                rows.append([number, paid.strftime("%d/%m/%Y"), str(AMOUNT), "Retur"])
                paid += timedelta(days=9)
            rows.append([number, paid.strftime("%d/%m/%Y"), str(AMOUNT), "Cair"])
            if number in twice:
                rows.append([number, (paid + timedelta(days=14)).strftime("%d/%m/%Y"), str(AMOUNT), "Cair"])
                self.extra[line.row] = AMOUNT
        self.found("DUPLIKAT", "DUPLIKAT")
        return text(["NIK", "Tanggal Penyaluran", "Nilai Bantuan", "Status Penyaluran"], rows)

    def running_kur(self) -> None:
        """The list of KUR stands in one-gate: a contract that began by the day and was not paid off by it."""
        running = {line.person.nik for line in self.kur if not line.refused
                   and line.start <= DAY and not (line.end and line.end <= DAY)}
        # A second line of the same contract says the same as the first, refused or not.
        for line in self.lines:
            if self.number(line) in running:
                self.findings[line.row].add("KUR")

    def repeats(self) -> None:
        seen = set()
        for line in self.lines:
            number = self.number(line)
            if number in seen:
                self.findings[line.row].add("LEBIH_SEKALI")
            if number:
                seen.add(number)

    def truth(self) -> dict:
        people: dict[str, set[str]] = {}
        for line in self.lines:
            if self.findings[line.row]:
                who = self.number(line) or f"row {line.row}"
                people.setdefault(who, set()).update(self.findings[line.row])
        codes = sorted({code for found in self.findings.values() for code in found})
        categories = {}
        for code in codes:
            rows = [row for row, found in self.findings.items() if code in found]
            money = sum(self.extra[row] if code == "DUPLIKAT" else AMOUNT for row in rows)
            categories[code] = {"people": sum(code in found for found in people.values()), "lines": len(rows),
                                "rupiah": money, "rows": rows}
        lines = [row for row, found in self.findings.items() if found]
        by_lines = sum(AMOUNT for row in lines if self.findings[row] - {"DUPLIKAT"})
        numbers = Counter(len(found) for found in people.values())
        return {"audit": {
            "list": LISTS["B"]["file"], "day": DAY.isoformat(), "rows": len(self.lines), "categories": categories,
            "people": len(people), "lines": len(lines), "rupiah": by_lines + sum(self.extra.values()),
            "people_by_number_of_categories": [numbers[n] for n in range(1, max(numbers) + 1)],
            "retired": len(self.plants["retired"]) + len(self.plants["retired-word"]),
            "money_back": len(self.plants["failed-first"])}}


def make(catalogue: Path) -> dict[str, bytes]:
    audit = Audit(catalogue)
    audit.plant()
    files = {
        "kependudukan.csv": audit.register(), "meninggal.csv": audit.deaths(), "asn.csv": audit.employees(),
        "kredit.csv": audit.credit(), "pindah-ln.csv": audit.abroad(), "usaha.csv": audit.enterprises(),
        "sk.csv": audit.decree(), "penyaluran.csv": audit.payments(),
    }
    audit.running_kur()
    audit.repeats()
    files["truth.json"] = dump(audit.truth())
    return files
