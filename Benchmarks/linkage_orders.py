"""Links one list in several row orders and with several numbers of threads: pairs, clusters and model must be the same.

usage: linkage_orders.py GAPURA LIST.csv [--orders N] [--threads 1,2,4] [-- OPTIONS OF gapura link]

The last line says how many results there were; more than one ends with status 1.
"""

import argparse
import hashlib
import random
import sys
import tempfile
from pathlib import Path

from measure import machine, run


def fingerprint(folder):
    """What was found, without the order of the lines: the lists' order is the order of these tables."""
    digest = hashlib.sha256()
    for name in ("pairs.csv", "clusters.csv", "bridges.csv"):
        lines = (folder / name).read_bytes().splitlines()
        if name != "clusters.csv":
            # Which of a pair's records stands first follows the rows too.
            lines = [b",".join(sorted(line.split(b",")[:2]) + line.split(b",")[2:]) for line in lines]
        digest.update(b"\n".join(sorted(lines)) + b"\0")
    digest.update((folder / "model.json").read_bytes())
    return digest.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("list", type=Path)
    parser.add_argument("--orders", type=int, default=10)
    parser.add_argument("--threads", default="1,2,4")
    parser.add_argument("options", nargs="*", help="behind --: what else `gapura link` is told")
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    header, *lines = options.list.read_bytes().splitlines(keepends=True)
    print(f"{len(lines):,} lines, {machine()}")
    results = {}
    with tempfile.TemporaryDirectory(prefix="gapura-orders-") as work:
        for order in range(options.orders):
            # The first order is the list's own.
            random.Random(order).shuffle(lines) if order else None
            file = Path(work) / "list.csv"
            file.write_bytes(header + b"".join(lines))
            found = []
            for threads in options.threads.split(","):
                out = Path(work) / "out"
                status, seconds, *_ = run(
                    [gapura, "link", str(file), "--threads", threads, "--out", str(out), "--format", "json", "--quiet",
                     *options.options])
                if status:
                    sys.exit(status)
                found.append(fingerprint(out))
                results.setdefault(found[-1], []).append((order, threads))
            print(f"order {order}: " + ", ".join(f"{item[:12]} with {threads} threads"
                                               for item, threads in zip(found, options.threads.split(","))), flush=True)
    print(f"{sum(map(len, results.values()))} runs, {len(results)} result" + ("" if len(results) == 1 else "s"))
    sys.exit(0 if len(results) == 1 else 1)


if __name__ == "__main__":
    main()
