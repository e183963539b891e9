"""Referrals, trainings, mentors' visits, denominators, targets, the village plan and the before/after of one group."""

import random
from datetime import date, timedelta

from .coordination_needs import Villages
from .coordination_people import ARJOWILANGUN, Someone
from .coordination_programmes import BY_CODE
from .coordination_reports import VILLAGES, within
from .coordination_supply import Supply

SEED = 20211231
REFERRAL_COLUMNS = "kode kebutuhan program dari kepada langkah tanggal pelaku alasan hasil tenggat".split()
EVENT_COLUMNS = "kode program lembaga judul topik tanggal wilayah tempat pemateri".split()
VISIT_COLUMNS = "kode program pendamping nik kelompok wilayah tanggal topik temuan tindak_lanjut".split()

# Steps of each referral: step, day, time limit written down (none: 14 days after proposed, 90 after accepted).
HISTORIES = [
    [("diusulkan", "2021-11-05", "")], [("diusulkan", "2021-12-22", "")], [("diusulkan", "2021-12-17", "")],
    [("diusulkan", "2021-10-01", "2021-10-30")],
    [("diusulkan", "2021-09-01", ""), ("diterima", "2021-09-10", "")],
    [("diusulkan", "2021-10-20", ""), ("diterima", "2021-11-01", "")],
    [("diusulkan", "2021-08-02", ""), ("diterima", "2021-08-12", "2022-03-31")],
    [("diusulkan", "2021-06-01", ""), ("diterima", "2021-06-10", "2021-09-01")],
    [("diusulkan", "2021-05-03", ""), ("ditolak", "2021-05-12", "")],
    [("diusulkan", "2021-07-01", ""), ("ditolak", "2021-07-09", "")],
    [("diusulkan", "2021-08-16", ""), ("ditolak", "2021-09-20", "")],
    [("diusulkan", "2021-04-05", ""), ("diterima", "2021-04-12", ""), ("ditolak", "2021-06-30", "")],
    [("diusulkan", "2021-03-08", ""), ("diterima", "2021-03-15", ""), ("dilayani", "2021-05-20", "")],
    [("diusulkan", "2021-04-19", ""), ("diterima", "2021-04-26", ""), ("dilayani", "2021-07-12", "")],
    [("diusulkan", "2021-06-14", ""), ("diterima", "2021-06-25", ""), ("dilayani", "2021-12-02", "")],
    [("diusulkan", "2021-02-15", ""), ("diterima", "2021-02-22", ""), ("dilayani", "2021-04-08", ""),
     ("hasil", "2021-10-11", "")],
    [("diusulkan", "2021-03-22", ""), ("diterima", "2021-03-30", ""), ("dilayani", "2021-06-03", ""),
     ("hasil", "2021-11-15", "")],
    [("diusulkan", "2021-05-24", ""), ("diterima", "2021-06-02", ""), ("dilayani", "2021-08-19", ""),
     ("hasil", "2021-12-14", "")],
    [("diusulkan", "2021-09-13", ""), ("ditarik", "2021-09-21", "")],
    [("diusulkan", "2021-07-19", ""), ("diterima", "2021-07-28", ""), ("ditarik", "2021-10-04", "")],
    # A second try for the need whose first referral (the ninth) was declined.
    [("diusulkan", "2021-10-25", ""), ("diterima", "2021-11-03", "")],
]
SECOND_TRY = (20, 8)
DECLINED = ["Kuota tahun ini sudah habis", "Syarat usia usaha belum terpenuhi", "Lokasi di luar jadwal layanan",
            "Berkas tidak dilengkapi sampai batas waktu"]
OUTCOMES = ["Omzet naik, pencatatan berjalan", "Izin terbit dan dipakai untuk menitip produk",
            "Alat dipakai setiap minggu"]

# code, programme, topic, day, village, people
EVENTS = [
    ("KG-01", "C10", "Buku kas harian", "2020-09-15", 5, 16), ("KG-02", "C10", "Menghitung laba", "2020-10-20", 3, 14),
    ("KG-03", "C10", "Buku kas harian", "2021-03-16", 5, 18), ("KG-04", "C10", "Buku kas harian", "2021-06-15", 5, 16),
    ("KG-05", "C10", "Buku kas harian", "2021-09-14", 5, 14), ("KG-06", "C10", "Menghitung laba", "2021-04-20", 3, 18),
    ("KG-07", "C10", "Menghitung laba", "2021-08-24", 3, 16),
    ("KG-08", "C10", "Memisahkan uang usaha", "2021-05-18", 0, 15),
    ("KG-09", "C11", "Buku kas harian", "2021-07-06", 5, 12), ("KG-10", "C12", "Olahan singkong", "2021-02-23", 5, 15),
    ("KG-11", "C12", "Menjahit dasar", "2021-10-05", 2, 12), ("KG-12", "C13", "Kemasan dan label", "2021-05-25", 4, 14),
    ("KG-13", "C13", "Kemasan dan label", "2021-11-09", 3, 13), ("KG-14", "C15", "Rapat anggota", "2021-06-22", 1, 10),
]
# Events at which how many of the first one's people were again; same programme and topic in the same year.
REPEATED = [("KG-03", "KG-04", 3), ("KG-06", "KG-07", 3)]
THRICE = "KG-05"
# Looks alike and is not: another year, another programme, another topic, not come the second time.
ALIKE = [("KG-01", "KG-03", 2, "ya"), ("KG-03", "KG-09", 2, "ya"), ("KG-03", "KG-10", 3, "ya"),
         ("KG-04", "KG-05", 2, "tidak")]

MENTORS = ["Pendamping Contoh Asih", "Pendamping Contoh Bayu", "Pendamping Contoh Citra", "Pendamping Contoh Darma"]
FINDINGS = [("Pembukuan", "Penjualan belum dicatat setiap hari", "Diberi buku kas"),
            ("Pemasaran", "Hanya menjual kepada tetangga", "Dibuatkan foto produk"),
            ("Legalitas", "Belum mempunyai nomor induk berusaha", "Didaftarkan lewat loket keliling"),
            ("Produksi", "Alat perajang tumpul, hasil tidak seragam", "Dicarikan program alat"),
            ("Keuangan", "Uang usaha bercampur uang rumah", "Dipisah dalam dua dompet")]


class Field:
    def __init__(self, villages: Villages, supply: Supply):
        self.rng, self.villages, self.folk = random.Random(SEED), villages, villages.folk
        self.referrals = self.refer(supply)
        self.events, self.attendance = self.train()
        self.visits = self.visit()

    def last_steps(self) -> dict[str, list[str]]:
        """The last step of every referral of a need."""
        need, last = {}, {}
        for row in self.referrals:
            need[row["kode"]] = row["kebutuhan"] or need[row["kode"]]
            last[row["kode"]] = row["langkah"]
        steps: dict[str, list[str]] = {}
        for code, step in last.items():
            steps.setdefault(need[code], []).append(step)
        return steps

    def refer(self, supply: Supply) -> list[dict[str, str]]:
        """Needs that a programme answers, each with one of those; never those of the story of Arjowilangun."""
        recipients = {p.nik for p in self.folk.paid + self.folk.refused}
        open_needs = [n for n in self.villages.needs if supply.state(n, {}) == "not-offered"
                      and n["kelompok"] not in ("KLP-01", "KLP-09") and n["nik"] not in recipients
                      and not (n["wilayah"] == ARJOWILANGUN and supply.subject(n) == "village")]
        self.rng.shuffle(open_needs)
        # The tried-twice need has to have two programmes to try.
        twice = next(n for n in open_needs
                     if len(supply.answering(n)) > 1 and n["tanggal"] <= HISTORIES[SECOND_TRY[1]][0][1])
        open_needs.remove(twice)
        needs = {number: twice for number in SECOND_TRY}
        # The earliest referral chooses first: nobody is referred before the need was declared.
        for number in sorted(range(len(HISTORIES)), key=lambda n: HISTORIES[n][0][1]):
            if number not in needs:
                needs[number] = next(n for n in open_needs if n["tanggal"] <= HISTORIES[number][0][1])
                open_needs.remove(needs[number])
        rows = []
        for number, history in enumerate(HISTORIES):
            need = needs[number]
            answers = sorted(supply.answering(need), key=lambda a: a[1] is None)
            programme = answers[1 if number == SECOND_TRY[0] else 0][0]
            sender = self.villages.office(need["wilayah"])
            if sender == programme.owner:
                sender = "C-KUD"
            for index, (step, day, limit) in enumerate(history):
                first = index == 0
                rows.append({
                    "kode": f"RJ-{number + 1:02}", "kebutuhan": need["kode"] if first else "",
                    "program": programme.code if first else "", "dari": sender if first else "",
                    "kepada": programme.owner if first and number % 2 else "", "langkah": step, "tanggal": day,
                    "pelaku": sender if step in ("diusulkan", "ditarik") else programme.owner,
                    "alasan": DECLINED[number % 4] if step == "ditolak"
                    else "Kebutuhan sudah terpenuhi sendiri" if step == "ditarik" else "",
                    "hasil": OUTCOMES[number % 3] if step == "hasil" else "", "tenggat": limit})
        return rows

    # Training and mentoring

    def train(self) -> tuple[list[dict], list[dict]]:
        events, people = [], {}
        free = {v: [p for p in self.folk.pool[v]] for v in VILLAGES}
        for code, programme, topic, day, at, count in EVENTS:
            village = VILLAGES[at]
            events.append({"kode": code, "program": programme, "lembaga": BY_CODE[programme].owner,
                           "judul": f"{topic} bagi usaha mikro {self.folk.names[village]}", "topik": topic,
                           "tanggal": day, "wilayah": village, "tempat": f"Balai Desa {self.folk.names[village]}",
                           "pemateri": self.rng.choice(MENTORS)})
            self.rng.shuffle(free[village])
            # Nobody comes twice but those who are planted.
            people[code] = [(p, "ya") for p in free[village][:count]]
            free[village] = free[village][count:] if len(free[village]) > 2 * count else free[village]
        repeaters: list[Someone] = []
        for first, again, count in REPEATED:
            chosen = [p for p, _ in people[first][:count]]
            repeaters += chosen
            people[again] += [(p, "ya") for p in chosen]
        people[THRICE].append((repeaters[0], "ya"))
        for first, again, count, came in ALIKE:
            start = 5 + 2 * ALIKE.index((first, again, count, came))
            people[again] += [(p, came) for p, _ in people[first][start:start + count]]
        attendance = [{"kegiatan": code, "nik": p.nik,
                       "hadir": came if came == "tidak" or self.rng.random() < 0.5 else ""}
                      for code, came_people in people.items() for p, came in came_people]
        return events, attendance

    def repeated(self) -> list[dict]:
        """Counted from the attendance itself: same person, programme, topic and year more than once, present."""
        events = {e["kode"]: e for e in self.events}
        seen: dict[tuple, list[str]] = {}
        for row in self.attendance:
            event = events[row["kegiatan"]]
            if row["hadir"] != "tidak":
                key = (row["nik"], event["program"], event["topik"], event["tanggal"][:4])
                seen.setdefault(key, []).append(event["kode"])
        return [{"nik": k[0], "programme": k[1], "topic": k[2], "year": int(k[3]), "times": len(v), "events": v}
                for k, v in sorted(seen.items()) if len(v) > 1]

    def visit(self) -> list[dict[str, str]]:
        visits = []

        def add(programme: str, village: str, day: date, nik: str = "", group: str = "") -> None:
            topic, finding, follow = self.rng.choice(FINDINGS)
            visits.append({"kode": f"KJ-{len(visits) + 1:03}", "program": programme,
                           "pendamping": self.rng.choice(MENTORS), "nik": nik, "kelompok": group, "wilayah": village,
                           "tanggal": day.isoformat(), "topik": topic, "temuan": finding, "tindak_lanjut": follow})
        for person in self.villages.mentored:
            for number in range(2):
                add("C13", person.village, date(2021, 5 + 3 * number, 1 + self.rng.randrange(27)), nik=person.nik)
        for group in self.villages.groups:
            if group["wilayah"].startswith("33"):
                for month in (4, 7, 10):
                    add("C15", group["wilayah"], date(2021, month, 5 + self.rng.randrange(20)), group=group["kode"])
        add("C12", ARJOWILANGUN, date(2021, 3, 9), group="KLP-01")
        return visits


def denominators(regions: dict[str, str]) -> list[dict[str, str]]:
    """Invented, and additive: a region that is not bundled has nothing, so that every level has the same sum."""
    rng = random.Random(SEED + 1)
    leaves = [r for r in regions if not any(o != r and within(o, r) for o in regions)]
    rows = []
    base = {r: rng.uniform(0.7, 1.4) * (1.0 if len(r) == 13 else 8.5) for r in leaves}
    for year in (2020, 2021):
        for measure, each in (("usaha_mikro", 900), ("penduduk", 6_800), ("rumah_tangga", 2_050)):
            growth = (1.018 if measure == "usaha_mikro" else 1.009) ** (year - 2020)
            leaf = {r: round(base[r] * each * growth * (0.97 + 0.06 * ((n * 7 + len(measure)) % 10) / 10))
                    for n, r in enumerate(leaves)}
            for region in ["ID", *regions]:
                value = sum(v for r, v in leaf.items() if within(r, region))
                rows.append({"ukuran": measure, "wilayah": region, "tahun": str(year), "nilai": str(value),
                             "sumber": "Hitungan contoh, rekaan", "per_tanggal": f"{year}-06-30"})
    return rows


def targets() -> list[dict[str, str]]:
    """Shares between 0 and 1."""
    rows = []
    wanted = {"coverage": (0.08, 0.12), "absorption": (0.8, 0.95), "cashOut": (0.85, 0.97), "onTime": (0.8, 0.95)}
    places = [("", r) for r in ("ID", "33", "35", "33.02", "35.07")]
    programmes = {"absorption": ["C01", "C02", "C03", "C04", "C09"], "cashOut": ["C01", "C02", "C03", "C04", "C26"],
                  "onTime": ["C10", "C16", "C34"], "coverage": ["C10"]}
    for year in (2020, 2021):
        for code, (before, target) in wanted.items():
            of_programmes = [(p, "35.07" if p == "C03" else "33.02" if p == "C16" else "35;33" if p == "C02" else "ID")
                             for p in programmes[code]]
            for programme, area in places + of_programmes:
                for region in area.split(";"):
                    strict = code == "cashOut" and not programme
                    rows.append({"indikator": code, "program": programme, "wilayah": region, "tahun": str(year),
                                 "baseline": f"{before}" if year == 2020 else "", "target": f"{target}",
                                 "hijau": "0.98" if strict else "", "kuning": "0.9" if strict else ""})
    return rows


def plan() -> list[dict[str, str]]:
    steps = [("C12", 2, 4, "K3", "", "Pelatihan olahan singkong bagi purna migran"),
             ("C07", 5, 7, "K1", "C12", "Alat perajang dan penggoreng sesudah pelatihan"),
             ("C20", 8, 12, "K2", "C07", "Pembeli tetap sesudah mutu seragam")]
    return [{"wilayah": ARJOWILANGUN, "tahun": "2021", "program": p, "bulan_mulai": str(a), "bulan_selesai": str(b),
             "kebutuhan": k, "setelah": before, "catatan": note} for p, a, b, k, before, note in steps]


STORY_GROUP = "KLP-01"
# Members by number whose turnover stayed, and the one whose turnover fell.
STAYED, FELL = (4, 9, 13), 11


class Story:
    """One group before and after: before is what the profiles say last, or invented for whom they say nothing."""

    def __init__(self, villages: Villages):
        group = next(row for row in villages.groups if row["kode"] == STORY_GROUP)
        self.members: list[str] = group["anggota"].split(";")
        self.known = {row["nik"]: int(row["omzet_bulan"])
                      for row in sorted(villages.profiles, key=lambda r: r["tanggal"]) if row["omzet_bulan"]}
        rng = random.Random(SEED + 2)
        self.pairs: list[tuple[int, int]] = []
        for number, nik in enumerate(self.members, 1):
            invented, gain = rng.randrange(9, 28) * 100_000, rng.randrange(2, 14) * 50_000
            before = self.known.get(nik, invented)
            after = before if number in STAYED else before - 150_000 if number == FELL else before + gain
            self.pairs.append((before, after))

    def before_after(self) -> list[dict[str, str]]:
        return [{"id": str(number), "omzet_sebelum": str(before), "omzet_sesudah": str(after)}
                for number, (before, after) in enumerate(self.pairs, 1)]

    def asked_again(self) -> list[dict[str, str]]:
        """The members' turnover three months after the equipment came; the last of them could not be found."""
        return [{"nik": nik, "tanggal": "2022-03-07", "wilayah": ARJOWILANGUN, "lembaga": "C-DKM", "asal": "petugas",
                 "omzet_bulan": str(after)} for nik, (_, after) in zip(self.members[:-1], self.pairs)]

    def truth(self) -> dict:
        """Of members whose turnover the sheets tell on both sides."""
        told = [pair for nik, pair in zip(self.members[:-1], self.pairs) if nik in self.known]
        return {"group": STORY_GROUP, "members": len(self.members), "measured": len(told),
                "rose": sum(after > before for before, after in told),
                "fell": sum(after < before for before, after in told),
                "stayed": sum(after == before for before, after in told)}


STUDY = """\
# The women's group of former migrants, before and after the referral for equipment: 15 invented members.
study: perempuan-purna-migran
title:
  id: Omzet anggota Kelompok Perempuan Purna Migran sebelum dan sesudah bantuan alat
  en: Turnover of the members of the former migrant women's group before and after the equipment
source:
  id: "Sumber: data rekaan; bukan data anggota kelompok"
  en: "Source: invented data; not data of the group's members"
sample:
  id: Seluruh 15 anggota kelompok, jadi bukan sampel; tanpa kelompok pembanding.
  en: All 15 members of the group, so not a sample; no comparison group.
synthetic: true
data: sebelum-sesudah.csv
sampling: census
population: 15

analyses:
  - name: before
    method: summary
    title: {id: Omzet bulanan sebelum bantuan, en: Monthly turnover before the aid}
    column: omzet_sebelum
    unit: rupiah

  - name: after
    method: summary
    title: {id: Omzet bulanan sesudah bantuan, en: Monthly turnover after the aid}
    column: omzet_sesudah
    unit: rupiah

  - name: change
    method: signed-rank
    title: {id: Omzet bulanan sebelum dan sesudah, en: Monthly turnover before and after}
    before: omzet_sebelum
    after: omzet_sesudah
    comparison-group: false
"""


# Days within which the next step is due: an answer, help, what came of it.
LIMITS = {"diusulkan": 14, "diterima": 90, "dilayani": 180}


def default_limit(step: str, day: str, limit: str) -> str:
    """The day by which the next step is due."""
    return limit or (date.fromisoformat(day) + timedelta(days=LIMITS[step])).isoformat()
