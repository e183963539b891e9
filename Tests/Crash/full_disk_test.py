#!/usr/bin/env python3
"""Fills the disk in the middle of imports, commits and updates and holds what is left to the promise: a list is whole or it
is not there, and whoever cannot be told in the log sees nobody.

Each round puts a small registry on a disk of its own (a tmpfs), with so little room left that the command runs into the end
of it in one of its phases, or just does not. The program must say so, in a sentence and with exit status 73. Then the disk
is given room, as somebody would who cleans up, and the rest is asked as in trial.py.

Mounting wants root on Linux; elsewhere the script says that it is left out.

usage: full_disk_test.py GAPURA [--rounds 100] [--rows 3000] [--seed N] [--verbose]
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from trial import PHASES, Failure, Files, Gapura, Looker, Tally, Trial, asked, held, rounds

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


class Rounds:
    def __init__(self, trial, disk):
        self.disk, self.database = disk, disk.folder / "gapura.db"
        # How much each undisturbed command has filled by the end of each phase.
        self.need = {case.name: self.needs(trial, case) for case in trial.cases}

    def needs(self, trial, case):
        self.disk.resize(ROOM)
        self.disk.empty()
        trial.stores.copy(case.start, self.database)
        before, most = self.disk.used(), dict.fromkeys(PHASES, 0)
        child = trial.gapura.start(self.database, *case.arguments)
        while child.poll() is None:
            phase = trial.state(self.database, case)
            if phase:
                most[phase] = max(most[phase], self.disk.used() - before)
            time.sleep(0.002)
        child.communicate()
        if case.name == "commit":
            del most["staging"]
        return most

    def room(self, case, phase, source):
        """So much that the command ends in the phase, as far as that can be foreseen."""
        need = self.need[case.name]
        phases = list(need)
        place = phases.index(phase)
        low = max([need[name] for name in phases[:place]], default=0)
        high = max(need[phase], low + (1 << 14))
        return int(low + source.uniform(0.01, 0.99) * (high - low))

    def one(self, trial, case, phase, number, source):
        disk, database = self.disk, self.database
        disk.resize(ROOM)
        disk.empty()
        trial.stores.copy(case.start, database)
        before = trial.stores.looks(database)
        looker = Looker(trial, database, by_portal=number % 10 == 3)
        try:
            disk.resize(max(disk.used() + self.room(case, phase, source), 1 << 16))
            child = trial.gapura.start(database, *case.arguments)
            _, complaint = child.communicate()
        finally:
            shown = looker.stop()
        full = child.returncode != 0
        if full and child.returncode != 73:
            raise Failure(f"the disk was full, and the program ended with {child.returncode}: {complaint[-500:]}")
        if full and "→" not in complaint:
            raise Failure(f"no sentence with a remedy: {complaint[-500:]}")
        # What the database has to write before it can even be read back needs room again.
        disk.resize(ROOM)
        trial.stores.check(database)
        left = trial.judge(case, database)
        # The search for matches comes after the commit and can fail without it; the next import makes up for it.
        if not full and left not in ("whole", "unsearched"):
            raise Failure(f"the command ended well and left {left}")
        told = held(trial, database, shown, before)
        trial.finish(case, database, left)
        return full or left == "unsearched", left, child.returncode, shown, told


def main():
    options = asked(__doc__)
    tally = Tally("full disk")
    with tempfile.TemporaryDirectory(prefix="gapura-full-") as folder:
        try:
            disk = Disk(Path(folder) / "disk")
        except (OSError, PermissionError) as reason:
            print(f"full disk: left out, because no small disk can be mounted here ({reason})")
            return 0
        try:
            try:
                work = Path(folder)
                gapura = Gapura(str(Path(options.gapura).resolve()))
                trial = Trial(gapura, Files(work), work, options.rows, options.seed)
                disturbed = Rounds(trial, disk)
            except Failure as failure:
                print(f"cannot begin: {failure}", file=sys.stderr)
                return 1
            rounds(options, trial, tally, disturbed.one)
        finally:
            disk.close()
    return tally.close(least=0.6)


if __name__ == "__main__":
    sys.exit(main())
