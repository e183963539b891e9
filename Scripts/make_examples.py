#!/usr/bin/env python3
"""Writes the synthetic example lists below Examples/: one-gate, bpum-arjowilangun, coordination and audit, each with its
truth file, and survei-manfaat, whose truth is recomputed from its rows by a test.

    python3 Scripts/make_examples.py           rewrites the files, byte for byte the same each time
    python3 Scripts/make_examples.py --check   makes them in memory and compares them with the tree

Python 3.11 standard library only. Nobody in these lists exists: names come from word lists, numbers from a seeded
generator. The truth files come from what the generator planted, never from running Gapura.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))

from examples import arjowilangun, audit, benefit_survey, coordination, life_events, one_gate  # noqa: E402

EXAMPLES = Path(__file__).resolve().parent.parent / "Examples"


def make() -> dict[str, bytes]:
    """All generated files by their path below Examples/."""
    files: dict[str, bytes] = {}
    modules = {
        "one-gate": one_gate, "bpum-arjowilangun": arjowilangun, "coordination": coordination,
        "survei-manfaat": benefit_survey, "peristiwa": life_events, "audit": audit,
    }
    for folder, module in modules.items():
        for name, content in module.make(EXAMPLES / "catalogue").items():
            files[f"{folder}/{name}"] = content
    return files


def main(arguments: list[str]) -> int:
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 64
    files = make()
    if not arguments:
        for name, content in files.items():
            path = EXAMPLES / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            print(f"{len(content):>9,}  Examples/{name}")
        return 0
    stale = [n for n, c in files.items() if not (EXAMPLES / n).is_file() or (EXAMPLES / n).read_bytes() != c]
    for name in stale:
        print(f"Examples/{name} is not what Scripts/make_examples.py makes", file=sys.stderr)
    if not stale:
        print(f"{len(files)} files are as generated")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
