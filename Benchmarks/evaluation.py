"""Times the evaluation engine beside numpy, SciPy, R, pandas and DuckDB in one run on the same columns; prints one table.

Each line is a process of its own and the fastest of several runs. Answers are held to each other; a difference ends the
run with status 1. Benchmarks/README.md says what is measured.

usage: evaluation.py [GAPURA] [--program EvaluationBenchmark] [--rounds N] [--quick] [--thorough]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from importlib import metadata
from pathlib import Path

import numpy as np

from measure import HERE, best, machine

STUDY = """
study: benchmark
title: {id: Ukur waktu, en: Timing}
source: {id: "Sumber: data rekaan", en: "Source: invented data"}
synthetic: true
data: households.csv
sampling: random
design: {weight: weight, strata: stratum, cluster: unit}
rank: {value: expenditure, per: household}
benefit: benefit
analyses:
  - {name: incidence, method: incidence, title: {id: Manfaat per kelompok, en: Benefit by fifth}}
  - {name: progressivity, method: progressivity, title: {id: Progresivitas, en: Progressivity}}
"""


class Run:
    """Runs the tasks, keeps the lines of the table and what does not agree."""

    def __init__(self, program, rounds):
        self.program, self.rounds, self.faults = program, rounds, []
        print(f"{'task':44} {'by':22} {'seconds':>9} {'cpu s':>9} {'ratio':>7} {'cpu ratio':>9} {'peak MB':>8}  agreement")

    def command(self, *words):
        done = subprocess.run([str(word) for word in words], capture_output=True, text=True)
        if done.returncode != 0:
            self.faults.append(f"{' '.join(map(str, words[:3]))}: ended with {done.returncode}")
            print(done.stderr[-1500:], file=sys.stderr)
            return {"missing": "failed"}
        return json.loads(done.stdout.strip().splitlines()[-1])

    def engine(self, task, size, rounds=None):
        return self.command(self.program, task, size, rounds or self.rounds)

    def peer(self, task, size, rounds):
        return self.command(sys.executable, HERE / "evaluation_peers.py", task, size, rounds)

    def line(self, task, by, answer, beside=None, note=""):
        """`beside` is the engine's answer: the ratio says how many times as long the other took."""
        if "seconds" not in answer:
            print(f"{task:44} {by:22} {answer.get('missing', 'no answer')}", flush=True)
            return
        ratio = processor = ""
        if beside and "seconds" in beside:
            ratio = f"{answer['seconds'] / beside['seconds']:.1f}"
            processor = f"{answer['cpu_seconds'] / max(beside['cpu_seconds'], 1e-9):.1f}"
        print(f"{task:44} {by:22} {answer['seconds']:9.4f} {answer['cpu_seconds']:9.4f} {ratio:>7} {processor:>9} "
              f"{answer['peak_bytes'] / 1e6:8.0f}  {note}", flush=True)

    def agree(self, task, ours, other, tolerance=1e-10, key="values"):
        """The largest relative difference among the figures that both gave; a fault above the tolerance."""
        ours, other = ours.get(key, {}), other.get(key, {})
        names = [name for name in other if name in ours]
        if not names:
            return ""
        worst = max(np.max(np.abs(np.divide(ours[name], other[name]) - 1)) for name in names)
        if not worst <= tolerance:
            self.faults.append(f"{task}: the answers differ by {worst:.1e}")
        return f"{worst:.0e}"


def indices(run, rows, suffix, folder):
    task = f"C, Gini, Kakwani with design errors, {rows:.0e}".replace("e+0", "e") + (" tied" if suffix else "")
    ours = run.engine("indices" + suffix, rows)
    # Stratum and unit are variables too.
    each = ours.get("peak_bytes", 0) / rows / 5
    run.line(task, "gapura", ours, note=f"{each:.1f} bytes a row and variable")
    other = run.peer("numpy-indices" + suffix, rows, 2)
    if "checksum" in ours and ours["checksum"] != other.get("checksum"):
        run.faults.append(f"{task}: the columns are not the same")
    run.line(task, "numpy", other, ours, run.agree(task, ours, other))
    other = run.peer("duckdb-indices" + suffix, rows, 2)
    run.line(task, "duckdb, no errors", other, ours, run.agree(task, ours, other))
    if not suffix and rows <= 1_000_000 and has_r("survey"):
        run.peer("write-columns", rows, folder)
        other = run.command("Rscript", HERE / "evaluation_peers.R", folder, rows)
        run.line(task, "R survey, C alone", other, ours, run.agree(task, ours, other))


def has_r(package):
    return shutil.which("Rscript") is not None and subprocess.run(
        ["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"],
        capture_output=True).returncode == 0


def bootstrap(run, rows):
    task = f"bootstrap of the three, 1000 times, {rows:.0e}".replace("e+0", "e")
    ours, other = run.engine("bootstrap", rows), run.peer("numpy-bootstrap", rows, 1)
    run.line(task, "gapura", ours)
    # Other random numbers: the standard errors of a thousand replicates agree to some 3 in 100 only.
    run.agree(task, ours, other, 0.2, "errors")
    run.line(task, "numpy, sorted once", other, ours, run.agree(task, ours, other) + " (estimates)")


def signed_rank(run, size, reference, scipy):
    task = f"exact signed rank with ties, n = {size}"
    ours = run.engine("signed-rank", size)
    run.line(task, "gapura", ours, note=f"log10 p = {ours.get('values', {}).get('log10_p', float('nan')):.12g}")
    if reference:
        other = run.peer("integers-signed-rank", size, 1) if reference == "integers" else run.engine("counted", size, 1)
        run.line(task, f"counted, {reference}", other, ours, run.agree(task, ours, other, 1e-12) + " relative error")
    if scipy:
        other = run.peer("scipy-signed-rank", size, 1)
        p, wrong = ours.get("values", {}).get("p"), other.get("other", {}).get("p")
        note = f"takes no notice of ties: {wrong / p - 1:+.0e}" if p and wrong is not None else ""
        run.line(task, "scipy", other, ours, note)


def report(run, gapura, rows, folder):
    """A file to a report: whole processes, the start of the program and of the interpreter included."""
    file, study = folder / "households.csv", folder / "study.yaml"
    run.peer("write-list", rows, file)
    study.write_text(STUDY)
    task = f"CSV of {rows:.0e} rows, {file.stat().st_size / 1e6:.0f} MB, to a report".replace("e+0", "e")

    def whole(command):
        status, seconds, cpu, peak, text = best(run.rounds, lambda _: command)
        if status != 0:
            run.faults.append(f"{task}: {command[0]} ended with {status}")
            return {"missing": f"ended with {status}"}
        # The time of the whole process, not what it tells of itself.
        return {**json.loads(text.strip().splitlines()[-1]), "seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak}

    ours = whole([gapura, "evaluate", str(study), "--out", str(folder / "out"), "--format", "json"])
    results = {result["name"]: result["recommended"] for result in ours.get("results", [])}
    if results:
        found = results["progressivity"]
        ours["values"] = {
            "c": found["concentration_index"], "gini": found["gini"], "kakwani": found["kakwani"],
            "c_se": found["concentration_index_se"], "gini_se": found["gini_se"], "kakwani_se": found["kakwani_se"],
            "shares": results["incidence"]["benefit_share"],
        }
    run.line(task, "gapura evaluate", ours)
    for by in ("pandas", "duckdb"):
        other = whole([sys.executable, str(HERE / "evaluation_peers.py"), by + "-report", str(file), "1"])
        run.line(task, by + ", figures alone", other, ours, run.agree(task, ours, other))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura", nargs="?", help="the program, for the line from file to report")
    parser.add_argument("--program", default=".build/benchmark/release/EvaluationBenchmark")
    parser.add_argument("--rounds", type=int, default=5, help="runs of the engine; the fastest counts")
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, short tests")
    parser.add_argument("--thorough", action="store_true", help="counts out n = 5000 and 10,000 too: half an hour")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("numpy", "scipy", "pandas", "duckdb"))
    print(f"{machine()}; load {load:.1f} before; {versions}\n{time.strftime('%Y-%m-%d')}: python3 {' '.join(sys.argv)}\n")
    run = Run(Path(options.program).resolve(), options.rounds)
    scale = 10 if options.quick else 1
    folder = Path(tempfile.mkdtemp(prefix="gapura-evaluation-"))
    try:
        indices(run, 1_000_000 // scale, "", folder)
        indices(run, 10_000_000 // scale, "", folder)
        indices(run, 10_000_000 // scale, "-tied", folder)
        bootstrap(run, 100_000 // scale)
        signed_rank(run, 300, "integers", True)
        signed_rank(run, 1000, "80 bits", True)
        if not options.quick:
            signed_rank(run, 2000, "80 bits", True)
            for size in (5000, 10_000):
                signed_rank(run, size, "80 bits" if options.thorough else None, False)
        if options.gapura:
            report(run, str(Path(options.gapura).resolve()), 1_000_000 // scale, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"\nRatio: how many times as long as gapura. Load after: {os.getloadavg()[0]:.1f}.")
    for fault in run.faults:
        print("FAULT", fault)
    sys.exit(1 if run.faults else 0)


if __name__ == "__main__":
    main()
