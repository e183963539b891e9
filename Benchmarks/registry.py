"""Times what a registry is for, on both databases, beside the tools that everybody has, in one run: taking in a large list,
the overlap of two lists, finding a person by NIK while a list is being taken in, and the bytes a person takes.

usage: registry.py GAPURA [--rows 1000000] [--kur 0] [--lookups 20] [--rate 1000] [--keep DIR] [--without NAME…]

`--rows` is the size of the list that is taken in; `--kur` that of a second one whose overlap with the first is asked for (0:
none); `--lookups` the seconds of looking people up (0: none). NAME is sqlite, postgres, duckdb, sqlite3 or psql. PostgreSQL
is started by Scripts/postgres with the settings that are printed, `fsync` on.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import HERE, duckdb_program, machine, run

ROOT = HERE.parent
SETTINGS = ["fsync=on", "shared_buffers=1GB", "max_wal_size=8GB", "maintenance_work_mem=512MB", "checkpoint_timeout=30min"]
PLAIN = "create table list (nik text, kk text, nama text, alamat text, usaha text, telepon text);\n"


def make(folder, rows, seed):
    file = folder / f"list-{rows}-{seed}.csv"
    if not file.exists():
        subprocess.run(
            [sys.executable, str(HERE / "make_list.py"), str(rows), str(file), "--seed", str(seed), "--truth", f"{file}.json"],
            check=True)
    return file


def importing(gapura, file, database, programme="BPUM"):
    return [gapura, "import", str(file), "--db", database, "--programme", programme, "--institution", "DINKOP-35.07",
            "--profile", "bpum-usulan-2021", "--commit", "--search-later", "--format", "json", "--quiet"]


class Server:
    """A PostgreSQL server of this run's own."""

    def __init__(self, folder):
        self.folder = folder
        done = subprocess.run([str(ROOT / "Scripts/postgres"), "start", str(folder), *SETTINGS], capture_output=True, text=True)
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

    def close(self):
        subprocess.run([str(ROOT / "Scripts/postgres"), "stop", str(self.folder)], check=False)


class Table:
    """Lines of the answer."""

    def __init__(self, rows):
        self.rows, self.failed = rows, False
        print(f"\n{'':34} {'seconds':>8} {'cpu s':>7} {'rows/s':>10} {'peak MB':>8}")

    def add(self, name, result, note=""):
        status, seconds, cpu, peak, _ = result
        self.failed |= status != 0
        note = note if status == 0 else f"FAILED ({status})"
        print(f"{name:34} {seconds:8.2f} {cpu:7.2f} {self.rows / seconds:10,.0f} {peak / 1e6:8.0f}  {note}", flush=True)


def stats(gapura, database):
    found = json.loads(subprocess.run(
        [gapura, "db", "stats", "--db", database, "--format", "json"], check=True, capture_output=True, text=True).stdout)
    return f"{found['people']:,} people, {found['bytes'] / 1e6:,.0f} MB, {found.get('bytes_per_person', 0)} bytes a person"


def imports(gapura, file, rows, work, server, without):
    table = Table(rows)
    kept = {}
    if "sqlite" not in without:
        database = str(work / "registry.sqlite")
        table.add("gapura import --commit, SQLite", run(importing(gapura, file, database)), stats(gapura, database))
        kept["SQLite"] = database
    if server and "postgres" not in without:
        database = server.create("registry")
        table.add("gapura import --commit, PostgreSQL", run(importing(gapura, file, database)), stats(gapura, database))
        kept["PostgreSQL"] = database
    if "sqlite3" not in without and shutil.which("sqlite3"):
        script = f".bail on\npragma journal_mode=wal;\n{PLAIN}.mode csv\n.separator ;\n.import --skip 1 {file} list\n"
        (work / "plain.sql").write_text(script)
        table.add("sqlite3 .import, no checks", run(["sh", "-c", f"sqlite3 {work}/plain.db < {work}/plain.sql"]))
    if server and "psql" not in without:
        # Rows with a field too few end \copy: it is given the list without them.
        tidy = work / "tidy.csv"
        with open(file, encoding="utf-8") as source, open(tidy, "w", encoding="utf-8") as target:
            target.writelines(line for line in source if line.count(";") == 5)
        server.create("plain")
        subprocess.run(server.psql("plain", PLAIN), check=True)
        copy = f"\\copy list from '{tidy}' with (format csv, delimiter ';', header, quote E'\\x01')"
        table.add("psql \\copy, no checks", run(server.psql("plain", copy)))
    if "duckdb" not in without:
        sql = (f"create table list as select * from read_csv('{file}', delim=';', header=true, all_varchar=true, "
               "strict_mode=false, ignore_errors=true)")
        table.add("duckdb read_csv, no checks", run(duckdb_program(sql, str(work / "plain.duckdb"))))
    return kept, table.failed


def overlap(gapura, kept, file, kur, rows):
    """Takes a second list in and asks who is on both."""
    table = Table(rows)
    for name, database in kept.items():
        run(importing(gapura, kur, database, "KUR"))
        table.add(f"gapura overlap, {name}", run([gapura, "overlap", "--db", database, "--format", "json", "--quiet"]))
    sql = " ".join(f"""
        create temp table {name} as select distinct column0 as nik from read_csv('{path}', delim=';', header=false, skip=1,
        all_varchar=true, strict_mode=false, ignore_errors=true);""" for name, path in (("a", file), ("b", kur)))
    table.add("duckdb, numbers as they stand",
              run(duckdb_program((sql + " select count(*) from a join b using (nik)").replace(";", ";\n"))))
    return table.failed


async def look_up(port, numbers, rate, seconds):
    """Asks for people at a steady rate, whether answers come or not; the time of each from when it should have been sent."""
    waiting, times, wrong = asyncio.Queue(), [], 0
    began = time.monotonic() + 0.2

    async def ask():
        nonlocal wrong
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (item := await waiting.get()) is not None:
            meant, number = item
            body = f"nik={number}".encode()
            writer.write(b"POST /cari HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nOrigin: http://127.0.0.1:%d\r\n"
                         b"Content-Type: application/x-www-form-urlencoded\r\n"
                         b"Content-Length: %d\r\n\r\n" % (port, port, len(body)) + body)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(length)
            times.append(time.monotonic() - meant)
            wrong += b" 200 " not in head.split(b"\r\n")[0]

    askers = [asyncio.create_task(ask()) for _ in range(32)]
    for number in range(int(rate * seconds)):
        meant = began + number / rate
        if (delay := meant - time.monotonic()) > 0:
            await asyncio.sleep(delay)
        waiting.put_nowait((meant, random.choice(numbers)))
    for _ in askers:
        waiting.put_nowait(None)
    await asyncio.gather(*askers)
    times.sort()
    return times, wrong


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def lookups(gapura, kept, file, folder, options):
    """People by NIK through the portal, while another list is being taken in."""
    with open(file, encoding="utf-8") as lines:
        numbers = [line.split(";", 1)[0] for line, _ in zip(lines, range(50_000))][1:]
    numbers = [number for number in numbers if len(number) == 16 and number.isdigit()]
    other = make(folder, min(options.rows, 1_000_000), 77)
    print(f"\nlooking up, {options.rate} a second for {options.lookups} s, in milliseconds from when each was due")
    for name, database in kept.items():
        port = free_port()
        portal = subprocess.Popen([gapura, "serve", "--port", str(port), "--db", database, "--quiet"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            for what in ("alone", "while a list is taken in"):
                child = None
                if what != "alone":
                    child = subprocess.Popen(importing(gapura, other, database, "UMI"), stdout=subprocess.DEVNULL)
                times, wrong = asyncio.run(look_up(port, numbers, options.rate, options.lookups))
                still = child is not None and child.poll() is None
                if child:
                    child.wait()
                if not times:
                    print(f"{name}, {what}: no answer")
                    continue
                at = {f"p{share}": times[min(len(times) - 1, int(len(times) * share / 100))] * 1e3 for share in (50, 95, 99)}
                print(f"{name + ', ' + what:38} " + "  ".join(f"{key} {value:8.2f}" for key, value in at.items())
                      + f"  most {times[-1] * 1e3:8.2f}  {len(times):,} answers, {wrong} of them not 200"
                      + ("" if child is None else ", the list was " + ("still going in" if still else "in before the end")),
                      flush=True)
        finally:
            portal.terminate()
            portal.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--kur", type=int, default=0)
    parser.add_argument("--lookups", type=int, default=20)
    parser.add_argument("--rate", type=int, default=1000)
    parser.add_argument("--keep", help="a folder for the lists, so that the next run need not make them again")
    parser.add_argument("--without", nargs="*", default=[])
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    work = Path(tempfile.mkdtemp(prefix="gapura-registry-"))
    os.chmod(work, 0o755)
    server = None
    failed = False
    try:
        folder = Path(options.keep) if options.keep else work
        folder.mkdir(parents=True, exist_ok=True)
        file = make(folder, options.rows, 2021)
        print(f"{options.rows:,} rows, {file.stat().st_size / 1e6:.1f} MB, {machine()}")
        if not {"postgres", "psql"} <= set(options.without):
            server = Server(work / "pg")
            print("PostgreSQL:", ", ".join(SETTINGS))
        kept, failed = imports(gapura, file, options.rows, work, server, options.without)
        if options.kur:
            failed |= overlap(gapura, kept, file, make(folder, options.kur, 2022), options.rows + options.kur)
        if options.lookups:
            lookups(gapura, kept, file, folder, options)
    finally:
        if server:
            server.close()
        shutil.rmtree(work, ignore_errors=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
