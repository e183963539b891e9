"""The invented institutions and programmes of Examples/coordination, and program.csv: a row per programme and year."""

from dataclasses import dataclass, field

YEARS = (2020, 2021)
# code, name, English name, kind, region
INSTITUTIONS = [
    ("C-KPR", "Kementerian Contoh Perdagangan Rakyat", "Example Ministry of People's Trade", "ministry", None),
    ("C-KUD", "Kementerian Contoh Usaha Desa", "Example Ministry of Village Enterprise", "ministry", None),
    ("C-KTK", "Kementerian Contoh Tenaga Kerja Mandiri", "Example Ministry of Self-employment", "ministry", None),
    ("C-KPP", "Kementerian Contoh Pangan dan Peternakan", "Example Ministry of Food and Livestock", "ministry", None),
    ("C-KPD", "Kementerian Contoh Perempuan dan Disabilitas", "Example Ministry of Women and Disability", "ministry",
     None),
    ("C-BDI", "Badan Contoh Digitalisasi Usaha", "Example Agency for Digital Business", "ministry", None),
    ("C-BRU", "Bank Contoh Rakyat Utama", "Example People's Main Bank", "bank", None),
    ("C-BDM", "Bank Contoh Desa Makmur", "Example Village Prosperity Bank", "bank", None),
    ("C-PJU", "PT Contoh Penjaminan Usaha", "Example Guarantee Company", "state-company", None),
    ("C-PLM", "PT Contoh Logistik Mikro", "Example Micro Logistics Company", "state-company", None),
    ("C-DKM", "Dinas Contoh Usaha Mikro Kabupaten Malang", "Example Micro Enterprise Office, Malang Regency",
     "local-government", "35.07"),
    ("C-DKB", "Dinas Contoh Usaha Mikro Kabupaten Banyumas", "Example Micro Enterprise Office, Banyumas Regency",
     "local-government", "33.02"),
]


@dataclass
class Programme:
    code: str
    name: str
    english: str
    owner: str
    pillar: str
    aims: str
    kinds: str
    unit: str
    area: str
    form: str
    amount: int | None
    criteria: str = ""
    exclusions: str = ""
    special: str = ""
    size: str = "mikro"
    sector: str = ""
    years: tuple[int, ...] = YEARS
    status: dict[int, str] = field(default_factory=dict)
    changes: dict[str, object] = field(default_factory=dict)
    """What the version of 2021 says otherwise."""
    complementary: str = ""
    conflicting: str = ""
    incomplete: bool = False
    """Only the required cells and a few others are filled."""

    def at(self, year: int) -> "Programme":
        if year == 2020 or not self.changes:
            return self
        return Programme(**{**self.__dict__, **self.changes, "changes": {}})


def P(line: str, criteria: str = "", exclusions: str = "", **more) -> Programme:
    code, name, english, owner, pillar, aims, kinds, unit, area, form, amount = (x.strip() for x in line.split("/"))
    return Programme(code, name, english, owner, pillar, aims, kinds, unit, area, form,
                     int(amount) if amount else None, criteria, exclusions, **more)


PROGRAMMES = [
    P("C01/Hibah Modal Kerja Perempuan Perintis/Working capital grant for pioneering women/"
      "C-KPD/P1/T1;T3/J01/orang/ID/uang/3000000",
      "Perempuan pemilik usaha mikro berumur 18 sampai 60 tahun | Usaha sudah berjalan paling sedikit enam bulan",
      "Sedang menerima kredit program lain", special="perempuan", changes={"amount": 2500000}, complementary="C10"),
    P("C02/Hibah Modal Kerja bagi Perempuan Perintis Usaha/Working capital grant for women who pioneer/"
      "C-KUD/P1/T1;T3/J01/orang/35;33/uang/3000000",
      "Perempuan pemilik usaha mikro di desa | Mempunyai surat keterangan usaha dari desa",
      special="perempuan", changes={"amount": 2400000}),
    P("C03/Bantuan Tunai Keluarga Purna Migran/Cash aid for former migrants' families/"
      "C-KTK/P1/T1/J01/keluarga/35.07/uang/1500000",
      "Anggota keluarga pernah bekerja di luar negeri | Satu bantuan untuk satu keluarga dalam setahun",
      "Keluarga pegawai negeri", special="keluarga_migran", changes={"amount": 1200000}, complementary="C12;C20"),
    P("C04/Stimulan Penghidupan Rumah Rentan/Livelihood stimulus for vulnerable homes/"
      "C-KPD/P1/T3/J01/keluarga/35.07;33.02/uang/1000000",
      "Keluarga desil satu sampai empat menurut data kesejahteraan", "Sudah menerima modal dari kementerian lain",
      special="miskin_desil_1_4", conflicting="C01"),
    P("C05/Alat Jahit Mandiri Penyandang Disabilitas/Sewing tools for disabled people/"
      "C-KPD/P1/T2/J07/orang/ID/barang/2200000",
      "Penyandang disabilitas yang dapat menjahit atau lulus kursus menjahit", special="disabilitas",
      sector="jasa;industri"),
    P("C06/Mesin Tepat Guna Kelompok Tani Ternak/Appropriate machines for farm groups/"
      "C-KPP/P1/T2/J07;J13/kelompok/35;33/barang/18000000",
      "Kelompok berumur paling sedikit satu tahun | Anggota paling sedikit delapan orang", "Kelompok yang sudah bubar",
      sector="pertanian;peternakan"),
    P("C07/Peralatan Olahan Singkong Purna Migran/Cassava processing tools for former migrants/"
      "C-KTK/P1/T2;T3/J07;J14/kelompok/35.07.11/barang/25000000",
      "Kelompok purna migran yang mengolah hasil kebun setempat",
      "Kelompok yang menerima alat sejenis dalam tiga tahun",
      special="keluarga_migran", size="", sector="kuliner;industri", complementary="C20;DESMIGRATIF"),
    P("C08/Bibit dan Pakan Bergulir Peternak Kecil/Revolving stock and feed/"
      "C-KPP/P1/T3/J08;J01/kelompok/35;33/barang/6000000",
      "Kelompok peternak dengan kandang bersama", "Kandang di kawasan lindung", sector="peternakan"),
    P("C09/Subsidi Kedelai Perajin Tempe/Soy bean subsidy for tempe makers/C-KPR/P1/T3/J08/orang/ID/barang/900000",
      "Perajin tempe atau tahu yang terdaftar di desa | Kebutuhan kedelai paling banyak lima puluh kilogram sehari",
      sector="industri;kuliner"),
    P("C10/Kelas Pembukuan Sederhana Warung Rakyat/Simple bookkeeping class for stalls/"
      "C-KTK/P1/T3/J05/orang/ID/pelatihan/400000",
      "Pemilik warung atau toko kecil | Bersedia mencatat penjualan setiap hari", sector="perdagangan;kuliner",
      complementary="C01;BPUM"),
    P("C11/Kelas Pembukuan Sederhana untuk Warung Rakyat/Simple bookkeeping class for people's stalls/"
      "C-BRU/P1/T3/J05/orang/35;33/pelatihan/350000",
      "Nasabah tabungan yang mempunyai warung", sector="perdagangan;kuliner"),
    P("C12/Vokasi Pulang Kampung Purna Migran/Vocational return for former migrants/"
      "C-KTK/P1/T2/J05;J06/orang/35.07;33.02/pelatihan/1100000",
      "Pernah bekerja di luar negeri paling sedikit satu tahun", special="keluarga_migran",
      changes={"amount": 1250000, "criteria": "Pernah bekerja di luar negeri paling sedikit enam bulan"},
      complementary="C03;C07"),
    P("C13/Inkubasi Kuliner Kampung/Village culinary incubation/C-DKM/P1/T3/J06/orang/35.07/layanan/750000",
      "Usaha makanan yang sudah mempunyai pelanggan tetap", sector="kuliner"),
    P("C14/Penyuluh Keliling Badan Usaha Kampung/Travelling adviser for village companies/"
      "C-KUD/P1/T2;T3/J06/desa/ID/layanan/",
      size=""),
    P("C15/Mentor Tangguh Paguyuban Ibu/Mentors for mothers' associations/"
      "C-DKB/P1/T3/J06/kelompok/33.02/layanan/500000",
      "Paguyuban ibu yang beranggota paling sedikit sepuluh orang", special="perempuan",
      changes={"area": "33.02.22"}),
    P("C16/Gerai Pameran Banyumas Satria/Banyumas fair stalls/C-DKB/P1/T4/J09/orang/33.02/layanan/300000",
      "Produk sudah berlabel dan siap jual"),
    P("C17/Pekan Raya Malang Selatan/South Malang fair/C-DKM/P1/T4/J09/orang/35.07/layanan/250000",
      "Produk buatan sendiri dari kabupaten", years=(2021,)),
    P("C18/Etalase Ekspor Kriya Nusantara/Craft export showcase/C-KPR/P1/T4/J09;J13/koperasi/ID/layanan/",
      "Koperasi perajin yang mempunyai nomor induk berusaha", size="kecil", incomplete=True),
    P("C19/Temu Mitra Usaha Induk/Matchmaking with anchor firms/C-PLM/P1/T4/J10/kelompok/ID/layanan/", size=""),
    P("C20/Rantai Pasok Plasma Singkong/Cassava outgrower chain/C-KPP/P1/T3;T4/J10/kelompok/35.07.11/layanan/4000000",
      "Kelompok yang menanam atau mengolah singkong di kecamatan", special="keluarga_migran;perempuan", size="",
      sector="pertanian;kuliner", complementary="C07"),
    P("C21/Klinik Digital UMKM Desa/Digital clinic for village MSMEs/C-BDI/P1/T2;T4/J11/desa/ID/layanan/15000000",
      "Desa dengan jaringan internet dan ruang layanan", size=""),
    P("C22/Klinik Digital Usaha Mikro Kecil dan Menengah Desa/"
      "Digital clinic for village micro, small and medium enterprises/"
      "C-KUD/P1/T2;T4/J11/desa/35/layanan/12000000",
      "Desa yang sudah mempunyai badan usaha milik desa", size="", years=(2021,)),
    P("C23/Sertifikat Halal Gratis Warung Kecil/Free halal certificate for small stalls/"
      "C-KPR/P1/T3/J13/orang/ID/layanan/450000",
      "Makanan olahan tanpa bahan berisiko | Pernyataan halal dari pemilik", sector="kuliner"),
    P("C24/Rumah Kemasan Bersama/Shared packaging house/C-DKM/P1/T3/J14/koperasi/35.07/barang/40000000",
      "Koperasi produsen yang mempunyai lahan untuk bangunan", size="mikro;kecil"),
    P("C25/Pinjaman Lunak Musim Tanam/Soft seasonal loan/C-BRU/P2/T1/J02/kelompok/ID/kredit/50000000",
      "Kelompok tani dengan rencana tanam yang disetujui penyuluh", "Mempunyai kredit macet", sector="pertanian",
      changes={"amount": 60000000}),
    P("C26/Tanggung Renteng Ibu Makmur/Joint liability loans for mothers/C-BDM/P2/T1/J03/kelompok/ID/kredit/3000000",
      "Perempuan anggota kelompok beranggota lima sampai tiga puluh orang", "Dua pinjaman dalam satu keluarga",
      special="perempuan", complementary="C15"),
    P("C27/Dompet Harian Rumah Tangga/Household purse/"
      "C-BDM/P2/T1/J03/rumah_tangga/ID/kredit/5000000",
      "Rumah tangga yang belum pernah dilayani bank", "Sedang dibiayai lembaga lain"),
    P("C28/Jaminan Kredit Rintisan/Start-up credit guarantee/C-PJU/P2/T1/J04/orang/ID/penjaminan/20000000",
      size="mikro;kecil"),
    P("C29/Loket NIB Keliling/Travelling licence counter/C-KPR/P3/T3/J12/orang/ID/layanan/50000",
      "Pemilik usaha yang belum mempunyai nomor induk berusaha", size="mikro;kecil"),
    P("C30/Jemput Izin Pesisir/Coastal licence pick-up/C-DKM/P3/T3/J12/orang/35.07/layanan/75000",
      "Nelayan atau pengolah ikan di kecamatan pesisir", sector="perikanan;kuliner"),
    P("C31/Lindung Merek Koperasi Kreatif/Trade mark help for co-operatives/C-BDI/P3/T2/J13/koperasi/ID/layanan/",
      "Koperasi dengan merek yang sudah dipakai setahun", size="kecil", incomplete=True, years=(2020,)),
    P("C32/Pendaftaran Pangan Industri Rumahan/Home food registration/C-KPP/P3/T3/J13;J12/orang/35;33/layanan/200000",
      "Pengolah pangan kering yang mengikuti penyuluhan keamanan pangan", sector="kuliner;industri",
      changes={"area": "35.07;33.02"}),
    P("C33/Keringanan Pajak Usaha Bertumbuh/Tax relief for growing business/C-BDI/P3/T1;T3/J15/usaha/ID/pajak/",
      "Omzet setahun di bawah batas yang ditetapkan", size="kecil;menengah", incomplete=True),
    P("C34/Pasar Rakyat Daring Nusantara/People's online market/C-BDI/P3/T4/J11;J16/orang/ID/layanan/100000",
      "Mempunyai telepon pintar dan rekening bank", size="mikro;kecil"),
    P("C35/PASAR RAKYAT DARING NUSANTARA/People's online market/C-PLM/P3/T4/J11;J16/orang/ID/layanan/100000",
      "Bersedia memakai jasa kirim bersama", size="mikro;kecil"),
    P("C36/Basis Data Tunggal Perajin/Single register of artisans/C-KPR/P3/T2/J16/desa/ID/layanan/", size=""),
    P("C37/Forum Klaster Gula Kelapa/Coconut sugar cluster forum/C-DKB/P3/T4/J16;J10/kelompok/33.02/layanan/2000000",
      "Kelompok penderes di desa penghasil gula kelapa", sector="pertanian;industri",
      status={2021: "berakhir"}),
    P("C38/Gudang Simpan Logistik Bersama/Shared storage/C-PLM/P3/T4/J14/desa/ID/barang/", size=""),
    P("C39/Satu Peta Usaha Kabupaten/One map of business/C-DKM/P3/T2/J16/rumah_tangga/35.07/layanan/", size="",
      incomplete=True),
    P("C40/Layanan Terpadu Pulang Migran/Integrated return service for migrants/"
      "C-KTK/P3/T2;T3/J16;J12/keluarga/35.07.11.2008;35.07.11.2002/layanan/150000",
      "Keluarga dengan anggota yang pulang dalam lima tahun", special="keluarga_migran",
      status={2020: "direncanakan"}),
]
BY_CODE = {p.code: p for p in PROGRAMMES}

# What was planted; `check` below holds the records to it.
WITHOUT_CRITERIA = ["C14", "C19", "C28", "C36", "C38", "C39"]
NEAR_DUPLICATES = [("C01", "C02"), ("C10", "C11"), ("C21", "C22")]
DUPLICATES = [("C34", "C35")]
CLASHES = [("C23", "C32"), ("C29", "C30")]


COLUMNS = """kode tahun nama nama_en singkatan penanggung_jawab unit dasar_hukum pilar tujuan jenis unit_sasaran
kelas_usaha
sektor sasaran_khusus kriteria pengecualian pengusul penyalur bentuk_manfaat nilai_manfaat tenor_bulan anggaran target
realisasi wilayah mulai selesai sistem_data kunci_data indikator pelengkap bertentangan aturan_keluar status
sumber""".split()
REQUIRED = {"kode", "tahun", "nama", "penanggung_jawab", "jenis", "unit_sasaran"}
KEPT_WHEN_INCOMPLETE = REQUIRED | {"pilar", "tujuan", "kelas_usaha", "kriteria", "wilayah", "target", "status"}
NAMES = {i[0]: i[1] for i in INSTITUTIONS}


def rows(money: dict[tuple[str, int], tuple[int, int, int | None]]) -> list[dict[str, str]]:
    """The rows of program.csv; `money` gives target, budget and what was realised of each programme and year."""
    result = []
    for number, base in enumerate(PROGRAMMES):
        for year in base.years:
            p = base.at(year)
            target, budget, realised = money[p.code, year]
            local = p.owner in ("C-DKM", "C-DKB")
            cells = {
                "kode": p.code, "tahun": year, "nama": p.name, "nama_en": p.english,
                "singkatan": "".join(w[0] for w in p.name.split() if w[0].isupper()) if number % 3 else "",
                "penanggung_jawab": p.owner, "unit": f"{'Bidang' if local else 'Direktorat'} Contoh {1 + number % 7}",
                "dasar_hukum": f"Peraturan Contoh {NAMES[p.owner].split()[-1]} {3 + number}/{2018 + number % 3}",
                "pilar": p.pillar, "tujuan": p.aims, "jenis": p.kinds, "unit_sasaran": p.unit, "kelas_usaha": p.size,
                "sektor": p.sector, "sasaran_khusus": p.special, "kriteria": p.criteria,
                "pengecualian": p.exclusions, "pengusul": "C-DKM;C-DKB" if not local else p.owner,
                "penyalur": "C-BRU" if p.form in ("uang", "kredit") else p.owner, "bentuk_manfaat": p.form,
                "nilai_manfaat": p.amount or "", "tenor_bulan": 12 if p.form == "kredit" else "",
                "anggaran": budget, "target": target, "realisasi": "" if realised is None else realised,
                "wilayah": p.area, "mulai": f"{year}-01-{4 + number % 20:02}", "selesai": f"{year}-12-31",
                "sistem_data": f"SIM Contoh {p.owner[2:]}" if number % 2 else "",
                "kunci_data": "NIB" if p.unit == "koperasi" else "NIK" if p.unit in ("orang", "keluarga") else "",
                "indikator": f"penerima: > {target} | usaha-hidup: 80 > 90" if number % 4 else f"penerima: > {target}",
                "pelengkap": p.complementary, "bertentangan": p.conflicting,
                "aturan_keluar": "Selesai setelah dua tahun dibina" if p.form in ("layanan", "pelatihan") else "",
                "status": p.status.get(year, "berjalan"), "sumber": "Data contoh, rekaan",
            }
            if p.incomplete:
                cells = {k: v if k in KEPT_WHEN_INCOMPLETE else "" for k, v in cells.items()}
            result.append({k: str(v) for k, v in cells.items()})
    return result


def split(cell: str, sign: str = ";") -> list[str]:
    return [part.strip() for part in cell.split(sign) if part.strip()]


def covers(area: str, region: str) -> bool:
    """An area covers a region that it names or that lies within one it names."""
    return any(a == "ID" or region == a or region.startswith(a + ".") for a in split(area))


def overlap(one: str, other: str) -> bool:
    return any(covers(one, r) for r in split(other)) or any(covers(other, r) for r in split(one))
