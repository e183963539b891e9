"""The figures of monitoring, counted by a plain walk over the rows of the files of Examples/coordination.

It shares nothing with what planted them: it reads the files as they are written. Figures of all programmes together, by
year, measure and region; `measure/breakdown/category` where people on lists are broken down.
"""

import csv
import io

from .coordination_programmes import YEARS
from .coordination_truth import AS_OF, ENGLISH

SPREAD = {"usaha_mikro": "microEnterprises", "penduduk": "population", "rumah_tangga": "households"}
MONEY = {"amountDistributed", "amountCashed", "amountReturned", "budgetRealised"}
RATIOS = {"activation": ("activated", "distributed"), "cashOut": ("cashed", "distributed"),
          "returned": ("returned", "distributed"), "onPrice": ("amountCashed", "amountDistributed"),
          "absorption": ("usedOfBudget", "budget"), "targetReached": ("reachedOfTarget", "target"),
          "onAmount": ("amountFixed", "amountDue")}
AGES = [(25, "0-24"), (35, "25-34"), (45, "35-44"), (55, "45-54"), (65, "55-64"), (200, "65+")]
BUSINESS = ("bahan_baku", "alat", "tempat", "upah", "usaha_lain")
SECTORS = {"pertanian": "agriculture", "peternakan": "livestock", "perikanan": "fishery", "kuliner": "culinary",
           "perdagangan": "trade", "jasa": "services", "industri": "manufacturing"}


def path(region: str) -> list[str]:
    """The region and all around it, the nation last."""
    parts = region.split(".") if region != "ID" else []
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)] + ["ID"]


class Count:
    def __init__(self) -> None:
        self.values: dict[str, dict[str, dict[str, int]]] = {str(y): {} for y in YEARS}

    def at(self, year: int | str, measure: str, region: str, value: int) -> None:
        """What holds for the region alone."""
        regions = self.values.setdefault(str(year), {}).setdefault(measure, {})
        regions[region] = regions.get(region, 0) + value

    def up(self, year: int | str, measure: str, region: str, value: int = 1) -> None:
        """What is counted for the region and all around it."""
        for place in path(region):
            self.at(year, measure, place, value)


class Files:
    def __init__(self, files: dict[str, bytes]):
        self.files = files

    def rows(self, name: str, delimiter: str = ",") -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files[name].decode()), delimiter=delimiter))


def totals(given: dict[str, int]) -> dict[str, int]:
    """What every region holds: the figure given for it, else the sum of what is given nearest below."""
    found = {}
    for region in {p for r in given for p in path(r)}:
        if region in given:
            found[region] = given[region]
            continue
        below = [r for r in given if r != region and region in path(r)]
        found[region] = sum(given[r] for r in below if not any(o in path(r)[1:] for o in below))
    return found


def reports(files: Files) -> tuple[dict[tuple, dict[str, dict[str, int]]], dict[tuple, str]]:
    """By institution, programme and period: figures by measure and region, and the day the first version came."""
    found: dict[tuple, dict[str, dict[str, int]]] = {}
    first: dict[tuple, str] = {}
    names = [f"laporan/{y}-Q{q}.csv" for y in YEARS for q in range(1, 5)] + ["laporan/2021-Q2-perbaikan.csv"]
    for name in names:
        versions: dict[tuple, dict[str, dict[str, int]]] = {}
        for row in files.rows(name):
            key = (row["lembaga"], row["program"], row["periode"])
            first.setdefault(key, row["diterima"])
            versions.setdefault(key, {}).setdefault(ENGLISH[row["ukuran"]], {})[row["wilayah"]] = int(row["nilai"])
        found |= versions
    return found, first


def home(area: list[str]) -> str:
    """The smallest region that holds the whole area."""
    if not area:
        return "ID"
    return next(r for r in path(area[0]) if all(r in path(a) for a in area))


def programmes(files: Files, known: list[dict]) -> list[dict]:
    """A record for each programme and year in which it runs."""
    found = []
    for row in files.rows("program.csv"):
        if row["status"] in ("direncanakan",):
            continue
        if row["status"] == "berakhir" and row["selesai"][:4] < row["tahun"]:
            continue

        def number(name: str, row: dict = row) -> int | None:
            return int(row[name]) if row[name] else None
        found.append({"code": row["kode"], "year": int(row["tahun"]),
                      "home": home([a for a in row["wilayah"].split(";") if a]), "budget": number("anggaran"),
                      "target": number("target"), "amount": number("nilai_manfaat"),
                      "cash": row["bentuk_manfaat"] == "uang"})
    for record in known:
        for period in record["periods"]:
            if record.get("status") == "ended" and (period.get("validTo") or "")[:4] < str(period["fiscalYear"]):
                continue
            found.append({"code": record["code"], "year": period["fiscalYear"], "home": "ID",
                          "budget": period.get("budget"), "target": period.get("target"),
                          "amount": period.get("amount"), "cash": record.get("benefitForm") == "cash"})
    return found


def figures(files: dict[str, bytes], known: list[dict], names: dict[str, str], flawed: set[tuple]) -> dict:
    """`flawed`: institution, programme and period of reports with a contradiction."""
    source, count = Files(files), Count()
    current, first = reports(source)
    plans = programmes(source, known)
    by_programme = reported(current, count)
    planned(plans, current, count, by_programme)
    duties(source, plans, current, first, flawed, count)
    profiles = newest(source)
    listed(source, plans, names, profiles, count, by_programme)
    asked(profiles, count)
    controlled(source, count)
    for row in source.rows("penyebut.csv"):
        count.at(row["tahun"], SPREAD[row["ukuran"]], row["wilayah"], int(row["nilai"]))
    values = {year: {m: dict(sorted(r.items())) for m, r in sorted(count.values[year].items())}
              for year in map(str, YEARS)}
    return {"figures": values, "ratios": {str(y): ratios(by_programme, y) for y in YEARS},
            "programmes": {str(y): single(by_programme, y) for y in YEARS}}


SHOWN = ("ID", "33.02", "35.07", "35.07.11")


def single(by_programme: dict[tuple, dict[str, int]], year: int) -> dict:
    """Lists, reports and plans of each programme, in some regions of every level: region, programme, measure."""
    found: dict = {}
    for (when, region, programme), measures in sorted(by_programme.items()):
        if when == year and region in SHOWN:
            found.setdefault(region, {})[programme] = dict(sorted(measures.items()))
    return found


def reported(current: dict, count: Count) -> dict[tuple, dict[str, int]]:
    """Adds what is reported; the answer is by year, region, programme and measure."""
    found: dict[tuple, dict[str, int]] = {}
    for (_, programme, period), measures in current.items():
        for measure, given in measures.items():
            for region, value in totals(given).items():
                count.at(period[:4], measure, region, value)
                own = found.setdefault((int(period[:4]), region, programme), {})
                own[measure] = own.get(measure, 0) + value
    return found


def ratios(by_programme: dict[tuple, dict[str, int]], year: int) -> dict:
    """Of programmes that report both figures."""
    result: dict = {}
    for name, (top, bottom) in RATIOS.items():
        for region in sorted({r for y, r, _ in by_programme if y == year}):
            own = {p: m for (y, r, p), m in by_programme.items() if (y, r) == (year, region)}
            both = [p for p, m in own.items() if top in m and bottom in m]
            some = [p for p, m in own.items() if (top in m) != (bottom in m)]
            under = sum(own[p][bottom] for p in both)
            if both or some:
                result.setdefault(name, {})[region] = {
                    "value": round(sum(own[p][top] for p in both) / under, 9) if under else None,
                    "programmes": sorted(both), "leftOut": sorted(some)}
    return result


def planned(plans: list[dict], current: dict, count: Count, by_programme: dict[tuple, dict[str, int]]) -> None:
    def at(plan: dict, measure: str, region: str, value: int) -> None:
        count.at(plan["year"], measure, region, value)
        own = by_programme.setdefault((plan["year"], region, plan["code"]), {})
        own[measure] = own.get(measure, 0) + value

    for plan in plans:
        year, where = plan["year"], plan["home"]
        count.up(year, "programmes", where)
        own = [m for (_, code, period), m in current.items()
               if code == plan["code"] and period.startswith(str(year))]
        for name, measure, reached in (("budget", "budgetRealised", "usedOfBudget"),
                                       ("target", "distributed", "reachedOfTarget")):
            if plan[name] is None:
                continue
            for region in path(where):
                at(plan, name, region, plan[name])
            told = [totals(m[measure])["ID"] for m in own if measure in m]
            for region in path(where) if told else []:
                at(plan, reached, region, sum(told))
        if plan["amount"] is None or not plan["cash"]:
            continue
        for measures in own:
            if "amountDistributed" not in measures or "distributed" not in measures:
                continue
            paid = totals(measures["amountDistributed"])
            for region, people in totals(measures["distributed"]).items():
                at(plan, "amountDue", region, people * plan["amount"])
                if region in paid:
                    at(plan, "amountFixed", region, paid[region])


def duties(source: Files, plans: list[dict], current: dict, first: dict, flawed: set[tuple], count: Count) -> None:
    homes = {(p["code"], p["year"]): p["home"] for p in plans}
    handed = {name.removeprefix("daftar/").removesuffix(".csv") for name in source.files if name.startswith("daftar/")}
    for row in source.rows("kalender.csv"):
        key = (row["lembaga"], row["program"], row["periode"])
        where, year = homes[row["program"], int(row["periode"][:4])], row["periode"][:4]
        assert row["jatuh_tempo"] < AS_OF
        count.up(year, "reportsDue", where)
        if row["isi"] == "daftar":
            met, late = f"{row['program'].lower()}-{year}" in handed, False
        else:
            measures = current.get(key, {})
            met = any((m in MONEY) == (row["isi"] == "uang") for m in measures)
            late = met and first[key] > row["jatuh_tempo"]
        count.up(year, "reportsLate" if late else "reportsOnTime" if met else "reportsMissing", where)
    for key in current:
        count.up(key[2][:4], "reports", homes[key[1], int(key[2][:4])])
        if key not in flawed:
            count.up(key[2][:4], "reportsSound", homes[key[1], int(key[2][:4])])


def newest(source: Files) -> dict[str, list[dict]]:
    """The profiles of each owner, the oldest first."""
    found: dict[str, list[dict]] = {}
    for row in sorted(source.rows("profil.csv"), key=lambda r: r["tanggal"]):
        found.setdefault(row["nik"], []).append(row)
    return found


def listed(source: Files, plans: list[dict], names: dict[str, str], profiles: dict[str, list[dict]], count: Count,
           by_programme: dict[tuple, dict[str, int]]) -> None:
    """A list that tells no rupiah is taken to give everybody the programme's benefit of the year."""
    benefits = {(p["code"], p["year"]): p["amount"] or 0 for p in plans}
    codes = {name: code for code, name in names.items() if len(code) == 13}
    seen: dict[tuple[int, str], str] = {}
    for name in source.files:
        if not name.startswith("daftar/"):
            continue
        year = int(name[-8:-4])
        code = name[len("daftar/"):-len("-2021.csv")].upper()
        benefit = benefits[code, year]
        for row in source.rows(name, ";"):
            place = codes[row["Desa"]]
            own = [p for p in profiles.get(row["NIK"], []) if p["tanggal"] <= f"{year}-12-31"]
            decile, sector = (own[-1]["desil"], own[-1]["sektor"]) if own else ("", "")
            age = year - int(row["Tanggal Lahir"][-4:])
            count.up(year, "listed", place)
            rupiah = int(row.get("Jumlah Bantuan") or row.get("Plafon") or benefit)
            count.up(year, "amountListed", place, rupiah)
            told = ["listed"] + ["listedWomen"] * (row["Jenis Kelamin"] == "P")
            told += ["listedDecileKnown"] * (decile != "") + ["listedPoor"] * (decile != "" and int(decile) <= 4)
            for measure in told[1:]:
                count.up(year, measure, place)
            for region in path(place):
                own = by_programme.setdefault((year, region, code), {})
                for measure, value in [("amountListed", rupiah), *((m, 1) for m in told)]:
                    own[measure] = own.get(measure, 0) + value
            for breakdown, category in (("sex", row["Jenis Kelamin"]), ("decile", decile or "-"),
                                        ("age", next(band for limit, band in AGES if age < limit)),
                                        ("sector", SECTORS[sector] if sector else "-")):
                for measure in told:
                    count.up(year, f"{measure}/{breakdown}/{category}", place)
            assert seen.setdefault((year, row["NIK"]), place) == place
    for (year, _), place in seen.items():
        count.up(year, "people", place)


def asked(profiles: dict[str, list[dict]], count: Count) -> None:
    years = {int(row["tanggal"][:4]) for own in profiles.values() for row in own}
    for year in years:
        for every in profiles.values():
            own = [p for p in every if p["tanggal"] <= f"{year}-12-31"]
            if not own or own[-1]["tanggal"][:4] != str(year):
                continue
            last, place = own[-1], own[-1]["wilayah"]
            turnover = [int(p["omzet_bulan"]) if p["omzet_bulan"] else None for p in own]
            told = {"profiles": True, "taxNumberKnown": last["npwp"] != "", "withTaxNumber": last["npwp"] == "ya",
                    "recordsKnown": last["pembukuan"] != "", "withRecords": last["pembukuan"] == "ya",
                    "cashKnown": last["cadangan_kas_hari"] != "",
                    "lowCash": last["cadangan_kas_hari"] != "" and int(last["cadangan_kas_hari"]) < 10,
                    "turnoverKnown": turnover[-1] is not None, "withTurnover": bool(turnover[-1])}
            if len(own) > 1 and turnover[0] is not None and turnover[-1] is not None:
                told |= {"measuredTwice": True, "turnoverRose": turnover[-1] > turnover[0],
                         "turnoverHeld": turnover[-1] >= turnover[0]}
            told |= {"fundsUseKnown": last["penggunaan_dana"] != "", "fundsInBusiness": last["penggunaan_dana"] in BUSINESS}
            categories = [("sex", "P" if int(last["nik"][6:8]) > 40 else "L"), ("age", band(last["nik"], year)),
                          ("sector", SECTORS[last["sektor"]] if last["sektor"] else "-"),
                          ("decile", last["desil"] or "-")]
            for measure in (measure for measure, holds in told.items() if holds):
                count.up(year, measure, place)
                for breakdown, category in categories:
                    count.up(year, f"{measure}/{breakdown}/{category}", place)


def band(nik: str, year: int) -> str:
    """By the year of birth in the number: nobody under 15 or over 120 owns a business; where both centuries are
    possible, nobody knows."""
    ages = [year - century - int(nik[10:12]) for century in (1900, 2000)]
    possible = [age for age in ages if 15 <= age <= 120]
    return next(name for limit, name in AGES if possible[0] < limit) if len(possible) == 1 else "-"


def controlled(source: Files, count: Count) -> None:
    """Diaries: who came, and what was paid of what was due."""
    for row in source.rows("catatan.csv"):
        year, place = row["tanggal"][:4], row["wilayah"]
        count.up(year, "diaryNotes", place)
        if row["hadir"]:
            count.up(year, "meetings", place)
            count.up(year, "meetingsAttended", place, int(row["hadir"] == "ya"))
        if row["angsuran_tagihan"] and row["angsuran_dibayar"]:
            due, paid = int(row["angsuran_tagihan"]), int(row["angsuran_dibayar"])
            count.up(year, "instalmentsDue", place, due)
            count.up(year, "instalmentsPaid", place, min(due, paid))
