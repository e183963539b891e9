"""The people of Examples/coordination: families of six villages, BPUM recipients of Arjowilangun, recipient lists."""

import csv
import io
import random
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from . import arjowilangun
from .coordination_reports import VILLAGES
from .people import Population
from .words import HAMLETS
from .writing import table

SEED = 20211120
ARJOWILANGUN = "35.07.11.2008"
# People by village (in the order of VILLAGES) on the list of a programme and year.
LISTS = {
    ("C03", 2020): [0, 0, 14, 20, 18, 30], ("C03", 2021): [0, 0, 16, 18, 20, 34],
    ("C04", 2020): [18, 22, 14, 18, 16, 20], ("C04", 2021): [20, 26, 16, 20, 18, 24],
    ("C10", 2021): [32, 25, 20, 28, 25, 30], ("C26", 2021): [24, 18, 12, 16, 14, 18],
}
# The village in which nine people of one list share a telephone number.
PHONE_CLUSTER = (("C10", 2021), "35.07.01.2006", 9)
# The list that names officers; one of them looks after everybody in one sub-district, the others share the rest.
OFFICER_LIST, OFFICER, OFFICER_PLACE = ("C26", 2021), "AO Contoh Ratna", "33.02.22"
OFFICERS = [f"AO Contoh {name}" for name in
            ("Agus", "Bayu", "Citra", "Dewi", "Eko", "Fitri", "Gilang", "Hesti", "Indra", "Joko")]


@dataclass(frozen=True)
class Someone:
    nik: str
    card: str
    name: str
    woman: bool
    birth: date
    phone: str
    business: str
    village: str
    address: str


class Folk:
    def __init__(self, catalogue: Path):
        self.rng = random.Random(SEED)
        with open(catalogue / "regions.csv", encoding="utf-8", newline="") as file:
            self.names = {r["code"]: r["name"] for r in csv.DictReader(file)}
        self.files = arjowilangun.make(catalogue)
        self.paid, self.refused = self.applicants()
        used = {s.nik for s in self.paid + self.refused} | {s.card for s in self.paid + self.refused}
        self.pool: dict[str, list[Someone]] = {v: self.families(v, used) for v in VILLAGES}
        self.lists = {key: self.listed(key, counts) for key, counts in LISTS.items()}

    def read(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode()), delimiter=";"))

    def applicants(self) -> tuple[list[Someone], list[Someone]]:
        """Who was paid BPUM in 2021 in Arjowilangun, and who was refused; the last event of each decides."""
        last = {r["NIK"]: r["Keputusan"] for r in self.read("tahapan.csv")}
        paid, refused = [], []
        for r in self.read("pelamar.csv"):
            if not r["No KK"] or not r["Bidang Usaha"] or "Desa Arjowilangun" not in r["Alamat"]:
                continue
            day, month, year = map(int, r["Tanggal Lahir"].split("/"))
            digits = "".join(c for c in r["Nomor Telepon"] if c.isdigit())
            phone = "0" + digits[2:] if digits.startswith("62") else digits
            one = Someone(r["NIK"], r["No KK"], r["Nama Lengkap"], r["Jenis Kelamin"] == "P", date(year, month, day),
                          phone, r["Bidang Usaha"], ARJOWILANGUN, r["Alamat"])
            (paid if last[one.nik] == "dicairkan" else refused).append(one)
        return paid, refused

    def families(self, village: str, used: set[str]) -> list[Someone]:
        district = village[:8]
        others = [c.replace(".", "") for c in self.names if len(c) == 8 and c[:5] == district[:5] and c != district]
        population = Population(self.rng, district.replace(".", ""), others or ["330221", "330223", "330226"])
        population.used = used
        hamlets = self.rng.sample(HAMLETS, 4)
        people = []
        for _ in range(75):
            family = population.family(self.names[village], hamlets)
            address = f"Dusun {family.hamlet} RT {family.rt:02}/RW {family.rw:02} Desa {self.names[village]}"
            people += [Someone(p.nik, family.card, p.name.replace("’", "'"), p.woman, p.birth, p.phone, p.business,
                               village, address) for p in family.members if p.birth.year < 2000]
        return people

    def listed(self, key: tuple[str, int], counts: list[int]) -> list[Someone]:
        result = []
        for village, count in zip(VILLAGES, counts):
            people = list(self.pool[village])
            if key[0] == "C10" and village == ARJOWILANGUN:
                people = self.paid[40:52] + people  # recipients of BPUM who also went to the class
                self.rng.shuffle(people)
            else:
                self.rng.shuffle(people)
            if key[0] == "C26":
                people = [p for p in people if p.woman]
            if key[0] in ("C03", "C04", "C26"):
                first: dict[str, Someone] = {}
                for person in people:
                    first.setdefault(person.card, person)
                people = list(first.values())
            chosen = people[:count]
            assert len(chosen) == count
            if (key, village) == PHONE_CLUSTER[:2]:
                chosen = [replace(p, phone=chosen[0].phone) if n < PHONE_CLUSTER[2] else p
                          for n, p in enumerate(chosen)]
            result += sorted(chosen, key=lambda p: (p.address, p.name))
        return result

    def counts(self) -> dict[tuple[str, int], dict[str, int]]:
        return {key: {v: sum(p.village == v for p in people) for v in VILLAGES}
                for key, people in self.lists.items()}

    def file(self, key: tuple[str, int]) -> bytes:
        code, year = key
        amount = {"C03": 1_500_000 if year == 2020 else 1_200_000, "C04": 1_000_000}.get(code)
        columns = ["No", "NIK", "No KK", "Nama", "Jenis Kelamin", "Tanggal Lahir", "Alamat", "Desa", "Nomor Telepon",
                   "Bidang Usaha"] + ["Jumlah Bantuan"] * (amount is not None) + ["Plafon"] * (code == "C26")
        columns += ["AO"] * (key == OFFICER_LIST)
        records = [columns]
        for number, p in enumerate(self.lists[key], 1):
            record = [str(number), p.nik, p.card, p.name, "P" if p.woman else "L", p.birth.strftime("%d/%m/%Y"),
                      p.address, self.names[p.village], p.phone, p.business]
            if amount is not None:
                record.append(str(amount))
            if code == "C26":
                record.append(str(2_000_000 + 500_000 * (number % 4)))
            if key == OFFICER_LIST:
                local = p.village.startswith(OFFICER_PLACE)
                record.append(OFFICER if local else OFFICERS[number % len(OFFICERS)])
            records.append(record)
        return table(records, ";", "\n")[0].encode()
