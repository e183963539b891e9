#!/usr/bin/env python3
"""Kills imports at random moments and holds what is left to the promise: a batch is whole or it is not there.

Each round starts from the same small registry, starts an import (or the commit of a staged batch), kills it with
SIGKILL at a random moment, and then asks: does the database verify, by Gapura and by SQLite itself? Is every batch
either wholly in or wholly out? Does the import, said once more, end with the same counts as one that was never killed?
The search for what a list brought follows its commit: killed in it, the list is in, the registry knows that it was not
searched, and the search said once more ends with the same counts.

usage: kill_test.py GAPURA [--rounds 50] [--rows 20000] [--seed N] [--verbose]
"""

import argparse
import contextlib
import importlib.util
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMME, INSTITUTION, PROFILE = "BPUM", "DINKOP-35.07", "bpum-usulan-2021"
# What says how much a registry holds; a table that a later version adds is counted too.
NOT_CONTENT = {"log_entry", "access_entry", "schema_version"}
# What the search after a commit writes, all of it at once.
SEARCHED = {"linkage_run", "match_candidate"}


class Failure(Exception):
    """A promise that was not kept."""


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
                f"{done.stdout[-500:]}")
        return json.loads(done.stdout)

    def start(self, database, *arguments):
        return subprocess.Popen(
            self.command(database, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)


def counts(database):
    """Rows by table, as SQLite itself sees them after recovery, and SQLite's own verdict on the file."""
    with contextlib.closing(sqlite3.connect(database)) as connection:
        verdict = connection.execute("pragma integrity_check").fetchone()[0]
        if verdict != "ok":
            raise Failure(f"SQLite says: {verdict}")
        broken = connection.execute("pragma foreign_key_check").fetchall()
        if broken:
            raise Failure(f"rows that refer to nothing: {broken[:5]}")
        tables = [
            name for (name,) in connection.execute(
                "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
            if name not in NOT_CONTENT and not name.startswith("grdb_")
        ]
        rows = {name: connection.execute(f'select count(*) from "{name}"').fetchone()[0] for name in tables}
        rows["= committed"] = connection.execute("select count(*) from batch where state = 'committed'").fetchone()[0]
        rows["= staged"] = connection.execute("select count(*) from batch where state = 'staged'").fetchone()[0]
        return rows


def batches(listing):
    return listing if isinstance(listing, list) else listing.get("imports", listing.get("batches", []))


def copy_database(source, target):
    for suffix in ("", "-wal", "-shm"):
        Path(f"{target}{suffix}").unlink(missing_ok=True)
        if Path(f"{source}{suffix}").exists():
            shutil.copyfile(f"{source}{suffix}", f"{target}{suffix}")


def timed(action):
    began = time.monotonic()
    result = action()
    return time.monotonic() - began, result


class Trial:
    """The list, the registry before it, and what the registry holds when nothing goes wrong."""

    # Where registries are, and how their rows are counted: another kind of database says otherwise.
    counts = staticmethod(counts)
    copy = staticmethod(copy_database)

    def place(self, name):
        return self.work / f"{name}.db"

    def __init__(self, gapura, work, rows, seed):
        self.gapura, self.work = gapura, work
        maker = list_maker()
        first, self.file = work / "first.csv", work / "second.csv"
        with open(first, "w", encoding="utf-8", newline="") as out:
            maker.make(max(50, rows // 20), out, seed)
        with open(self.file, "w", encoding="utf-8", newline="") as out:
            maker.make(rows, out, seed + 1)

        # A registry that already knows some of the people, so that a commit adds and also changes.
        self.before, self.staged, self.after = map(self.place, ("before", "staged", "after"))
        gapura.run(self.before, *self.importing(first, commit=True))
        self.rows_before = self.counts(self.before)
        self.copy(self.before, self.staged)
        self.staging_seconds, _ = timed(lambda: gapura.run(self.staged, *self.importing(self.file, commit=False)))
        self.rows_staged = self.counts(self.staged)
        if self.rows_staged["= staged"] != 1:
            raise Failure(f"importing without --commit staged {self.rows_staged['= staged']} batches")
        self.copy(self.staged, self.after)
        self.batch = self.staged_batch(self.after)
        self.commit_seconds, _ = timed(lambda: gapura.run(self.after, "imports", "commit", self.batch))
        self.rows_after = self.counts(self.after)
        self.counts_after = self.reconciled(self.after)
        self.rows_unsearched = self.rows_after | {name: self.rows_before[name] for name in SEARCHED}
        if self.rows_unsearched == self.rows_after:
            raise Failure("the undisturbed import searched for nothing")
        if self.rows_after["= committed"] != 2 or self.rows_after == self.rows_before:
            raise Failure("the undisturbed import did not commit")

    @staticmethod
    def importing(file, commit):
        options = ["--programme", PROGRAMME, "--institution", INSTITUTION, "--profile", PROFILE]
        return ["import", file, *options, *(["--commit"] if commit else [])]

    def staged_batch(self, database):
        found = [batch["id"] for batch in batches(self.gapura.run(database, "imports", "list"))
                 if batch["state"] == "staged"]
        return found[-1] if found else None

    def reconciled(self, database):
        """The counts of each committed batch; read must equal new + updated + unchanged + refused."""
        found = []
        for batch in batches(self.gapura.run(database, "imports", "list")):
            parts = [batch[name] for name in ("new", "updated", "unchanged", "refused")]
            if batch["state"] == "committed":
                if batch["rows"] != sum(parts):
                    raise Failure(f"batch {batch['id']}: {batch['rows']} rows read, but {parts}")
                found.append((batch["rows"], *parts))
        return sorted(found)

    def one_round(self, number, source):
        database = self.place(f"round-{number}")
        committing = number % 3 == 2
        if committing:
            self.copy(self.staged, database)
            arguments, length = ["imports", "commit", self.batch], self.commit_seconds
        else:
            self.copy(self.before, database)
            arguments = self.importing(self.file, commit=True)
            length = self.staging_seconds + self.commit_seconds
        moment = source.uniform(0.02, 1.05) * length
        child = self.gapura.start(database, *arguments)
        try:
            child.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL)
        killed = child.wait() == -signal.SIGKILL
        left = self.judge(database, committing)
        if not killed and left != "whole":
            raise Failure(f"the command ended by itself with {child.returncode} and left {left}")
        self.finish(database, left)
        for suffix in ("", "-wal", "-shm"):
            Path(f"{database}{suffix}").unlink(missing_ok=True)
        return committing, killed, moment, left

    def judge(self, database, committing):
        """What an interrupted command left: nothing, a staged batch, the whole, or the whole unsearched; never anything
        between."""
        self.gapura.run(database, "db", "verify")
        rows = self.counts(database)
        if rows == self.rows_after:
            left = "whole"
        elif rows == self.rows_unsearched:
            left = "unsearched"
        elif rows == self.rows_staged:
            left = "staged"
        elif rows == self.rows_before and not committing:
            left = "nothing"
        else:
            wrong = {name: (self.rows_before.get(name), rows.get(name), self.rows_after.get(name))
                     for name in sorted(set(rows) | set(self.rows_after))
                     if rows.get(name) not in (self.rows_before.get(name), self.rows_after.get(name))}
            raise Failure(f"half a batch is left (before, found, whole): {wrong or rows}")
        if (left == "unsearched") != self.is_unsearched(database):
            raise Failure(f"left {left}, but the registry says otherwise of what was searched")
        self.reconciled(database)
        return left

    def finish(self, database, left):
        """Says the same once more and holds the end to that of a command nobody disturbed."""
        self.complete(database, left)
        self.gapura.run(database, "db", "verify")
        end = self.counts(database)
        if end != self.rows_after:
            wrong = {name: (end.get(name), self.rows_after.get(name))
                     for name in sorted(set(end) | set(self.rows_after)) if end.get(name) != self.rows_after.get(name)}
            raise Failure(f"the repeated import ended otherwise (found, expected): {wrong}")
        if self.reconciled(database) != self.counts_after:
            raise Failure(f"the repeated import counts {self.reconciled(database)}, not {self.counts_after}")

    def is_unsearched(self, database):
        """Whether the registry says of a committed list that its records were compared with nothing."""
        found = batches(self.gapura.run(database, "imports", "list"))
        return any(not self.gapura.run(database, "imports", "show", batch["id"])["matches"]["searched"]
                   for batch in found if batch["state"] == "committed")

    def complete(self, database, left):
        """Says the same import once more; what was already staged is committed."""
        if left == "nothing":
            self.gapura.run(database, *self.importing(self.file, commit=True))
        elif left == "unsearched":
            self.gapura.run(database, "matches", "find", "--missed")
        elif left == "staged":
            self.gapura.run(database, "imports", "commit", self.staged_batch(database))


def asked(description, rounds):
    """The options that all tests of crashes take."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument(
        "--seed", type=int, default=int.from_bytes(os.urandom(3), "big"), help="repeats what an earlier run drew")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def main():
    options = asked(__doc__, rounds=50)
    seed = options.seed
    source = random.Random(seed)
    began = time.monotonic()
    left, kills, failures = {}, 0, 0
    with tempfile.TemporaryDirectory(prefix="gapura-crash-") as folder:
        try:
            trial = Trial(Gapura(str(Path(options.gapura).resolve())), Path(folder), options.rows, seed)
        except Failure as failure:
            print(f"cannot begin: {failure}", file=sys.stderr)
            return 1
        print(f"kill -9 during import: {options.rounds} rounds, {options.rows} rows, seed {seed}; undisturbed: "
              f"{trial.staging_seconds:.2f} s staging, {trial.commit_seconds:.2f} s committing", flush=True)
        for number in range(options.rounds):
            try:
                committing, killed, moment, state = trial.one_round(number, source)
            except Failure as failure:
                failures += 1
                print(f"round {number}: {failure}", file=sys.stderr, flush=True)
                continue
            kills += killed
            left[state] = left.get(state, 0) + 1
            if options.verbose:
                what = "commit" if committing else "import"
                print(f"round {number}: {what}, {'killed' if killed else 'ended'} at {moment:.3f} s, left {state}", flush=True)
    print(f"killed {kills} of {options.rounds}; left behind: {left}; {time.monotonic() - began:.0f} s")
    print(f"{options.rounds - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
