"""What the tests of crashes share: lists, registries, the commands that are disturbed, and what must hold of what is left.

Three commands are disturbed in turn: the import of a list (staged, committed, searched for matches), the commit of a list
that was staged, and an update: the list sent again with other addresses and telephones. Meanwhile somebody looks people up.
Whatever cut a command: every list is wholly in or wholly out, the registry verifies with both chains of its log, nobody
saw a person without an entry that tells it, and the command said once more ends as one that nobody disturbed.
"""

import argparse
import collections
import contextlib
import importlib.util
import json
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMME, INSTITUTION, PROFILE = "BPUM", "DINKOP-35.07", "bpum-usulan-2021"
# What says how much a registry holds; a table that a later version adds is counted too.
NOT_CONTENT = {"log_entry", "access_entry", "schema_version"}
# What the search after a commit writes, all of it at once.
SEARCHED = {"linkage_run", "match_candidate"}
# The phases of an import, and how an interrupted command may leave each.
PHASES = ("staging", "commit", "search")
LEFT = {"nothing": "staging", "staged": "commit", "unsearched": "search", "whole": "after"}


class Failure(Exception):
    """A promise that was not kept."""

    # Looks that were shown and are not told.
    lost = 0


def list_maker():
    spec = importlib.util.spec_from_file_location("make_list", ROOT / "Benchmarks" / "make_list.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Gapura:
    def __init__(self, program):
        self.program = program

    def command(self, database, *arguments):
        return [self.program, *map(str, arguments), "--db", str(database), "--format", "json", "--quiet"]

    def run(self, database, *arguments):
        done = subprocess.run(
            self.command(database, *arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode != 0:
            raise Failure(
                f"gapura {' '.join(map(str, arguments))} ended with {done.returncode}:\n{done.stderr[-2000:]}"
                f"{done.stdout[-1500:]}")
        return json.loads(done.stdout)

    def start(self, database, *arguments):
        return subprocess.Popen(
            self.command(database, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, text=True)


class Files:
    """Registries that are SQLite files."""

    # Seconds between two looks at how far a command is.
    pause = 0.005

    def __init__(self, folder):
        self.folder = folder

    def place(self, name):
        return self.folder / f"{name}.db"

    @staticmethod
    def names(database):
        return [f"{file}{ending}" for file in (database, f"{database}-jejak.sqlite") for ending in ("", "-wal", "-shm")]

    def copy(self, source, target):
        for old, new in zip(self.names(source), self.names(target)):
            Path(new).unlink(missing_ok=True)
            if Path(old).exists():
                shutil.copyfile(old, new)

    def remove(self, database):
        for name in self.names(database):
            Path(name).unlink(missing_ok=True)

    @staticmethod
    def rows(database, sql):
        with contextlib.closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(sql).fetchall()

    def check(self, database):
        """The database's own verdict."""
        with contextlib.closing(sqlite3.connect(database)) as connection:
            verdict = connection.execute("pragma integrity_check").fetchone()[0]
            broken = connection.execute("pragma foreign_key_check").fetchall()
        if verdict != "ok" or broken:
            raise Failure(f"SQLite says: {verdict} {broken[:5]}")

    def tables(self, database):
        return [name for (name,) in self.rows(
            database, "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")]

    def looks(self, database):
        """How often each person was looked up, as the log tells it, by the number of the person's record."""
        file = f"{database}-jejak.sqlite"
        return collections.Counter(dict(self.rows(file, LOOKS) if Path(file).exists() else []))


LOOKS = "select subject, count(*) from access_entry where action = 'read-person' and subject is not null group by subject"

Case = collections.namedtuple("Case", "name start arguments staged_at states counts")


class Trial:
    """Lists, registries before and after each command, and what they hold when nothing goes wrong."""

    def __init__(self, gapura, stores, work, rows, seed):
        self.gapura, self.stores = gapura, stores
        maker = list_maker()
        first, second, again = (work / f"{name}.csv" for name in ("first", "second", "again"))
        with open(first, "w", encoding="utf-8", newline="") as out:
            maker.make(max(50, rows // 20), out, seed)
        with open(second, "w", encoding="utf-8", newline="") as out:
            maker.make(rows, out, seed + 1)
        change(second, again)
        with open(first, encoding="utf-8") as lines:
            self.niks = [nik for nik in (line.split(";")[0] for line in lines) if re.fullmatch("[1-9][0-9]{15}", nik)]
        # A registry that already knows some of the people, so that a commit adds and also changes.
        before, staged, after = map(stores.place, ("before", "staged", "after"))
        gapura.run(before, *self.importing(first, "satu"))
        # The portal answers for a number that nobody has as well, and shows nobody: that is no look.
        self.subjects = {str(nik): subject for nik, subject in stores.rows(before, "select nik, id from person")}
        self.niks = [nik for nik in self.niks if nik in self.subjects]
        gapura.run(before, "person", "show", self.niks[0])
        self.seconds = {}
        self.cases = [
            self.undisturbed("import", before, self.importing(second, "dua"), staged),
            self.undisturbed("update", after, self.importing(again, "dua"), None, source=(before, second)),
        ]
        batch = stores.rows(staged, "select max(id) from batch")[0][0]
        whole = self.cases[0]
        self.cases.insert(1, Case(
            "commit", staged, ["imports", "commit", batch], None,
            {name: rows for name, rows in whole.states.items() if name != "nothing"}, whole.counts))

    @staticmethod
    def importing(file, name, commit=True):
        return ["import", file, "--programme", PROGRAMME, "--institution", INSTITUTION, "--profile", PROFILE,
                "--name", name, *(["--commit"] if commit else [])]

    def undisturbed(self, name, start, arguments, kept, source=None):
        """What a command leaves at each of its steps when nobody disturbs it."""
        stores, gapura = self.stores, self.gapura
        if source:
            stores.copy(source[0], start)
            gapura.run(start, *self.importing(source[1], "dua"))
        staged, whole = kept or stores.place(name + "-staged"), stores.place(name + "-whole")
        states = {"nothing": self.content(start)}
        stores.copy(start, staged)
        began = time.monotonic()
        gapura.run(staged, *[word for word in arguments if word != "--commit"])
        staging = time.monotonic() - began
        states["staged"] = self.content(staged)
        batch = stores.rows(staged, "select max(id) from batch")[0][0]
        stores.copy(staged, whole)
        began, committed = time.monotonic(), None
        child = gapura.start(whole, "imports", "commit", batch)
        while child.poll() is None:
            if committed is None and stores.rows(whole, f"select state from batch where id = {batch}")[0][0] != "staged":
                committed = time.monotonic()
            time.sleep(0.01)
        ended = time.monotonic()
        if child.returncode != 0:
            raise Failure(f"the undisturbed {name} ended with {child.returncode}: {child.communicate()[1][-500:]}")
        self.seconds[name] = (staging, (committed or ended) - began, ended - (committed or began))
        states["whole"] = self.content(whole)
        states["unsearched"] = states["whole"] | {table: states["nothing"][table] for table in SEARCHED}
        if len({tuple(sorted(rows.items())) for rows in states.values()}) < 4:
            raise Failure(f"the undisturbed {name} leaves no traces to tell its steps apart")
        gapura.run(whole, "db", "verify")
        return Case(name, start, arguments, None, states, self.reconciled(whole))

    def content(self, database):
        """Rows by table, and lists by state."""
        stores = self.stores
        tables = [name for name in stores.tables(database) if name not in NOT_CONTENT]
        rows = dict(stores.rows(
            database, " union all ".join(f"select '{name}', count(*) from {name}" for name in tables)))
        for state in ("committed", "staged"):
            rows["= " + state] = stores.rows(database, f"select count(*) from batch where state = '{state}'")[0][0]
        return rows

    def reconciled(self, database):
        """The counts of each committed list; read must equal new + updated + unchanged + refused."""
        found = self.stores.rows(
            database,
            "select row_count, new_count, updated_count, unchanged_count, refused_count from batch "
            "where state = 'committed'")
        for read, *parts in found:
            if read != sum(parts):
                raise Failure(f"{read} rows read, but {parts}")
        return sorted(map(tuple, found))

    def judge(self, case, database):
        """What an interrupted command left: one of the steps, never anything between; and the registry verifies."""
        self.gapura.run(database, "db", "verify")
        rows = self.content(database)
        left = next((name for name in ("whole", "unsearched", "staged", "nothing") if case.states.get(name) == rows), None)
        if left is None:
            whole = case.states["whole"]
            raise Failure("half a list is left (found, whole): " + str(
                {name: (rows.get(name), whole.get(name)) for name in sorted(set(rows) | set(whole))
                 if rows.get(name) != whole.get(name)}))
        self.reconciled(database)
        return left

    def finish(self, case, database, left):
        """Says the same once more and holds the end to that of a command nobody disturbed."""
        if left == "nothing":
            self.gapura.run(database, *case.arguments)
        elif left == "unsearched":
            found = self.gapura.run(
                database, "imports", "show", self.stores.rows(database, "select max(id) from batch")[0][0])
            if found["matches"]["searched"]:
                raise Failure("the list was not searched, but the registry says so")
            self.gapura.run(database, "matches", "find", "--missed")
        elif left == "staged":
            batch = self.stores.rows(database, "select max(id) from batch where state = 'staged'")[0][0]
            self.gapura.run(database, "imports", "commit", batch)
        if left != "whole":
            self.gapura.run(database, "db", "verify")
            end = self.content(database)
            if end != case.states["whole"]:
                raise Failure("said once more it ended otherwise (found, expected): " + str(
                    {name: (end.get(name), case.states["whole"].get(name)) for name in end
                     if end.get(name) != case.states["whole"].get(name)}))
        if self.reconciled(database) != case.counts:
            raise Failure(f"said once more it counts {self.reconciled(database)}, not {case.counts}")

    def state(self, database, case):
        """How far a running command is, as somebody else sees it."""
        try:
            count, newest = self.stores.rows(
                database, "select count(*), (select state from batch order by id desc limit 1) from batch")[0]
        except (sqlite3.Error, Failure):
            return None
        if case.name != "commit" and count == case.states["nothing"]["batch"]:
            return "staging"
        return "search" if newest == "committed" else "commit"

    def wait(self, case, database, phase, child, source):
        """Waits until a moment in a phase of a command, or until that ends."""
        seconds = self.seconds.get(case.name, self.seconds["import"])
        end = time.monotonic() + 120
        while child.poll() is None and time.monotonic() < end:
            at = self.state(database, case)
            if at is not None and PHASES.index(at) >= PHASES.index(phase):
                break
            time.sleep(self.stores.pause)
        length = seconds[PHASES.index(phase)]
        try:
            child.wait(timeout=source.uniform(0, 1) * length)
        except subprocess.TimeoutExpired:
            pass


def change(file, other):
    """The same list with other addresses and telephones in every third row."""
    with open(file, encoding="utf-8", newline="") as lines, open(other, "w", encoding="utf-8", newline="") as out:
        for number, line in enumerate(lines):
            cells = line.rstrip("\r\n").split(";")
            if number and number % 3 == 0 and len(cells) == 6 and not any('"' in cell for cell in cells):
                cells[3], cells[5] = "Dsn. Pindahan RT 1/RW 2", "0812" + f"{number:08d}"
                line = ";".join(cells) + "\n"
            out.write(line)


class Looker:
    """Looks people up while a command runs, by the command line or through the portal, and counts whom it was shown."""

    def __init__(self, trial, database, by_portal=False):
        self.trial, self.database, self.by_portal = trial, database, by_portal
        self.shown, self.tries, self.server, self.ends = collections.Counter(), 0, None, threading.Event()
        self.thread = threading.Thread(target=self.portal if by_portal else self.line, daemon=True)
        if by_portal:
            self.server = subprocess.Popen(
                [trial.gapura.program, "serve", "--port", "0", "--lang", "en", "--db", str(database)],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
            words = self.server.stderr.readline()
            found = re.search(r":(\d+)/", words)
            if not found:
                raise Failure(f"the portal did not start: {words}")
            self.port = found[1]
        self.thread.start()

    def nik(self):
        self.tries += 1
        return self.trial.niks[(self.tries * 7) % len(self.trial.niks)]

    def line(self):
        while not self.ends.is_set():
            nik = self.nik()
            done = subprocess.run(
                self.trial.gapura.command(self.database, "person", "show", nik), stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            if done.returncode == 0 and len(done.stdout) > 2:
                self.shown[nik] += 1
            self.ends.wait(1)

    def portal(self):
        while not self.ends.is_set():
            nik = self.nik()
            try:
                form = urllib.parse.urlencode({"nik": nik}).encode()
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/cari", form, timeout=30) as answer:
                    if answer.status == 200 and len(answer.read()) > 0:
                        self.shown[nik] += 1
            except (OSError, urllib.error.URLError, ConnectionError):
                pass
            self.ends.wait(0.02)

    def kill(self):
        """As whatever killed the command."""
        if self.server:
            self.server.kill()

    def stop(self):
        self.ends.set()
        if self.server:
            self.server.kill()
            self.server.wait()
        self.thread.join(timeout=60)
        return self.shown


class Tally:
    """How many commands were truly cut, where, and what was found afterwards."""

    def __init__(self, what):
        self.what, self.began = what, time.monotonic()
        self.cut, self.left, self.cases = collections.Counter(), collections.Counter(), collections.Counter()
        self.statuses, self.rounds, self.failures = collections.Counter(), 0, 0
        self.shown, self.told, self.lost = 0, 0, 0

    def add(self, case, was_cut, left, status, shown, told):
        self.rounds += 1
        self.cases[case.name] += 1
        self.left[left] += 1
        self.statuses[status] += 1
        if was_cut:
            self.cut[LEFT[left]] += 1
        self.shown += sum(shown.values())
        self.told += told

    def failed(self, number, failure):
        self.rounds += 1
        self.failures += 1
        self.lost += failure.lost
        print(f"round {number}: {failure}", file=sys.stderr, flush=True)

    def close(self, least):
        """Tells the figures. A test that cut nothing has shown nothing.

        least: the share of rounds that must have been cut, and of each phase.
        """
        def words(counter):
            return ", ".join(f"{name} {count}" for name, count in sorted(counter.items(), key=lambda item: str(item[0])))
        cut = sum(self.cut.values())
        print(f"{self.what}: cut {cut} of {self.rounds} ({words(self.cut)}); commands: {words(self.cases)}; "
              f"left behind: {words(self.left)}; exit statuses: {words(self.statuses)}")
        print(f"looks shown {self.shown}, told {self.told}, lost {self.lost}; "
              f"{time.monotonic() - self.began:.0f} s")
        # A handful of rounds has no shares.
        least = least if self.rounds >= 30 else 1 / max(1, self.rounds)
        few = [f"only {cut} of {self.rounds} rounds were cut"] if cut < least * self.rounds else []
        few += [f"none was cut in the phase {phase}" for phase in PHASES if self.rounds >= 30 and not self.cut[phase]]
        if self.shown == 0:
            few.append("nobody looked anybody up")
        for complaint in few:
            print(f"this shows nothing: {complaint}", file=sys.stderr)
        print(f"{self.rounds - self.failures} passed, {self.failures} failed", flush=True)
        return 1 if self.failures or few else 0


def held(trial, database, shown, before):
    """Every look at every person who was shown is told of that person; returns how many are told."""
    told = trial.stores.looks(database)
    told.subtract(before)
    lost = {nik: (count, told[trial.subjects[nik]]) for nik, count in shown.items() if told[trial.subjects[nik]] < count}
    if lost:
        failure = Failure("people were shown more often than is told (number ending, shown, told): " + str(
            [(nik[-4:], *counts) for nik, counts in lost.items()]))
        failure.lost = sum(count - found for count, found in lost.values())
        raise failure
    return sum(told.values())


def asked(description):
    """The options that all tests of crashes take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--rows", type=int, default=3000)
    parser.add_argument(
        "--seed", type=int, default=int.from_bytes(os.urandom(3), "big"), help="repeats what an earlier run drew")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def rounds(options, trial, tally, one_round):
    """Disturbs the commands in turn, in each phase in turn."""
    source = random.Random(options.seed)
    print(f"{tally.what}: {options.rounds} rounds, {options.rows} rows, seed {options.seed}; undisturbed: "
          + "; ".join(f"{name} " + ", ".join(f"{length:.2f} s {phase}" for phase, length in zip(PHASES, lengths))
                      for name, lengths in trial.seconds.items()), flush=True)
    for number in range(options.rounds):
        case = trial.cases[number % len(trial.cases)]
        phase = source.choice(PHASES if case.name != "commit" else PHASES[1:])
        try:
            was_cut, left, status, shown, told = one_round(trial, case, phase, number, source)
        except Failure as failure:
            tally.failed(number, failure)
            continue
        tally.add(case, was_cut, left, status, shown, told)
        if options.verbose:
            print(f"round {number}: {case.name}, aimed at {phase}, {'cut' if was_cut else 'ended'}, status {status}, "
                  f"left {left}, {sum(shown.values())} looks", flush=True)
