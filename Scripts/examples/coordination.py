"""Examples/coordination: forty programmes of twelve institutions, two years of reports, needs and groups of six villages.

All of it is invented; what was planted is held against the rules in plain code before anything is written.
"""

import csv
import json
from pathlib import Path

from . import coordination_check as check
from . import coordination_programmes as programmes
from . import coordination_reports as reports
from .coordination_people import Folk
from .coordination_truth import report_truth
from .writing import dump, table


def sheet(rows: list[dict[str, str]], columns: list[str] | None = None) -> bytes:
    columns = columns or list(rows[0])
    return table([columns, *([r[c] for c in columns] for r in rows)], ",", "\n")[0].encode()


def make(catalogue: Path) -> dict[str, bytes]:
    with open(catalogue / "programmes.json", encoding="utf-8") as file:
        known = json.load(file)
    with open(catalogue / "regions.csv", encoding="utf-8", newline="") as file:
        regions = {r["code"]: r["name"] for r in csv.DictReader(file)}
    folk = Folk(catalogue)
    writer = reports.Writer(folk.counts())
    calendar = reports.calendar(list(folk.lists))

    files = {
        "institutions.json": institutions(),
        "program.csv": sheet(programmes.rows(writer.money), programmes.COLUMNS),
        "kalender.csv": sheet(calendar),
    }
    order: list[dict] = [{"kind": "program", "file": "program.csv"}, {"kind": "kalender", "file": "kalender.csv"}]
    for key in folk.lists:
        code, year = key
        name = f"daftar/{code.lower()}-{year}.csv"
        files[name] = folk.file(key)
        order.append({"kind": "list", "file": name, "programme": code, "institution": programmes.BY_CODE[code].owner,
                      "profile": "umum", "fiscalYear": year, "referenceDate": f"{year}-12-31",
                      "name": f"{code.lower()}-{year}"})
    corrected = {(r.code, r.period): r for r in writer.first}
    for year in programmes.YEARS:
        for quarter in range(1, 5):
            period = f"{year}-Q{quarter}"
            rows = [row for r in writer.reports if r.period == period
                    for row in reports.rows(corrected.get((r.code, period), r))]
            files[f"laporan/{period}.csv"] = sheet(rows, reports.COLUMNS)
            order.append({"kind": "laporan", "file": f"laporan/{period}.csv"})
    rows = [row for r in writer.reports if (r.code, r.period) in corrected for row in reports.rows(r)]
    files["laporan/2021-Q2-perbaikan.csv"] = sheet(rows, reports.COLUMNS)
    order.append({"kind": "laporan", "file": "laporan/2021-Q2-perbaikan.csv"})
    files["laporan/rusak.csv"] = sheet(reports.broken(), reports.COLUMNS)

    truth = report_truth(writer, calendar, folk, known, regions)
    check.programmes(known)
    check.reports(writer, folk.lists, truth["reports"]["late"], truth["reports"]["missing"])
    truth["rows"] = {name: content.count(b"\n") - 1 for name, content in files.items() if name.endswith(".csv")}
    files["manifest.json"] = dump({"note": "Synthetic data: nobody in these files exists.", "imports": order})
    files["truth.json"] = dump(truth)
    return files


def institutions() -> bytes:
    lines = []
    for code, name, english, kind, region in programmes.INSTITUTIONS:
        entry = {"code": code, "name": name, "nameEn": english, "kind": kind}
        if region:
            entry["regionCode"] = region
        lines.append("  " + json.dumps(entry, ensure_ascii=False))
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
