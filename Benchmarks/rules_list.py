"""Makes a large list of people of whom rules ask much, and the lists that it is held against: `;` between fields.

The same seed and size give the same bytes. Each row has its own identity number; what rules ask is missing, cannot be read,
stands at an edge or contradicts another list in a share of the rows that is told on standard error. No person in it exists.

usage: rules_list.py ROWS LIST.csv [--recipients BPUM.csv] [--credits KUR.csv] [--share 0.15] [--seed N]
"""

import argparse
import random
import sys

from make_list import FAMILY, GIVEN, number

HEADER = (
    "NIK;No KK;Nama Lengkap;Alamat;Bidang Usaha;Pekerjaan;WNI;Desa KTP;SKU;Jenis Pengusul;Menerima BPUM 2020;KUR Aktif;"
    "Saldo Tabungan;Lama Usaha (bulan)"
)
JOBS = ["Petani"] * 12 + ["Pedagang"] * 9 + ["Penjahit"] * 4 + [
    "PNS", "TNI", "Anggota Polri", "Pegawai BUMN", "Pensiunan PNS", "", "Guru honorer é", "O'Brien 日本"]
FLAGS = ["tidak"] * 24 + ["ya", "", "mungkin"]
YES = ["ya"] * 24 + ["tidak", "", "Y"]
VILLAGES = ["Arjowilangun"] * 9 + ["Kalipare", "", "arjowilangun"]
PROPOSERS = ["dinas"] * 9 + ["koperasi", "bank", ""]
MONEY = ["0", "150000", "1999999", "2000000", "2000001", "Rp 1.200.000", "", "9223372036854775807", "banyak"]
MONTHS = ["5", "6", "24", "60", "", "-1"]
TRADES = ["Warung kelontong", "Penjahit", "Ternak ayam", "Jamu gendong", ""]


def card(index):
    family = index // 3
    day, month, year, serial = 1 + family % 28, 1 + family // 28 % 12, 10 + family // 336 % 15, 1 + family // 5040 % 9999
    return f"350711{day:02d}{month:02d}{year:02d}{serial:04d}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int)
    parser.add_argument("list")
    parser.add_argument("--recipients")
    parser.add_argument("--credits")
    parser.add_argument("--share", type=float, default=0.15, help="of the rows that stand on each other list")
    parser.add_argument("--seed", type=int, default=2021)
    options = parser.parse_args()
    draw = random.Random(options.seed)
    # Cells are drawn once for some thousands of rows: the rows differ in their numbers and in where the cells meet.
    def cells(choices):
        return [draw.choice(choices) for _ in range(9973 + draw.randrange(64))]
    columns = [cells(c) for c in (TRADES, JOBS, YES, VILLAGES, YES, PROPOSERS, FLAGS, FLAGS, MONEY, MONTHS)]
    sizes = [len(column) for column in columns]
    with open(options.list, "w", encoding="utf-8") as out:
        out.write(HEADER + "\n")
        lines = []
        for index in range(options.rows):
            rest = ";".join([column[index % size] for column, size in zip(columns, sizes)])
            lines.append(f"{number(index)};{card(index)};{GIVEN[index % 31]} {FAMILY[index % 23]};Dusun Krajan Desa Arjowilangun;{rest}")
            if len(lines) == 20000:
                out.write("\n".join(lines) + "\n")
                lines.clear()
        if lines:
            out.write("\n".join(lines) + "\n")
    for path, dated in ((options.recipients, False), (options.credits, True)):
        if not path:
            continue
        people = 0
        with open(path, "w", encoding="utf-8") as out:
            out.write("NIK;Nama;No KK" + (";Tanggal Cair;Tanggal Lunas" if dated else "") + "\n")
            for index in range(options.rows * 2):
                if draw.random() < options.share / 2:
                    people += 1
                    person = index if index < options.rows else index + 10**9
                    dates = f";2021-01-0{1 + index % 9};2021-{6 + index % 7:02d}-15" if dated else ""
                    out.write(f"{number(person)};Orang;{card(person)}{dates}\n")
        print(f"{path}: {people} people", file=sys.stderr)


if __name__ == "__main__":
    main()
