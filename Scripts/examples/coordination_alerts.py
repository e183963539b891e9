"""What is out of the ordinary in Examples/coordination: one officer's load, proposals that are stuck, one proposer's
refusals, a shared telephone; planted here, and found again by plain rules over the rows that are written.

A class takes those who sign up: the village proposes, the sub-district forwards, the office chooses. `dicairkan` says
that the place was given.
"""

import csv
import io
from datetime import date, timedelta
from math import comb

from .coordination_people import OFFICER_PLACE, PHONE_CLUSTER, Folk
from .coordination_reports import VILLAGES, within
from .writing import table

STAGE_LIST = ("C10", 2021)
STAGES = ["Desa", "Kecamatan", "Seleksi", "Kelas"]
# Of whom the sub-district says nothing since summer; those of autumn wait for less than the time limit.
STUCK_PLACE, STUCK, STUCK_SINCE = "35.07.01", 7, date(2021, 9, 6)
RECENT_PLACE, RECENT, RECENT_SINCE = "33.02.22", 4, date(2022, 2, 21)
# The village whose candidates are refused, how many of them; of the others' one each, in one of them two.
REFUSED_PLACE, REFUSED, ELSEWHERE = "35.07.11.2002", 9, [1, 1, 1, 1, 0, 2]
REASONS = ["Usaha belum berjalan enam bulan", "Tidak bersedia mencatat penjualan setiap hari", "Bukan pemilik usaha"]
STAGE_COLUMNS = ["No", "NIK", "Tahap", "Pelaku", "Waktu", "Keputusan", "Alasan", "Kode Alasan"]

# The rules, as the registry states them.
AS_OF, STUCK_DAYS, PHONE_PEOPLE, LEVEL, PROPOSALS = date(2022, 3, 31), 60, 5, 0.01, 10
OFFICERS_LEAST, OFFICER_PEOPLE, OFFICER_TIMES = 4, 20, 5


def proposer(folk: Folk, village: str) -> str:
    return f"Pemerintah Desa {folk.names[village]}"


def stages(folk: Folk, spare: set[str]) -> bytes:
    """Stage events of the class; nobody of `spare`, whose needs are told elsewhere, is refused."""
    events = []
    for village, few in zip(VILLAGES, ELSEWHERE):
        people = [p for p in folk.lists[STAGE_LIST] if p.village == village]
        refused = [p for p in people if p.nik not in spare][:REFUSED if village == REFUSED_PLACE else few]
        rest = [p for p in people if p not in refused]
        stuck = rest[:STUCK // 2 + (village == VILLAGES[3])] if within(village, STUCK_PLACE) else []
        recent = rest[:RECENT // 2] if within(village, RECENT_PLACE) else []
        for number, person in enumerate(people):
            start = date(2021, 2, 1) + timedelta(days=number % 12)
            steps = [("Desa", proposer(folk, village), start, "diusulkan", ""),
                     ("Kecamatan", f"Kecamatan {folk.names[village[:8]]}", start + timedelta(days=9 + number % 5),
                      "diteruskan", "")]
            if person in stuck or person in recent:
                day = (STUCK_SINCE if person in stuck else RECENT_SINCE) + timedelta(days=number % 3)
                steps = [(steps[0][0], steps[0][1], day - timedelta(days=12), *steps[0][3:]),
                         (steps[1][0], steps[1][1], day, *steps[1][3:])]
            elif person in refused:
                steps.append(("Seleksi", "Kementerian Contoh Tenaga Kerja Mandiri", start + timedelta(days=30),
                              "ditolak", REASONS[number % len(REASONS)]))
            else:
                steps.append(("Seleksi", "Kementerian Contoh Tenaga Kerja Mandiri", start + timedelta(days=30),
                              "ditetapkan", ""))
                steps.append(("Kelas", "Kementerian Contoh Tenaga Kerja Mandiri", start + timedelta(days=51),
                              "dicairkan", ""))
            events += [(day, STAGES.index(stage), person.nik, stage, actor, decision, reason)
                       for stage, actor, day, decision, reason in steps]
    events.sort()
    rows = [[str(number), nik, stage, actor, f"{day.isoformat()}T09:00:00+07:00", decision, reason, ""]
            for number, (day, _, nik, stage, actor, decision, reason) in enumerate(events, 1)]
    return table([STAGE_COLUMNS, *rows], ";", "\n")[0].encode()


# What is found

def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode()), delimiter=";"))


def common(regions: list[str]) -> str | None:
    """The smallest region around all of them; None where that is the nation."""
    parts = [r.split(".") for r in regions]
    shared = 0
    while all(len(p) > shared and p[shared] == parts[0][shared] for p in parts):
        shared += 1
    return ".".join(parts[0][:shared]) or None


def truth(folk: Folk, files: dict[str, bytes]) -> list[dict]:
    codes = {name: code for code, name in folk.names.items() if len(code) == 13}
    lists = {key: read(files[f"daftar/{key[0].lower()}-{key[1]}.csv"]) for key in folk.lists}
    found = phones(lists, codes) + officers(lists, codes) + proposals(
        read(files["tahapan/c10-2021.csv"]), {r["NIK"]: codes[r["Desa"]] for r in lists[STAGE_LIST]})
    planted = {"alert.shared-phone": PHONE_CLUSTER[1], "alert.officer-load": OFFICER_PLACE,
               "alert.stage-stuck": STUCK_PLACE, "alert.refusals": REFUSED_PLACE}
    assert {a["code"]: a["region"] for a in found} == planted and len(found) == len(planted), found
    return found


def phones(lists: dict, codes: dict[str, str]) -> list[dict]:
    people: dict[str, dict[str, tuple]] = {}
    for key, rows in lists.items():
        for row in rows:
            people.setdefault(row["Nomor Telepon"], {})[row["NIK"]] = (key, codes[row["Desa"]])
    found = []
    for own in people.values():
        if len(own) >= PHONE_PEOPLE:
            (programme, year), = {key for key, _ in own.values()}
            found.append({"code": "alert.shared-phone", "programme": programme, "year": year, "people": len(own),
                          "region": common([place for _, place in own.values()])})
    return found


def officers(lists: dict, codes: dict[str, str]) -> list[dict]:
    found = []
    for (programme, year), rows in lists.items():
        own: dict[str, dict[str, str]] = {}
        for row in rows:
            if row.get("AO"):
                own.setdefault(row["AO"], {})[row["NIK"]] = codes[row["Desa"]]
        counts = sorted(map(len, own.values()))
        if len(counts) < OFFICERS_LEAST:
            continue
        median = (counts[(len(counts) - 1) // 2] + counts[len(counts) // 2]) / 2
        for name, people in own.items():
            if len(people) > max(OFFICER_PEOPLE, OFFICER_TIMES * median):
                found.append({"code": "alert.officer-load", "programme": programme, "year": year, "officer": name,
                              "people": len(people), "region": common(list(people.values()))})
    return found


def proposals(events: list[dict[str, str]], places: dict[str, str]) -> list[dict]:
    programme, year = STAGE_LIST
    histories: dict[str, list[dict]] = {}
    for event in sorted(events, key=lambda e: e["Waktu"]):
        histories.setdefault(event["NIK"], []).append(event)
    waiting: dict[str, list[tuple[str, int]]] = {}
    proposed: dict[str, list[tuple[str, bool]]] = {}
    for nik, history in histories.items():
        last = history[-1]
        days = (AS_OF - date.fromisoformat(last["Waktu"][:10])).days
        if last["Keputusan"] in ("diusulkan", "diteruskan", "ditetapkan") and days > STUCK_DAYS:
            waiting.setdefault(last["Tahap"], []).append((nik, days))
        refused = any(e["Keputusan"] == "ditolak" for e in history)
        proposed.setdefault(history[0]["Pelaku"], []).append((nik, refused))
    found = [{"code": "alert.stage-stuck", "programme": programme, "year": year, "stage": stage, "people": len(own),
              "days": max(days for _, days in own), "region": common([places[nik] for nik, _ in own])}
             for stage, own in waiting.items()]
    every = [refused for own in proposed.values() for _, refused in own]
    tested = [own for own in proposed.values() if len(own) >= PROPOSALS]
    for name, own in proposed.items():
        marked = sum(refused for _, refused in own)
        tail = sum(comb(sum(every), k) * comb(len(every) - sum(every), len(own) - k)
                   for k in range(marked, min(len(own), sum(every)) + 1)) / comb(len(every), len(own))
        if len(own) >= PROPOSALS and tail < LEVEL / len(tested):
            found.append({"code": "alert.refusals", "programme": programme, "year": year, "proposer": name,
                          "refused": marked, "proposed": len(own), "all": sum(every), "population": len(every),
                          "region": common([places[nik] for nik, _ in own])})
    return found
