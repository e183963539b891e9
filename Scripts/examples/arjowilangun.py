"""BPUM 2021 in one village: applicants, what was decided at each stage by whom and why, and the 2020 recipients.

Follows the study of Arjowilangun: neighbourhood head, village, sub-district recap, bank, decree, paid; 475 paid. Who
was refused and why is invented, within what the study reports: an undeclared criterion, "did not receive last year".
"""

import csv
import math
import random
from datetime import date, datetime, timedelta
from pathlib import Path

from . import words
from .people import Person, Population, phone_form
from .writing import dump, table

SEED = 20211475
VILLAGE = "35.07.11.2008"
APPLICANTS = 620
PAID = 475
AMOUNT = 1_200_000
RECIPIENTS_2020 = 240

HAMLETS = ["Barisan", "Krajan", "Sumberjo", "Mulyosari", "Bendorejo"]
# As the study's interviews name them; the first ones are the commonest.
TRADES = ["Warung kopi", "Pecel dan sayur", "Penggemukan sapi", "Penggemukan kambing", "Sayur keliling",
          "Toko kelontong", "Jualan daring", "Salon dan pangkas rambut", "Servis HP", "Keripik daun singkong",
          "Keripik singkong", "Jualan gorengan", "Penjahit", "Kue basah", "Jamu gendong"]
STATE_JOBS = ["PNS", "TNI", "Polri", "Pegawai BUMN"]
JOBS = ["Wiraswasta", "Wiraswasta", "Wiraswasta", "Petani", "Mengurus rumah tangga", "Buruh harian",
        "Pekerja migran purna"]

NOT_PREVIOUS_YEAR = "bpum.local.not-previous-year"
# (number, received in 2020, stage that refuses, code of the rule, reasons as written; none: nothing was written)
REFUSALS = [
    (38, True, "Desa", NOT_PREVIOUS_YEAR, ["Sudah menerima tahun lalu"]),
    (41, True, "Bank", NOT_PREVIOUS_YEAR, ["Syarat: tidak menerima pada tahun sebelumnya"]),
    (7, True, "Desa", "", [""]),
    (5, True, "Bank", "", [""]),
    (6, True, "Bank", "bpum.2021.no-active-kur", ["Masih mempunyai KUR aktif"]),
    (1, True, "Desa", "bpum.not-state-employee", ["Berstatus pegawai negeri"]),
    (15, False, "Bank", "bpum.2021.no-active-kur", ["Masih mempunyai KUR aktif"]),
    (5, False, "Desa", "bpum.not-state-employee", ["Berstatus ASN/TNI/Polri/pegawai BUMN"]),
    (9, False, "Desa", "bpum.2021.citizen-micro-business", ["Data tidak lengkap: nomor KK kosong"]),
    (5, False, "Kecamatan", "bpum.2021.citizen-micro-business", ["Data tidak lengkap: bidang usaha kosong"]),
    (7, False, "Desa", "bpum.business-letter", ["Usaha di luar desa; SKU harus dari desa tempat usaha"]),
    (4, False, "Desa", "", [""]),
    (2, False, "Bank", "", [""]),
]
RECEIVED_AND_PAID = 70

STAGES = ["RT", "Desa", "Kecamatan", "Bank", "Penetapan", "Pencairan"]
ACTORS = {"Desa": "Pemerintah Desa Arjowilangun", "Kecamatan": "Kecamatan Kalipare", "Bank": "BRI Unit Kalipare",
          "Penetapan": "Kementerian Koperasi dan UKM", "Pencairan": "BRI Unit Kalipare"}
PASSES = {"RT": "diusulkan", "Desa": "diteruskan", "Kecamatan": "diteruskan", "Bank": "diusulkan",
          "Penetapan": "ditetapkan", "Pencairan": "dicairkan"}
WINDOWS = {"RT": (date(2021, 4, 5), date(2021, 4, 23)), "Desa": (date(2021, 4, 26), date(2021, 5, 7)),
           "Kecamatan": (date(2021, 5, 17), date(2021, 5, 28)), "Bank": (date(2021, 5, 31), date(2021, 6, 25))}

APPLICANT_COLUMNS = ["No", "NIK", "No KK", "Nama Lengkap", "Jenis Kelamin", "Tanggal Lahir", "RT", "RW", "Alamat",
                     "Bidang Usaha", "Lama Usaha (bulan)", "Nomor Telepon", "Menerima BPUM 2020", "KUR Aktif",
                     "Pekerjaan", "Pendapatan per Kapita"]
STAGE_COLUMNS = ["No", "NIK", "Tahap", "Pelaku", "Waktu", "Keputusan", "Alasan", "Kode Alasan"]
RECIPIENT_COLUMNS = ["NIK", "Nama Lengkap", "Alamat", "Bidang Usaha", "Nomor Telepon"]


class Fate:
    """What becomes of one applicant."""

    def __init__(self, received: bool, stage: str = "", code: str = "", reason: str = ""):
        self.received, self.stage, self.code, self.reason = received, stage, code, reason

    @property
    def paid(self) -> bool:
        return not self.stage


def make(catalogue: Path) -> dict[str, bytes]:
    rng = random.Random(SEED)
    with open(catalogue / "regions.csv", encoding="utf-8", newline="") as file:
        names = {r["code"]: r["name"] for r in csv.DictReader(file)}
    with open(catalogue / "rules.csv", encoding="utf-8", newline="") as file:
        basis = {r["code"]: r["legal_basis"] for r in csv.DictReader(file)}
    district = VILLAGE[:8]
    neighbours = [c.replace(".", "") for c in names if len(c) == 8 and c.startswith("35.07.") and c != district]
    population = Population(rng, district.replace(".", ""), neighbours)
    near = [names[c] for c in names if len(c) == 13 and c.startswith(district) and c != VILLAGE]

    fates = [Fate(received, stage, code, rng.choice(reasons))
             for count, received, stage, code, reasons in REFUSALS for _ in range(count)]
    fates += [Fate(True) for _ in range(RECEIVED_AND_PAID)]
    fates += [Fate(False) for _ in range(APPLICANTS - len(fates))]
    assert len(fates) == APPLICANTS and sum(f.paid for f in fates) == PAID
    rng.shuffle(fates)

    people = applicants(population, rng, APPLICANTS + RECIPIENTS_2020)
    people, others = people[:APPLICANTS], people[APPLICANTS:]
    people.sort(key=lambda p: (p.family.rw, p.family.rt, p.name))
    rows = [row(number, person, fate, rng, near) for number, (person, fate) in enumerate(zip(people, fates), 1)]
    told = incomes(people)
    for line, person in zip(rows, people):
        line.append(told[person.nik])
    events = history(people, fates, rng)

    earlier = [p for p, fate in zip(people, fates) if fate.received]
    earlier += others[:RECIPIENTS_2020 - len(earlier)]
    earlier.sort(key=lambda p: (p.family.rw, p.family.rt, p.name))
    written = {r[1]: r for r in rows}
    recipients = [[p.nik, p.name, written[p.nik][8] if p.nik in written else address(p),
                   p.business, phone_form(p.phone, rng)] for p in earlier]

    return {
        "pelamar.csv": text(APPLICANT_COLUMNS, rows),
        "tahapan.csv": text(STAGE_COLUMNS, events),
        "penerima-2020.csv": text(RECIPIENT_COLUMNS, recipients),
        "truth.json": dump(truth(people, fates, rows, events, recipients, basis)),
    }


def applicants(population: Population, rng: random.Random, count: int) -> list[Person]:
    """Two in three are women, as among the study's interviewed recipients; mostly one of a family."""
    people: list[Person] = []
    while len(people) < count:
        family = population.family("Arjowilangun", HAMLETS)
        family.rt, family.rw = rng.randrange(1, 7), rng.randrange(1, 11)
        family.hamlet = HAMLETS[(family.rw - 1) // 2]
        women, men = [p for p in family.members if p.woman], [p for p in family.members if not p.woman]
        chosen = women if women and (rng.random() < 0.66 or not men) else men
        people.append(chosen[0])
        if rng.random() < 0.06 and len(family.members) > 1:
            people.append(next(p for p in family.members if p is not chosen[0]))
    for person in people:
        person.business = rng.choice(TRADES[:9] if rng.random() < 0.7 else TRADES)
        person.name = " ".join(part for part in person.name.replace("’", "'").split())
    return people[:count]


def address(person: Person, village: str = "Arjowilangun") -> str:
    f = person.family
    return f"Dusun {f.hamlet} RT {f.rt:02}/RW {f.rw:02} Desa {village}"


def row(number: int, person: Person, fate: Fate, rng: random.Random, near: list[str]) -> list[str]:
    incomplete = fate.code == "bpum.2021.citizen-micro-business"
    outside = fate.code == "bpum.business-letter"
    # Most have run their business for more than four years; nobody set one up for the grant.
    months = rng.choice([rng.randrange(49, 260)] * 3 + [rng.randrange(8, 49)])
    return [
        str(number), person.nik, "" if incomplete and fate.stage == "Desa" else person.family.card, person.name,
        "P" if person.woman else "L", person.birth.strftime("%d/%m/%Y"), f"{person.family.rt:02}",
        f"{person.family.rw:02}",
        f"Dusun {rng.choice(words.HAMLETS)} Desa {rng.choice(near)} Kec. Kalipare" if outside else address(person),
        "" if incomplete and fate.stage == "Kecamatan" else person.business, str(months),
        phone_form(person.phone, rng), "ya" if fate.received else "tidak",
        "ya" if fate.code == "bpum.2021.no-active-kur" else "tidak",
        rng.choice(STATE_JOBS[:1] if fate.received else STATE_JOBS) if fate.code == "bpum.not-state-employee"
        else rng.choice(JOBS),
    ]


def incomes(people: list[Person]) -> dict[str, str]:
    """Monthly income per head in rupiah, one for each family, drawn beside everything else: nobody was refused for it.

    Half earn less than Rp900,000 a head; one in twenty-five did not tell.
    """
    rng = random.Random(SEED + 1)
    families: dict[str, str] = {}
    for person in people:
        if person.family.card not in families:
            amount = rng.lognormvariate(math.log(900_000), 0.55)
            families[person.family.card] = "" if rng.random() < 0.04 else str(round(amount / 10_000) * 10_000)
    return {person.nik: families[person.family.card] for person in people}


def history(people: list[Person], fates: list[Fate], rng: random.Random) -> list[list[str]]:
    """Stage events in the order in which they happened."""
    decrees = [datetime(2021, 7, 14, 10, 0), datetime(2021, 8, 18, 10, 0)]
    events = []
    for position, (person, fate) in enumerate(zip(people, fates)):
        decree = decrees[rng.random() < 0.4]
        for order, stage in enumerate(STAGES):
            actor = ACTORS.get(stage) or f"Ketua RT {person.family.rt:02} RW {person.family.rw:02}"
            if stage == "Penetapan":
                when = decree
            elif stage == "Pencairan":
                when = moment(rng, decree.date() + timedelta(days=5), decree.date() + timedelta(days=45))
            else:
                when = moment(rng, *WINDOWS[stage])
            refused = stage == fate.stage
            events.append((when, order, position, [
                person.nik, stage, actor, when.isoformat() + "+07:00", "ditolak" if refused else PASSES[stage],
                fate.reason if refused else "", fate.code if refused else ""]))
            if refused:
                break
    events.sort(key=lambda e: e[:3])
    return [[str(number)] + event[3] for number, event in enumerate(events, 1)]


def moment(rng: random.Random, first: date, last: date) -> datetime:
    """An office hour on a working day."""
    while True:
        day = first + timedelta(days=rng.randrange((last - first).days + 1))
        if day.weekday() < 5:
            return datetime(day.year, day.month, day.day, rng.randrange(8, 15), rng.randrange(60), rng.randrange(60))


def text(columns: list[str], rows: list[list[str]]) -> bytes:
    return table([columns, *rows], ";", "\n")[0].encode()


def tally(values) -> dict[str, int]:
    result: dict[str, int] = {}
    for value in values:
        result[value] = result.get(value, 0) + 1
    return result


def truth(people, fates, rows, events, recipients, basis) -> dict:
    refused = [f for f in fates if not f.paid]
    codes = tally(f.code for f in refused)
    return {
        "note": "Synthetic data: nobody in these lists exists. Only the 475 and the Rp1,200,000 come from the study.",
        "village": VILLAGE, "applicants": len(people), "women": sum(p.woman for p in people),
        "paid": sum(f.paid for f in fates), "amount_per_person": AMOUNT, "amount": PAID * AMOUNT,
        "refused": len(refused), "events": len(events),
        "by_stage": [{"stage": s, **tally(e[5] for e in events if e[2] == s)} for s in STAGES],
        "by_decision": tally(e[5] for e in events),
        "refused_by_code": [
            {"code": code or None, "people": n, "legal_basis": basis[code] or None if code else None,
             "stated": bool(code),
             "received_2020": sum(f.code == code and f.received for f in refused),
             "by_stage": tally(f.stage for f in refused if f.code == code)}
            for code, n in sorted(codes.items())],
        "refused_by_reason": [{"reason": reason or None, "people": n}
                              for reason, n in sorted(tally(f.reason for f in refused).items())],
        "refused_with_legal_basis": sum(bool(f.code and basis[f.code]) for f in refused),
        "refused_without_legal_basis": sum(bool(f.code and not basis[f.code]) for f in refused),
        "refused_without_stated_reason": sum(not f.code for f in refused),
        "recipients_2020": {
            "listed": len(recipients), "applicants": sum(f.received for f in fates),
            "paid_2021": sum(f.received and f.paid for f in fates),
            "refused": sum(f.received for f in refused),
            "refused_by_undeclared_criterion": sum(f.received and f.code == NOT_PREVIOUS_YEAR for f in refused),
            "refused_without_stated_reason": sum(f.received and not f.code for f in refused),
        },
        "money_withheld_by_undeclared_criterion": codes[NOT_PREVIOUS_YEAR] * AMOUNT,
        "missing_card": sum(not r[2] for r in rows), "missing_business": sum(not r[9] for r in rows),
    }
