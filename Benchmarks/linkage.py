"""Times `gapura link` beside Splink on the same lists in one run, whole processes, and holds both to the truth.

The generator, the public sets and the Splink runner are not part of Gapura: `--reference` names the folder that has
gen_indonesia.py, run_splink.py and data/. Benchmarks/README.md says what is measured.

usage: linkage.py GAPURA --reference DIR [--sets fake_1000,febrl3,febrl4,100k,1m] [--seed N] [--keep DIR]
                  [--rounds N] [--no-splink]
"""

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import HERE, best, machine, run

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000, "64m": 64_000_000}
PUBLIC = {"fake_1000": ["fake_1000"], "febrl3": ["febrl3"], "febrl4": ["febrl4a", "febrl4b"]}

# Counted from what was written, by another program than the one that wrote it: pairs at or above 0.95, and clusters.
QUALITY = """
create table t as select {id} as id, {truth} as truth, f from ({lists}) where {truth} is not null;
create table p as select id_l, id_r from read_csv('{out}/pairs.csv', all_varchar=true, header=true)
    where probability::double >= 0.95;
create table k as select c.cluster_id, t.truth, t.f from read_csv('{out}/clusters.csv', all_varchar=true, header=true) c
    join t on t.id = c.id;
create table n as select cluster_id, truth, f, count(*) as m from k group by all;
select (select sum(m * (m - 1) // 2) from (select truth, count(*) m from t group by truth))
       - (select coalesce(sum(m * (m - 1) // 2), 0) from (select truth, f, count(*) m from t group by all) where {across}),
    (select count(*) from p), (select count(*) from p join t a on a.id = p.id_l join t b on b.id = p.id_r
        where a.truth = b.truth),
    (select sum(m * (m - 1) // 2) from (select cluster_id, sum(m) m from n group by cluster_id))
       - (select coalesce(sum(m * (m - 1) // 2), 0) from (select cluster_id, f, sum(m) m from n group by all) where {across}),
    (select sum(m * (m - 1) // 2) from (select cluster_id, truth, sum(m) m from n group by all))
       - (select coalesce(sum(m * (m - 1) // 2), 0) from n where {across});
"""


def figures(true, found, total):
    precision, recall = true / max(found, 1), true / max(total, 1)
    return {"p": precision, "r": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-12)}


def quality(out, lists, identity, truth):
    """Precision, recall and F1 of pairs and of clusters; with several lists only pairs across them count."""
    parts = [
        f"select *, {place} as f from read_csv('{file}', all_varchar=true, header=true)"
        for place, file in enumerate(lists)]
    if len(lists) > 1:
        parts = [part.replace("select *", f"select * replace ('{n + 1}:' || {identity} as {identity})")
                 for n, part in enumerate(parts)]
    program = QUALITY.format(
        id=identity, truth=truth, lists=" union all ".join(parts), out=out, across=str(len(lists) > 1).lower())
    done = subprocess.run(
        [sys.executable, "-c",
         "import sys, duckdb, json\nc = duckdb.connect()\nc.execute('set enable_progress_bar=false')\n"
         "for s in sys.argv[1].split(';\\n'):\n    r = c.execute(s).fetchall() if s.strip() else r\n"
         "print(json.dumps([int(x) for x in r[0]]))", program],
        capture_output=True, text=True, check=True)
    total, pairs, right, joined, together = json.loads(done.stdout)
    return total, figures(right, pairs, total), figures(together, joined, total)


def public(reference, folder, name):
    """The public sets with a column that tells who each record is, and without the blanks around the cells."""
    files = []
    for part in PUBLIC[name]:
        rows = list(csv.reader(open(reference / "data" / f"{part}.csv", newline="", encoding="utf-8")))
        rows = [[cell.strip() for cell in row] for row in rows]
        if name != "fake_1000":
            rows[0].append("truth")
            for row in rows[1:]:
                row.append(re.match(r"rec-\d+", row[0]).group())
        file = folder / f"{part}.csv"
        csv.writer(open(file, "w", newline="", encoding="utf-8")).writerows(rows)
        files.append(file)
    return files


def generated(reference, folder, name, seed):
    file = folder / f"registrations-{name}-{seed}.csv"
    if not file.exists():
        subprocess.run(
            [sys.executable, reference / "gen_indonesia.py", "--n", str(SIZES[name]), "--seed", str(seed),
             "--out", file], check=True, stdout=subprocess.DEVNULL)
    return [file]


def show(name, by, records, pairs, seconds, cpu, peak, at95, clusters, note=""):
    print(f"{name:10} {by:8} {records:>11,} {pairs:>12,} {seconds:8.2f} {cpu:8.2f} {peak / 1e6:8.0f}  "
          f"{at95['p']:.4f} {at95['r']:.4f} {at95['f1']:.4f}  "
          f"{clusters['p']:.4f} {clusters['r']:.4f} {clusters['f1']:.4f}  {note}", flush=True)


def gapura(options, name, lists, model, identity, truth, out):
    command = [options.gapura, "link", *map(str, lists), "--model", model, "--id", identity, "--format", "json",
               "--quiet", *(["--across"] if len(lists) > 1 else [])]
    status, seconds, cpu, peak, text = best(options.rounds, lambda _: [*command, "--out", str(out)])
    if status != 0:
        return None
    answer = json.loads(text)
    _, at95, clusters = quality(out, lists, identity, truth)
    # Neither program is timed while it counts the truth; what Gapura says of itself must be what was written.
    status, *_, text = run([*command, "--truth", truth])
    if status != 0:
        return None
    told = json.loads(text)["quality"]
    agreed = abs(told["f1"] - at95["f1"]) < 1e-4 and abs(told["clusters"]["f1"] - clusters["f1"]) < 1e-4
    phases = ", ".join(f"{phase} {value:.2f}" for phase, value in answer["phases"].items())
    show(name, "gapura", answer["records"], answer["pairs_compared"], seconds, cpu, peak, at95, clusters,
         phases + ("" if agreed else "  ITS OWN FIGURES DIFFER"))
    return seconds, cpu, peak, at95["f1"], clusters


def splink(options, name, lists, reference):
    data = ["--dataset", "indo", "--input", str(lists[0]), "--best"] if name in SIZES else ["--dataset", name]
    command = [sys.executable, str(reference / "run_splink.py"), *data, "--umax", "1e6", "--child"]
    if name == "10m":
        command += ["--memory-limit", "10GB"]
    status, _, _, peak, text = run(command)
    line = next((line for line in text.splitlines() if line.startswith("@@")), None)
    if status != 0 or line is None:
        return None
    answer = json.loads(line[2:])
    # Its own clock: neither the start of Python nor the counting of the truth.
    show(name, "splink", answer["records"], answer["pairs_scored"], answer["wall"], answer["cpu_s"],
         answer["peak_rss_mb"] * 2**20, answer["at_p95"], answer["clusters_p95"],
         ", ".join(f"{phase} {value:.2f}" for phase, value in answer["phases"].items()))
    return answer["wall"], answer["cpu_s"], answer["peak_rss_mb"] * 2**20, answer["at_p95"]["f1"], answer["clusters_p95"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--reference", required=True, type=Path)
    parser.add_argument("--sets", default="fake_1000,febrl3,febrl4,100k,1m")
    parser.add_argument("--seed", type=int, default=20261126, help="of the generator; not the one developed with")
    parser.add_argument("--keep", type=Path, help="a folder for the lists, so that the next run need not make them")
    parser.add_argument("--rounds", type=int, default=3, help="runs of gapura; the fastest counts")
    parser.add_argument("--no-splink", action="store_true")
    options = parser.parse_args()
    options.gapura = str(Path(options.gapura).resolve())
    reference = options.reference.resolve()
    work = tempfile.TemporaryDirectory(prefix="gapura-linkage-")
    folder = options.keep or Path(work.name)
    folder.mkdir(parents=True, exist_ok=True)
    os.chdir(work.name)
    print(f"{machine()}; load {os.getloadavg()[0]:.1f} before; seed {options.seed}\n"
          f"python3 {' '.join(sys.argv)}\n\n"
          f"{'set':10} {'by':8} {'records':>11} {'pairs':>12} {'seconds':>8} {'cpu s':>8} {'peak MB':>8}  "
          f"{'p>=.95: P':>6} {'R':>6} {'F1':>6}  {'clus. P':>6} {'R':>6} {'F1':>6}  seconds by phase")
    failed = False
    for name in options.sets.split(","):
        if name in PUBLIC:
            lists, model = public(reference, folder, name), str(HERE / "linkage" / f"{name}.yaml")
            identity, truth = ("unique_id", "cluster") if name == "fake_1000" else ("rec_id", "truth")
        else:
            lists, model = generated(reference, folder, name, options.seed), "persons"
            identity, truth = "unique_id", "person_id"
        ours = gapura(options, name, lists, model, identity, truth, Path(work.name) / f"out-{name}")
        theirs = None if options.no_splink or name == "64m" else splink(options, name, lists, reference)
        failed = failed or ours is None
        if ours and theirs:
            print(f"{'':10} splink takes {theirs[0] / ours[0]:.1f} times as long, {theirs[1] / ours[1]:.1f} times the "
                  f"processor seconds, {theirs[2] / ours[2]:.1f} times the memory; F1 {ours[3] - theirs[3]:+.4f}, "
                  f"after clustering {ours[4]['f1'] - theirs[4]['f1']:+.4f} for gapura")
    print(f"\nLoad after: {os.getloadavg()[0]:.1f}. Fastest of {options.rounds} runs of gapura, one of Splink.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
