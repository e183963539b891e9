"""What happened to twelve people on the proposals of one-gate, what other sources say of them, and what follows.

The truth is worked out from the rows here, by the rules that README.md states, never from running Gapura."""

import csv
import json
from pathlib import Path

from . import one_gate
from .writing import dump, table

LIST = "bpum-usulan-2021"
EVENT = ["nik", "peristiwa", "tanggal_peristiwa", "program", "tahun", "pengganti", "dari_wilayah", "ke_wilayah",
         "alamat_baru", "kk_lama", "kk_baru", "anggota_kk_baru", "nik_baru", "nama_baru", "sumber", "keterangan"]
STATUS = ["nik", "jenis_status", "nilai", "per_tanggal", "sumber", "versi_sumber", "surat"]
DOCUMENT = ["nik", "jenis_dokumen", "nomor_dokumen", "terbit", "berlaku_sampai", "penerbit", "sumber"]
ENTERPRISE = ["kode_usaha", "nik_pemilik", "per_tanggal", "nama_usaha", "bidang_usaha", "kbli_edisi", "kbli_kode",
              "tenaga_kerja", "aset_bersih", "omzet_tahunan", "sumber"]


def sheet(columns: list[str], rows: list[dict[str, str]]) -> bytes:
    for row in rows:
        assert set(row) <= set(columns), row
    return table([columns] + [[row.get(c, "") for c in columns] for row in rows], ",", "\n")[0].encode()


class Proposals:
    """Sound rows of the list, in its order, and the numbers on the other lists."""

    def __init__(self, files: dict[str, bytes]):
        text = files[f"{LIST}.csv"].decode("utf-8-sig")
        records = list(csv.reader(text.splitlines(), delimiter=";"))
        header = next(i for i, r in enumerate(records) if r[0] == "NIK")
        truth = next(t for t in json.loads(files["truth.json"])["lists"] if t["name"] == LIST)
        damaged = {r["row"] for kind in ("refused", "warned", "noted") for r in truth[kind]}
        self.rows = [(i + 1, r) for i, r in enumerate(records) if i > header and i + 1 not in damaged]
        self.others = "".join(c.decode("utf-16" if n.startswith("desmigratif") else "latin-1")
                              for n, c in files.items() if n.endswith((".csv", ".txt")) and not n.startswith(LIST))
        self.cards = [r[1] for _, r in self.rows]
        self.numbers = {r[0] for _, r in self.rows}

    def alone(self) -> list[tuple[int, list[str]]]:
        """People on no other list whose family card stands on no other row."""
        return [(n, r) for n, r in self.rows
                if r[0] not in self.others and r[1] not in self.others and self.cards.count(r[1]) == 1]

    def borrowing(self) -> list[tuple[int, list[str]]]:
        return [(n, r) for n, r in self.rows if f"{r[0]}|" in self.others]


def make(catalogue: Path) -> dict[str, bytes]:
    proposals = Proposals(one_gate.make(catalogue))
    people = proposals.alone()[:9]
    (died, moved, stayed, refused, replaced, replacement, split, corrected, renamed) = people
    borrower, doubted = proposals.borrowing()[:2]
    new_number = corrected[1][0][:12] + "8001"
    assert new_number not in proposals.numbers and new_number not in proposals.others
    new_card = split[1][1][:6] + "150721" + "8001"
    assert new_card not in proposals.cards

    def event(person, word, day, source, **more) -> dict[str, str]:
        return {"nik": person[1][0], "peristiwa": word, "tanggal_peristiwa": day, "sumber": source, **more}

    events = [
        event(died, "meninggal", "2021-09-14", "Akta kematian 118/2021"),
        event(moved, "pindah", "2021-08-02", "SKPWNI 77/2021", dari_wilayah="35.07.01", ke_wilayah="33.02.22"),
        event(stayed, "pindah", "2021-08-09", "SKPWNI 81/2021", dari_wilayah="35.07.01", ke_wilayah="35.07.11"),
        event(refused, "menolak", "2021-10-04", "Surat pernyataan bermeterai", program="BPUM", tahun="2021",
              keterangan="Usahanya sudah ditutup"),
        event(replaced, "diganti", "2021-10-11", "Berita acara musyawarah desa 9/2021", program="BPUM", tahun="2021",
              pengganti=replacement[1][0]),
        event(split, "pecah_kk", "2021-07-15", "KK baru dari Dukcapil", kk_lama=split[1][1], kk_baru=new_card,
              anggota_kk_baru=split[1][0]),
        event(corrected, "nik_dibetulkan", "2021-06-21", "Surat Dukcapil 470/221", nik_baru=new_number),
        event(renamed, "ganti_nama", "2021-05-03", "Penetapan PN Kepanjen 12/2021",
              nama_baru="Rekaan Baru Lestari"),
    ]

    def status(person, kind, value, day, source, **more) -> dict[str, str]:
        return {"nik": person[1][0], "jenis_status": kind, "nilai": value, "per_tanggal": day, "sumber": source, **more}

    statuses = [
        status(borrower, "kur", "berjalan", "2021-06-30", "sikp", versi_sumber="SIKP triwulan 2"),
        status(borrower, "kur", "lunas", "2021-08-02", "surat", surat="Surat lunas BRI B.118/2021"),
        status(doubted, "asn", "ya", "2020-12-31", "bkn", versi_sumber="BKN 2020"),
        status(doubted, "asn", "pensiun", "2021-04-01", "surat", surat="SK pensiun 88/2021"),
        status(died, "meninggal", "ya", "2021-09-30", "dukcapil", versi_sumber="Dukcapil semester 1"),
        status(died, "padan", "padan", "2021-03-31", "dukcapil", versi_sumber="Dukcapil semester 1"),
        status(moved, "padan", "tidak_padan", "2021-03-31", "dukcapil", versi_sumber="Dukcapil semester 1"),
    ]
    documents = [
        {"nik": stayed[1][0], "jenis_dokumen": "sku", "nomor_dokumen": "503/41/2021", "terbit": "2021-03-02",
         "berlaku_sampai": "2021-09-02", "penerbit": "Desa Donomulyo", "sumber": "petugas kecamatan"},
        {"nik": stayed[1][0], "jenis_dokumen": "nib", "nomor_dokumen": "0212345678901", "terbit": "2021-05-20",
         "penerbit": "OSS", "sumber": "petugas kecamatan"},
    ]
    enterprises = [
        {"kode_usaha": "US-001", "nik_pemilik": stayed[1][0], "per_tanggal": "2021-06-30",
         "bidang_usaha": "jualan gorengan", "kbli_edisi": "2020", "kbli_kode": "56102", "tenaga_kerja": "2",
         "aset_bersih": "18000000", "omzet_tahunan": "96000000", "sumber": "petugas kecamatan"},
        {"kode_usaha": "US-002", "nik_pemilik": stayed[1][0], "per_tanggal": "2021-06-30",
         "bidang_usaha": "penggilingan padi", "tenaga_kerja": "6", "aset_bersih": "320000000",
         "omzet_tahunan": "1400000000", "sumber": "petugas kecamatan"},
    ]
    truth = {
        "list": LIST,
        "effects": [
            {"row": died[0], "effect": "died"}, {"row": moved[0], "effect": "moved-away"},
            {"row": refused[0], "effect": "declined"}, {"row": replaced[0], "effect": "replaced"},
        ],
        "held": 3,
        "replacement": {"row": replacement[0]},
        "statuses": [
            {"row": borrower[0], "kind": "kur", "value": "paid-off", "rule": "letter"},
            {"row": doubted[0], "kind": "civil-servant", "value": "retired", "rule": "letter"},
            {"row": died[0], "kind": "deceased", "value": "yes", "rule": "agreed"},
        ],
        "cards": {"row": split[0], "cards": 2, "since": "2021-07-15"},
        "numbers": {"row": corrected[0], "numbers": 2},
        "sizes": {"row": stayed[0], "sameInBoth": "US-001", "differ": "US-002"},
    }
    return {
        "peristiwa.csv": sheet(EVENT, events), "status.csv": sheet(STATUS, statuses),
        "dokumen.csv": sheet(DOCUMENT, documents), "usaha.csv": sheet(ENTERPRISE, enterprises),
        "truth.json": dump(truth),
    }
