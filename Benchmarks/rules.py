"""Times rules over a national list: in process, and as SQL in a database, whole processes from the file on, beside a mere check
of the same list; and holds the answers of the engines to each other: ends with status 1 where any differs.

usage: rules.py GAPURA [--rows 12800000] [--share 0.15] [--agree 1000000] [--work DIR] [--keep DIR] [--without ENGINE…]

`--rows` is the size of the list (`rules_list.py`), `--share` the part of it that stands on each of the two other lists. `--agree`
is the size of a list of which every line of the answer is compared, for the twelve rules of `rules/twelve.yaml` and the rules that ship,
BPUM's on the days on which other rules hold (0: not). ENGINE is program, sqlite or postgres. PostgreSQL is started by
Scripts/postgres; how long its one statement took is read from its log.
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import HERE, machine, run
from registry import SETTINGS, Server, importing

RULES = str(HERE / "rules/twelve.yaml")
DAYS = ["2020-08-01", "2020-12-31", "2021-03-16", "2021-03-17", "2021-12-31"]
SETS = [([RULES], "2021-12-31")] + [(["bpum", "bpum-arjowilangun", "bpum-pnm", "bpum-kudus"], day) for day in DAYS] + [
    (["kur"], "2025-06-30"), (["kur-khusus"], "2025-06-30"), (["umi"], "2021-12-31"), (["mekaar"], "2021-12-31")]


def make(folder, rows, share):
    files = [folder / f"rules-{rows}-{share}-{name}.csv" for name in ("list", "bpum", "kur")]
    if not all(file.exists() for file in files):
        subprocess.run(
            [sys.executable, str(HERE / "rules_list.py"), str(rows), str(files[0]), "--recipients", str(files[1]),
             "--credits", str(files[2]), "--share", str(share)], check=True)
    return files


def judging(gapura, rules, files, day="2021-12-31", more=()):
    return [gapura, "rules", "run", *rules, str(files[0]), "--against", f"BPUM@2020-12-31={files[1]}",
            "--against", f"KUR@2021-12-31={files[2]}", "--as-of", day, "--quiet", "--lang", "en", *more]


def prepare(gapura, work, database):
    """Makes a registry: a list of one person brings its catalogue along."""
    file = work / "one.csv"
    file.write_text("NIK;No KK;Nama;Alamat;Bidang Usaha;Telepon\n3507114101800001;3507110101100001;Siti;Desa A;Warung;\n")
    subprocess.run(importing(gapura, file, database), check=True, stdout=subprocess.DEVNULL)


def databases(gapura, work, without):
    """Where a database may judge: name, what the program is told, and what is asked when it is done."""
    if "sqlite" not in without:
        path = str(work / "gapura.sqlite")
        prepare(gapura, work, path)
        yield "sqlite", ["--db", path, "--engine", "sql"], lambda: ""
    if "postgres" not in without:
        settings = SETTINGS + ["log_min_duration_statement=500", "logging_collector=off"]
        server = Server(Path(tempfile.mkdtemp(prefix="gapura-rules-")), settings)
        try:
            address = server.create("rules")
            prepare(gapura, work, address)
            yield "postgres", ["--db", address, "--engine", "sql"], lambda: statements(server.folder)
        finally:
            server.close()


def statements(folder):
    """What the server's log says of statements that took long: what they did, seconds."""
    found = []
    for log in folder.rglob("*log*"):
        if log.is_file():
            text = log.read_text(errors="replace")
            found += re.findall(r"duration: ([0-9.]+) ms  (?:execute|statement)[^:]*: (\w+(?: \w+){1,3})", text)
    return "; ".join(f"{what} {float(ms) / 1000:.1f}" for ms, what in found)


def lines(command):
    """A digest of the lines of an answer; of nothing where there is no answer."""
    status, *_, text = run(command)
    end = text.rfind('],"as_of"')
    return None if status not in (0, 1) or end < 0 else hashlib.sha256(text[:end].encode()).hexdigest()


def counts(text):
    """The part of an answer that does not name its list or engine."""
    return [line for line in text.splitlines()[1:] if not line.startswith("Rules that the database")]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rows", type=int, default=12_800_000)
    parser.add_argument("--share", type=float, default=0.15)
    parser.add_argument("--agree", type=int, default=0)
    parser.add_argument("--work")
    parser.add_argument("--keep")
    parser.add_argument("--without", nargs="*", default=[])
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    failed = False
    with tempfile.TemporaryDirectory(prefix="gapura-rules-", dir=options.work) as folder:
        work = Path(folder)
        keep = Path(options.keep) if options.keep else work
        keep.mkdir(parents=True, exist_ok=True)
        files = make(keep, options.rows, options.share)
        print(f"{options.rows:,} rows, {files[0].stat().st_size / 1e6:.0f} MB, {machine()}")
        print("| | seconds | processor seconds | rows/s | peak MB | |\n|---|---|---|---|---|---|", flush=True)

        def told(name, command, note=lambda: ""):
            status, seconds, processor, peak, text = run(command)
            print(f"| {name} | {seconds:.1f} | {processor:.1f} | {options.rows / seconds:,.0f} | {peak / 1e6:.0f} | "
                  f"{'' if status == 0 else f'status {status}'}{note()} |", flush=True)
            return text

        expected = None
        if "program" not in options.without:
            told("gapura check", [gapura, "check", str(files[0]), "--quiet", "--format", "json"])
            expected = counts(told("rules run, 12 rules", judging(gapura, [RULES], files)))
        small = make(keep, options.agree, options.share) if options.agree else None
        answers = {}
        for name, arguments, note in databases(gapura, work, options.without):
            found = counts(told(f"rules run --engine sql, {name}", judging(gapura, [RULES], files, more=arguments), note))
            if expected is not None and found != expected:
                print(f"{name}: other counts", file=sys.stderr)
                failed = True
            if small is None:
                continue
            for rules, day in SETS:
                # Every line as JSON: verdict, rupiah, reasons and remarks with what they rest on. The program answers once.
                key = (tuple(rules), day)
                if key not in answers:
                    answers[key] = lines(judging(gapura, rules, small, day, ["--format", "json"]))
                same = answers[key] is not None and answers[key] == lines(judging(gapura, rules, small, day, ["--format", "json", *arguments]))
                failed |= not same
                print(f"{options.agree:,} lines, {name}, {rules[0].rsplit('/')[-1]}, {day}: "
                      f"{'the same on every line' if same else 'DIFFERENT'}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
