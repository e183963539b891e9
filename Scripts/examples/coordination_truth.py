"""What a right reading of Examples/coordination must find, counted from the generator's own structures."""

from .coordination_check import catalogue_programmes, clashes, whole
from .coordination_people import PHONE_CLUSTER, Folk
from .coordination_programmes import (BY_CODE, CLASHES, DUPLICATES, NEAR_DUPLICATES, PROGRAMMES, WITHOUT_CRITERIA,
                                      YEARS, overlap, split)
from .coordination_reports import (BROKEN, CORRECTED, LATE, MEASURES, MISSING, PLANTED, VILLAGES, Writer, due, rows,
                                   within)

AS_OF = "2022-03-31"
ENGLISH = {
    "diusulkan": "proposed", "diverifikasi": "verified", "ditetapkan": "decreed", "disalurkan": "distributed",
    "diaktifkan": "activated", "dicairkan": "cashed", "dikembalikan": "returned",
    "nilai_disalurkan": "amountDistributed", "nilai_dicairkan": "amountCashed",
    "nilai_dikembalikan": "amountReturned", "anggaran_terpakai": "budgetRealised",
}
SPECIALS = {"perempuan": "women", "disabilitas": "disabled", "keluarga_migran": "migrant-family",
            "miskin_desil_1_4": "poor-decile-1-4"}
# What is found as long as only the first version is in; `coordination_check` holds the first versions to it.
HEALED = {"C12": ["report.parts-differ"], "C04": ["report.list-differs"]}
CONTENTS = {"angka": "figures", "uang": "money", "daftar": "list"}
# What somebody should look at, and is no contradiction.
WARNINGS = {"report.jump", "report.over-target"}
KINDS = [f"J{n:02}" for n in range(1, 17)]


def white_spots(year: int, known: list[dict]) -> list[list[str]]:
    """Kinds without an active programme by regency and target.

    A programme counts in a regency that its area touches, under each of its kinds, for each special target that it
    names, and under `any` when it names none. The catalogue's programmes count too; with or without them the answer is
    the same.
    """
    def spots(records) -> list[list[str]]:
        filled = {(regency, kind, target) for p in records for regency in ("33.02", "35.07")
                  if overlap(p.area, regency) and p.status.get(year, "berjalan") == "berjalan"
                  for kind in split(p.kinds) for target in [SPECIALS[s] for s in split(p.special)] or ["any"]}
        return [[regency, kind, target] for regency in ("33.02", "35.07") for kind in KINDS
                for target in [*SPECIALS.values(), "any"] if (regency, kind, target) not in filled]
    own = [p.at(year) for p in PROGRAMMES if year in p.years]
    found = spots(own)
    assert year != 2021 or found == spots(own + catalogue_programmes(known, year))
    return found


def region_totals(writer: Writer, regions: dict[str, str]) -> tuple[dict, dict]:
    """Measure, year, region: sums over all programmes of what was given for the region, else of what lies below it.

    The second answer is what a region's total holds beyond the totals of the regions next below it.
    """
    totals: dict = {}
    beyond: dict = {}
    for measure in MEASURES:
        for year in YEARS:
            reports = [r for r in writer.reports if r.period.startswith(str(year))]
            level = {}
            for region in ["ID", *regions]:
                value = 0
                for report in reports:
                    inside = {k: v for k, v in report.rows.items() if k[1] == measure and within(k[0], region)}
                    if (region, measure) in inside:
                        value += inside[region, measure]
                    else:
                        value += whole(inside, measure)
                if value:
                    level[region] = value
            totals.setdefault(ENGLISH[measure], {})[str(year)] = level
            rest = {}
            for region in level:
                children = [r for r in level if r != region and within(r, region) and depth(r) == depth(region) + 1]
                difference = level[region] - sum(level[r] for r in children)
                if difference and depth(region) < 4:
                    rest[region] = difference
            beyond.setdefault(ENGLISH[measure], {})[str(year)] = rest
    return totals, beyond


def depth(region: str) -> int:
    return 0 if region == "ID" else region.count(".") + 1


def sheet_rows(writer: Writer, code: str, period: str, region: str | None, measures: tuple[str, ...]) -> dict:
    """The file and the rows (as a spreadsheet counts) in which a contradiction stands."""
    corrected = {(r.code, r.period): r for r in writer.first}
    name, shown = f"laporan/{period}.csv", [corrected.get((r.code, r.period), r) for r in writer.reports]
    at = [n for n, row in enumerate((row for r in shown if r.period == period for row in rows(r)), 2)
          if row["program"] == code and (region is None or row["wilayah"] == region) and row["ukuran"] in measures]
    return {"file": name, "rows": at}


def contradictory(writer: Writer, folk: Folk) -> list[dict]:
    result = []
    for code, programme, period, region, measures in PLANTED:
        entry = {"code": code, "institution": BY_CODE[programme].owner, "programme": programme, "period": period,
                 "region": region, "measures": [ENGLISH[m] for m in measures]}
        if "Q" in period:
            entry |= sheet_rows(writer, programme, period, region, measures)
        year = [r for r in writer.reports if r.code == programme and r.period[:4] == period[:4] and r.period <= period]
        if code == "report.order":
            entry["toDate"] = [sum(r.rows.get((region, m), 0) for r in year) for m in measures]
        if code == "report.over-budget":
            entry |= {"toDate": sum(whole(r.rows, measures[0]) for r in year),
                      "budget": writer.money[programme, int(period[:4])][1]}
        if code == "report.list-differs":
            every = [r for r in writer.reports if r.code == programme and r.period.startswith(period)]
            entry |= {"reported": sum(whole(r.rows, "disalurkan") for r in every),
                      "listed": len(folk.lists[programme, int(period)])}
        result.append(entry)
    return result


def scores(calendar: list[dict], late: list[dict], missing: list[dict], planted: list[dict]) -> list[dict]:
    """By institution: duties due, and those of them met on time by a report or list that contradicts nothing."""
    failed = {(e["institution"], e["programme"], e["period"], e["content"]) for e in late + missing}
    grave = [e for e in planted if e["code"] not in WARNINGS]
    reports = {(e["institution"], e["programme"], e["period"]) for e in grave}
    lists = {(e["programme"], e["period"]) for e in grave if e["code"] == "report.list-differs"}
    result: dict[str, dict] = {}
    for duty in calendar:
        owner, code, period, content = duty["lembaga"], duty["program"], duty["periode"], CONTENTS[duty["isi"]]
        line = result.setdefault(owner, {"institution": owner, "due": 0, "inOrder": 0})
        line["due"] += 1
        flawed = (code, period[:4]) in lists if content == "list" else (owner, code, period) in reports
        line["inOrder"] += (owner, code, period, content) not in failed and not flawed
    return [result[owner] for owner in sorted(result)]


def corrections(writer: Writer) -> list[dict]:
    current = {(r.code, r.period): r for r in writer.reports}
    result = []
    for first in writer.first:
        now = current[first.code, first.period]
        changed = [{"region": region, "measure": ENGLISH[m], "first": first.rows[region, m], "current": value}
                   for (region, m), value in now.rows.items() if first.rows[region, m] != value]
        result.append({"institution": now.owner, "programme": now.code, "period": now.period,
                       "received": [first.received.isoformat(), now.received.isoformat()], "late": False,
                       "healed": HEALED[now.code], "changed": changed})
    return result


def report_truth(writer: Writer, calendar: list[dict], folk: Folk, known: list[dict], regions: dict) -> dict:
    corrected = {(c, p) for c, p, _ in CORRECTED}
    first = {(r.code, r.period): r for r in writer.first}
    received = {(r.code, r.period): first.get((r.code, r.period), r) for r in writer.reports}
    late, missing = [], []
    for duty in calendar:
        code, period, kind = duty["program"], duty["periode"], duty["isi"]
        entry = {"institution": duty["lembaga"], "programme": code, "period": period,
                 "content": CONTENTS[kind], "due": duty["jatuh_tempo"]}
        if kind == "daftar":
            if (code, int(period)) not in folk.lists:
                missing.append(entry)
            continue
        report = received.get((code, period))
        if report is None or kind == "uang" and not any(m.startswith("nilai") for _, m in report.rows):
            missing.append(entry)
        elif report.received > due(period):
            late.append({**entry, "received": report.received.isoformat(),
                         "days": (report.received - due(period)).days})
    assert {(e["programme"], e["period"]) for e in late} == set(LATE) and len(late) == len(LATE)
    assert len(missing) == len(MISSING) and corrected == set(first)
    totals, beyond = region_totals(writer, regions)
    by_year = {year: [p.at(year) for p in PROGRAMMES if year in p.years] for year in YEARS}
    lists = []
    for (code, year), people in folk.lists.items():
        lists.append({"name": f"{code.lower()}-{year}", "programme": code, "fiscalYear": year, "people": len(people),
                      "women": sum(p.woman for p in people), "men": sum(not p.woman for p in people),
                      "byVillage": {v: {"women": sum(p.woman for p in people if p.village == v),
                                        "men": sum(not p.woman for p in people if p.village == v)}
                                    for v in VILLAGES if any(p.village == v for p in people)}})
    phones: dict[tuple, list] = {}
    for key, people in folk.lists.items():
        for p in people:
            phones.setdefault((key, p.phone), []).append(p.nik)
    many = [(key, phone, niks) for (key, phone), niks in phones.items() if len(niks) > 3]
    assert [(k, len(n)) for k, _, n in many] == [(PHONE_CLUSTER[0], PHONE_CLUSTER[2])]
    planted = contradictory(writer, folk)
    return {
        "note": "Synthetic data: nobody in these files exists.",
        "asOf": AS_OF,
        "programmes": {
            "count": len(PROGRAMMES), "versions": {str(y): len(v) for y, v in by_year.items()},
            "pillars": {str(y): {k: sum(p.pillar == k for p in v) for k in ("P1", "P2", "P3")}
                        for y, v in by_year.items()},
            "changedVersions": [p.code for p in PROGRAMMES if p.changes],
            "withoutCriteria": WITHOUT_CRITERIA, "incomplete": [p.code for p in PROGRAMMES if p.incomplete],
            "duplicates": [list(pair) for pair in DUPLICATES], "nearDuplicates": [list(p) for p in NEAR_DUPLICATES],
            "clashesBeyondDuplicates": [list(pair) for pair in CLASHES],
            "clashes": {str(y): [list(p) for p in clashes(y, catalogue_programmes(known, y))] for y in YEARS},
            "whiteSpots2021": white_spots(2021, known),
        },
        "reports": {
            "duties": len(calendar), "received": len(writer.reports), "late": late, "missing": missing,
            "contradictory": planted, "corrected": corrections(writer),
            "scores": scores(calendar, late, missing, planted),
            "listExcused": [{"programme": "C10", "fiscalYear": 2021, "listed": len(folk.lists["C10", 2021]),
                             "reported": sum(whole(r.rows, "disalurkan") for r in writer.reports
                                             if r.code == "C10" and r.period.startswith("2021")),
                             "because": "report of 2021-Q3 missing"}],
            "malformed": [{"row": r, "column": c, "value": v} for r, c, v in BROKEN],
            "totals": totals, "beyondChildren": beyond,
        },
        "lists": lists,
        "phoneCluster": [{"programme": k[0], "fiscalYear": k[1], "phone": phone, "people": sorted(niks)}
                         for k, phone, niks in many],
    }
