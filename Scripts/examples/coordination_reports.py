"""The reporting calendar and eight quarters of reports, with what is late, missing and contradictory planted in them.

Decisions where the contract leaves room:
- A duty `figures` is met by a report with people, `money` by a report with rupiah, `list` by any committed list of the
  programme and year. A list's lateness is not judged: the day of its import is not the day it was handed over.
- Whether a report is late is judged by its first version; a correction does not make it late.
- A programme that is only planned or has ended in a year has no duties in that year.
- Order and money are tested at each region that a report names, never between stages that are not both given there.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from .coordination_programmes import BY_CODE, PROGRAMMES, split

SEED = 20210331
VILLAGES = ["33.02.22.2002", "33.02.22.2005", "35.07.01.2003", "35.07.01.2006", "35.07.11.2002", "35.07.11.2008"]
BANYUMAS, MALANG, KALIPARE = VILLAGES[:2], VILLAGES[2:], VILLAGES[4:]

GRANT = ["diusulkan", "diverifikasi", "ditetapkan", "disalurkan", "diaktifkan", "dicairkan"]
CREDIT = ["diusulkan", "diverifikasi", "ditetapkan", "disalurkan", "dicairkan"]
GOODS = ["diusulkan", "diverifikasi", "disalurkan"]
SERVICE = ["diusulkan", "disalurkan"]
ONLY = ["disalurkan"]
ORDER = ["diusulkan", "diverifikasi", "ditetapkan", "disalurkan", "diaktifkan", "dicairkan"]
MEASURES = GRANT + ["dikembalikan", "nilai_disalurkan", "nilai_dicairkan", "nilai_dikembalikan", "anggaran_terpakai"]

# programme: stages reported, regions with figures of their own, regions above them whose totals are given too, people
# a year in each region (none: as many as the recipient list has).
PLAN = {
    "C01": (GRANT, VILLAGES, ["ID"], 46), "C02": (GRANT, ["35", "33"], [], 900), "C03": (GRANT, MALANG, [], None),
    "C04": (GRANT, VILLAGES, ["35.07", "33.02"], None), "C05": (GOODS, VILLAGES, ["ID"], 12),
    "C06": (GOODS, VILLAGES, [], 14), "C07": (GOODS, KALIPARE, [], 12), "C08": (GOODS, VILLAGES, ["35", "33"], 16),
    "C09": (GOODS, VILLAGES, ["ID"], 40), "C10": (SERVICE, VILLAGES, [], 24), "C11": (SERVICE, VILLAGES, [], 20),
    "C12": (SERVICE, VILLAGES, ["35.07", "33.02"], 22), "C13": (GOODS, MALANG, ["35.07"], 18),
    "C14": (ONLY, ["35", "33"], ["ID"], 160), "C15": (SERVICE, BANYUMAS, [], 30), "C16": (SERVICE, ["33.02"], [], 240),
    "C17": (SERVICE, ["35.07"], [], 400), "C18": (SERVICE, ["ID"], [], 300), "C19": (SERVICE, ["ID"], [], 500),
    "C20": (SERVICE, KALIPARE, ["35.07.11"], 36), "C21": (ONLY, VILLAGES, ["ID", "35", "33"], 26),
    "C22": (ONLY, ["35.07.01", "35.07.11"], ["35.07"], 90),
    "C23": (GOODS, VILLAGES, ["35.07.11", "35.07.01", "33.02.22"], 34), "C24": (GOODS, ["35.07"], [], 120),
    "C25": (CREDIT, ["35.07.01", "35.07.11", "33.02.22"], [], 70), "C26": (CREDIT, VILLAGES, [], 18),
    "C27": (CREDIT, ["35", "33"], ["ID"], 1400), "C28": (SERVICE, ["ID"], [], 800),
    "C29": (SERVICE, ["ID"], [], 6400), "C30": (SERVICE, VILLAGES[2:4], ["35.07.01"], 44),
    "C31": (SERVICE, ["ID"], [], 200), "C32": (SERVICE, ["35.07", "33.02"], [], 260), "C33": (ONLY, ["ID"], [], 2200),
    "C34": (SERVICE, VILLAGES, [], 38), "C35": (ONLY, ["35", "33"], [], 700), "C36": (ONLY, VILLAGES, ["ID"], 18),
    "C37": (ONLY, ["33.02"], [], 120), "C38": (ONLY, ["ID"], [], 400), "C39": (ONLY, MALANG, ["35.07"], 60),
    "C40": (ONLY, KALIPARE, [], 24),
}
GRANTS = ["C01", "C02", "C03", "C04"]
BUDGETED = GRANTS + ["C09"]
LENT = {"C25": 1_700_000, "C26": 2_900_000, "C27": 3_100_000}
# People proposed and named in the first quarter, paid in the second: only the figures of the year to date are in order.
LAGGED = ["C01", "C27"]
# How far a year's figures go beyond the target; up to 120 % is no problem.
RATIOS = [0.62, 0.78, 0.9, 0.96, 1.04, 1.1]

LATE = {("C11", "2020-Q1"): 12, ("C16", "2020-Q2"): 1, ("C21", "2020-Q4"): 27, ("C28", "2021-Q1"): 5,
        ("C33", "2021-Q2"): 40, ("C38", "2021-Q3"): 3, ("C40", "2021-Q4"): 18}
MISSING = [("C10", "2020", "daftar"), ("C02", "2020-Q2", "uang"), ("C19", "2020-Q3", "angka"),
           ("C34", "2021-Q2", "angka"), ("C10", "2021-Q3", "angka")]
CORRECTED = [("C04", "2021-Q2", date(2021, 7, 14)), ("C12", "2021-Q2", date(2021, 8, 20))]
# One problem each; region None where the whole report is meant.
PLANTED = [
    ("report.order", "C24", "2020-Q4", "35.07", ("diverifikasi", "disalurkan")),
    ("report.order", "C06", "2021-Q4", "33.02.22.2005", ("diusulkan", "diverifikasi")),
    ("report.parts-differ", "C05", "2020-Q3", "ID", ("diusulkan",)),
    ("report.parts-differ", "C12", "2021-Q3", "35.07", ("diusulkan",)),
    ("report.money-differs", "C03", "2021-Q2", "35.07.11.2002", ("disalurkan", "nilai_disalurkan")),
    ("report.money-differs", "C02", "2021-Q1", "33", ("disalurkan", "nilai_disalurkan")),
    ("report.over-budget", "C09", "2021-Q4", None, ("anggaran_terpakai",)),
    ("report.list-differs", "C26", "2021", None, ("disalurkan",)),
    ("report.outside-area", "C13", "2021-Q2", "33.02.22.2002", ("diusulkan",)),
    ("report.jump", "C29", "2021-Q3", "ID", ("diusulkan",)),
]


@dataclass
class Report:
    owner: str
    code: str
    period: str
    received: date
    rows: dict[tuple[str, str], int]
    """What was counted in which region: (region, measure)."""


def within(region: str, above: str) -> bool:
    return above == "ID" or region == above or region.startswith(above + ".")


def quarter_end(year: int, quarter: int) -> date:
    return date(year, 3 * quarter + 1, 1) - timedelta(days=1) if quarter < 4 else date(year, 12, 31)


def due(period: str) -> date:
    year = int(period[:4])
    return quarter_end(year, int(period[6])) + timedelta(days=15) if "Q" in period else date(year + 1, 1, 31)


def reporting() -> list[tuple[str, int]]:
    return [(p.code, y) for p in PROGRAMMES for y in p.years if p.status.get(y, "berjalan") == "berjalan"]


def calendar(listed: list[tuple[str, int]]) -> list[dict[str, str]]:
    duties = []
    for code, year in reporting():
        owner = BY_CODE[code].owner
        for kind in ["angka"] + ["uang"] * (code in GRANTS):
            duties += [(owner, code, f"{year}-Q{q}", kind) for q in range(1, 5)]
        if (code, year) in listed or (code, str(year), "daftar") in MISSING:
            duties.append((owner, code, str(year), "daftar"))
    return [{"lembaga": o, "program": c, "periode": p, "jatuh_tempo": due(p).isoformat(), "isi": k}
            for o, c, p, k in duties]


class Writer:
    def __init__(self, lists: dict[tuple[str, int], dict[str, int]]):
        """`lists`: people on the list of a programme and year, by village."""
        self.rng, self.lists = random.Random(SEED), lists
        self.money: dict[tuple[str, int], tuple[int, int, int | None]] = {}
        self.reports: list[Report] = []
        self.first: list[Report] = []
        """The versions that were corrected later."""
        for number, (code, year) in enumerate(reporting()):
            self.year(code, year, RATIOS[number % len(RATIOS)])
        for p in PROGRAMMES:
            for year in p.years:
                self.money.setdefault((p.code, year), (100, 100_000_000, None))

    def year(self, code: str, year: int, ratio: float) -> None:
        stages, nodes, _, usual = PLAN[code]
        listed = self.lists.get((code, year))
        growth = 1.0 if year == 2020 else self.rng.uniform(0.9, 1.25)
        quarters: list[dict[tuple[str, str], int]] = [{} for _ in range(4)]
        for node in nodes:
            people = listed[node] if listed else round((usual or 18) * growth * self.rng.uniform(0.85, 1.15))
            if (code, year, node) == ("C26", 2021, "33.02.22.2002"):
                people += 3  # report.list-differs
            for quarter, share in zip(quarters, self.shares(people)):
                self.stages(quarter, node, stages, share)
        if code in LAGGED:
            self.lag(quarters, nodes)
        whole = sum(v for q in quarters for (_, m), v in q.items() if m == "disalurkan")
        if code in BUDGETED or code == "C24":
            ratio = min(ratio, 0.96)
        target = int(-(-whole / ratio // 5) * 5)
        cost = BY_CODE[code].at(year).amount or 500_000
        budget = int(round(target * cost * 1.05, -6)) + 1_000_000
        complete = not any(c == code and p.startswith(str(year)) and k == "angka" for c, p, k in MISSING)
        self.money[code, year] = (target, budget, whole if year == 2020 and complete and code != "C24" else None)
        for number, quarter in enumerate(quarters, 1):
            self.report(code, year, number, quarter, budget)

    def shares(self, people: int) -> list[int]:
        weights = [w * self.rng.uniform(0.9, 1.1) for w in (0.9, 1.05, 1.1, 0.95)]
        ends = [round(people * sum(weights[:n]) / sum(weights)) for n in range(5)]
        return [b - a for a, b in zip(ends, ends[1:])]

    def stages(self, quarter: dict, node: str, stages: list[str], people: int) -> None:
        """From the people who got it back to those proposed, and on to those who used it."""
        at = stages.index("disalurkan")
        value = quarter[node, "disalurkan"] = people
        for stage in reversed(stages[:at]):
            value += self.rng.randrange(1, 3 + value // 12)
            quarter[node, stage] = value
        value = people
        for stage in stages[at + 1:]:
            value -= self.rng.randrange(0, 1 + value // 12) if value else 0
            quarter[node, stage] = value

    def lag(self, quarters: list[dict], nodes: list[str]) -> None:
        for node in nodes:
            least = min(v for (n, m), v in quarters[0].items() if n == node and m in GRANT)
            spare = quarters[1][node, "ditetapkan"] - quarters[1][node, "disalurkan"]
            moved = min(least - 1, spare + 1 + least // 10)
            for stage in ("disalurkan", "diaktifkan", "dicairkan"):
                if (node, stage) in quarters[0]:
                    quarters[0][node, stage] -= moved
                    quarters[1][node, stage] += moved

    # One report

    def report(self, code: str, year: int, number: int, cells: dict, budget: int) -> None:
        period = f"{year}-Q{number}"
        wrong = next((day for c, p, day in CORRECTED if (c, p) == (code, period)), None)
        if (code, period, "angka") in MISSING:
            return
        self.disturb_cells(code, period, cells)
        right = self.build(code, year, period, cells, budget)
        if wrong:
            before = dict(cells)
            if code == "C04":
                before = {(n, m): v + 10 * (n == "35.07.11.2008") for (n, m), v in cells.items()}
            first = self.build(code, year, period, before, budget)
            if code == "C12":
                first.rows["33.02", "diusulkan"] += 9
            first.received = min(first.received, wrong - timedelta(days=5))
            self.first.append(first)
            right.received = wrong
        self.reports.append(right)

    def build(self, code: str, year: int, period: str, cells: dict, budget: int) -> Report:
        p, (_, nodes, totals, _) = BY_CODE[code].at(year), PLAN[code]
        rows = dict(cells)
        if code in GRANTS or code in LENT:
            for node in nodes:
                for stage in ("disalurkan", "dicairkan"):
                    each = p.amount if code in GRANTS else LENT[code] + 100_000 * (len(node) + int(period[6]))
                    rows[node, "nilai_" + stage] = rows[node, stage] * each
        for total in totals:
            for measure in dict.fromkeys(m for _, m in rows):
                rows[total, measure] = sum(v for (n, m), v in rows.items()
                                           if m == measure and n in nodes and within(n, total))
        if code == "C01":
            returned = 2 + (int(period[6]) + year) % 3
            rows["ID", "dikembalikan"] = returned
            rows["ID", "nilai_dikembalikan"] = returned * p.amount
        if code in BUDGETED:
            for area in split(p.area):
                people = sum(v for (n, m), v in rows.items() if m == "disalurkan" and n in nodes and within(n, area))
                rows[area, "anggaran_terpakai"] = round(people * p.amount * 1.02)
        if (code, period, "uang") in MISSING:
            rows = {(n, m): v for (n, m), v in rows.items() if not m.startswith(("nilai", "anggaran"))}
        self.disturb_rows(code, period, rows, budget)
        early = self.rng.choice([0, 1, 2, 3, 4, 6, 9])
        late = LATE.get((code, period))
        received = due(period) + timedelta(days=late if late else -early)
        return Report(p.owner, code, period, received, rows)

    def before(self, code: str, year: str, node: str, measure: str) -> int:
        return sum(r.rows.get((node, measure), 0) for r in self.reports if r.code == code and r.period[:4] == year)

    def disturb_cells(self, code: str, period: str, cells: dict) -> None:
        """Contradictions that belong to the figures before totals are made."""
        if (code, period) == ("C24", "2020-Q4"):
            total = {m: self.before(code, "2020", "35.07", m) + cells["35.07", m] for m in GOODS}
            cells["35.07", "disalurkan"] += total["diverifikasi"] - total["disalurkan"] + 6
            cells["35.07", "diusulkan"] += max(0, total["diverifikasi"] + 6 - total["diusulkan"])
        if (code, period) == ("C06", "2021-Q4"):
            node = "33.02.22.2005"
            total = {m: self.before(code, "2021", node, m) + cells[node, m] for m in GOODS}
            cells[node, "diverifikasi"] += total["diusulkan"] - total["diverifikasi"] + 1

    def disturb_rows(self, code: str, period: str, rows: dict, budget: int) -> None:
        if (code, period) == ("C05", "2020-Q3"):
            rows["ID", "diusulkan"] += 12
        if (code, period) == ("C12", "2021-Q3"):
            rows["35.07", "diusulkan"] += 8
        if (code, period) == ("C03", "2021-Q2"):
            rows["35.07.11.2002", "nilai_disalurkan"] += 300_000  # one person at last year's amount
        if (code, period) == ("C02", "2021-Q1"):
            rows["33", "nilai_disalurkan"] = rows["33", "disalurkan"] * BY_CODE["C02"].amount  # last year's amount
        if (code, period) == ("C09", "2021-Q4"):
            rows["ID", "anggaran_terpakai"] = budget - self.before(code, "2021", "ID", "anggaran_terpakai") + 4_500_000
        if (code, period) == ("C13", "2021-Q2"):
            rows["33.02.22.2002", "diusulkan"] = 7
        if (code, period) == ("C29", "2021-Q3"):
            rows["ID", "diusulkan"] = rows["ID", "diusulkan"] * 7 + 3  # applications counted, not applicants


COLUMNS = ["lembaga", "program", "periode", "per_tanggal", "diterima", "wilayah", "ukuran", "nilai"]


def rows(report: Report) -> list[dict[str, str]]:
    def order(key: tuple[str, str]) -> tuple[str, int]:
        return ("" if key[0] == "ID" else key[0], MEASURES.index(key[1]))
    as_of = quarter_end(int(report.period[:4]), int(report.period[6])).isoformat()
    return [{"lembaga": report.owner, "program": report.code, "periode": report.period, "per_tanggal": as_of,
             "diterima": report.received.isoformat(), "wilayah": region, "ukuran": measure, "nilai": str(value)}
            for (region, measure), value in sorted(report.rows.items(), key=lambda item: order(item[0]))]


# Row (as a spreadsheet counts), column, value: one thing wrong in each row of laporan/rusak.csv but the first.
BROKEN = [(3, "program", "C99"), (4, "nilai", "dua belas"), (5, "nilai", "-5"), (6, "wilayah", "35.07.99.2001"),
          (7, "periode", "2021-Q5"), (8, "ukuran", "dihitung"), (9, "nilai", "")]


def broken() -> list[dict[str, str]]:
    sound = {"lembaga": "C-KPP", "program": "C32", "periode": "2021-Q3", "per_tanggal": "2021-09-30",
             "diterima": "2021-10-12", "wilayah": "33.02", "ukuran": "diusulkan", "nilai": "41"}
    measures = ["disalurkan", "diverifikasi", "ditetapkan", "diaktifkan", "dicairkan", "dikembalikan", "diusulkan"]
    result = [sound]
    for (_, column, value), measure in zip(BROKEN, measures):
        result.append({**sound, "wilayah": "35.07", "ukuran": measure, column: value})
    return result
