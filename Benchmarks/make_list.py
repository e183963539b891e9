#!/usr/bin/env python3
"""Makes a large, synthetic list of proposed BPUM recipients (2021 layout, `;` between fields).

The same seed and size give the same bytes. Most rows are sound; a realistic share is damaged in the ways such lists
are damaged: spreadsheets that cut or round identity numbers, placeholders, letters, ragged rows, repeated people.
What was planted is counted and written as JSON to standard error, or to the file named with --truth.
No person in the list exists.

usage: make_list.py ROWS OUT.csv [--seed N] [--truth OUT.json] [--of OTHER --share SHARE] [--changed SHARE]

Two lists hold the same people, row by row, unless `--of` and `--share` say otherwise: then SHARE of the rows are people of
a list of OTHER rows, drawn from all over it, and the rest are people whom it does not hold. `--changed` is the same
list sent again, in which SHARE of the rows have another address and telephone.
"""

import argparse
import json
import random
import sys

HEADER = "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Nomor Telepon"

GIVEN = (
    "Siti Sri Dewi Endang Nur Tri Dwi Eko Agus Budi Joko Slamet Wahyu Rina Yuni Lilik Suparmi Kartini Mujiati Sumarni "
    "Hartono Sutrisno Supriyadi Ahmad Muhammad Moch. Abdul Ita Wiwik Ningsih Ratna Umi Lestari Suyanto Paijo Tumini"
).split()
FAMILY = (
    "Aminah Wahyuni Rahayu Susanti Handayani Lestari Utami Purwanti Setiawan Santoso Prasetyo Nugroho Wibowo Saputra "
    "Hidayat Kurniawan Mulyani Astuti Puspita Widodo Susilo Haryanto Rohman Fauzi Maulana Khasanah Munawaroh"
).split()
HAMLET = "Krajan Sumbersari Karangrejo Tlogosari Wonorejo Sidomulyo Mergosono Pagergunung Kedungsalam Bulurejo".split()
TRADE = [
    "Warung kelontong", "Jualan gorengan", "Tahu dan tempe", "Penjahit", "Kerajinan bambu", "Ternak ayam",
    "Katering rumahan", "Jual pulsa", "Bengkel sepeda", "Jamu gendong", "Konveksi", "Sayur keliling",
]
# Sub-districts of one district and of its neighbours, as they stand in identity numbers.
AREAS = [f"3507{n:02d}" for n in range(1, 34)] + [f"3505{n:02d}" for n in range(1, 23)] + ["357301", "357302", "357303"]

# Each kind of damage and its share of all rows.
DAMAGE = [
    ("repeated", 0.0040),
    ("nik_15_digits", 0.0040),
    ("nik_scientific", 0.0025),
    ("nik_rounded", 0.0040),
    ("nik_zero", 0.0020),
    ("nik_empty", 0.0015),
    ("nik_letters", 0.0010),
    ("nik_bad_date", 0.0020),
    ("nik_apostrophe", 0.0030),
    ("family_card_empty", 0.0100),
    ("family_card_short", 0.0030),
    ("phone_zero_lost", 0.0200),
    ("phone_two_numbers", 0.0050),
    ("phone_bad", 0.0030),
    ("address_with_line_break", 0.0010),
    ("name_with_title", 0.0150),
    ("field_missing", 0.0005),
]

DATES = [
    (day, month, year)
    for year in list(range(50, 100)) + list(range(0, 4))
    for month in range(1, 13)
    for day in range(1, 29)
]


def number(index):
    """The identity number and sex of a person: a one-to-one walk through areas, dates, sexes and serials."""
    total = len(AREAS) * len(DATES) * 2 * 9000
    place = (index * 2_654_435_761 + 97) % total
    place, area = divmod(place, len(AREAS))
    place, date = divmod(place, len(DATES))
    serial, woman = divmod(place, 2)
    day, month, year = DATES[date]
    return f"{AREAS[area]}{day + 40 * woman:02d}{month:02d}{year:02d}{serial + 1:04d}"


# Second and third digit of prefixes in use.
MOBILE = ("11", "12", "13", "21", "22", "51", "52", "53", "57", "58", "77", "78", "81", "85", "95", "96")


def family_card(index):
    """A family card shared by about three neighbours in the list."""
    card = index // 3
    day, month, year = DATES[(card * 7919) % len(DATES)]
    return f"{AREAS[card % len(AREAS)]}{day:02d}{month:02d}{5 + card % 17:02d}{card % 9000 + 1:04d}"


def damage(kind, row, source, first):
    """Damages the row's fields in place; `first` is an earlier, sound row."""
    nik = row[0]
    if kind == "repeated":
        row[:] = list(first)
    elif kind == "nik_15_digits":
        row[0] = nik[:15]
    elif kind == "nik_scientific":
        row[0] = f"{nik[0]},{nik[1:6]}E+15"
    elif kind == "nik_rounded":
        row[0] = nik[:12] + "0000"
    elif kind == "nik_zero":
        row[0] = "0"
    elif kind == "nik_empty":
        row[0] = ""
    elif kind == "nik_letters":
        row[0] = nik[:10] + "O" + nik[11:]
    elif kind == "nik_bad_date":
        row[0] = nik[:8] + "13" + nik[10:]
    elif kind == "nik_apostrophe":
        row[0] = "'" + nik
    elif kind == "family_card_empty":
        row[1] = ""
    elif kind == "family_card_short":
        row[1] = row[1][:15]
    elif kind == "phone_zero_lost":
        row[5] = row[5][1:]
    elif kind == "phone_two_numbers":
        row[5] = f"{row[5]} / 08{source.randrange(10**9, 10**10)}"
    elif kind == "phone_bad":
        row[5] = "tidak ada"
    elif kind == "address_with_line_break":
        row[3] = f'"{row[3]}\nDusun ""Krajan"""'
    elif kind == "name_with_title":
        row[2] = f"Hj. {row[2]}, S.E."
    elif kind == "field_missing":
        row.pop()


def person(row, rows, other, share):
    """The index of the person of a row. No person comes twice."""
    if not other:
        return row
    # Rows of people whom the other list holds stand between the others at equal distances.
    before, known = int(row * share), int((row + 1) * share)
    if known > before:
        # A prime that divides no size of a list: another person for each, from all over it.
        return before * 2_654_435_761 % other
    return other + row - before


def make(rows, out, seed=2021, other=0, share=0.0, changed=0.0):
    """Writes the list and returns how many rows of each kind were planted."""
    if int(rows * share) > other > 0:
        raise SystemExit("the other list holds fewer people than that")
    source = random.Random(seed)
    change = random.Random(seed + 1)
    chance, choice = source.random, source.choice
    steps, edge = [], 0.0
    for kind, part in DAMAGE:
        edge += part
        steps.append((edge, kind))
    counts = {kind: 0 for kind, _ in DAMAGE}
    counts["sound"] = 0
    first, lines = None, [HEADER]
    for index in range(rows):
        who = person(index, rows, other, share)
        row = [
            number(who),
            family_card(who),
            f"{choice(GIVEN)} {choice(FAMILY)}",
            f"Dsn. {choice(HAMLET)} RT {int(chance() * 12) + 1:02d}/RW {int(chance() * 6) + 1:02d}",
            choice(TRADE),
            f"08{MOBILE[int(chance() * len(MOBILE))]}{int(chance() * 9e6) + 1_000_000}",
        ]
        kind = "sound"
        draw = chance()
        if draw < edge and first is not None:
            kind = next(name for limit, name in steps if draw < limit)
            damage(kind, row, source, first)
        elif index % 97 == 0:
            first = tuple(row)
        if changed and len(row) == 6 and change.random() < changed:
            row[3] = f"Dsn. {change.choice(HAMLET)} RT 13/RW 07"
            row[5] = f"08{change.choice(MOBILE)}{change.randrange(1_000_000, 10_000_000)}"
            counts["changed"] = counts.get("changed", 0) + 1
        counts[kind] += 1
        lines.append(";".join(row))
        if len(lines) >= 20_000:
            out.write("\n".join(lines) + "\n")
            lines.clear()
    if lines:
        out.write("\n".join(lines) + "\n")
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=2021)
    parser.add_argument("--truth", help="where the counts of what was planted go")
    parser.add_argument("--of", type=int, default=0, help="rows of the other list")
    parser.add_argument("--share", type=float, default=0.0, help="of the rows, of people whom the other list holds")
    parser.add_argument("--changed", type=float, default=0.0, help="share of the rows that say something new")
    options = parser.parse_args()
    with open(options.out, "w", encoding="utf-8", newline="") as out:
        counts = make(options.rows, out, options.seed, options.of, options.share, options.changed)
    text = json.dumps({"rows": options.rows, "seed": options.seed, "planted": counts})
    if options.truth:
        with open(options.truth, "w", encoding="utf-8") as truth:
            truth.write(text + "\n")
    else:
        print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
