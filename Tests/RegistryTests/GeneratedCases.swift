import Foundation

/// Lists with everything at which evaluators and databases differ: what is missing, what cannot be read, edges of numbers and
/// dates, texts beyond ASCII, sources that contradict each other.
struct GeneratedCases {
    private var state: UInt64
    private let count: Int

    init(_ count: Int, seed: UInt64 = 7) {
        self.count = count
        state = seed
    }

    private mutating func below(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    private mutating func one(_ texts: [String]) -> String { texts[below(texts.count)] }

    private static let columns: [(heading: String, cells: [String])] = {
        let flags = ["ya", "tidak", "", "mungkin", "1", "0", "Y"]
        let texts = [
            "Petani", "PNS", "pns", "Pegawai BUMN", "TNI", "Anggota Polri", "Pensiunan PNS", "", "-", "O'Brien", "a%b_",
            "é", "e\u{301}", "😀 usaha", "Dosen, guru", "Ölçü", "İstanbul", "\u{00A0}PNS\u{00A0}", "“kutip”",
            "Karyawan BUMD", "Pegawai Negeri Sipil", "P.N.S.", "5", "Suami PNS, tani", "negeri",
        ]
        let numbers = [
            "", "0", "1", "-1", "1999999", "2000000", "2000001", "800000", "800001", "9223372036854775807",
            "-9223372036854775808", "9223372036854775808", "Rp 1.200.000", "500000000", "10000000", "3000000", "5", "6",
            "12", "13", "teks", "1,5",
        ]
        let villages = ["Arjowilangun", "DESA ARJOWILANGUN", "Kalipare", "", "Ñuñoa", "-"]
        return [
            ("Pekerjaan", texts), ("WNI", flags + ["wni", "WNA"]), ("KTP-el", flags), ("Desa KTP", villages),
            ("Saldo Tabungan", numbers), ("Pendapatan per Kapita", numbers), ("Indeks Rumah", numbers),
            ("Bidang Usaha", ["Warung kopi", "", "Tani", "Usaha 日本"]),
            ("Alamat", ["Dusun A Desa Arjowilangun", "Desa Kalipare RT 1", "", "Jalan"]),
            ("Lama Usaha (bulan)", numbers), ("Produksi Pertanian", flags),
            ("Jenis Pengusul", ["dinas", "Dinas", "koperasi", "bank", "desa", ""]), ("SKU", flags),
            ("Agunan Tambahan", flags), ("Jumlah KUR Sebelumnya", numbers), ("Semua Anggota Hadir", flags),
            ("Jumlah Bantuan", ["1200000", "2400000", "3000000", "2000000", "500000000", "500000001", "", "10000001"]),
            ("Menerima BPUM 2020", flags), ("Penerima BPUM 2020", ["", "", "", "ya"]), ("Menerima BPUM 2019", flags),
            ("KUR Aktif", flags + ["lunas", "aktif"]),
            ("Tanggal Lahir", ["", "29-02-2004", "31-12-2004", "01-01-1950", "28-02-2005", "30-06-2004"]),
            ("Omzet per Tahun", ["100000000", "3000000000", "", "teks", "60000000000"]),
            ("Ukuran Rumah", ["Kecil", "Besar", "", "?"]), ("Kondisi Rumah", ["Rusak", "Baik"]),
            ("Atap", ["Rumbia", "Asbes"]), ("Dinding", ["Kayu", "Tembok"]), ("Lantai", ["Tanah", "Keramik"]),
            ("Listrik", ["Tidak ada", "Sendiri"]), ("Air", ["Terbuka", "Pipa", ""]), ("Anggota", ["4", "12", "", "x"]),
            ("Jenis Kelamin", ["L", "P", "", "perempuan"]),
        ]
    }()

    private func nik(_ person: Int) -> String {
        let day = 1 + person % 28
        let month = 1 + person / 28 % 12
        let serial = String(1 + person / 336 % 9000)
        return "350711" + (day < 10 ? "0" : "") + "\(day)" + (month < 10 ? "0" : "") + "\(month)" + "80"
            + String(repeating: "0", count: 4 - serial.count) + serial
    }

    private func card(_ person: Int) -> String { "35071101011" + String(10000 + person / 3 % 80000) }

    /// The list that is judged.
    mutating func list() -> String {
        var text = "NIK;No KK;Nama Lengkap;" + Self.columns.map(\.heading).joined(separator: ";") + "\n"
        for row in 0..<count {
            // Some stand there twice, some have no number that can be read, some no family.
            let person = below(40) == 0 ? below(max(1, row)) : row
            let number = below(60) == 0 ? "123" : nik(person)
            let family = below(9) == 0 ? "" : card(person)
            var cells = [number, family, "Orang \(row)"]
            // Whole columns of clean values too, so that rules come to an end.
            for column in Self.columns { cells.append(below(3) == 0 ? column.cells[0] : one(column.cells)) }
            text += cells.joined(separator: ";") + "\n"
        }
        return text
    }

    /// A list of others' recipients, of whom some stand on the list that is judged.
    mutating func recipients(dated: Bool, credits: Bool = false) -> String {
        var text =
            "NIK;Nama;No KK" + (dated ? ";Tanggal Cair;Tanggal Lunas;Status" : "")
            + (credits ? ";Jenis Kredit;Plafon" : "") + "\n"
        for person in 0..<count where below(4) == 0 {
            var cells = [nik(person + below(3) * 400), "Orang", below(5) == 0 ? "" : card(person)]
            if dated {
                cells += [
                    one(["", "2020-12-31", "2021-01-01", "2021-12-31"]), one(["", "2021-06-30", "2021-12-31"]),
                    one(["", "", "Lunas", "Belum lunas", "Dikembalikan"]),
                ]
            }
            if credits {
                cells += [one(["UMi", "KUR", "Kredit Investasi", "lain", ""]), one(["5000000", "25000000", ""])]
            }
            text += cells.joined(separator: ";") + "\n"
        }
        return text
    }
}
