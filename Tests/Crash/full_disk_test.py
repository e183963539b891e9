#!/usr/bin/env python3
"""Fills the disk at random moments of imports and holds what is left to the promise: a batch is whole or it is not there.

Each round puts a small registry on a disk of its own (a tmpfs), with so little room left that an import (or the commit
of a staged batch) runs into the end of it somewhere, or just does not. The program must say so, in a sentence and with
exit status 73. Then the disk is given room, as somebody would who cleans up, and the same is asked as after kill -9: does
the database verify? Is every batch wholly in or wholly out? Does the import, said once more, end as an undisturbed one?

Mounting wants root on Linux; elsewhere the script says that it is left out.

usage: full_disk_test.py GAPURA [--rounds 20] [--rows 20000] [--seed N] [--verbose]
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import kill_test
from kill_test import Failure, Gapura, Trial, asked

ROOM = 1 << 30


class Disk:
    """A small disk in memory."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)], capture_output=True, text=True)
        if done.returncode != 0:
            raise PermissionError(done.stderr.strip())

    def resize(self, size):
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self.folder)], check=True, capture_output=True)

    def used(self):
        state = os.statvfs(self.folder)
        return (state.f_blocks - state.f_bfree) * state.f_frsize

    def empty(self):
        for file in self.folder.iterdir():
            file.unlink()

    def close(self):
        subprocess.run(["umount", str(self.folder)], check=False)


def one_round(trial, disk, number, source, need):
    committing = number % 3 == 2
    disk.resize(ROOM)
    disk.empty()
    database = disk.folder / "gapura.db"
    kill_test.copy_database(trial.staged if committing else trial.before, database)
    arguments = ["imports", "commit", trial.batch] if committing else trial.importing(trial.file, commit=True)
    # From next to nothing to a little more than the whole needs.
    room = int(source.uniform(0.005, 1.1) * need[committing])
    disk.resize(max(disk.used() + room, 1 << 16))
    done = subprocess.run(
        trial.gapura.command(database, *arguments), stdin=subprocess.DEVNULL, capture_output=True, text=True)
    full = done.returncode != 0
    if full and done.returncode != 73:
        raise Failure(f"the disk was full, and the program ended with {done.returncode}: {done.stderr[-500:]}")
    if full and "→" not in done.stderr:
        raise Failure(f"no sentence with a remedy: {done.stderr[-500:]}")
    # What the database has to write before it can even be read back needs room again.
    disk.resize(ROOM)
    left = trial.judge(database, committing)
    # The search for matches comes after the commit and can fail without it; the next import makes up for it.
    if not full and left not in ("whole", "unsearched"):
        raise Failure(f"the command ended well and left {left}")
    trial.finish(database, left)
    return committing, full, room, left


def needs(trial, disk):
    """How much an undisturbed import, and an undisturbed commit, fill at most."""
    found = {}
    for committing in (False, True):
        disk.empty()
        database = disk.folder / "gapura.db"
        kill_test.copy_database(trial.staged if committing else trial.before, database)
        arguments = ["imports", "commit", trial.batch] if committing else trial.importing(trial.file, commit=True)
        before, most = disk.used(), 0
        child = trial.gapura.start(database, *arguments)
        while child.poll() is None:
            most = max(most, disk.used() - before)
            time.sleep(0.005)
        found[committing] = max(most, 1 << 16)
    return found


def main():
    options = asked(__doc__, rounds=20)
    seed = options.seed
    source = random.Random(seed)
    began = time.monotonic()
    left, filled, failures = {}, 0, 0
    with tempfile.TemporaryDirectory(prefix="gapura-full-") as folder:
        try:
            disk = Disk(Path(folder) / "disk")
        except (OSError, PermissionError) as reason:
            print(f"full disk: left out, because no small disk can be mounted here ({reason})")
            return 0
        try:
            try:
                trial = Trial(Gapura(str(Path(options.gapura).resolve())), Path(folder), options.rows, seed)
                need = needs(trial, disk)
            except Failure as failure:
                print(f"cannot begin: {failure}", file=sys.stderr)
                return 1
            print(f"full disk during import: {options.rounds} rounds, {options.rows} rows, seed {seed}; undisturbed: "
                  f"{need[False] / 1e6:.1f} MB for an import, {need[True] / 1e6:.1f} MB for a commit", flush=True)
            for number in range(options.rounds):
                try:
                    committing, full, room, state = one_round(trial, disk, number, source, need)
                except Failure as failure:
                    failures += 1
                    print(f"round {number}: {failure}", file=sys.stderr, flush=True)
                    continue
                filled += full
                left[state] = left.get(state, 0) + 1
                if options.verbose:
                    what = "commit" if committing else "import"
                    print(f"round {number}: {what}, {room / 1e6:.2f} MB free, {'full' if full else 'enough'}, left {state}",
                          flush=True)
        finally:
            disk.close()
    print(f"full {filled} of {options.rounds}; left behind: {left}; {time.monotonic() - began:.0f} s")
    print(f"{options.rounds - failures} passed, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
