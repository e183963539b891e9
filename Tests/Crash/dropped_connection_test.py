#!/usr/bin/env python3
"""Cuts the connection to PostgreSQL in the middle of imports, commits and updates and holds what is left to the promise: a
list is whole or it is not there, and nobody was shown a person without an entry that tells it.

The program speaks to the server through a relay (relay.py). At a random moment of one of its phases the relay cuts all
connections (and lets nobody in for a while), or the server itself ends them, as an administrator would. In a fifth of the
rounds the network falls silent first: bytes go nowhere, and nobody hangs up. In another fifth nothing is lost but the answer
to COMMIT: the program must find out that it was stored, and say so; once nobody is let in for longer than it asks, and it
must say that it does not know. The program must end with a sentence and status 69 (or 65 where somebody else was at it), or have
got through. The rest is asked straight at the server, as in trial.py.

Wants a server for tests: Scripts/postgres with dropped_connection_test.py GAPURA …

usage: dropped_connection_test.py GAPURA [--rounds 100] [--rows 3000] [--seed N] [--verbose]
"""

import collections
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from relay import Relay
from trial import LOOKS, Failure, Gapura, Looker, Tally, Trial, asked, held, rounds

SERVER = os.environ.get("GAPURA_TEST_POSTGRES", "")


def address(name):
    return SERVER.replace("/postgres?", f"/{name}?")


def psql(sql, name="postgres"):
    done = subprocess.run(
        ["psql", "-qAtX", "-F", "\t", "-v", "ON_ERROR_STOP=1", address(name), "-c", sql], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"psql: {done.stderr[-300:]}")
    return done.stdout


class Server:
    """Registries that are databases on a server; a copy is a database made after another."""

    # Each look is a program of its own.
    pause = 0.03

    @staticmethod
    def place(name):
        name = "crash_" + name.replace("-", "_")
        if name == "crash_before":
            psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            psql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        return address(name)

    @staticmethod
    def name(database):
        return database.split("?")[0].split("/")[-1]

    def copy(self, source, target):
        source, target = self.name(source), self.name(target)
        psql(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        psql(f"CREATE DATABASE {target} TEMPLATE {source}")

    def remove(self, database):
        psql(f"DROP DATABASE {self.name(database)} WITH (FORCE)")

    def rows(self, database, sql):
        def value(text):
            return int(text) if text.lstrip("-").isdigit() else text
        return [tuple(map(value, line.split("\t"))) for line in psql(sql, self.name(database)).splitlines()]

    def check(self, database):
        """The server may still be taking back what the dead connection had begun."""
        psql("SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
             f"WHERE datname = '{self.name(database)}'")

    def tables(self, database):
        return [name for (name,) in self.rows(
            database, "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")]

    def looks(self, database):
        return collections.Counter(dict(self.rows(database, LOOKS)))


class Rounds:
    # Longer than the program asks what became of its commit, and for the try that it is at.
    TOO_LONG = 45
    UNKNOWN = ("has not come back to say", "belum kembali untuk mengatakan")

    def __init__(self, relay):
        self.relay = relay
        self.answers_lost = collections.Counter()

    def disturb(self, name, number, source):
        """Disturbs all connections to a database; returns whether nothing but an answer to COMMIT may be lost."""
        if number % 5 == 2:
            self.relay.drop_answer(self.TOO_LONG if number == 12 else source.choice([0, 2]))
            return True
        if number % 5 == 4:
            self.relay.fall_silent(source.choice([1, 4]))
        elif source.random() < 0.3:
            psql(f"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'")
        else:
            self.relay.cut(source.choice([0, 0.2, 2]))
        return False

    def judge_answer(self, child, complaint, left):
        """The commit was stored and its answer lost: it is told as stored, or as not known."""
        if not self.relay.was_dropped:
            return
        is_unknown = any(words in complaint for words in self.UNKNOWN)
        if child.returncode == 0:
            told = "stored"
        elif is_unknown and child.returncode == 69:
            told = "unknown"
        else:
            raise Failure(f"stored, and ended with {child.returncode}: {complaint[-500:]}")
        if left == "nothing":
            raise Failure(f"the answer to a commit was lost that stored nothing (told: {told})")
        self.answers_lost[told] += 1

    def one(self, trial, case, phase, number, source):
        self.relay.wait()
        database = trial.stores.place(f"round-{number}")
        name = trial.stores.name(database)
        trial.stores.copy(case.start, database)
        before = trial.stores.looks(database)
        through = f"postgresql://gapura@127.0.0.1:{self.relay.port}/{name}?sslmode=disable&gssencmode=disable"
        looker = Looker(trial, through, by_portal=number % 10 == 3)
        try:
            child = trial.gapura.start(through, *case.arguments)
            trial.wait(case, database, phase, child, source)
            was_cut = child.poll() is None
            is_answer = self.disturb(name, number, source)
            _, complaint = child.communicate(timeout=180)
            if is_answer:
                self.relay.disarm()
                was_cut = self.relay.was_dropped
        finally:
            shown = looker.stop()
        if child.returncode not in ((0, 65, 69) if was_cut else (0,)):
            raise Failure(f"ended with {child.returncode}: {complaint[-500:]}")
        if child.returncode != 0 and "→" not in complaint:
            raise Failure(f"no sentence with a remedy: {complaint[-500:]}")
        trial.stores.check(database)
        left = trial.judge(case, database)
        if is_answer:
            self.judge_answer(child, complaint, left)
        # The search for matches comes after the commit and can fail without it; the next import makes up for it.
        if child.returncode == 0 and left not in (("whole", "unsearched") if was_cut else ("whole",)):
            raise Failure(f"the command ended well and left {left}")
        told = held(trial, database, shown, before)
        trial.finish(case, database, left)
        trial.stores.remove(database)
        return was_cut, left, child.returncode, shown, told


def main():
    options = asked(__doc__)
    if not SERVER:
        print("dropped connection: left out, because there is no PostgreSQL server for tests (GAPURA_TEST_POSTGRES)")
        return 0
    tally = Tally("dropped connection")
    relay = Relay(SERVER.split("host=")[1].split("&")[0] + "/.s.PGSQL.5432")
    with tempfile.TemporaryDirectory(prefix="gapura-drop-") as folder:
        try:
            gapura = Gapura(str(Path(options.gapura).resolve()))
            trial = Trial(gapura, Server(), Path(folder), options.rows, options.seed)
        except Failure as failure:
            print(f"cannot begin: {failure}", file=sys.stderr)
            return 1
        disturbed = Rounds(relay)
        rounds(options, trial, tally, disturbed.one)
    print(f"only the answer to COMMIT lost: {sum(disturbed.answers_lost.values())} ("
          + ", ".join(f"told as {told} {count}" for told, count in sorted(disturbed.answers_lost.items())) + ")")
    # A commit that is nearly over when the answer is waited for ends undisturbed.
    return tally.close(least=0.7)


if __name__ == "__main__":
    sys.exit(main())
