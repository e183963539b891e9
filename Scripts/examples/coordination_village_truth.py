"""What a right reading of the needs, referrals, trainings and denominators of Examples/coordination must find."""

from .coordination_field import LIMITS, Field, default_limit
from .coordination_needs import Villages
from .coordination_people import Folk
from .coordination_programmes import YEARS
from .coordination_reports import VILLAGES
from .coordination_supply import STATES, Supply

STEPS = {"diusulkan": "proposed", "diterima": "accepted", "ditolak": "declined", "dilayani": "served",
         "hasil": "outcome", "ditarik": "withdrawn"}
MEASURES = {"usaha_mikro": "micro-enterprises", "penduduk": "population", "rumah_tangga": "households"}
SUBJECTS = {"nik": "person", "kelompok": "group", "village": "village"}
REFERRALS_AS_OF = "2021-12-31"


def needs(villages: Villages, field: Field, supply: Supply, with_bpum: Supply) -> dict:
    steps = field.last_steps()
    lines, matrix, aid = [], {}, {}
    changed = []
    for need in villages.needs:
        answers = supply.answering(need)
        state = supply.state(need, steps)
        line = {"code": need["kode"], "subject": SUBJECTS[supply.subject(need)], "village": need["wilayah"],
                "need": need["kebutuhan"], "aid": need["jenis_bantuan"] or None, "state": state,
                "uncertain": state == "not-offered" and all(fit is None for _, fit in answers),
                "answeredBy": [p.code for p, fit in answers if fit],
                "perhaps": [p.code for p, fit in answers if fit is None]}
        lines.append(line)
        for table, kind in ((matrix, need["kebutuhan"]), (aid, need["jenis_bantuan"] or "-")):
            cell = table.setdefault(need["wilayah"], {}).setdefault(kind, {"declared": 0})
            cell["declared"] += 1
            cell[state] = cell.get(state, 0) + 1
        other = with_bpum.state(need, steps)
        if other != state:
            changed.append({"code": need["kode"], "state": other})
    unserved = {v: sum(n["village"] == v and n["state"] != "served" for n in lines) for v in VILLAGES}
    return {
        "year": 2021, "count": len(lines),
        "states": {s: sum(n["state"] == s for n in lines) for s in STATES},
        "uncertain": sum(n["uncertain"] for n in lines),
        "byVillageAndNeed": ordered(matrix), "byVillageAndAid": ordered(aid),
        "unservedByVillage": unserved, "combinations": combinations(villages.needs),
        "combinationsOfTheNine": combinations([n for n in villages.needs
                                               if n["nik"] in {p.nik for p in villages.nine}]),
        "nine": [p.nik for p in villages.nine],
        "withBpumList": changed, "lines": lines,
    }


def ordered(table: dict) -> dict:
    return {v: dict(sorted(table[v].items())) for v in sorted(table)}


def combinations(rows: list[dict]) -> list[dict]:
    """Sets of kinds of aid that one person or group asks for, commonest first; a village asks for itself."""
    wanted: dict[str, set[str]] = {}
    for need in rows:
        if need["jenis_bantuan"]:
            wanted.setdefault(need["nik"] or need["kelompok"] or need["wilayah"], set()).add(need["jenis_bantuan"])
    sets: dict[tuple[str, ...], int] = {}
    for kinds in wanted.values():
        key = tuple(sorted(kinds))
        sets[key] = sets.get(key, 0) + 1
    return [{"aid": list(k), "subjects": n} for k, n in sorted(sets.items(), key=lambda item: (-item[1], item[0]))]


def referrals(field: Field) -> dict:
    histories: dict[str, list[dict]] = {}
    for row in field.referrals:
        histories.setdefault(row["kode"], []).append(row)
    states: dict[str, int] = {}
    overdue, lines = [], []
    for code, rows in histories.items():
        last = rows[-1]
        states[STEPS[last["langkah"]]] = states.get(STEPS[last["langkah"]], 0) + 1
        line = {"code": code, "need": rows[0]["kebutuhan"], "programme": rows[0]["program"],
                "state": STEPS[last["langkah"]], "steps": len(rows)}
        if last["langkah"] in LIMITS:
            line["due"] = default_limit(last["langkah"], last["tanggal"], last["tenggat"])
            if line["due"] < REFERRALS_AS_OF:
                overdue.append(code)
        lines.append(line)
    return {"asOf": REFERRALS_AS_OF, "count": len(lines), "steps": len(field.referrals), "states": states,
            "overdue": overdue, "lines": lines}


def profiles(villages: Villages) -> dict:
    latest: dict[str, dict] = {}
    first: dict[str, dict] = {}
    for row in sorted(villages.profiles, key=lambda r: r["tanggal"]):
        first.setdefault(row["nik"], row)
        latest[row["nik"]] = row
    twice = [nik for nik in latest if latest[nik] is not first[nik]]
    people = list(latest.values())

    def low(row: dict) -> bool:
        return row["cadangan_kas_hari"] != "" and int(row["cadangan_kas_hari"]) < 10
    return {
        "rows": len(villages.profiles), "people": len(people),
        "byVillage": {v: {"people": sum(r["wilayah"] == v for r in people),
                          "withoutTaxNumber": sum(r["wilayah"] == v and r["npwp"] == "tidak" for r in people),
                          "withoutRecords": sum(r["wilayah"] == v and r["pembukuan"] == "tidak" for r in people),
                          "reserveUnderTenDays": sum(r["wilayah"] == v and low(r) for r in people)}
                      for v in VILLAGES},
        "measuredTwice": {
            "people": len(twice),
            "turnoverRose": sum(int(latest[n]["omzet_bulan"]) > int(first[n]["omzet_bulan"]) for n in twice),
            **{name: sum(latest[n][column] == "ya" and first[n][column] == "tidak" for n in twice)
               for name, column in (("recordsGained", "pembukuan"), ("taxNumberGained", "npwp"),
                                    ("licenceGained", "nib"))},
            "firstKnown": sum(latest[n][c] == "ya" and not first[n][c] for n in twice for c in ("pembukuan", "npwp", "nib"))},
    }


def denominators(rows: list[dict], totals: dict, folk: Folk) -> dict:
    values: dict = {}
    for row in rows:
        values.setdefault(MEASURES[row["ukuran"]], {}).setdefault(row["tahun"], {})[row["wilayah"]] = int(row["nilai"])
    coverage: dict = {}
    for year in map(str, YEARS):
        listed = {v: {p.nik for (_, y), people in folk.lists.items() if y == int(year) for p in people
                      if p.village == v} for v in VILLAGES}
        for region, distributed in totals["distributed"][year].items():
            below = [listed[v] for v in VILLAGES if region == "ID" or v == region or v.startswith(region + ".")]
            enterprises = values["micro-enterprises"][year][region]
            people = len(set().union(*below))
            coverage.setdefault(year, {})[region] = {
                "distributed": distributed, "listedPeople": people, "microEnterprises": enterprises,
                "coverage": round(distributed / enterprises, 6), "listedCoverage": round(people / enterprises, 6)}
    return {"values": values, "coverage": coverage}
