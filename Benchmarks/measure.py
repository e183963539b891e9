"""Times Gapura and DuckDB on the same list, each as a process of its own, and prints one table.

usage: measure.py GAPURA ROWS [--rounds N] [--keep DIR]
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent

COLUMNS = "{" + ", ".join(
    f"'{name}': 'VARCHAR'" for name in ("nik", "kk", "nama", "alamat", "usaha", "telepon")
) + "}"

READ = (
    "read_csv('{file}', delim=';', header=true, quote='\"', escape='\"', columns=" + COLUMNS
    + ", strict_mode=false, ignore_errors=true, parallel=true)"
)

# DuckDB is left at its fastest: in parallel, which means that it drops the rows with a missing field.
# What DuckDB does beside `check`: reads every field, and holds the numbers and phones to their patterns.
CHECK = """
select count(*) as rows,
       count(*) filter (where not regexp_full_match(coalesce(nik, ''),
           '[1-9][0-9]{5}([04][1-9]|[1256][0-9]|[37][01])(0[1-9]|1[0-2])[0-9]{6}')) as bad_nik,
       count(*) filter (where not regexp_full_match(coalesce(kk, ''), '[1-9][0-9]{15}')) as bad_card,
       count(*) filter (where not regexp_full_match(coalesce(telepon, ''), '(0|62|\\+62)8[0-9]{7,11}')) as bad_phone,
       count(nik) - count(distinct nik) as repeated,
       sum(length(nama) + length(alamat) + length(usaha)) as characters
from """ + READ

# What DuckDB does beside `import`: keeps every row and an index on the identity number in a file.
STORE = """
create table list as select row_number() over () as line, * from """ + READ + """;
create index by_nik on list(nik);
checkpoint;
"""


def run(command, quiet=True):
    """Runs a command to its end: exit status, seconds, processor seconds, peak bytes, standard output."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
        began = time.monotonic()
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=errors)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        errors.seek(0)
        text, complaint = out.read().decode(), errors.read().decode()
    if child.returncode != 0:
        print(f"{' '.join(map(str, command))} ended with {child.returncode}\n{complaint[-2000:]}", file=sys.stderr)
    return child.returncode, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text


def best(rounds, make):
    """The fastest of several runs; `make` gives a fresh command for each."""
    results = [run(make(round)) for round in range(rounds)]
    return min(results, key=lambda result: (result[0] != 0, result[1]))


def duckdb_program(sql, database=":memory:"):
    return [
        sys.executable, "-c",
        "import sys, duckdb\nc = duckdb.connect(sys.argv[1])\n"
        "for s in sys.argv[2].split(';\\n'):\n    r = c.execute(s) if s.strip() else None\n"
        "print(r.fetchall() if r and r.description else '')",
        database, sql,
    ]


def machine():
    model = ""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            model = next((line.split(":", 1)[1].strip() for line in info if line.startswith("model name")), "")
    except OSError:
        model = platform.processor()
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return f"{os.cpu_count()} cores ({model}), {pages / 2**30:.0f} GiB memory, {platform.system()} {platform.machine()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("rows", type=int)
    parser.add_argument("--rounds", type=int, default=2, help="runs of each; the fastest counts")
    parser.add_argument("--keep", help="a folder for the list, so that the next run need not make it again")
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())

    work = Path(tempfile.mkdtemp(prefix="gapura-bench-"))
    try:
        folder = Path(options.keep) if options.keep else work
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"list-{options.rows}.csv"
        if not file.exists():
            subprocess.run(
                [sys.executable, str(HERE / "make_list.py"), str(options.rows), str(file), "--truth", f"{file}.json"],
                check=True)
        print(f"{options.rows:,} rows, {file.stat().st_size / 1e6:.1f} MB, {machine()}")

        def fresh(round, suffix):
            path = work / f"{suffix}-{round}.db"
            for old in work.glob(path.name + "*"):
                old.unlink()
            return str(path)

        check = [gapura, "check", str(file), "--profile", "bpum-usulan-2021", "--format", "json", "--quiet"]

        def importing(round):
            return [
                gapura, "import", str(file), "--db", fresh(round, "gapura"), "--programme", "BPUM",
                "--institution", "DINKOP-35.07", "--profile", "bpum-usulan-2021", "--commit",
                "--format", "json", "--quiet",
            ]

        # The first reading only warms the file cache, for both alike.
        run(duckdb_program(f"select count(*) from read_blob('{file}')"))
        results = [
            ("gapura check", best(options.rounds, lambda _: check), " ".join(["gapura", *check[1:]])),
            ("gapura import --commit", best(options.rounds, importing), " ".join(["gapura", *importing(0)[1:]])),
            ("duckdb read + patterns", best(options.rounds, lambda _: duckdb_program(CHECK.replace("{file}", str(file)))), "CHECK"),
            ("duckdb store + index",
             best(options.rounds, lambda r: duckdb_program(STORE.replace("{file}", str(file)), fresh(r, "duck"))), "STORE"),
        ]
    finally:
        shutil.rmtree(work, ignore_errors=True)

    pairs = {"gapura check": "duckdb read + patterns", "gapura import --commit": "duckdb store + index"}
    speed = {name: options.rows / result[1] for name, result, _ in results}
    print(f"\n{'':24} {'seconds':>8} {'cpu s':>7} {'rows/s':>12} {'peak MB':>8}  beside DuckDB")
    for name, (status, seconds, cpu, peak, _), _ in results:
        beside = f"{speed[name] / speed[pairs[name]]:.2f} x" if name in pairs else ""
        note = "" if status == 0 else f"  FAILED ({status})"
        print(f"{name:24} {seconds:8.2f} {cpu:7.2f} {speed[name]:12,.0f} {peak / 1e6:8.0f}  {beside}{note}")
    print("\nEach is the fastest of", options.rounds, "runs. Commands:")
    for name, _, command in results[:2]:
        print("  " + command.replace(f"{folder}{os.sep}", "").replace(f"{work}{os.sep}", ""))
    print("  DuckDB: the statements CHECK and STORE in Benchmarks/measure.py, read with read_csv, all columns as text")
    for name, result, _ in results:
        if name == "gapura check" and result[0] == 0:
            answer = json.loads(result[4])
            print("  gapura check says:", {key: answer.get(key) for key in ("rows", "clean", "warned", "refused")})
        if name == "duckdb read + patterns":
            print("  duckdb says (rows, bad NIK, bad card, bad phone, repeated, characters):", result[4].strip())
    sys.exit(0 if all(result[0] == 0 for _, result, _ in results) else 1)


if __name__ == "__main__":
    main()
