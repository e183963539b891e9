"""The five lists of one sub-district as tables: who stands on them, their columns, form and planted damage."""

import random
from datetime import date

from . import words

SEED = 20210930
DISTRICT = "35.07.01"
REFERENCE = date(2021, 9, 30)
PRODUCED = date(2021, 12, 31)
DESMIGRATIF_VILLAGES = {"Tulungrejo", "Kedungsalam", "Sumberoto", "Mentaraman"}
NO_TRAINING_VILLAGES = {"Tempursari", "Purwodadi"}

# How many people stand on exactly these lists (B BPUM, K KUR, M Mekaar, D Desmigratif, P training).
SETS = {"BKMDP": 1, "BKMP": 3, "BMDP": 4, "BKP": 20, "BMP": 35, "BDP": 14, "BMD": 10, "BKM": 8, "KMP": 10, "MDP": 9,
        "KDP": 5, "BK": 110, "BM": 150, "BD": 30, "BP": 90, "KM": 40, "KD": 14, "KP": 70, "MD": 25, "MP": 80,
        "DP": 30, "D": 110, "M": 720, "P": 195, "B": 920, "K": 620}
MEKAAR_FAMILIES = 26

DAMAGE = {
    "B": {"nik.missing": 6, "nik.placeholder": 5, "nik.length": 7, "nik.fifteen-digits": 9, "nik.scientific": 8,
          "nik.characters": 6, "nik.date": 7, "nik.serial": 4, "name.missing": 4, "kk.length": 9, "kk.scientific": 7,
          "kk.placeholder": 6, "kk.missing": 8, "kk.same-as-nik": 7, "phone.invalid": 10, "row.ragged": 6,
          "name.mojibake": 5, "name.digits": 5, "nik.apostrophe": 12, "nik.separators": 9, "phone.zero-lost": 38,
          "phone.two-numbers": 12, "row.duplicate": 14},
    "K": {"nik.missing": 2, "nik.placeholder": 2, "nik.length": 4, "nik.fifteen-digits": 3, "nik.characters": 3,
          "nik.date": 3, "nik.serial": 2, "name.missing": 2, "nik.birth-mismatch": 9, "nik.birth-swapped": 6,
          "nik.sex-mismatch": 7, "phone.invalid": 5, "date.invalid": 4, "row.ragged": 4, "name.digits": 3,
          "rupiah.invalid": 3, "phone.zero-lost": 15, "phone.two-numbers": 3, "row.duplicate": 6},
    "M": {"nik.missing": 4, "nik.placeholder": 4, "nik.length": 4, "nik.fifteen-digits": 5, "nik.scientific": 6,
          "nik.characters": 4, "nik.date": 4, "nik.serial": 3, "name.missing": 3, "nik.birth-mismatch": 8,
          "nik.birth-swapped": 5, "kk.length": 6, "kk.scientific": 4, "kk.placeholder": 4, "kk.missing": 5,
          "date.invalid": 5, "date.two-digit-year": 6, "row.ragged": 3, "name.mojibake": 4,
          "name.digits": 3, "rupiah.invalid": 6, "region.unknown": 7, "nik.apostrophe": 8, "nik.separators": 6,
          "date.excel-serial": 7, "row.duplicate": 8},
    "D": {"nik.missing": 2, "nik.placeholder": 2, "nik.length": 2, "nik.scientific": 3, "nik.characters": 1,
          "nik.date": 2, "name.missing": 1, "nik.birth-mismatch": 3, "nik.birth-swapped": 2, "nik.sex-mismatch": 3,
          "kk.length": 2, "kk.missing": 3, "kk.same-as-nik": 1, "phone.invalid": 3, "date.invalid": 2,
          "date.two-digit-year": 3, "row.ragged": 2, "name.mojibake": 2, "region.unknown": 2, "nik.separators": 2,
          "phone.zero-lost": 8, "phone.two-numbers": 2, "date.excel-serial": 3, "row.duplicate": 3},
    "P": {"nik.missing": 5, "nik.placeholder": 4, "nik.length": 4, "nik.fifteen-digits": 4, "nik.scientific": 4,
          "nik.characters": 3, "nik.date": 3, "nik.serial": 2, "name.missing": 2, "nik.birth-mismatch": 7,
          "nik.birth-swapped": 5, "nik.sex-mismatch": 6, "date.invalid": 4, "date.two-digit-year": 5,
          "row.ragged": 4, "name.mojibake": 4, "name.digits": 3, "region.unknown": 4, "nik.apostrophe": 5,
          "nik.separators": 4, "date.excel-serial": 5, "row.duplicate": 7},
}
# Runs of rows whose NIK lost its last digit in a spreadsheet.
TRAILING_ZEROS = {"B": 16, "M": 12}

COLUMNS = {
    "B": {"nik": "NIK", "card": "No KK", "name": "Nama Lengkap", "phone": "Nomor Telepon"},
    "K": {"nik": "nik", "name": "nama", "birth": "tgl_lahir", "sex": "jns_kelamin", "phone": "no_hp",
          "amount": "jml_kredit"},
    "M": {"nik": "NIK", "card": "No. KK", "name": "Nama Nasabah", "birth": "Tanggal Lahir", "village": "Desa",
          "amount": "Plafon"},
    "D": {"nik": "NIK", "card": "No KK", "name": "Nama Anggota", "birth": "Tanggal Lahir", "sex": "Jenis Kelamin",
          "village": "Desa", "phone": "No HP"},
    "P": {"nik": "NIK", "name": "Nama Peserta", "birth": "Tgl Lahir", "sex": "Jenis Kelamin", "village": "Desa"},
}
HEADERS = {
    "B": ["NIK", "No KK", "Nama Lengkap", "Alamat", "Bidang Usaha", "Nomor Telepon"],
    "K": """nik nmr_registry nama tgl_lahir jns_kelamin maritas_sts pendidikan pekerjaan alamat kode_kabkota kode_pos
            npwp mulai_usaha alamat_usaha ijin_usaha modal_usaha jml_pekerja jml_kredit is_linkage linkage no_hp
            uraian_agunan is_subsidized subsidi_sebelumnya jns_debitur omset keterangan status_akad tgl_akad
            tgl_lunas""".split(),
    "M": ["Kelompok", "Sub Kelompok", "Nama Nasabah", "NIK", "No. KK", "Tanggal Lahir", "Alamat", "Desa", "RT/RW",
          "Plafon", "Tanggal Cair"],
    "D": ["Nama Kelompok", "Nama Anggota", "NIK", "No KK", "Jenis Kelamin", "Tempat Lahir", "Tanggal Lahir", "Desa",
          "No HP", "Jenis Usaha"],
    "P": ["No", "Nama Peserta", "NIK", "Jenis Kelamin", "Tgl Lahir", "Desa", "Kecamatan", "Nama Pelatihan",
          "Tanggal Pelatihan", "Penyelenggara"],
}
LISTS = {
    "B": {"name": "bpum-usulan-2021", "title": "Usulan BPUM 2021, Dinas Koperasi", "titleEn": "BPUM proposals 2021",
          "file": "bpum-usulan-2021.csv", "programme": "BPUM", "institution": "DINKOP-35.07",
          "profile": "bpum-usulan-2021", "fiscalYear": 2021, "referenceDate": REFERENCE.isoformat(),
          "encoding": "UTF-8 BOM", "delimiter": ";", "header_row": 5},
    "K": {"name": "kur-sikp", "title": "Debitur KUR dari SIKP", "titleEn": "KUR debtors from SIKP",
          "file": "kur-sikp.txt", "programme": "KUR", "institution": "BRI", "profile": "sikp-calon-debitur",
          "fiscalYear": 2021, "referenceDate": PRODUCED.isoformat(), "encoding": "UTF-8", "delimiter": "|",
          "header_row": 1},
    "M": {"name": "mekaar-nasabah", "title": "Nasabah Mekaar per kelompok", "titleEn": "Mekaar clients by group",
          "file": "mekaar-nasabah.csv", "programme": "MEKAAR", "institution": "PNM", "profile": "mekaar-nasabah",
          "fiscalYear": 2021, "referenceDate": PRODUCED.isoformat(), "encoding": "UTF-8", "delimiter": ",",
          "header_row": 1},
    "D": {"name": "desmigratif-kelompok", "title": "Kelompok usaha Desmigratif",
          "titleEn": "Desmigratif business groups", "file": "desmigratif-kelompok.csv", "programme": "DESMIGRATIF",
          "institution": "DISNAKER-35.07", "profile": "desmigratif-kelompok", "fiscalYear": 2021,
          "referenceDate": PRODUCED.isoformat(), "encoding": "UTF-16LE", "delimiter": "\t", "header_row": 1},
    "P": {"name": "pelatihan-kehadiran", "title": "Daftar hadir pelatihan", "titleEn": "Training attendance",
          "file": "pelatihan-kehadiran.csv", "programme": "PELATIHAN", "institution": "DISPERINDAG-35.07",
          "profile": "pelatihan-kehadiran", "fiscalYear": 2021, "referenceDate": PRODUCED.isoformat(),
          "encoding": "Windows-1252", "delimiter": ";", "header_row": 1},
}
TITLE_LINES = ["DAFTAR USULAN CALON PENERIMA BPUM TAHUN ANGGARAN 2021",
               "DINAS KOPERASI DAN USAHA MIKRO KABUPATEN MALANG",
               "KECAMATAN DONOMULYO (DATA REKAAN, BUKAN ORANG SUNGGUHAN)", "Dicetak: 30-09-2021"]

STYLES = {
    "B": {"decimal": ",", "ragged-cut": True},
    "K": {"decimal": ".", "ragged-cut": False, "date": lambda d: d.strftime("%d%m%Y"),
          "sex": lambda woman: "P" if woman else "L", "bad-dates": ["3102{}", "3104{}", "0000{}"],
          "bad-amounts": ["dua puluh lima juta", "25O00000", "lima puluh jt"]},
    "M": {"decimal": ".", "ragged-cut": False, "date": lambda d: long_date(d),
          "bad-dates": ["31 Februari {}", "31 April {}", "30 Febuari {}"],
          "bad-amounts": ["dua juta rupiah", "Rp2.0O0.000,-", "tiga jt"]},
    "D": {"decimal": ",", "ragged-cut": True, "date": lambda d: d.strftime("%d-%m-%Y"),
          "sex": lambda woman: "Perempuan" if woman else "Laki-laki",
          "bad-dates": ["31-02-{}", "31-04-{}", "00-00-{}"]},
    "P": {"decimal": ",", "ragged-cut": True, "date": lambda d: d.strftime("%d/%m/%Y"),
          "sex": lambda woman: "P" if woman else "L", "bad-dates": ["31/02/{}", "31/04/{}", "00/00/{}"]},
}


def long_date(day: date, rng: random.Random | None = None) -> str:
    month = words.MONTHS[day.month - 1]
    if rng and rng.random() < 0.15:
        month = rng.choice(words.SHORT_MONTHS[day.month - 1])
    return f"{day.day} {month} {day.year}"
