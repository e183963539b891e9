"""Feeds `gapura link` lists that bring linkers down, and tells time, memory and what the program said.

usage: linkage_hostile.py GAPURA [--rows N] [--limit SECONDS]

A run that takes longer than the limit, is killed, or ends by a signal, ends this program with status 1. A list that is
refused must be refused with a message.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measure import machine

HEADER = "id,nik,kk,nama,tanggal_lahir,jenis_kelamin,desa,no_hp,nama_usaha"
NAMES = "siti budi agus sri dewi eko wahyu rina joko tri endang yanto ratna slamet yuni".split()


def row(number, chance):
    """An invented person."""
    day = f"{chance.randint(1950, 2003)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    area = f"{chance.randint(11, 94)}{chance.randint(1, 20):02}{chance.randint(1, 20):02}"
    return [
        str(number), f"{area}{day[8:]}{day[5:7]}{day[2:4]}{chance.randint(1, 9999):04}",
        f"{area}{chance.randint(1, 28):02}{chance.randint(1, 12):02}15{chance.randint(1, 9999):04}",
        " ".join(chance.choices(NAMES, k=chance.randint(1, 3))) + f" {chance.choice(NAMES)}{number % 9973}", day,
        chance.choice("LP"), area + f"{chance.randint(1001, 1020)}", f"08{chance.randint(10**9, 10**10 - 1)}",
        f"warung {chance.choice(NAMES)}",
    ]


def same(column, value):
    def change(cells, number):
        cells[column] = value
        return cells
    return change


def everything(cells, number):
    return [cells[0], "3507111203800001", "3507110101150001", "siti aminah", "1980-03-12", "P", "3507112001",
            "081234567890", "warung siti"]


def nothing(cells, number):
    return [cells[0]] + [""] * 8


def placeholders(cells, number):
    filler = ["0", "-", "tidak ada", "null", "9999999999999999", "0000000000000000", "1234567890123456"][number % 7]
    return [cells[0]] + [filler] * 8


def long_names(cells, number):
    cells[3] = "Muhammad Abdurrahman " * 480 + str(number)
    return cells


def one_block_of_names(cells, number):
    cells[3], cells[4] = f"siti aminah {number}", "1980-03-12"
    cells[6] = "3507112001"
    return cells


CASES = {
    "as it should be": None,
    "all numbers equal": same(1, "3507111203800001"),
    "one name for all": same(3, "siti aminah"),
    "one birth date for all": same(4, "1980-01-01"),
    "one telephone for all": same(7, "081234567890"),
    "one card for all": same(2, "3507110101150001"),
    "one village, day and first name": one_block_of_names,
    "everything equal": everything,
    "nothing anywhere": nothing,
    "placeholders": placeholders,
    "names of 10 kB": long_names,
}


def write(file, rows, change):
    chance = random.Random(4)
    with open(file, "w", encoding="utf-8", newline="") as out:
        out.write(HEADER + "\n")
        last = row(0, chance)
        for number in range(rows):
            # Every fourth line is the one before it again, its name shortened.
            cells = [str(number), *last[1:3], last[3][:-1], *last[4:]] if number % 4 == 3 else row(number, chance)
            last = list(cells)
            out.write(",".join(change(cells, number) if change else cells) + "\n")


def broken(file, rows):
    """Bytes that are no UTF-8, in cells, in the middle of signs, and at the end."""
    write(file, rows, None)
    data = bytearray(file.read_bytes())
    chance = random.Random(5)
    start = data.index(b"\n") + 1
    for _ in range(rows // 3):
        at = chance.randrange(start, len(data))
        if data[at] not in b",\n":
            data[at] = chance.choice([0xFF, 0xC3, 0xE2, 0x80, 0xF0])
    file.write_bytes(data + b"\xe2\x82")


def torn(file, rows):
    """A quote that nobody closes, in the first tenth."""
    write(file, rows, None)
    data = file.read_bytes()
    at = data.index(b"\n", len(data) // 10) + 1
    file.write_bytes(data[:at] + b'"' + data[at:])


def nul(file, rows):
    write(file, rows, None)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] = 0
    file.write_bytes(data)


def one_line(file, rows):
    file.write_text(HEADER + "\n", encoding="utf-8")


def no_columns(file, rows):
    file.write_text("a,b\n" + "1,2\n" * rows, encoding="utf-8")


FILES = {"no valid UTF-8": broken, "an open quote": torn, "a NUL byte": nul, "a header alone": one_line,
         "no column we know": no_columns}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rows", type=int, default=1_000_000, help="a hundredth of them where cells are 10 kB")
    parser.add_argument("--limit", type=float, default=300, help="seconds a run may take")
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    print(f"{machine()}\n\n{'list':32} {'rows':>9} {'status':>6} {'seconds':>8} {'cpu s':>7} {'peak MB':>8}  what came of it")
    failed = False
    with tempfile.TemporaryDirectory(prefix="gapura-hostile-") as work:
        file = Path(work) / "list.csv"
        for name in [*CASES, *FILES]:
            rows = options.rows // 100 if name == "names of 10 kB" else options.rows
            if name in FILES:
                FILES[name](file, rows)
            else:
                write(file, rows, CASES[name])
            began = time.monotonic()
            with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
                child = subprocess.Popen(
                    [gapura, "link", str(file), "--format", "json", "--lang", "en"], stdin=subprocess.DEVNULL,
                    stdout=out, stderr=errors)
                ended = None
                while ended is None and time.monotonic() - began < options.limit:
                    pid, status, usage = os.wait4(child.pid, os.WNOHANG)
                    ended = (status, usage) if pid else time.sleep(0.02)
                if ended is None:
                    child.kill()
                    _, status, usage = os.wait4(child.pid, 0)
                    ended = (status, usage)
                seconds = time.monotonic() - began
                code = child.returncode = os.waitstatus_to_exitcode(ended[0])
                out.seek(0)
                errors.seek(0)
                text, complaint = out.read().decode(), errors.read().decode(errors="replace").strip().splitlines()
            if code == 0:
                answer = json.loads(text)
                left = sum(rule["pairs_left_out"] for rule in answer["blocking"])
                said = (f"{answer['pairs_compared']:,} pairs compared, {left:,} left out, {answer['pairs']:,} sure, "
                        f"{answer['clusters']:,} clusters" + ("" if answer["converged"] else ", not converged"))
            else:
                said = complaint[-1] if complaint else "NOTHING SAID"
                failed = failed or code < 0 or not complaint
            print(f"{name:32} {rows:9,} {code:6} {seconds:8.2f} {ended[1].ru_utime + ended[1].ru_stime:7.2f} "
                  f"{ended[1].ru_maxrss * 1024 / 1e6:8.0f}  {said}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
