"""Times what a registry is for, on both databases, beside the tools that everybody has, in one run: taking in a large list,
the same list sent again with changes, a second list, the overlap of both, people by NIK at a steady rate while a list is
taken in, and the bytes a person takes.

usage: registry.py GAPURA [--rows 1000000] [--kur 600000] [--share 0.15] [--changed 0.05] [--lookups 20] [--rate 1000]
                   [--page-rate 50] [--low "chrt --idle 0"] [--work DIR] [--keep DIR] [--without NAME…]

`--rows` is the size of the list; `--kur` that of the second one (0: none), of which `--share` are people of the first, from
all over it; `--changed` the share of the rows that say something new when the list is sent again (0: it is not).
`--lookups` are the seconds of looking people up (0: none), by the interface for programs at `--rate` a second and by the
page at `--page-rate` (0: not); the list that goes in meanwhile does so behind `--low` (empty: as anything else). NAME is sqlite, postgres, duckdb,
sqlite3 or psql. PostgreSQL is started by Scripts/postgres with the settings that are printed, `fsync` on.

Everything is made in a folder of its own in `--work`, and removed as soon as it is not needed: some 1.2 kB a row and database
at one time. `--keep` keeps the lists, so that the next run need not make them again.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import HERE, duckdb_program, machine, run
from registry_lookups import lookups

ROOT = HERE.parent
SETTINGS = ["fsync=on", "shared_buffers=1GB", "max_wal_size=8GB", "maintenance_work_mem=512MB", "checkpoint_timeout=30min"]
PLAIN = "create table list (nik text, kk text, nama text, alamat text, usaha text, telepon text);\n"


def make(folder, rows, seed, **options):
    name = "-".join([f"list-{rows}-{seed}"] + [f"{key}{value}" for key, value in options.items()])
    file = folder / f"{name}.csv"
    if not file.exists():
        draft = folder / f"{name}.part"
        more = [text for key, value in options.items() for text in (f"--{key}", str(value))]
        subprocess.run(
            [sys.executable, str(HERE / "make_list.py"), str(rows), str(draft), "--seed", str(seed), "--truth",
             f"{file}.json", *more], check=True)
        draft.rename(file)
    return file


def importing(gapura, file, database, programme="BPUM"):
    return [gapura, "import", str(file), "--db", database, "--programme", programme, "--institution", "DINKOP-35.07",
            "--name", programme.lower(), "--profile", "bpum-usulan-2021", "--commit", "--search-later",
            "--format", "json", "--quiet"]


class Server:
    """A PostgreSQL server of this run's own."""

    def __init__(self, folder, settings=SETTINGS):
        self.folder = folder
        done = subprocess.run([str(ROOT / "Scripts/postgres"), "start", str(folder), *settings], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(done.stderr[-500:])
        self.address = done.stdout.strip()

    def of(self, name):
        return self.address.replace("/postgres?", f"/{name}?")

    def psql(self, name, sql):
        return ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", self.of(name), "-c", sql]

    def create(self, name):
        subprocess.run(self.psql(
            "postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"), check=True)
        return self.of(name)

    def drop(self, name):
        subprocess.run(self.psql("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"), check=False)

    def close(self):
        subprocess.run([str(ROOT / "Scripts/postgres"), "stop", str(self.folder)], check=False)


class Table:
    """Lines of the answer."""

    def __init__(self):
        self.failed = False
        print(f"\n{'':44} {'seconds':>8} {'cpu s':>7} {'rows/s':>10} {'peak MB':>8}")

    def add(self, name, rows, result, note=""):
        """Prints a line; whether the command did what it should."""
        status, seconds, cpu, peak, out = result
        self.failed |= status != 0
        try:
            note = note(out) if callable(note) else note
        except Exception as error:  # An answer that cannot be read is a failure of that line, not of the run.
            self.failed, note = True, f"FAILED to read the answer ({type(error).__name__})"
        note = note if status == 0 else f"FAILED ({status})"
        print(f"{name:44} {seconds:8.2f} {cpu:7.2f} {rows / seconds:10,.0f} {peak / 1e6:8.0f}  {note}", flush=True)
        return status == 0


def stats(gapura, database):
    done = subprocess.run([gapura, "db", "stats", "--db", database, "--format", "json"], capture_output=True, text=True)
    if done.returncode != 0:
        return "FAILED (db stats)"
    found = json.loads(done.stdout)
    return f"{found['people']:,} people, {found['bytes'] / 1e6:,.0f} MB, {found.get('bytes_per_person', 0)} bytes a person"


def people_on_both(out):
    return f"{json.loads(out)['people']:,} people on both"


def registry(gapura, name, database, lists, table):
    """Everything that is asked of one database. Whether lists went in."""
    rows, file, again, kur = lists["rows"], lists["file"], lists["again"], lists["kur"]
    if not table.add(f"gapura import --commit, {name}", rows, run(importing(gapura, file, database)),
                     lambda _: stats(gapura, database)):
        return False
    if again:
        table.add(f"the list sent again, {name}", rows, run(importing(gapura, again, database)),
                  lambda _: stats(gapura, database))
    if kur:
        if table.add(f"the second list, {name}", lists["kur_rows"], run(importing(gapura, kur, database, "KUR")),
                     lambda _: stats(gapura, database)):
            table.add(f"gapura overlap, {name}", rows + lists["kur_rows"],
                      run([gapura, "overlap", "--db", database, "--format", "json", "--quiet"]), people_on_both)
    return True


def others(lists, work, server, without, table):
    """The same rows by the tools that everybody has: stored as they stand, nothing checked or linked."""
    file, rows = lists["file"], lists["rows"]
    if "sqlite3" not in without and shutil.which("sqlite3"):
        (work / "plain.sql").write_text(
            f".bail on\npragma journal_mode=wal;\n{PLAIN}.mode csv\n.separator ;\n.import --skip 1 {file} list\n")
        table.add("sqlite3 .import, no checks", rows, run(["sh", "-c", f"sqlite3 {work}/plain.db < {work}/plain.sql"]))
        for left in work.glob("plain.*"):
            left.unlink()
    if server and "psql" not in without:
        # Rows with a field too few, or a line break in a cell, end \copy: it is given the list without them.
        tidy = work / "tidy.csv"
        with open(file, encoding="utf-8") as source, open(tidy, "w", encoding="utf-8") as target:
            target.writelines(line for line in source if line.count(";") == 5)
        server.create("plain")
        subprocess.run(server.psql("plain", PLAIN), check=True)
        copy = f"\\copy list from '{tidy}' with (format csv, delimiter ';', header, quote E'\\x01')"
        table.add("psql \\copy, no checks", rows, run(server.psql("plain", copy)))
        server.drop("plain")
        tidy.unlink()
    if "duckdb" not in without:
        read = "read_csv('{}', delim=';', header=true, all_varchar=true, strict_mode=false, ignore_errors=true)"
        table.add("duckdb read_csv, no checks", rows, run(duckdb_program(
            f"create table list as select * from {read.format(file)}", str(work / "plain.duckdb"))))
        for left in work.glob("plain.duckdb*"):
            left.unlink()
        if lists["kur"]:
            sql = "".join(
                f"create temp table {name} as select distinct nik from (select column0 as nik from read_csv('{path}', "
                "delim=';', header=false, skip=1, all_varchar=true, strict_mode=false, ignore_errors=true))"
                " where regexp_full_match(nik, '[1-9][0-9]{15}');\n" for name, path in (("a", file), ("b", lists["kur"])))
            table.add("duckdb, numbers as they stand", rows + lists["kur_rows"], run(duckdb_program(
                sql + "select count(*) from a join b using (nik)")), lambda out: f"{out.strip()} on both")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kur", type=int, default=600_000)
    parser.add_argument("--share", type=float, default=0.15)
    parser.add_argument("--changed", type=float, default=0.05)
    parser.add_argument("--lookups", type=int, default=20)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--page-rate", type=int, default=50)
    parser.add_argument("--low", default="chrt --idle 0")
    parser.add_argument("--work")
    parser.add_argument("--keep")
    parser.add_argument("--without", nargs="*", default=[])
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    work = Path(tempfile.mkdtemp(prefix="gapura-registry-", dir=options.work))
    os.chmod(work, 0o755)
    server, failed = None, False
    try:
        folder = Path(options.keep) if options.keep else work / "lists"
        folder.mkdir(parents=True, exist_ok=True)
        lists = {
            "rows": options.rows, "kur_rows": options.kur, "file": make(folder, options.rows, 2021),
            "again": make(folder, options.rows, 2021, changed=options.changed) if options.changed else None,
            "kur": make(folder, options.kur, 2022, of=options.rows, share=options.share) if options.kur else None,
        }
        meanwhile = None
        if options.lookups:
            meanwhile = make(folder, min(2_000_000, options.rows), 77, of=options.rows, share=0.1)
        print(f"{options.rows:,} rows, {lists['file'].stat().st_size / 1e6:.1f} MB, {machine()}")
        if not {"postgres", "psql"} <= set(options.without):
            server = Server(work / "pg")
            print("PostgreSQL:", ", ".join(SETTINGS))
        table = Table()
        others(lists, work, server, options.without, table)
        for name in ("SQLite", "PostgreSQL"):
            if ("sqlite" if name == "SQLite" else "postgres") in options.without:
                continue
            database = str(work / "registry.sqlite") if name == "SQLite" else server.create("registry")
            if registry(gapura, name, database, lists, table) and options.lookups:
                command = [*options.low.split(), *importing(gapura, meanwhile, database, "UMI")]
                failed |= lookups(gapura, name, database, lists["file"], command, options)
            if name == "SQLite":
                for left in work.glob("registry*"):
                    left.unlink()
            else:
                server.drop("registry")
        failed |= table.failed
    finally:
        if server:
            server.close()
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
