"""Times new registrations against a list that is linked already: one at a time in the library, and as an import.

Makes a list with the generator and takes every hundred-and-first row out of it, so that the new records are of people
who stand in the list and of others, as at a counter. The list is linked by `gapura link`; then

- the program of `linkage-index/` indexes it and adds the new records one by one, each timed by itself;
- with `--registry`, the list and then the new records are taken into a registry (`gapura import … --commit`), which
  proposes candidates for what the second import brought.

The generator and the cleaning are not part of Gapura: `--reference` names the folder that has gen_indonesia.py and
run_splink.py. Benchmarks/README.md says what is measured.

usage: linkage_index.py GAPURA LINKAGE_INDEX_SPEED --reference DIR [--rows N] [--seed S] [--registry] [--keep DIR]
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

# What the program reads. A village that is not known keeps its kecamatan; new records are those left out of the list.
LIST = """
copy (select unique_id as id, cluster as person, name_std as name, coalesce(nik, '') as nik, coalesce(kk, '') as kk,
    coalesce(dob, '') as birth_date, case gender when 'L' then '1' when 'P' then '2' else '' end as sex,
    coalesce(village, kec, '') as village, coalesce(phone, '') as phone, replace(coalesce(biz, ''), ',', ' ') as business
from d where (unique_id % 101 = 100) = {new} order by unique_id) to '{file}' (header, delimiter ',', quote '')
"""


def run(command):
    """Runs a command to its end: seconds, processor seconds, peak bytes, standard output."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(list(map(str, command)), stdin=subprocess.DEVNULL, stdout=out)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        out.seek(0)
        text = out.read().decode()
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {child.returncode}\n{text[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text


def make(options, folder):
    """The generator's list in two files: its rows but for every hundred-and-first, and those."""
    whole = folder / "whole.csv"
    if not whole.exists():
        run([sys.executable, options.reference / "gen_indonesia.py", "--n", options.rows * 101 // 100,
             "--seed", options.seed, "--out", whole])
    with whole.open(encoding="utf-8") as source, (folder / "list.csv").open("w", encoding="utf-8") as old, \
            (folder / "new.csv").open("w", encoding="utf-8") as new:
        header = source.readline()
        old.write(header)
        new.write(header)
        for line in source:
            (new if int(line.split(",", 1)[0]) % 101 == 100 else old).write(line)
    return whole


def one_by_one(options, folder, whole):
    spec = importlib.util.spec_from_file_location("run_splink", options.reference / "run_splink.py")
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    connection = duckdb.connect()
    connection.execute(f"create table raw as select * from read_csv('{whole}', all_varchar=true, header=true)")
    connection.execute(reference.PREP_INDO)
    for name, new in (("list-clean.csv", "false"), ("new-clean.csv", "true")):
        connection.execute(LIST.format(new=new, file=folder / name))
    connection.close()
    run([options.gapura, "link", folder / "list.csv", "--out", folder / "linked"])
    seconds, processor, peak, text = run(
        [options.program, folder / "list-clean.csv", folder / "linked/model.json", folder / "linked/clusters.csv",
         folder / "new-clean.csv"])
    told = json.loads(text)
    print(f"{told['records']:,} records indexed: {told['build']:.2f} s, {told['buildProcessor']:.2f} processor s, "
          f"{told['buildBytes'] / 1e6:,.0f} MB more (the whole process with both lists as text: "
          f"{told['peakBytes'] / 1e6:,.0f} MB at most)")
    print(f"{told['added']:,} new ones, ms each: median {told['median']:.3f}, 99 in 100 within {told['p99']:.3f}, "
          f"most {told['most']:.3f}; processor time {told['medianProcessor']:.3f}, {told['p99Processor']:.3f}, "
          f"{told['mostProcessor']:.3f}")
    print(f"joined {told['joined']:,}, with their own person {told['right']:,}, of {told['possible']:,} that could; "
          f"bridges {told['bridges']:,}")


def as_import(options, folder):
    database = folder / "registry.sqlite"
    shared = ["--programme", "BPUM", "--institution", "DINKOP-35.07", "--profile", "umum", "--year", "2021", "--db",
              database, "--commit", "--format", "json"]
    for name in ("list", "new"):
        seconds, processor, peak, text = run([options.gapura, "import", folder / f"{name}.csv", "--name", name, *shared])
        told = json.loads(text)
        print(f"import of {name}: {seconds:.1f} s, {processor:.1f} processor s, {peak / 1e6:,.0f} MB; "
              f"proposals {json.dumps(told.get('matches'))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura", type=Path)
    parser.add_argument("program", type=Path)
    parser.add_argument("--reference", required=True, type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=4711)
    parser.add_argument("--registry", action="store_true")
    parser.add_argument("--keep", type=Path, help="folder for the lists, which stay there and are used again")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        whole = make(options, folder)
        one_by_one(options, folder, whole)
        if options.registry:
            as_import(options, folder)


if __name__ == "__main__":
    main()
