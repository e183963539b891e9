"""Diaries and weekly control of Examples/coordination: mentored kitchens, and borrowers who meet every week."""

import random
from datetime import date, timedelta

from .coordination_needs import Villages

SEED = 20211105
COLUMNS = """nik program tanggal wilayah petugas hadir omzet_minggu pengeluaran_minggu angsuran_tagihan angsuran_dibayar
tabungan catatan""".split()
OFFICERS = ["Petugas Contoh Laras", "Petugas Contoh Yudha"]
# The loan programme whose borrowers meet weekly, and the mentoring programme whose businesses keep a diary.
WEEKLY, MENTORING = "MEKAAR", "C13"
BORROWERS, KITCHENS, WEEKS = 10, 8, 20
# By number of the borrower: paid nothing in so many of the last weeks; away in so many of the last.
BEHIND = {2: 3, 6: 1}
AWAY = {4: 3, 6: 1}
# By number of the kitchen: weeks without a note, counted from 1; the first and the last week always have one.
EMPTY = {1: [4, 5], 5: [9]}
INSTALMENT = 50_000


class Diaries:
    def __init__(self, villages: Villages):
        rng = random.Random(SEED)
        self.entries: list[dict[str, str]] = []
        self.plan: list[dict] = []
        group = next(g for g in villages.groups if g["kode"] == "KLP-05")
        for number, person in enumerate(group["people"][:BORROWERS]):
            behind, away = BEHIND.get(number, 0), AWAY.get(number, 0)
            self.keep(rng, person.nik, person.village, WEEKLY, date(2021, 6, 8), [], True, behind, away)
        for number, person in enumerate(villages.mentored[:KITCHENS]):
            self.keep(rng, person.nik, person.village, MENTORING, date(2021, 5, 12), EMPTY.get(number, []), False, 0, 0)

    def keep(self, rng: random.Random, nik: str, village: str, programme: str, start: date, empty: list[int],
             meets: bool, behind: int, away: int) -> None:
        sales, growth = rng.randrange(6, 30) * 50_000, rng.uniform(-0.01, 0.03)
        for week in range(WEEKS):
            if week + 1 in empty:
                continue
            sold = round(sales * (1 + growth * week) * rng.uniform(0.85, 1.15) / 1_000) * 1_000
            unpaid, absent = week >= WEEKS - behind, week >= WEEKS - away
            self.entries.append({
                "nik": nik, "program": programme, "tanggal": (start + timedelta(days=7 * week)).isoformat(),
                "wilayah": village, "petugas": rng.choice(OFFICERS),
                "hadir": ("tidak" if absent else "ya") if meets else "", "omzet_minggu": str(sold),
                "pengeluaran_minggu": str(round(sold * rng.uniform(0.5, 0.8) / 1_000) * 1_000),
                "angsuran_tagihan": str(INSTALMENT) if meets else "",
                "angsuran_dibayar": ("0" if unpaid else str(INSTALMENT)) if meets else "",
                "tabungan": "5000" if meets and not unpaid else "",
                "catatan": "Usaha tutup, anak sakit" if absent else ""})
        self.plan.append({"nik": nik, "programme": programme, "region": village, "notes": WEEKS - len(empty),
                          "emptyWeeks": len(empty), "arrears": INSTALMENT * behind, "missedInARow": away})

    def truth(self) -> dict:
        """What was planted, and the sales as a plain reading of the rows finds them."""
        for line in self.plan:
            sales = [int(e["omzet_minggu"]) for e in self.entries if e["nik"] == line["nik"]]
            line["before"], line["after"] = sum(sales[:4]) // 4, sum(sales[-4:]) // 4
        return {"year": 2021, "businesses": self.plan,
                "toVisit": sorted(line["nik"] for line in self.plan if line["arrears"] or line["missedInARow"] > 1)}
