#!/usr/bin/env python3
"""Damages study files and data files at random and has Gapura read them; every one must end in an answer.

Data: CSV, workbooks, SPSS and Stata files (the fixtures of the tests). Studies: those of the examples. Each round takes
one file, changes, removes or doubles some of its bytes, and asks `gapura evaluate` or `gapura stat` for an answer. Held
to: status 0 or 65, words about what is wrong, no signal, a time and a memory that a small file may take.

usage: fuzz_studies.py GAPURA [--rounds 2000] [--seconds N] [--seed N] [--keep DIR]
"""

import argparse
import io
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "Tests/StatisticalFilesTests/Fixtures"
MOST_SECONDS, MOST_BYTES = 20, 1 << 30
CSV = 'nomor,jenis,pendapatan,desa\n1,L,1500000,Kutasari\n2,P,-9,"Kalipare, ""Kec."""\n3,P,,\n4,L,7.5e5,Énam\n'
INTERESTING = [0x00, 0x01, 0x20, 0x22, 0x2C, 0x2D, 0x0A, 0x0D, 0x7F, 0x80, 0xFE, 0xFF]
WORDS = [b"!!", b"&a", b"*a", b"{", b"}", b"[", b"]", b": ", b"- ", b"\n", b"\t", b"null", b"1e999", b"-0", b"nan", b"'",
         b"''", b"((", b"<=", b"==", b" and ", b"|", b"9" * 40, b"\xc3\x28", b"? ", b"<<: ", b"%", b"#"]


def workbook(damage=lambda sheet: sheet):
    """A small workbook; what is done to its sheet is done before packing, where a checksum does not betray it."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = "".join(
        "<row r='%d'>%s</row>" % (row, "".join(f"<c t='inlineStr'><is><t>{cell}</t></is></c>" if not cell.isdigit()
                                                else f"<c><v>{cell}</v></c>" for cell in line))
        for row, line in enumerate([["nomor", "jenis"], ["1", "L"], ["2", "P"], ["3", "P"]], 1))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='a' id='r'/></sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels",
                         f"<Relationships><Relationship Id='r' Type='{kinds}/worksheet' Target='s.xml'/></Relationships>")
        archive.writestr("xl/s.xml", damage(f"<worksheet><sheetData>{sheet}</sheetData></worksheet>".encode()))
    return out.getvalue()


def damaged(dice, content, isText):
    content = bytearray(content)
    # Half of the files keep their bytes in their places, so that damage gets past the first records.
    kinds = 8 if isText else dice.choice([3, 6])
    for _ in range(dice.choice([1, 1, 2, 4, 8])):
        if not content:
            break
        at = dice.randrange(len(content))
        match dice.randrange(kinds):
            case 0: content[at] = dice.randrange(256)
            case 1: content[at] ^= 1 << dice.randrange(8)
            case 2: content[at] = dice.choice(INTERESTING)
            case 3: del content[at:at + dice.choice([1, 1, 4, 40])]
            case 4: content[at:at] = content[at:at + dice.choice([1, 8, 64])]
            case 5:
                start = dice.randrange(len(content))
                piece = content[start:start + dice.choice([4, 8, 80])]
                content[at:at + len(piece)] = piece
            case _: content[at:at] = dice.choice(WORDS)
    return bytes(content)


def run(command):
    """Status, output, seconds and greatest memory of a command; a negative status is a signal."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        output, _ = process.communicate(timeout=MOST_SECONDS * 3)
    except subprocess.TimeoutExpired:
        process.kill()
        output, _ = process.communicate()
    return process.returncode, output, time.monotonic() - began


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gapura")
    parser.add_argument("--rounds", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="fuzz-out")
    options = parser.parse_args()
    dice = random.Random(options.seed)
    # A reader that takes more than this gets no more, and fails.
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    data = [(path.name, path.read_bytes()) for path in sorted(FIXTURES.iterdir())]
    data += [("data.csv", CSV.encode()), ("data.xlsx", workbook())]
    studies = sorted(ROOT.glob("Examples/*/study.yaml"))
    counts, failures = {}, 0
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for number in range(options.rounds):
            if time.monotonic() - began > options.seconds:
                break
            for old in scratch.iterdir():
                shutil.rmtree(old) if old.is_dir() else old.unlink()
            if dice.random() < 0.5:
                source = dice.choice(studies)
                shutil.copytree(source.parent, scratch / "study")
                target = scratch / "study/study.yaml"
                kind = "study"
                target.write_bytes(damaged(dice, source.read_bytes(), True))
                command = [options.gapura, "evaluate", str(target), "--out", str(scratch), "--lang", "en"]
            else:
                file, content = dice.choice(data)
                target, kind = scratch / file, file
                if file.endswith("xlsx") and dice.random() < 0.8:
                    target.write_bytes(workbook(lambda sheet: damaged(dice, sheet, True)))
                else:
                    target.write_bytes(damaged(dice, content, file.endswith("csv")))
                command = [options.gapura, "stat", "frequency", "--data", str(target), "--options",
                           '{"x": "%s"}' % dice.choice(["nomor", "desa", "jenis", "usia"]), "--lang", "en"]
            status, output, seconds = run(command)
            good = status in (0, 65) and seconds <= MOST_SECONDS and len(output.strip()) > 10 and b"Fatal" not in output
            counts[(kind, status)] = counts.get((kind, status), 0) + 1
            if not good:
                failures += 1
                kept = Path(options.keep)
                kept.mkdir(parents=True, exist_ok=True)
                shutil.copy(target, kept / f"{options.seed}-{number}-{target.name}")
                print(f"round {number}: {target.name}: status {status}, {seconds:.1f} s: {output[:300]!r}")
    for (kind, status), count in sorted(counts.items()):
        print(f"{kind:20} status {status:4}: {count}")
    print(f"{sum(counts.values())} files in {time.monotonic() - began:.0f} s, {failures} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
