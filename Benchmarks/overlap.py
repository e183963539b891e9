"""Times `gapura overlap FILE --lists-in COLUMN` beside one DuckDB query straight from the same file, whole processes in
one run, and holds every count of the one against the other: ends with status 1 where any differs.

The generator is not part of Gapura: `--reference` names the folder that has gen_indonesia.py; or `--file` names a list
that is there already. Benchmarks/README.md says what is measured.

usage: overlap.py GAPURA (--reference DIR | --file CSV) [--sizes 1m,10m] [--seed N] [--keep DIR] [--rounds N]
                  [--lists-in COLUMN] [--number-in COLUMN]
"""

import argparse
import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import duckdb_program, machine, run

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000, "64m": 64_000_000}

# The rule for a number, as Gapura states it: blanks, full stops, commas, hyphens and underscores do not count, nor do
# quotation marks in front or behind; sixteen digits are left; and they are no placeholder: one digit repeated, counting
# up, or nothing but zeros behind the six digits of the area.
NUMBERS = """
numbers as (
    select trim({list}) as list,
        try_cast(regexp_extract(regexp_replace({number}, '[\\s.,_-]', '', 'g'),
            '^[''"`]*([0-9]{{16}})[''"`]*$', 1) as bigint) as number
    from read_csv('{file}', all_varchar=true, header=true)),
counted as (
    select list, number from numbers where number is not null and list <> ''
        and number % 1111111111111111 <> 0 and number % 10000000000 <> 0
        and number not in (1234567890123456, 123456789012345))
"""

# One query from file to matrix. DuckDB is told the lists' names beforehand, so that a person's lists are bits of one
# number and no join is needed.
MATRIX = """
with """ + NUMBERS + """,
people as (select number, bit_or(1::bigint << (list_position({names}, list) - 1)) as lists from counted group by number),
groups as (select lists, count(*) as people from people group by lists)
select a, b, sum(people)::bigint from groups, range({count}) x(a), range({count}) y(b)
where (lists >> a) & 1 = 1 and (lists >> b) & 1 = 1 group by a, b
union all
select -1, -1, coalesce(sum(people), 0)::bigint from groups
union all
select -2, -2, coalesce(sum(people) filter (where bit_count(lists) > 1), 0)::bigint from groups
"""

ROWS = """
with """ + NUMBERS + """
select list, count(*), (select count(*) from counted c where c.list = n.list) from numbers n where list <> ''
group by list order by list
"""


def asked(sql):
    """What DuckDB answers, and what it took: seconds, processor seconds, peak bytes."""
    status, seconds, cpu, peak, text = run(duckdb_program("set enable_progress_bar=false;\n" + sql))
    if status != 0:
        sys.exit("DuckDB failed")
    return ast.literal_eval(text), (seconds, cpu, peak)


def compare(gapura, file, options):
    command = [gapura, "overlap", str(file), "--lists-in", options.lists_in, "--format", "json", "--quiet"]
    if options.number_in != "nik":
        command += ["--number-in", options.number_in]
    given = {"list": f'"{options.lists_in}"', "number": f'"{options.number_in}"', "file": str(file)}
    rows, _ = asked(ROWS.format(**given))
    names = [name for name, _, _ in rows]
    literal = "[" + ", ".join("'" + name.replace("'", "''") + "'" for name in names) + "]"
    ours, theirs, answer, cells = [], [], None, None
    for _ in range(options.rounds):
        status, seconds, cpu, peak, text = run(command)
        if status != 0:
            sys.exit("gapura failed")
        ours.append((seconds, cpu, peak))
        answer = json.loads(text)
        cells, took = asked(MATRIX.format(**given, names=literal, count=len(names)))
        theirs.append(took)

    matrix = [[0] * len(names) for _ in names]
    totals = {}
    for a, b, count in cells:
        if a < 0:
            totals[a] = count
        else:
            matrix[a][b] = count
    wrong = []

    def hold(name, mine, other):
        if mine != other:
            wrong.append(f"{name}: gapura {mine}, DuckDB {other}")

    hold("lists", [item["name"] for item in answer["lists"]], names)
    for item, (name, all_rows, counted) in zip(answer["lists"], rows):
        hold(f"rows of {name}", item["rows"], all_rows)
        hold(f"rows counted of {name}", item["rows_counted"], counted)
        hold(f"rows of {name}, counted and refused", item["rows_counted"] + sum(item["refused"].values()), item["rows"])
    hold("all rows", sum(item["rows"] for item in answer["lists"]) + answer["rows_without_list"], answer["rows"])
    hold("matrix", answer["matrix"], matrix)
    hold("people", answer["people_all"], totals.get(-1))
    hold("people on several lists", answer["people"], totals.get(-2))

    best = [min(runs, key=lambda took: took[1]) for runs in (ours, theirs)]
    print(f"\n{file.name}: {answer['rows']:,} rows, {file.stat().st_size / 1e6:,.0f} MB, {len(names)} lists, "
          f"{answer['people_all']:,} people, {answer['people']:,} on two lists or more")
    print(f"{'':10} {'seconds':>8} {'cpu s':>8} {'peak MB':>8}")
    for name, took in zip(("gapura", "duckdb"), best):
        print(f"{name:10} {took[0]:8.2f} {took[1]:8.2f} {took[2] / 1e6:8.0f}")
    print(f"DuckDB takes {best[1][1] / best[0][1]:.1f} times the processor seconds; "
          f"{len(names) ** 2 + 3 * len(names) + 3} counts compared, {len(wrong)} differ")
    for line in wrong:
        print("  " + line)
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--reference", help="the folder with gen_indonesia.py")
    parser.add_argument("--file", help="a list that is there already, instead of generated ones")
    parser.add_argument("--sizes", default="1m,10m")
    parser.add_argument("--seed", type=int, default=20261126)
    parser.add_argument("--keep", help="a folder for the lists, so that the next run need not make them again")
    parser.add_argument("--rounds", type=int, default=3, help="runs of each, in turn; the fewest processor seconds count")
    parser.add_argument("--lists-in", default="programme")
    parser.add_argument("--number-in", default="nik")
    options = parser.parse_args()
    if (options.reference is None) == (options.file is None):
        parser.error("give --reference or --file")
    gapura = str(Path(options.gapura).resolve())
    print(machine())
    if options.file:
        return 0 if compare(gapura, Path(options.file), options) else 1
    right = True
    with tempfile.TemporaryDirectory(prefix="gapura-overlap-") as work:
        folder = Path(options.keep or work)
        folder.mkdir(parents=True, exist_ok=True)
        for size in options.sizes.split(","):
            file = folder / f"registrations-{size}-{options.seed}.csv"
            if not file.exists():
                generate(Path(options.reference), SIZES[size], options.seed, file)
            right = compare(gapura, file, options) and right
    return 0 if right else 1


def generate(reference, records, seed, file):
    subprocess.run(
        [sys.executable, str(reference / "gen_indonesia.py"), "--n", str(records), "--seed", str(seed),
         "--out", str(file)], check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
