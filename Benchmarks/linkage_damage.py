"""Says which kinds of damage `gapura link` finds through and which it does not, held to the truth of a generated list.

Every true pair is looked at with its two records side by side: what differs between them is the damage. The list is one
that gen_indonesia.py wrote (Benchmarks/README.md says where it is from), OUT the folder that `link --out` filled.
With --one-gate the bundled example is imported and searched by the program itself, and its planted damage is counted.

usage: linkage_damage.py LIST OUT [--threshold 0.95]
       linkage_damage.py --one-gate GAPURA
"""

import argparse
import csv
import json
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DUMMIES = {"1234567890123456", "3200000000000000"}
FIELDS = {
    "nik": "number", "name": "name", "birth": "birth date", "village": "village", "kk": "card", "phone": "telephone"}


class Record:
    """A row as a linker may see it: signs and capitals left out, placeholders empty."""

    __slots__ = (*FIELDS, "id", "person", "household")

    def __init__(self, row):
        self.id, self.person, self.household = row["unique_id"], row["person_id"], row["household_id"]
        self.nik = identity(row["nik"])
        self.kk = identity(row["kk"])
        self.name = re.sub(r"[^a-z ]", "", row["name"].lower()).strip()
        self.birth = row["birth_date"]
        self.village = row["village"]
        self.phone = phone(row["phone"])


def identity(text):
    digits = re.sub(r"\D", "", text)
    return "" if digits in DUMMIES or len(set(digits)) == 1 else digits


def phone(text):
    digits = re.sub(r"\D", "", text)
    return "0" + digits[2:] if digits.startswith("62") else digits


def damages(a, b, borrowed):
    """What two records of one person differ in, and in how many fields."""
    kinds, differing = [], 0
    for field in FIELDS:
        x, y = getattr(a, field), getattr(b, field)
        if not x or not y:
            kinds.append(f"{FIELDS[field]} missing")
        elif x != y:
            kind = {"nik": number, "birth": birth, "village": village, "name": name, "kk": lambda *_: "another card",
                    "phone": lambda *_: "another telephone"}[field](x, y)
            if field == "nik" and (a.id in borrowed or b.id in borrowed):
                kind = "number of a relative"
            kinds.append(kind)
            differing += kind != "village only as district"
    return kinds, differing


def number(x, y):
    if len(x) != len(y) or (x[:-1] == y[:-1] and "0" in (x[-1], y[-1])):
        return "number cut or rounded (spreadsheet)"
    return "number keyed wrong"


def birth(x, y):
    if "-01-01" in (x[4:], y[4:]):
        return "birth date 1 January on one side"
    if x[:4] == y[:4] and x[5:7] == y[8:] and x[8:] == y[5:7]:
        return "birth date with day and month swapped"
    return "birth date otherwise different"


def village(x, y):
    if x[:6] == y[:6] and "0000" in (x[6:], y[6:]):
        return "village only as district"
    return "moved within the district" if x[:6] == y[:6] else "moved to another district"


def name(x, y):
    if sorted(x.split()) == sorted(y.split()):
        return "name in another order"
    left, right = set(x.split()), set(y.split())
    if left < right or right < left:
        return "name with a word more or less"
    return "name spelled otherwise" if left & right or len(left) == len(right) == 1 else "no word of the name in common"


def lenders(records):
    """Records that bear the number of another person of their household."""
    holders = defaultdict(Counter)
    for record in records:
        if record.nik:
            holders[record.nik][record.person, record.household] += 1
    borrowed = set()
    for record in records:
        among = holders.get(record.nik, {})
        if len(among) < 2:
            continue
        own = among[record.person, record.household]
        for (person, household), count in among.items():
            if person == record.person or household != record.household:
                continue
            # Held as often by both: the number itself holds the birth date of the one it belongs to.
            if count > own or (count == own and not fits(record)):
                borrowed.add(record.id)
    return borrowed


def fits(record):
    if len(record.nik) != 16 or not record.birth:
        return True
    day = int(record.nik[6:8])
    return (day - 40 if day > 40 else day, record.nik[8:10], record.nik[10:12]) == (
        int(record.birth[8:]), record.birth[5:7], record.birth[2:4])


def mistake(a, b):
    """What two records have in common that are not one person's; the first that holds."""
    household = a.household == b.household
    if a.nik and a.nik == b.nik:
        return "one household, one number" if household else "two households, one number"
    if household:
        return "one household, one birth date" if a.birth and a.birth == b.birth else "one household, otherwise"
    if a.name == b.name and a.birth and a.birth == b.birth:
        return "strangers of one name and birth date"
    if a.birth and a.birth == b.birth and a.village[:6] == b.village[:6]:
        return "strangers of one birth date and district"
    if a.name == b.name:
        return "strangers of one name"
    return "strangers of one telephone" if a.phone and a.phone == b.phone else "otherwise"


def table(heading, columns, rows):
    print(f"| {heading} | " + " | ".join(columns) + " |")
    print("| --- |" + " ---: |" * len(columns))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")
    print()


def grouped(number):
    return f"{number:,}"


def generated(file, out, threshold):
    with open(file, encoding="utf-8", newline="") as rows:
        records = [Record(row) for row in csv.DictReader(rows)]
    known = {record.id: record for record in records}
    linked = set()
    with open(Path(out) / "pairs.csv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if float(row["probability"]) >= threshold:
                linked.add(frozenset((row["id_l"], row["id_r"])))
    home, members = {}, defaultdict(list)
    with open(Path(out) / "clusters.csv", encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            home[row["id"]] = row["cluster_id"]
            members[row["cluster_id"]].append(row["id"])
    borrowed = lenders(records)
    people = defaultdict(list)
    for record in records:
        people[record.person].append(record)
    tally = defaultdict(lambda: [0, 0, 0])
    for own in people.values():
        for a, b in combinations(own, 2):
            kinds, differing = damages(a, b, borrowed)
            told = frozenset((a.id, b.id)) in linked
            joined = home[a.id] == home[b.id]
            many = f"{differing} fields differ" if differing != 1 else "1 field differs"
            for kind in set(kinds) | {many if differing < 4 else "4 fields and more differ", "all true pairs"}:
                entry = tally[kind]
                entry[0] += 1
                entry[1] += told
                entry[2] += joined
    order = lambda item: (item[0] != "all true pairs", " differ" not in item[0] or item[0][0] == "b", item[0])
    table(
        "damage between the two records", ["true pairs", "found", "missed", "found, %", "in one cluster, %"],
        [
            [kind, grouped(all), grouped(found), grouped(all - found), f"{100 * found / all:.1f}",
             f"{100 * joined / all:.1f}"]
            for kind, (all, found, joined) in sorted(tally.items(), key=order)
        ])
    wrong, wrong_joined = Counter(), Counter()
    for pair in linked:
        a, b = (known[id] for id in pair)
        if a.person != b.person:
            wrong[mistake(a, b)] += 1
    for ids in members.values():
        for one, other in combinations(ids, 2):
            if known[one].person != known[other].person:
                wrong_joined[mistake(known[one], known[other])] += 1
    rows = [
        [kind, grouped(wrong[kind]), grouped(wrong_joined[kind])]
        for kind in sorted(set(wrong) | set(wrong_joined), key=lambda kind: (-wrong[kind], kind))]
    table(
        "wrong pairs, not one person", ["among pairs found", "within clusters"],
        [["all wrong pairs", grouped(wrong.total()), grouped(wrong_joined.total())]] + rows)


def one_gate(program):
    """What became of the refused rows of the example, by the damage that was planted in them."""
    truth = json.loads((ROOT / "Examples/one-gate/truth.json").read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        common = ["--quiet", "--format", "json"]
        file = f"{folder}/gapura.sqlite"
        for arguments in (["demo", "--dir", folder, "--no-serve"], ["matches", "find", "--db", file]):
            subprocess.run([program, *arguments, *common], check=True, stdout=subprocess.DEVNULL)
        database = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
        batches = dict(database.execute("select name, id from batch"))
        who = dict(database.execute("select id, nik from person"))
        # Bands from 3 on are those of a probability of 0.95 and more.
        pairs = database.execute("select subject_a, subject_b from match_candidate where stratum >= 3").fetchall()
        # Rows without a name cannot be compared.
        named = {id for (id,) in database.execute("select id from line where name is not null and name <> ''")}
        database.close()
    planted = {}
    for entry in truth["lists"]:
        for row in entry["refused"]:
            id = batches[entry["name"]] << 32 | row["row"]
            # A repeated row bears a sound number: its person is known without comparing.
            if row.get("means") and row["code"] != "row.duplicate" and id in named and id not in who:
                planted[id] = (row["means"], row["code"])
    meant = {id: nik for id, (nik, _) in planted.items()}
    records = Counter(who.values()) + Counter(meant.values())
    partners = defaultdict(list)
    for a, b in pairs:
        partners[a].append(b)
        partners[b].append(a)
    tally = defaultdict(lambda: [0, 0, 0, 0])
    for id, (nik, code) in planted.items():
        found = [(who | meant).get(other) == nik for other in partners[id]]
        elsewhere = records[nik] > 1
        for entry in (tally[code], tally["all planted rows"]):
            entry[0] += 1
            entry[1] += elsewhere
            entry[2] += elsewhere and any(found)
            entry[3] += not all(found)
    table(
        "planted in a refused row",
        ["rows", "person is elsewhere too", "found", "missed", "proposed with somebody else"],
        [
            [code, rows, elsewhere, found, elsewhere - found, wrong]
            for code, (rows, elsewhere, found, wrong) in sorted(tally.items())])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("list", nargs="?")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--threshold", type=float, default=0.95)
    parser.add_argument("--one-gate", metavar="GAPURA")
    options = parser.parse_args()
    if options.one_gate:
        one_gate(options.one_gate)
    elif options.list and options.out:
        generated(options.list, options.out, options.threshold)
    else:
        parser.print_usage()
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
