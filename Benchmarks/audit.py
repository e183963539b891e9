"""Times `gapura audit` of a national list against five reference lists beside one DuckDB query that makes the same joins
from the same files, whole processes in one run, and holds every count of the one against the other: ends with status 1
where any differs.

The lists are made here by DuckDB, nobody on them exists. Rows of the reference lists stand in no order. A name in the
register is the list's own in capitals or wholly another one, so that DuckDB's comparison of equal names finds the same as
Gapura's of names that cannot be two writings of one; Gapura reads, compares and keeps the evidence all the same.

usage: audit.py GAPURA [--rows 12800000] [--rounds N] [--keep DIR]
"""

import argparse
import ast
import json
import sys
import tempfile
from pathlib import Path

from measure import duckdb_program, machine, run

DAY = "2021-09-30"

# A permutation of numbers as areas, days and serials, so that neighbours in a list are none in the numbers.
NUMBER = """
create macro number(i) as (
    with p as (select (i * 48271 + 11) % 72495360 as j)
    select printf('35%02d%02d%02d%02d%02d%04d', 1 + j % 29, 1 + (j // 29) % 31,
        1 + (j // 899) % 28 + 40 * (i % 2), 1 + (j // 25172) % 12, 40 + (j // 302064) % 60,
        1 + (j // 18123840) % 4 + 10 * (i % 7)) from p);
create macro person(i) as (
    ['Siti','Sri','Dewi','Endang','Slamet','Wahyu','Lilik','Hartono','Sutrisno','Ahmad','Ratna','Suyanto'][1 + i % 12]
    || ' ' ||
    ['Aminah','Wahyuni','Rahayu','Susanti','Lestari','Setiawan','Santoso','Nugroho','Hidayat','Mulyani','Widodo'][1 + i // 12 % 11]);
"""

FILES = {
    "list": """select case when i % 211 = 9 then left(number(i), 15) when i % 251 = 17 then number(i - 1) else number(i) end as NIK,
        '35070' || (10000000000 + i % 9000000000)::varchar as "No KK",
        person(case when i % 251 = 17 then i - 1 else i end) as "Nama Lengkap",
        'Dsn. Krajan RT 0' || (1 + i % 9)::varchar || ' RW 02 Desa Contoh' as Alamat, 'Warung kelontong' as "Bidang Usaha",
        '0812' || (10000000 + i % 89999999)::varchar as "Nomor Telepon" from range({rows}) t(i)""",
    "kependudukan": """select number(i) as NIK, case when i % 97 = 5 then 'FREDERIKA MANGINDAAN' else upper(person(i)) end as Nama,
        '01-02-1980' as "Tanggal Lahir" from range({rows} + {rows} // 64) t(i) where i % 50 <> 7 order by hash(i)""",
    "meninggal": """select number(i) as NIK, person(i) as Nama, strftime(date '2019-01-01' + (i % 1200)::integer, '%d/%m/%Y')
        as "Tanggal Meninggal" from (select case when k % 80 = 3 then k * 5 else {rows} * 2 + k end as i
        from range({rows} // 6) s(k)) order by hash(i)""",
    "asn": """select number(i) as NIK, person(i) as Nama, 'PNS' as "Status Pegawai", '01/03/2005' as TMT,
        case when i % 7 = 0 then '01/03/2020' else '' end as "TMT Pensiun" from (select case when k % 60 = 11 then k * 3
        else {rows} * 2 + k end as i from range({rows} // 3) s(k)) order by hash(i)""",
    "kredit": """select number(i) as NIK, person(i) as "Nama Debitur", strftime(date '2016-01-01' + (i % 2200)::integer, '%d/%m/%Y')
        as "Tanggal Akad", case when i % 2 = 0 then strftime(date '2016-01-01' + (i % 2200 + 730)::integer, '%d/%m/%Y') else '' end
        as "Tanggal Lunas", '25000000' as Plafon from (select case when k % 40 = 1 then k * 2 else {rows} * 2 + k end as i
        from range({rows} * 2 // 5) s(k)) order by hash(i)""",
    "kur": """select number(i) as NIK, person(i) as "Nama Debitur", strftime(date '2017-01-01' + (i % 1900)::integer, '%d/%m/%Y')
        as "Tanggal Akad", case when i % 3 = 0 then strftime(date '2017-01-01' + (i % 1900 + 365)::integer, '%d/%m/%Y') else '' end
        as "Tanggal Lunas", '10000000' as Plafon from (select case when k % 30 = 2 then k else {rows} * 2 + k end as i
        from range({rows} * 5 // 8) s(k)) order by hash(i)""",
}

# The rule for a number's structure, as far as these lists break it.
SOUND = "'[1-9][0-9]{{5}}([04][1-9]|[1256][0-9]|[37][01])(0[1-9]|1[0-2])[0-9]{{6}}'"

JOINS = """
create macro day(text) as try_strptime(text, '%d/%m/%Y');
create temp table lines as select row_number() over () as row, "Nama Lengkap" as name,
    case when regexp_full_match(NIK, """ + SOUND + """) then NIK end as nik
    from read_csv('{list}', delim=';', header=true, all_varchar=true);
create temp table found as
with register as (select NIK as nik, Nama as name from read_csv('{kependudukan}', delim=';', header=true, all_varchar=true)),
dead as (select distinct NIK as nik from read_csv('{meninggal}', delim=';', header=true, all_varchar=true)
    where day("Tanggal Meninggal") < date '{day}'),
staff as (select distinct NIK as nik from read_csv('{asn}', delim=';', header=true, all_varchar=true)
    where coalesce(day("TMT") <= date '{day}', true) and coalesce(day("TMT Pensiun") > date '{day}', true)),
credit as (select distinct NIK as nik from read_csv('{kredit}', delim=';', header=true, all_varchar=true)
    where day("Tanggal Akad") <= date '{day}' and coalesce(day("Tanggal Lunas") > date '{day}', true)),
kur as (select distinct NIK as nik from read_csv('{kur}', delim=';', header=true, all_varchar=true)
    where day("Tanggal Akad") <= date '{day}' and coalesce(day("Tanggal Lunas") > date '{day}', true))
select row, coalesce(l.nik, 'row ' || row) as who, l.nik is null as a,
    l.nik is not null and (r.nik is null or lower(r.name) <> lower(l.name)) as b, d.nik is not null as c,
    s.nik is not null as d, k.nik is not null as e, c.nik is not null as f,
    l.nik is not null and row_number() over (partition by l.nik order by row) > 1 as g
from lines l left join register r on r.nik = l.nik left join dead d on d.nik = l.nik left join staff s on s.nik = l.nik
    left join credit c on c.nik = l.nik left join kur k on k.nik = l.nik;
create temp table people as select bool_or(a) a, bool_or(b) b, bool_or(c) c, bool_or(d) d, bool_or(e) e, bool_or(f) f,
    bool_or(g) g from found where a or b or c or d or e or f or g group by who;
select 'lines', count(*) filter (a), count(*) filter (b), count(*) filter (c), count(*) filter (d), count(*) filter (e),
    count(*) filter (f), count(*) filter (g), count(*) filter (a or b or c or d or e or f or g) from found
union all
select 'people', count(*) filter (a), count(*) filter (b), count(*) filter (c), count(*) filter (d), count(*) filter (e),
    count(*) filter (f), count(*) filter (g), count(*) from people
order by 1
"""
CODES = ["NIK_ANOMALI", "NIK_TAK_PADAN", "MENINGGAL", "ASN", "KUR", "KREDIT_LAIN", "LEBIH_SEKALI"]


def asked(sql):
    status, seconds, cpu, peak, text = run(duckdb_program("set enable_progress_bar=false;\n" + sql))
    if status != 0:
        sys.exit("DuckDB failed")
    return text, (seconds, cpu, peak)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gapura")
    parser.add_argument("--rows", type=int, default=12_800_000)
    parser.add_argument("--rounds", type=int, default=1, help="runs of each, in turn; the fastest counts")
    parser.add_argument("--keep", help="a folder for the lists, so that the next run need not make them again")
    parser.add_argument("--only-lists", action="store_true", help="make the lists and end")
    options = parser.parse_args()
    gapura = str(Path(options.gapura).resolve())
    with tempfile.TemporaryDirectory(prefix="gapura-audit-") as work:
        folder = Path(options.keep or work)
        folder.mkdir(parents=True, exist_ok=True)
        files = {name: folder / f"{name}-{options.rows}.csv" for name in FILES}
        for name, file in files.items():
            if not file.exists():
                query = FILES[name].format(rows=options.rows)
                asked(NUMBER + f"copy ({query}) to '{file}.part' (header, delimiter ';')")
                Path(f"{file}.part").rename(file)
        if options.only_lists:
            return 0
        command = [gapura, "audit", "--list", str(files["list"]), "--as-of", DAY, "--programme", "BPUM",
                   "--format", "json", "--quiet"]
        for name, file in files.items():
            if name != "list":
                command += ["--against", f"{name}@{DAY}={file}"]
        print(machine())
        rows, _ = asked(";\n".join(f"create table t{i} as select count(*) n from read_csv('{file}', delim=';', header=true, all_varchar=true)"
                                   for i, file in enumerate(files.values()))
                        + ";\nselect [" + ", ".join(f"(select n from t{i})" for i in range(len(files))) + "]")
        ours, theirs = [], []
        for _ in range(options.rounds):
            status, *took, text = run(command)
            if status != 0:
                sys.exit("gapura failed")
            ours.append(took)
            answer = json.loads(text)
            text, took = asked(JOINS.format(**files, day=DAY))
            theirs.append(took)
    counts = {row[0]: row[1:] for row in ast.literal_eval(text)}
    wrong = 0
    mine = {item["category"]: item for item in answer["categories"]}
    print(f"\n{'':16} {'people':>12} {'lines':>12}")
    for place, code in enumerate(CODES + ["total"]):
        item = mine.get(code) or answer["total"]
        other = {key: counts[key][place] for key in ("people", "lines")}
        differs = any(item[key] != other[key] for key in other)
        wrong += differs
        print(f"{code:16} {item['people']:12,} {item['lines']:12,}" + (f"  DuckDB {other}" if differs else ""))
    best = [min(runs) for runs in (ours, theirs)]
    sizes = dict(zip(files, ast.literal_eval(rows)[0][0]))
    print("\nrows: " + ", ".join(f"{name} {count:,}" for name, count in sizes.items()))
    print(f"{'':10} {'seconds':>8} {'cpu s':>8} {'peak MB':>8}")
    for name, took in zip(("gapura", "duckdb"), best):
        print(f"{name:10} {took[0]:8.2f} {took[1]:8.2f} {took[2] / 1e6:8.0f}")
    print(f"{2 * (len(CODES) + 1)} counts compared, {wrong} categories differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
