#!/usr/bin/env python3
"""Kills imports, commits and updates at random moments and holds what is left to the promise: a list is whole or it is
not there, and the log tells all of it.

Each round starts one of the three commands on a small registry, waits for a random moment of one of its phases (staging,
commit, search for matches), and kills it with SIGKILL, in some rounds together with the portal through which somebody was
looking people up. Then see trial.py.

usage: kill_test.py GAPURA [--rounds 100] [--rows 3000] [--seed N] [--verbose]
"""

import signal
import sys
import tempfile
from pathlib import Path

from trial import Failure, Files, Gapura, Looker, Tally, Trial, asked, held, rounds


def one_round(trial, case, phase, number, source):
    database = trial.stores.place(f"round-{number}")
    trial.stores.copy(case.start, database)
    before = trial.stores.looks(database)
    looker = Looker(trial, database, by_portal=number % 10 == 3)
    try:
        child = trial.gapura.start(database, *case.arguments)
        trial.wait(case, database, phase, child, source)
        child.send_signal(signal.SIGKILL)
        looker.kill()
        child.communicate()
    finally:
        shown = looker.stop()
    was_cut = child.returncode == -signal.SIGKILL
    trial.stores.check(database)
    left = trial.judge(case, database)
    if not was_cut and (child.returncode != 0 or left != "whole"):
        raise Failure(f"the command ended by itself with {child.returncode} and left {left}")
    told = held(trial, database, shown, before)
    trial.finish(case, database, left)
    trial.stores.remove(database)
    return was_cut, left, child.returncode, shown, told


def main():
    options = asked(__doc__)
    tally = Tally("kill -9")
    with tempfile.TemporaryDirectory(prefix="gapura-crash-") as folder:
        try:
            work = Path(folder)
            gapura = Gapura(str(Path(options.gapura).resolve()))
            trial = Trial(gapura, Files(work), work, options.rows, options.seed)
        except Failure as failure:
            print(f"cannot begin: {failure}", file=sys.stderr)
            return 1
        rounds(options, trial, tally, one_round)
    return tally.close(least=0.8)


if __name__ == "__main__":
    sys.exit(main())
