"""Holds the example to its own plan: the contract's rules in plain code must find what was planted and nothing else."""

from .coordination_programmes import (BY_CODE, CLASHES, DUPLICATES, NEAR_DUPLICATES, PROGRAMMES, WITHOUT_CRITERIA,
                                      YEARS, Programme, overlap, split)
from .coordination_reports import GRANTS, ORDER, PLANTED, Report, Writer, due, reporting, within


def catalogue_programmes(catalogue: list[dict], year: int) -> list[Programme]:
    """The catalogue's programmes with a period in the year; their area, unless stated, is the nation."""
    size = {"ultra-micro": "mikro", "micro": "mikro", "micro-small": "mikro;kecil"}
    unit = {"person": "orang", "family": "keluarga", "village": "desa"}
    return [Programme(c["code"], c["name"], c["nameEn"], c["owner"], c["pillar"], ";".join(c["aims"]), c["kind"],
                      unit[c["targetUnit"]], c.get("area") or "ID", "", None, size=size.get(c["sizeClass"], ""),
                      complementary=";".join(c["complementary"]))
            for c in catalogue if any(p["fiscalYear"] == year for p in c["periods"])]


def clashes(year: int, more: list[Programme], strict: bool = True) -> list[tuple[str, str]]:
    """Contract 4: one aim in common is enough. Not strict: the first aim of each. What does not run clashes with nothing."""
    # One that ends in the year runs until its last day.
    records = [p.at(year) for p in PROGRAMMES if year in p.years and p.status.get(year) != "direncanakan"] + more
    found = []
    for index, a in enumerate(records):
        for b in records[index + 1:]:
            aims = set(split(a.aims)) & set(split(b.aims)) if strict else split(a.aims)[0] == split(b.aims)[0]
            if (aims and split(a.kinds)[0] == split(b.kinds)[0] and a.unit == b.unit
                    and set(split(a.special)) == set(split(b.special)) and overlap(a.area, b.area)
                    and a.owner != b.owner and b.code not in split(a.complementary)
                    and a.code not in split(b.complementary)):
                found.append((a.code, b.code))
    return found


def programmes(catalogue: list[dict]) -> None:
    assert [p.pillar for p in PROGRAMMES].count("P1") == 24 and len(PROGRAMMES) == 40
    assert [p.code for p in PROGRAMMES if not p.criteria and not p.exclusions] == WITHOUT_CRITERIA
    for p in PROGRAMMES:
        if p.code not in WITHOUT_CRITERIA:
            assert max(len(s) for s in split(p.criteria, "|") + split(p.exclusions, "|")) > 15, p.code
    planted = set(NEAR_DUPLICATES + DUPLICATES)
    for year in YEARS:
        expected = {pair for pair in CLASHES + NEAR_DUPLICATES + DUPLICATES
                    if all(year in BY_CODE[c].years for c in pair)}
        for strict in (True, False):
            found = set(clashes(year, catalogue_programmes(catalogue, year), strict))
            assert found == expected, (year, strict, found ^ expected)
    everything = PROGRAMMES + catalogue_programmes(catalogue, 2021)
    for index, a in enumerate(everything):
        for b in everything[index + 1:]:
            one, other = set(a.name.lower().split()), set(b.name.lower().split())
            share = len(one & other) / len(one | other)
            assert (a.code, b.code) in planted or share < 0.3, (a.code, b.code, share)


def contradictions(reports: list[Report], writer: Writer, lists: dict) -> list[tuple]:
    """Contract 5 without late and missing: (code, programme, period, region, measures)."""
    found = []
    by_key = {(r.code, r.period): r for r in reports}
    for code, year in reporting():
        p = BY_CODE[code].at(year)
        target, budget, _ = writer.money[code, year]
        total: dict[tuple[str, str], int] = {}
        complete = True
        for quarter in range(1, 5):
            report = by_key.get((code, f"{year}-Q{quarter}"))
            if report is None:
                complete = False
                continue
            for key, value in report.rows.items():
                total[key] = total.get(key, 0) + value
            where = (code, report.period)
            for region in {r for r, _ in report.rows}:
                if not any(within(region, a) for a in split(p.area)):
                    measures = tuple(m for r, m in report.rows if r == region)
                    found.append(("report.outside-area", *where, region, measures))
                stages = [s for s in ORDER if (region, s) in total]
                for before, after in zip(stages, stages[1:]):
                    if total[region, after] > total[region, before]:
                        found.append(("report.order", *where, region, (before, after)))
                paid = report.rows.get((region, "nilai_disalurkan"))
                if code in GRANTS and paid is not None and paid != report.rows[region, "disalurkan"] * p.amount:
                    found.append(("report.money-differs", *where, region, ("disalurkan", "nilai_disalurkan")))
            for (region, measure), value in report.rows.items():
                parts = parts_below(report.rows, region, measure)
                if parts is not None and parts != value:
                    found.append(("report.parts-differ", *where, region, (measure,)))
            if whole(total, "anggaran_terpakai") > budget:
                found.append(("report.over-budget", *where, None, ("anggaran_terpakai",)))
            assert whole(total, "disalurkan") <= target * 1.19, (code, year)
        listed = lists.get((code, year))
        if listed is not None and complete and whole(total, "disalurkan") != len({p.nik for p in listed}):
            found.append(("report.list-differs", code, str(year), None, ("disalurkan",)))
    return found + jumps(by_key)


def jumps(by_key: dict[tuple[str, str], Report]) -> list[tuple]:
    """Held against the other quarters of both years, and of the same year: both must say the same."""
    found: list[list[tuple]] = [[], []]
    for code in {c for c, _ in by_key}:
        quarters = {p: r.rows for (c, p), r in by_key.items() if c == code}
        for measure in {m for rows in quarters.values() for _, m in rows}:
            series = {p: whole(rows, measure) for p, rows in quarters.items() if any(m == measure for _, m in rows)}
            for period, value in series.items():
                for same, into in ((False, found[0]), (True, found[1])):
                    others = sorted(v for p, v in series.items() if p != period and (not same or p[:4] == period[:4]))
                    if not others:
                        continue
                    middle = (others[(len(others) - 1) // 2] + others[len(others) // 2]) / 2
                    if value > 20 and middle > 20 and (value > 5 * middle or value < middle / 5):
                        into.append(("report.jump", code, period, "ID", (measure,)))
    assert found[0] == found[1], found
    return found[0]


def parts_below(rows: dict[tuple[str, str], int], region: str, measure: str) -> int | None:
    """The sum of the figures nearest below a region; None where there are none."""
    below = [r for r, m in rows if m == measure and r != region and within(r, region)]
    nearest = [r for r in below if not any(o != r and within(r, o) for o in below)]
    return sum(rows[r, measure] for r in nearest) if nearest else None


def whole(rows: dict[tuple[str, str], int], measure: str) -> int:
    """The nation's figure: given, or the sum of what is given below it."""
    if ("ID", measure) in rows:
        return rows["ID", measure]
    return parts_below(rows, "ID", measure) or 0


def reports(writer: Writer, lists: dict, late: list, missing: list) -> None:
    found = sorted(contradictions(writer.reports, writer, lists), key=repr)
    assert found == sorted(PLANTED, key=repr), (set(found) ^ set(PLANTED))
    first = {(r.code, r.period): r for r in writer.first}
    before = contradictions([first.get((r.code, r.period), r) for r in writer.reports], writer, lists)
    healed = [("report.list-differs", "C04", "2021", None, ("disalurkan",)),
              ("report.parts-differ", "C12", "2021-Q2", "33.02", ("diusulkan",))]
    assert sorted(before, key=repr) == sorted(PLANTED + healed, key=repr), set(before) ^ set(PLANTED)
    assert len(late) == 7 and len(missing) == 5
    for report in writer.reports:
        assert all(v >= 0 for v in report.rows.values()), report
        assert (report.received - due(report.period)).days <= 40


def villages(villages, field, supply, denominators: list[dict]) -> None:
    repeated = field.repeated()
    assert len({r["nik"] for r in repeated}) == len(repeated) == 6, repeated
    assert sorted(r["times"] for r in repeated) == [2, 2, 2, 2, 2, 3]
    assert len({(r["kegiatan"], r["nik"]) for r in field.attendance}) == len(field.attendance)
    assert len({(r["nik"], r["tanggal"]) for r in villages.profiles}) == len(villages.profiles)
    for need in villages.needs:
        codes = [p.code for p, _ in supply.answering(need)]
        if need["kelompok"] == "KLP-01":
            assert supply.state(need, {}) == "not-offered", need
        if supply.subject(need) == "village" and need["jenis_bantuan"] == "J07":
            assert codes == ["DESMIGRATIF"], codes
    values = {(r["ukuran"], r["tahun"], r["wilayah"]): int(r["nilai"]) for r in denominators}
    regions = {r["wilayah"] for r in denominators}
    for (measure, year, region), value in values.items():
        level = 0 if region == "ID" else region.count(".") + 1
        children = [r for r in regions if r != region and within(r, region) and r.count(".") == level]
        children = [r for r in children if r != "ID"]
        assert not children or value == sum(values[measure, year, r] for r in children), (measure, region)
