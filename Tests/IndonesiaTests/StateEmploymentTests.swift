import Indonesia
import Testing

@Suite("Employment by the state, as occupations are written")
struct StateEmploymentTests {
    @Test(
        "the register's words, their spellings and abbreviations are recognised",
        arguments: [
            "PNS", "pns", "P.N.S.", "P N S", "Pegawai Negeri Sipil", "PEGAWAI NEGERI SIPIL (PNS)", "Pegawai negeri",
            "5 - PNS",
            "05. Pegawai Negeri Sipil", "Tentara Nasional Indonesia", "TENTARA NASIONAL INDONESIA (TNI)", "TNI-AD",
            "T.N.I.",
            "Kepolisian RI", "KEPOLISIAN RI (POLRI)", "Anggota Polri", "Polisi", "Aparatur Sipil Negara", "ASN", "P3K",
            "PPPK",
            "Pegawai Pemerintah dengan Perjanjian Kerja", "Guru PPPK", "Guru (PNS)", "Bidan PNS", "Pegawai BUMN",
            "Karyawan BUMN",
            "KARYAWAN BUMD", "Karyawan Badan Usaha Milik Negara", "TNI/Polri", "Karyawan PLN", "\u{A0}PNS\u{A0}",
            "Pensiunan TNI, PNS", "Angkatan Darat",
        ])
    func employed(text: String) { #expect(StateEmployment.reading(text) == true) }

    @Test(
        "retired ones, relatives, traders at their doors and all other occupations are none",
        arguments: [
            "Petani", "Wiraswasta", "Mengurus rumah tangga", "Karyawan swasta", "Karyawan honorer", "Guru honorer",
            "Perangkat desa",
            "Pensiunan", "Pensiunan PNS", "PNS (pensiun)", "TNI (Purn)", "Purnawirawan TNI", "Pensiunan TNI/Polri",
            "Mantan polisi",
            "Pekerja migran purna", "Suami PNS, ibu rumah tangga", "Ibu rumah tangga, suami PNS", "Istri TNI",
            "Pedagang di kantin Polri", "Warung depan kantor BUMN", "Penjual seragam TNI", "Bukan PNS", "Non-ASN",
            "Buruh migran luar negeri", "Buruh harian", "Agen BRI", "Pelajar/Mahasiswa", "Karyawan",
            "Belum/tidak bekerja",
            "Pegawai swasta",
        ])
    func others(text: String) { #expect(StateEmployment.reading(text) == false) }

    @Test(
        "what says neither is left to a person",
        arguments: [
            "5", "05", "negeri", "Pegawai Pemda", "Guru negeri", "CPNS", "Calon PNS", "Honorer Polri", "PNS (istri)",
            "?", "",
            "Lainnya", "tidak diketahui", "Pemasok TNI", "Menjelang pensiun PNS", "Pensiunan PNS karyawan BUMN",
            "Satpol PP",
        ])
    func open(text: String) { #expect(StateEmployment.reading(text) == nil) }
}
