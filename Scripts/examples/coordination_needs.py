"""Profiles, groups, partnerships and needs of the six villages of Examples/coordination."""

import csv
import io
import random
from datetime import date, timedelta
from pathlib import Path

from .coordination_people import ARJOWILANGUN, Folk, Someone
from .coordination_programmes import BY_CODE
from .coordination_reports import VILLAGES

SEED = 20210817
SECTORS = {
    "kuliner": """Warung kopi,Pecel dan sayur,Keripik singkong,Keripik daun singkong,Jualan gorengan,Kue basah,
Bakso keliling,Katering,Warung makan,Jamu gendong,Kopi bubuk""",
    "peternakan": "Penggemukan sapi,Penggemukan kambing,Ayam potong", "perikanan": "Ternak lele",
    "perdagangan": "Sayur keliling,Toko kelontong,Jualan daring",
    "jasa": "Salon dan pangkas rambut,Servis HP,Bengkel sepeda motor,Sewa alat pesta,Penjahit",
    "industri": "Tempe dan tahu,Anyaman bambu,Gula kelapa,Batik tulis,Mebel kayu",
}
SECTOR = {b.strip(): sector for sector, names in SECTORS.items() for b in names.split(",")}
# The nine interviewed recipients of the study, by the trade that stands in for theirs.
TRADES = {"coffee_shop": "Warung kopi", "pecel_vegetable_stall": "Pecel dan sayur",
          "cattle_fattening": "Penggemukan sapi", "goat_fattening": "Penggemukan kambing",
          "mobile_vegetable_seller": "Sayur keliling", "grocery_store": "Toko kelontong",
          "online_sales": "Jualan daring", "hair_salon": "Salon dan pangkas rambut", "phone_service": "Servis HP"}
PROFILE_COLUMNS = """nik tanggal wilayah lembaga asal sektor kelas_usaha lama_usaha_bulan badan_hukum pembukuan pasar
npwp nib cadangan_kas_hari omzet_bulan tenaga_kerja desil disabilitas keluarga_migran dana_dari penggunaan_dana""".split()
GROUP_COLUMNS = "kode nama jenis wilayah anggota ketua sektor berdiri status lembaga".split()
NEED_COLUMNS = "kode nik kelompok wilayah kebutuhan jenis_bantuan pernyataan asal tanggal lembaga".split()

# code, name, kind, village, members, sector, founded, status
GROUPS = [
    ("KLP-01", "Kelompok Perempuan Purna Migran", "purna_migran", 5, 15, "kuliner", "2017-05-12", "aktif"),
    ("KLP-02", "Paguyuban Peternak Kambing Sumberjo", "usaha", 5, 9, "peternakan", "2015-02-03", "aktif"),
    ("KLP-03", "Kelompok Tani Singkong Kalipare", "usaha", 4, 12, "pertanian", "2013-09-20", "aktif"),
    ("KLP-04", "Klaster Gula Kelapa Rempoah", "klaster", 1, 10, "pertanian", "2016-01-11", "aktif"),
    ("KLP-05", "Koperasi Ibu Kutasari", "koperasi", 0, 14, "perdagangan", "2012-04-21", "aktif"),
    ("KLP-06", "Pengolah Ikan Pantai Kedungsalam", "usaha", 2, 8, "perikanan", "2018-07-09", "aktif"),
    ("KLP-07", "Himpunan Purna Migran Donomulyo", "purna_migran", 3, 11, "jasa", "2019-03-30", "aktif"),
    ("KLP-08", "Perajin Tempe Krajan", "usaha", 3, 6, "industri", "", "tidak_aktif"),
]
# The anchor firm that two of the partnerships are with: a unit of support itself, with one owner.
ANCHOR = ("KLP-09", "UD Keripik Contoh Sari Singkong", "usaha_induk", 4, "industri", "2009-08-03", "aktif")
ANCHOR_NEEDS = [("K1", "J14"), ("K5", "J15")]
# What the nine said their money went to, and what others may say, the commoner more often.
USES = {"raw_materials": "bahan_baku", "tools": "alat"}
OTHER_USES = ["bahan_baku"] * 5 + ["alat"] * 2 + ["upah", "tempat", "utang", "rumah_tangga", "rumah_tangga", "tabungan"]
PARTNERSHIPS = [
    ("KM-01", "KLP-01", "UD Keripik Contoh Sari Singkong", "KLP-09", "usaha_induk", "2020-01-15", "", "terhenti",
     "Pandemi: penjualan usaha induk ke kota turun, rencana kemitraan tidak jadi dijalankan"),
    ("KM-02", "KLP-03", "UD Keripik Contoh Sari Singkong", "KLP-09", "usaha_induk", "2021-03-01", "", "berjalan", ""),
    ("KM-03", "KLP-04", "Koperasi Contoh Nira Makmur", "", "koperasi", "2019-06-10", "", "berjalan", ""),
    ("KM-04", "KLP-05", "Bank Contoh Desa Makmur", "", "bank", "2018-02-01", "2020-12-31", "selesai",
     "Perjanjian berakhir"),
    ("KM-05", "KLP-06", "Universitas Contoh Malang", "", "kampus", "2021-09-06", "", "direncanakan", ""),
]
STATEMENTS = {
    "J01": "Tambahan modal usaha berupa uang", "J02": "Kredit bunga ringan", "J03": "Pinjaman kecil tanpa agunan",
    "J05": "Pelatihan mengelola usaha", "J06": "Pendamping yang datang teratur", "J07": "Alat produksi",
    "J08": "Bahan baku yang terjangkau", "J09": "Tempat berjualan di pameran", "J10": "Mitra yang membeli hasil",
    "J11": "Bantuan berjualan daring", "J12": "Mengurus nomor induk berusaha", "J13": "Sertifikat halal dan PIRT",
    "J14": "Tempat usaha bersama", "J15": "Keringanan pajak", "": "Belum tahu bantuan apa yang tepat",
}
# What a person may ask for, the commoner ones more often.
WANTED = [("K5", "J01"), ("K5", "J01"), ("K5", "J02"), ("K5", "J03"), ("K5", "J03"), ("K3", "J05"), ("K3", "J05"),
          ("K3", "J06"), ("K1", "J07"), ("K1", "J07"), ("K1", "J08"), ("K2", "J09"), ("K2", "J10"), ("K2", "J11"),
          ("K4", "J13"), ("K4", "J11"), ("K6", "J12"), ("K6", "J12"), ("K1", "J14"), ("K5", "J15"), ("K2", ""),
          ("K3", ""), ("K6", "")]
GROUP_NEEDS = {
    "KLP-01": [("K1", "J07"), ("K2", "J10")], "KLP-02": [("K1", "J08"), ("K5", "J02")],
    "KLP-03": [("K1", "J07"), ("K5", "J02")], "KLP-04": [("K2", "J10"), ("K1", "J07"), ("K3", "")],
    "KLP-05": [("K3", "J06"), ("K5", "J03")], "KLP-06": [("K1", "J07"), ("K6", "J12")],
    "KLP-07": [("K2", ""), ("K3", "J05")], "KLP-08": [("K1", "J08")],
}
VILLAGE_NEEDS = [[("K4", "J11"), ("K3", "J06")], [("K1", "J14"), ("K4", "J11")], [("K2", ""), ("K1", "J14")],
                 [("K4", "J11"), ("K6", "J12")], [("K3", "J06"), ("K2", "J09"), ("K1", "J14")],
                 [("K1", "J07"), ("K4", "J11"), ("K2", "J10")]]
ORIGINS = ["pendaftaran", "survei", "survei", "musyawarah", "petugas"]


class Villages:
    def __init__(self, catalogue: Path, folk: Folk):
        self.rng, self.folk = random.Random(SEED), folk
        interviews = catalogue.parent / "bpum-arjowilangun" / "interviews.csv"
        self.interviews = list(csv.DictReader(io.StringIO(interviews.read_text(encoding="utf-8"))))
        self.nine = self.interviewed()
        self.groups = self.make_groups()
        self.mentored: list[Someone] = []
        self.profiles = self.make_profiles()
        self.needs = self.make_needs()
        self.tell_uses()
        self.add_anchor()

    def office(self, village: str) -> str:
        return "C-DKB" if village.startswith("33") else "C-DKM"

    def interviewed(self) -> list[Someone]:
        """Paid recipients of the sex and trade of the nine."""
        chosen: list[Someone] = []
        for row in self.interviews:
            trade = TRADES[row["business_type"]]
            fitting = [p for p in self.folk.paid if p.business == trade and p.woman == (row["sex"] == "F")]
            chosen.append(next(p for p in fitting if p not in chosen))
        return chosen

    def make_groups(self) -> list[dict]:
        groups = []
        taken = set(p.nik for p in self.nine)
        for code, name, kind, at, size, sector, founded, status in GROUPS:
            village = VILLAGES[at]
            people = [p for p in self.folk.pool[village] if p.nik not in taken]
            if code in ("KLP-01", "KLP-05", "KLP-07"):
                people = [p for p in people if p.woman]
            self.rng.shuffle(people)
            if code == "KLP-01":
                paid = [p for p in self.folk.paid[60:] if p.woman and p.nik not in taken]
                people = paid[:9] + people
            members = people[:size]
            taken |= {p.nik for p in members}
            groups.append({"kode": code, "nama": name, "jenis": kind, "wilayah": village, "people": members,
                           "anggota": ";".join(p.nik for p in members), "ketua": members[0].nik, "sektor": sector,
                           "berdiri": founded, "status": status, "lembaga": self.office(village)})
        return groups

    # Profiles

    def make_profiles(self) -> list[dict[str, str]]:
        rows = [self.interview(person, row) for person, row in zip(self.nine, self.interviews)]
        seen = {p.nik for p in self.nine}
        people: list[Someone] = []
        for group in self.groups:
            if group["kode"] in ("KLP-01", "KLP-05", "KLP-06"):
                people += group["people"][:15 if group["kode"] == "KLP-01" else 6]
        people += [p for p in self.folk.refused[10:12]] + self.folk.paid[40:46]
        for village in VILLAGES:
            listed = [p for members in self.folk.lists.values() for p in members if p.village == village]
            people += self.rng.sample(listed, 15) + self.rng.sample(self.folk.pool[village], 17)
        migrants = {p.nik for g in self.groups if g["jenis"] == "purna_migran" for p in g["people"]}
        for person in people:
            if person.nik in seen:
                continue
            seen.add(person.nik)
            first = self.profile(person, person.nik in migrants)
            rows.append(first)
            kitchen = first["sektor"] == "kuliner" and person.village.startswith("35") and first["omzet_bulan"]
            if kitchen and len(self.mentored) < 24:
                self.mentored.append(person)
                rows.append(self.later(first))
        return rows

    def interview(self, person: Someone, row: dict[str, str]) -> dict[str, str]:
        known = {"yes": "ya", "no": "tidak"}
        return {
            "nik": person.nik, "tanggal": "2021-10-18", "wilayah": ARJOWILANGUN, "lembaga": "C-DKM", "asal": "survei",
            "sektor": SECTOR[person.business], "kelas_usaha": "mikro", "lama_usaha_bulan": row["duration_months"],
            "badan_hukum": "belum", "pembukuan": known[row["daily_records"]],
            "pasar": "daring" if row["business_type"] == "online_sales" else "lokal",
            "npwp": known.get(row["npwp"], ""), "nib": "tidak",
            "cadangan_kas_hari": {"none": "0", "BRI": "7", "own_funds": "20"}[row["cash_reserve"]],
            "omzet_bulan": str(int(row["turnover_day_after"]) * 26), "tenaga_kerja": "1", "desil": "",
            "disabilitas": "tidak", "keluarga_migran": "",
        }

    def profile(self, person: Someone, migrant: bool) -> dict[str, str]:
        rng = self.rng

        def maybe(value: object, known: float = 0.88) -> str:
            return str(value) if rng.random() < known else ""

        def answer(share: float, known: float = 0.9) -> str:
            return maybe("ya" if rng.random() < share else "tidak", known)
        day = date(2021, 1, 11) + timedelta(days=rng.randrange(0, 120))
        micro = rng.random() < 0.92
        return {
            "nik": person.nik, "tanggal": day.isoformat(), "wilayah": person.village,
            "lembaga": self.office(person.village), "asal": rng.choice(ORIGINS),
            "sektor": maybe(SECTOR[person.business], 0.94), "kelas_usaha": maybe("mikro" if micro else "kecil", 0.94),
            "lama_usaha_bulan": maybe(rng.choice([rng.randrange(3, 30), rng.randrange(30, 240)])),
            "badan_hukum": maybe(rng.choice(["belum"] * 8 + ["kelompok", "pt_perorangan"])),
            "pembukuan": answer(0.35), "pasar": maybe(rng.choice(["lokal"] * 6 + ["kabupaten", "daring"])),
            "npwp": answer(0.14), "nib": answer(0.22), "cadangan_kas_hari": maybe(rng.choice([0, 2, 5, 7, 9, 14, 30])),
            "omzet_bulan": maybe(rng.randrange(8, 120 if micro else 400) * 100_000),
            "tenaga_kerja": maybe(rng.choice([0, 1, 1, 1, 2, 3] if micro else [5, 7, 9])),
            "desil": maybe(rng.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 7]), 0.8), "disabilitas": answer(0.04, 0.85),
            "keluarga_migran": "ya" if migrant else answer(0.12, 0.8), "dana_dari": "", "penggunaan_dana": "",
        }

    def later(self, first: dict[str, str]) -> dict[str, str]:
        """The same business in November, after the mentor's visits."""
        rng = self.rng
        turnover = int(first["omzet_bulan"])
        grown = turnover if rng.random() < 0.2 else round(turnover * rng.uniform(1.05, 1.6) / 10_000) * 10_000
        gains = {name: "ya" if first[name] == "ya" or rng.random() < share else first[name]
                 for name, share in (("pembukuan", 0.7), ("npwp", 0.2), ("nib", 0.5))}
        day = date(2021, 11, 1) + timedelta(days=rng.randrange(0, 25))
        return {**first, **gains, "tanggal": day.isoformat(), "asal": "petugas", "omzet_bulan": str(grown)}

    def tell_uses(self) -> None:
        """What the money of a programme was used for, of recipients on a list of the year or the one before. Drawn apart,
        so that nothing else of the example changes with it."""
        rng = random.Random(SEED + 7)
        nine = {p.nik: USES[row["use_of_funds"]] for p, row in zip(self.nine, self.interviews)}
        money = {key: people for key, people in self.folk.lists.items() if BY_CODE[key[0]].form in ("uang", "kredit")}
        for row in self.profiles:
            year = int(row["tanggal"][:4])
            sources = sorted(code for (code, when), people in money.items()
                             if when in (year - 1, year) and any(p.nik == row["nik"] for p in people))
            row["dana_dari"] = "BPUM" if row["nik"] in nine else sources[0] if sources else ""
            told = row["dana_dari"] and rng.random() < 0.9
            row["penggunaan_dana"] = nine.get(row["nik"]) or (rng.choice(OTHER_USES) if told else "")

    def add_anchor(self) -> None:
        code, name, kind, at, sector, founded, status = ANCHOR
        village = VILLAGES[at]
        taken = {p.nik for group in self.groups for p in group["people"]} | {p.nik for p in self.nine}
        taken |= {n["nik"] for n in self.needs} | {r["nik"] for r in self.profiles}
        owner = next(p for p in self.folk.pool[village] if p.nik not in taken)
        self.groups.append({"kode": code, "nama": name, "jenis": kind, "wilayah": village, "people": [owner],
                            "anggota": owner.nik, "ketua": owner.nik, "sektor": sector, "berdiri": founded,
                            "status": status, "lembaga": self.office(village)})
        for need in ANCHOR_NEEDS:
            self.needs.append({"kode": f"KB-{len(self.needs) + 1:03}", "nik": "", "kelompok": code, "wilayah": village,
                               "kebutuhan": need[0], "jenis_bantuan": need[1], "pernyataan": STATEMENTS[need[1]],
                               "asal": "petugas", "tanggal": "2021-08-30", "lembaga": self.office(village)})

    # Needs

    def make_needs(self) -> list[dict[str, str]]:
        needs: list[dict[str, str]] = []

        def add(village: str, need: tuple[str, str], origin: str, nik: str = "", group: str = "",
                day: str = "") -> None:
            when = day or (date(2021, 1, 20) + timedelta(days=self.rng.randrange(0, 300))).isoformat()
            needs.append({"kode": f"KB-{len(needs) + 1:03}", "nik": nik, "kelompok": group, "wilayah": village,
                          "kebutuhan": need[0], "jenis_bantuan": need[1], "pernyataan": STATEMENTS[need[1]],
                          "asal": origin, "tanggal": when, "lembaga": self.office(village)})
        for person, row in zip(self.nine, self.interviews):
            add(ARJOWILANGUN, ("K5", "J01"), "survei", person.nik, day="2021-10-18")
            if row["expected_aid"] == "cash_equipment":
                add(ARJOWILANGUN, ("K1", "J07"), "survei", person.nik, day="2021-10-18")
        for person in self.folk.refused[10:12]:
            add(ARJOWILANGUN, ("K5", "J01"), "pendaftaran", person.nik)
        for person, need in zip(self.folk.paid[40:43], [("K3", "J05"), ("K2", "J09"), ("K5", "")]):
            add(ARJOWILANGUN, need, "pendaftaran", person.nik)
        for group in self.groups:
            for need in GROUP_NEEDS[group["kode"]]:
                origin = "musyawarah" if group["kode"] == "KLP-01" else self.rng.choice(ORIGINS)
                add(group["wilayah"], need, origin, group=group["kode"])
        for village, wanted in zip(VILLAGES, VILLAGE_NEEDS):
            for need in wanted:
                add(village, need, "musyawarah")
        declared = {p.nik for p in self.nine} | {p.nik for p in self.folk.refused[10:12] + self.folk.paid[40:43]}
        profiled = {r["nik"]: r["wilayah"] for r in self.profiles if r["nik"] not in declared}
        for at, village in enumerate(VILLAGES):
            people = [nik for nik, where in profiled.items() if where == village]
            self.rng.shuffle(people)
            # A few of whom nothing but the number is known.
            people = people[:12] + [p.nik for p in self.folk.pool[village][-2:] if p.nik not in profiled]
            for number, nik in enumerate(people):
                wanted = self.rng.sample(WANTED, 2 if number < 4 + at % 3 else 1)
                for need in dict.fromkeys(wanted):
                    add(village, need, self.rng.choice(ORIGINS), nik)
        return needs
