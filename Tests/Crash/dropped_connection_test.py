#!/usr/bin/env python3
"""Cuts the connection to PostgreSQL at random moments of imports and holds what is left to the promise: a batch is whole
or it is not there.

The program speaks to the server through a small relay. At a random moment the relay cuts all connections (and lets nobody
in for a while), or the server itself ends them, as an administrator would. The program must end with a sentence and status
69, or 65 where it cannot know, or have got through. Then, straight at the server: does the registry verify? Is every batch
wholly in or wholly out? Does the import, said once more, end as an undisturbed one?

Wants a server for tests: Scripts/postgres with dropped_connection_test.py GAPURA …

usage: dropped_connection_test.py GAPURA [--rounds 20] [--rows 20000] [--seed N] [--verbose]
"""

import os
import random
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from kill_test import Failure, Gapura, NOT_CONTENT, Trial, asked

SERVER = os.environ.get("GAPURA_TEST_POSTGRES", "")


def address(database):
    return SERVER.replace("/postgres?", f"/{database}?")


def psql(sql, database="postgres"):
    done = subprocess.run(
        ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", address(database), "-c", sql], capture_output=True, text=True)
    if done.returncode != 0:
        raise Failure(f"psql: {done.stderr[-300:]}")
    return done.stdout.strip()


class Relay:
    """Passes bytes between programs and the server until it is told to cut."""

    def __init__(self, server):
        self.server, self.open, self.lock, self.is_shut = server, [], threading.Lock(), False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.is_shut:
                client.close()
                continue
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.server)
            with self.lock:
                self.open += [client, server]
            for source, target in ((client, server), (server, client)):
                threading.Thread(target=self.carry, args=(source, target), daemon=True).start()

    @staticmethod
    def carry(source, target):
        try:
            while data := source.recv(1 << 16):
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def cut(self, seconds):
        """Cuts everything, and lets nobody in for so long."""
        self.is_shut = True
        with self.lock:
            for end in self.open:
                try:
                    # Without a farewell: what was on its way is lost.
                    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
                except OSError:
                    pass
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
            self.open.clear()
        threading.Timer(seconds, self.let_in).start()

    def let_in(self):
        self.is_shut = False


class ServerTrial(Trial):
    """The same trial with databases on the server; a copy is a database made after another."""

    @staticmethod
    def counts(database):
        name = database.split("?")[0].split("/")[-1]
        tables = psql(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace", name).split()
        sql = " UNION ALL ".join(
            f"SELECT '{table}', COUNT(*) FROM {table}" for table in tables if table not in NOT_CONTENT)
        rows = {line.split("|")[0]: int(line.split("|")[1]) for line in psql(sql, name).splitlines()}
        for state in ("committed", "staged"):
            rows[f"= {state}"] = int(psql(f"SELECT COUNT(*) FROM batch WHERE state = '{state}'", name))
        return rows

    @staticmethod
    def copy(source, target):
        source, target = (name.split("?")[0].split("/")[-1] for name in (source, target))
        psql(f"DROP DATABASE IF EXISTS {target} WITH (FORCE)")
        psql(f"CREATE DATABASE {target} TEMPLATE {source}")

    def place(self, name):
        name = "crash_" + name.replace("-", "_")
        if name == "crash_before":
            psql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            psql(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        return address(name)


def one_round(trial, relay, number, source):
    committing = number % 3 == 2
    database = trial.place(f"round-{number}")
    name = database.split("?")[0].split("/")[-1]
    trial.copy(trial.staged if committing else trial.before, database)
    arguments = ["imports", "commit", trial.batch] if committing else trial.importing(trial.file, commit=True)
    length = trial.commit_seconds + (0 if committing else trial.staging_seconds)
    by_server = source.random() < 0.3
    moment, away = source.uniform(0.02, 1.05) * length, source.choice([0, 0.2, 2])
    through = f"postgresql://gapura@127.0.0.1:{relay.port}/{name}?sslmode=disable&gssencmode=disable"
    child = subprocess.Popen(
        trial.gapura.command(through, *arguments), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True)
    try:
        child.communicate(timeout=moment)
        cut = False
    except subprocess.TimeoutExpired:
        cut = True
        if by_server:
            psql(f"SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '{name}'")
        else:
            relay.cut(away)
    _, complaint = child.communicate(timeout=120)
    if child.returncode not in ((0, 65, 69) if cut else (0,)):
        raise Failure(f"ended with {child.returncode}: {complaint[-500:]}")
    if child.returncode != 0 and "→" not in complaint:
        raise Failure(f"no sentence with a remedy: {complaint[-500:]}")
    # The server may still be taking back what the dead connection had begun.
    psql(f"SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity WHERE datname = '{name}'")
    left = trial.judge(database, committing)
    # The search for matches comes after the commit and can fail without it; the next import makes up for it.
    if child.returncode == 0 and left not in (("whole", "unsearched") if cut else ("whole",)):
        raise Failure(f"the command ended well and left {left}")
    trial.finish(database, left)
    psql(f"DROP DATABASE {name} WITH (FORCE)")
    return committing, cut, by_server, moment, child.returncode, left


def main():
    options = asked(__doc__, rounds=20)
    if not SERVER:
        print("dropped connection: left out, because there is no PostgreSQL server for tests (GAPURA_TEST_POSTGRES)")
        return 0
    seed = options.seed
    source = random.Random(seed)
    began = time.monotonic()
    left, statuses, cuts, failures = {}, {}, 0, 0
    relay = Relay(SERVER.split("host=")[1].split("&")[0] + "/.s.PGSQL.5432")
    with tempfile.TemporaryDirectory(prefix="gapura-drop-") as folder:
        try:
            trial = ServerTrial(Gapura(str(Path(options.gapura).resolve())), Path(folder), options.rows, seed)
        except Failure as failure:
            print(f"cannot begin: {failure}", file=sys.stderr)
            return 1
        print(f"dropped connection during import: {options.rounds} rounds, {options.rows} rows, seed {seed}; undisturbed: "
              f"{trial.staging_seconds:.2f} s staging, {trial.commit_seconds:.2f} s committing", flush=True)
        for number in range(options.rounds):
            try:
                committing, cut, by_server, moment, status, state = one_round(trial, relay, number, source)
            except Failure as failure:
                failures += 1
                print(f"round {number}: {failure}", file=sys.stderr, flush=True)
                continue
            cuts += cut
            left[state] = left.get(state, 0) + 1
            statuses[status] = statuses.get(status, 0) + 1
            if options.verbose:
                what, who = "commit" if committing else "import", "server" if by_server else "relay"
                print(f"round {number}: {what}, {'cut by ' + who if cut else 'ended'} at {moment:.3f} s, status {status}, "
                      f"left {state}", flush=True)
    print(f"cut {cuts} of {options.rounds}; left behind: {left}; exit statuses: {statuses}; "
          f"{time.monotonic() - began:.0f} s")
    print(f"{options.rounds - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
