"""Examples/coordination: forty programmes of twelve institutions, two years of reports, six villages with their needs.

All of it is invented; what was planted is held against the rules in plain code before anything is written.
"""

import csv
import json
from pathlib import Path

from . import coordination_alerts as alerts
from . import coordination_check as check
from . import coordination_diary as diary_work
from . import coordination_field as field_work
from . import coordination_figures as plain
from . import coordination_needs as needs
from . import coordination_programmes as programmes
from . import coordination_reports as reports
from . import coordination_village_truth as village_truth
from .coordination_people import Folk
from .coordination_supply import Supply
from .coordination_truth import report_truth
from .writing import dump, table


# The story of Arjowilangun needs these lists of the folder beside; the figures of truth.json do not count them, but for
# `needs.withBpumList`.
COMPANIONS = [
    {"kind": "list", "file": "../bpum-arjowilangun/pelamar.csv", "programme": "BPUM",
     "institution": "DESA-35.07.11.2008", "profile": "bpum-pelamar-desa", "fiscalYear": 2021,
     "referenceDate": "2021-09-30", "name": "arjowilangun-pelamar-2021"},
    {"kind": "stages", "file": "../bpum-arjowilangun/tahapan.csv", "list": "arjowilangun-pelamar-2021"},
]


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
    steps = f"tahapan/{alerts.STAGE_LIST[0].lower()}-{alerts.STAGE_LIST[1]}.csv"
    order.append({"kind": "stages", "file": steps, "list": steps[8:-4]})
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

    villages = needs.Villages(catalogue, folk)
    supply = Supply(villages, known, 2021)
    field = field_work.Field(villages, supply)
    denominators = field_work.denominators(regions)
    diaries = diary_work.Diaries(villages)
    sheets = [
        ("profil", villages.profiles, needs.PROFILE_COLUMNS), ("kelompok", villages.groups, needs.GROUP_COLUMNS),
        ("kemitraan", partnerships(), None), ("kebutuhan", villages.needs, needs.NEED_COLUMNS),
        ("rujukan", field.referrals, field_work.REFERRAL_COLUMNS),
        ("kegiatan", field.events, field_work.EVENT_COLUMNS), ("kehadiran", field.attendance, None),
        ("kunjungan", field.visits, field_work.VISIT_COLUMNS),
        ("catatan", diaries.entries, diary_work.COLUMNS), ("penyebut", denominators, None),
        ("sasaran", field_work.targets(), None), ("rencana", field_work.plan(), None),
    ]
    for kind, rows, columns in sheets:
        files[f"{kind}.csv"] = sheet(rows, columns)
        order.append({"kind": kind, "file": f"{kind}.csv"})
    story = field_work.Story(villages)
    files["sebelum-sesudah.csv"] = sheet(story.before_after())
    files["cerita/profil-maret-2022.csv"] = sheet(story.asked_again())
    files["study.yaml"] = field_work.STUDY.encode()

    declared = {n["nik"] for n in villages.needs} | {p.nik for g in villages.groups for p in g["people"]}
    files[steps] = alerts.stages(folk, declared)

    truth = report_truth(writer, calendar, folk, known, regions)
    check.programmes(known)
    check.reports(writer, folk.lists, truth["reports"]["late"], truth["reports"]["missing"])
    truth["needs"] = village_truth.needs(villages, field, supply, Supply(villages, known, 2021).with_bpum())
    truth["referrals"] = village_truth.referrals(field)
    truth["repeatedAttendance"] = field.repeated()
    truth["diaries"] = diaries.truth()
    truth["profiles"] = village_truth.profiles(villages)
    truth["story"] = story.truth()
    truth["denominators"] = village_truth.denominators(denominators, truth["reports"]["totals"], folk)
    check.villages(villages, field, supply, denominators)
    flawed = {(e["institution"], e["programme"], e["period"]) for e in truth["reports"]["contradictory"]
              if e["code"] != "report.jump"}
    truth["monitoring"] = plain.figures(files, known, folk.names, flawed)
    truth["alerts"] = alerts.truth(folk, files)
    truth["rows"] = {name: content.count(b"\n") - 1 for name, content in files.items() if name.endswith(".csv")}
    files["manifest.json"] = dump({
        "note": "Synthetic data: nobody in these files exists.", "institutions": "institutions.json",
        "imports": order, "companions": COMPANIONS})
    files["truth.json"] = dump(truth)
    return files


def partnerships() -> list[dict[str, str]]:
    columns = "kode kelompok mitra kode_mitra jenis_mitra mulai selesai keadaan alasan".split()
    return [dict(zip(columns, line)) for line in needs.PARTNERSHIPS]


def institutions() -> bytes:
    lines = []
    for code, name, english, kind, region in programmes.INSTITUTIONS:
        entry = {"code": code, "name": name, "nameEn": english, "kind": kind}
        if region:
            entry["regionCode"] = region
        lines.append("  " + json.dumps(entry, ensure_ascii=False))
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()
