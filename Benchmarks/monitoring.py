#!/usr/bin/env python3
"""Times the monitoring page over a large registry: counting all figures, the page from cold, and the drill-down.

Makes invented regions (30 provinces, 300 regencies, 3,000 districts, 15,000 villages) and lists of invented people of
several programmes, takes them in with Gapura, counts the figures, starts the portal and asks for pages.

usage: monitoring.py GAPURA ENROLMENTS [--keep DIR] [--port N]
"""

import argparse
import http.client
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LISTS = [("BPUM", "DINKOP-35.07", 2020), ("BPUM", "DINKOP-35.07", 2021), ("KUR", "BRI", 2021), ("UMI", "PIP", 2021),
         ("MEKAAR", "PNM", 2021), ("PELATIHAN", "DISPERINDAG-35.07", 2021)]
WORDS = "Sumber Karang Wono Tlogo Sido Kedung Banjar Tirto Mulyo Rejo Agung Sari Harjo Asri Jati Watu".split()


def regions(rng):
    """Codes and names: province, regency, district, village; three in ten villages share their name with another."""
    rows, villages = [], []
    for p in range(41, 71):
        rows.append((f"{p}", f"Provinsi Rekaan {p}"))
        for r in range(1, 11):
            rows.append((f"{p}.{r:02}", f"Kabupaten Rekaan {p}{r:02}"))
            for d in range(1, 11):
                rows.append((f"{p}.{r:02}.{d:02}", f"Kecamatan Rekaan {p}{r:02}{d:02}"))
                for v in range(2001, 2006):
                    code = f"{p}.{r:02}.{d:02}.{v}"
                    rows.append((code, rng.choice(WORDS) + rng.choice(WORDS).lower() + f" {v - 2000}"))
                    villages.append(code)
    return rows, villages


def nik(rng, serial, village):
    area = "".join(village.split(".")[:3])
    woman = rng.random() < 0.6
    day, month, year = rng.randrange(1, 29), rng.randrange(1, 13), rng.randrange(55, 100)
    return f"{area}{day + 40 * woman:02}{month:02}{year:02}{serial % 9999 + 1:04}", \
        "P" if woman else "L", f"{day:02}/{month:02}/19{year}"


def write(folder, enrolments, rng):
    rows, villages = regions(rng)
    with open(folder / "regions.csv", "w") as file:
        file.write("kode,nama\n")
        file.writelines(f"{code},{name}\n" for code, name in rows)
    people, seen = [], set()
    while len(people) < enrolments * 3 // 4:
        village = rng.choice(villages)
        number, sex, birth = nik(rng, rng.randrange(9999), village)
        if number not in seen:
            seen.add(number)
            people.append((number, sex, birth, village))
    files = []
    for index, (programme, institution, year) in enumerate(LISTS):
        count = enrolments // len(LISTS) + (index < enrolments % len(LISTS))
        path = folder / f"{programme}-{year}.csv"
        with open(path, "w") as file:
            file.write("NIK;Nama;Jenis Kelamin;Tanggal Lahir;Kode Desa;Bidang Usaha;Nominal\n")
            for number, sex, birth, village in rng.sample(people, count):
                file.write(f"{number};Rekaan {number[-4:]};{sex};{birth};{village};Warung;1200000\n")
        files.append((path, programme, institution, year))
    return files


def run(*command):
    began = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}\n{done.stderr[-2000:]}")
    return time.monotonic() - began, done.stdout


def page(port, address):
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request("GET", address)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        sys.exit(f"{address} answered {answer.status}")
    return (time.monotonic() - began) * 1000, len(body)


def serve(gapura, database, port):
    server = subprocess.Popen([gapura, "serve", "--db", database, "--port", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return server
        except OSError:
            time.sleep(0.02)
    sys.exit("the portal did not start")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("gapura")
    parser.add_argument("enrolments", type=int)
    parser.add_argument("--keep")
    parser.add_argument("--port", type=int, default=8977)
    options = parser.parse_args()
    folder = Path(options.keep or tempfile.mkdtemp(prefix="gapura-monitoring-"))
    folder.mkdir(parents=True, exist_ok=True)
    database = str(folder / "gapura.sqlite")
    try:
        if not os.path.exists(database):
            rng = random.Random(20211231)
            files = write(folder, options.enrolments, rng)
            run(options.gapura, "region", "import", str(folder / "regions.csv"), "--system", "kemendagri",
                "--edition", "2025", "--db", database)
            for path, programme, institution, year in files:
                seconds, _ = run(options.gapura, "import", str(path), "--programme", programme, "--institution",
                                 institution, "--year", str(year), "--commit", "--quiet", "--db", database)
                print(f"{path.name:20} imported in {seconds:6.1f} s")
        seconds, answer = run(options.gapura, "monitor", "compute", "--db", database, "--quiet")
        print(f"counting all figures       {seconds:8.2f} s   {answer.strip()[:200]}")
        print(f"database                   {os.path.getsize(database) / 1e6:8.0f} MB, {os.cpu_count()} cores")
        addresses = {"monitoring, cold": "/pantau?tahun=2021"}
        cold = []
        for _ in range(5):
            server = serve(options.gapura, database, options.port)
            cold.append(page(options.port, addresses["monitoring, cold"])[0])
            server.terminate()
            server.wait()
        print(f"monitoring page from cold  {statistics.median(cold):8.1f} ms  (of 5 starts: {min(cold):.1f} to {max(cold):.1f})")
        server = serve(options.gapura, database, options.port)
        page(options.port, "/pantau?tahun=2021")
        for name, address in [("province", "/pantau?tahun=2021&wilayah=41"), ("regency", "/pantau?tahun=2021&wilayah=41.01"),
                              ("district", "/pantau?tahun=2021&wilayah=41.01.01"),
                              ("village", "/pantau?tahun=2021&wilayah=41.01.01.2001"),
                              ("one programme", "/pantau?tahun=2021&wilayah=41&program=KUR"),
                              ("indicator", "/pantau/indikator/coverage?tahun=2021&wilayah=41")]:
            times = sorted(page(options.port, address)[0] for _ in range(9))
            print(f"drill-down, {name:14} {times[4]:8.1f} ms  (of 9: {times[0]:.1f} to {times[-1]:.1f})")
        for address in ["/", "/daftar", "/daftar/1", "/tumpang-tindih", "/pelaporan", "/peta-program", "/kebutuhan",
                        "/desa/41.01.01.2001", "/rujukan", "/pelatihan", "/program"]:
            first, again = page(options.port, address)[0], page(options.port, address)[0]
            print(f"page {address:21} {first:8.1f} ms at first, {again:8.1f} ms again")
        server.terminate()
        server.wait()
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
