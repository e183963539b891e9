"""Counts the comparison vectors of the same pairs by Gapura's engine and by a DuckDB statement, one thread each.

Both are given the same cleaned list and make the same eight comparisons of all pairs that share kecamatan and year of
birth. Prints pairs a second of both; ends with status 1 where a single count differs.

The generator and the cleaning are not part of Gapura: `--reference` names the folder that has run_splink.py.
Benchmarks/README.md says what is measured.

usage: linkage_vectors.py LINKAGE_VECTORS LIST --reference DIR [--rounds N]
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

# What both programs read. A village that is not known keeps its kecamatan.
LIST = """
copy (select name_std as name, coalesce(nik, '') as nik, coalesce(kk, '') as kk, coalesce(dob, '') as birth_date,
    case gender when 'L' then '1' when 'P' then '2' else '' end as sex, coalesce(village, kec, '') as village,
    coalesce(phone, '') as phone, coalesce(biz, '') as business
from d order by unique_id) to '{file}' (header, delimiter ',', quote '')
"""

# Each comparison: its name, and its levels as the engine's conditions and as SQL; one more level stands behind the last.
NEAR = "levenshtein(l.nik, r.nik) <= 2 and substr(l.nik, 1, 12) <> substr(r.nik, 1, 12) " \
    "and substr(l.nik, 7, 10) <> substr(r.nik, 7, 10)"
SWAPPED = "substr(l.dob, 1, 4) = substr(r.dob, 1, 4) and substr(l.dob, 6, 2) = substr(r.dob, 9, 2) " \
    "and substr(l.dob, 9, 2) = substr(r.dob, 6, 2)"


def missing(column):
    return f"l.{column} is null or r.{column} is null"


def same(column):
    return f"l.{column} = r.{column}"


COMPARISONS = [
    ("name", [
        ("missing name", missing("name_std")), ("same name", same("name_std")),
        ("same name.sorted", same("name_sorted")),
        ("jw name >= 0.93", "jaro_winkler_similarity(l.name_std, r.name_std) >= 0.93"),
        ("jw name >= 0.86", "jaro_winkler_similarity(l.name_std, r.name_std) >= 0.86"),
        ("jw name.sorted >= 0.86", "jaro_winkler_similarity(l.name_sorted, r.name_sorted) >= 0.86"),
        ("same name.first", same("tok1"))]),
    ("birth", [
        ("missing birth_date", missing("dob")), ("same birth_date", same("dob")),
        ("levenshtein birth_date <= 1", "levenshtein(l.dob, r.dob) <= 1"), ("swapped birth_date", SWAPPED),
        ("days birth_date <= 30", "abs(l.dobd - r.dobd) <= 30"),
        ("days birth_date <= 365", "abs(l.dobd - r.dobd) <= 365"),
        ("days birth_date <= 3652", "abs(l.dobd - r.dobd) <= 3652")]),
    ("nik", [
        ("missing nik", missing("nik")), ("same nik", same("nik")),
        (["levenshtein nik <= 2", "not same nik[1..12]", "not same nik[7..16]"], NEAR)]),
    ("kk", [("missing kk", missing("kk")), ("same kk", same("kk"))]),
    ("place", [
        ("missing village[1..6]", missing("kec")), ("same village[1..10]", same("village")),
        ("same village[1..6]", same("kec")), ("same village[1..4]", same("kab"))]),
    ("phone", [
        ("missing phone", missing("phone")), ("same phone", same("phone")),
        ("levenshtein phone <= 1", "levenshtein(l.phone, r.phone) <= 1")]),
    ("business", [
        ("missing business", missing("biz")), ("same business", same("biz")),
        ("jw business >= 0.92", "jaro_winkler_similarity(l.biz, r.biz) >= 0.92"),
        ("jw business >= 0.8", "jaro_winkler_similarity(l.biz, r.biz) >= 0.8")]),
    ("sex", [("missing sex", missing("gender")), ("same sex", same("gender"))]),
]
# What costs is asked last, and only where no earlier level holds.
RULE = "l.kec = r.kec and l.yob = r.yob and l.unique_id < r.unique_id"


def statement():
    levels = []
    for name, cases in COMPARISONS:
        tests = " ".join(f"when {sql} then {place}" for place, (_, sql) in enumerate(cases))
        levels.append(f"case {tests} else {len(cases)} end as {name}")
    return f"select *, count(*) from (select {', '.join(levels)} from d l join d r on {RULE}) group by all"


def model():
    kinds = {"name": "text", "birth_date": "date", "business": "text"}
    names = ["name", "nik", "kk", "birth_date", "sex", "village", "phone", "business"]
    comparisons, parameters = [], []
    for name, cases in COMPARISONS:
        comparisons.append({"name": name, "levels": [
            {"when": [when if isinstance(when, list) else [when]], "neutral": place == 0}
            for place, (when, _) in enumerate(cases)]})
        # Any chances will do: strangers agree the more seldom the stricter the level.
        more = len(cases)
        m = [1.0] + [0.8] + [0.2 / (more - 1)] * (more - 1)
        u = [1.0] + [min(0.9, 0.001 * 4 ** place) for place in range(more - 1)] + [0.9]
        parameters.append({"name": name, "m": m, "u": u, "h": u, "counted": [False] * len(m)})
    return {
        "version": 1, "name": "vectors", "fields": [{"name": name, "kind": kinds.get(name, "digits")} for name in names],
        "blocking": [{"keys": ["village[1..6]", "birth_date.year"]}], "largest_block": 1_000_000,
        "comparisons": comparisons,
        "parameters": {
            "match": 1e-5, "household": 0.0, "records": 0, "comparisons": parameters,
            "convergence": {"iterations": 0, "change": 0.0, "isConverged": True}}}


def by_duckdb(connection, rounds):
    best = None
    for _ in range(rounds):
        began = time.process_time()
        rows = connection.execute(statement()).fetchall()
        seconds = time.process_time() - began
        best = min(best or seconds, seconds)
    return best, {tuple(row[:-1]): row[-1] for row in rows}


def by_gapura(program, file, model_file, rounds):
    best = None
    for _ in range(rounds):
        text = subprocess.run([program, file, model_file], stdout=subprocess.PIPE, text=True, check=True).stdout
        first, *lines = text.splitlines()
        words = first.split()
        told = {words[at]: float(words[at + 1]) for at in range(0, len(words), 2)}
        if best is None or told["compare"] + told["score"] < best["compare"] + best["score"]:
            best = told
    rows = [tuple(map(int, line.split(","))) for line in lines]
    return best, {row[:-1]: row[-1] for row in rows}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("list", type=Path)
    parser.add_argument("--reference", required=True, type=Path)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each; the fastest counts")
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("run_splink", options.reference / "run_splink.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    with tempfile.TemporaryDirectory(prefix="gapura-vectors-") as folder:
        connection = duckdb.connect()
        connection.execute("set threads=1; set enable_progress_bar=false")
        connection.execute(
            f"create table raw as select * from read_csv('{options.list}', all_varchar=true, header=true)")
        connection.execute(reference.PREP_INDO)
        file, model_file = Path(folder) / "list.csv", Path(folder) / "model.json"
        connection.execute(LIST.format(file=file))
        model_file.write_text(json.dumps(model()))
        told, ours = by_gapura(options.program, file, model_file, options.rounds)
        seconds, theirs = by_duckdb(connection, options.rounds)
    pairs = sum(ours.values())
    both = told["compare"] + told["score"]
    print(f"{pairs:,} pairs, {len(ours):,} vectors; processor seconds, one thread, fastest of {options.rounds}")
    print(f"gapura  compared in {told['compare']:.3f} s, weighed in {told['score']:.3f} s: "
          f"{pairs / both / 1e6:.2f} million pairs a second")
    print(f"duckdb  compared in {seconds:.3f} s: {sum(theirs.values()) / seconds / 1e6:.2f} million pairs a second; "
          f"{seconds / both:.1f} times as long")
    unlike = {vector for vector in ours.keys() | theirs.keys() if ours.get(vector) != theirs.get(vector)}
    print(f"{len(unlike)} counts differ")
    for vector in sorted(unlike)[:10]:
        print(" ", vector, "gapura", ours.get(vector, 0), "duckdb", theirs.get(vector, 0))
    sys.exit(1 if unlike else 0)


if __name__ == "__main__":
    main()
