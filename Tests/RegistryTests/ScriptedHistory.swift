import Foundation
import Registry
import Store
import Testing

/// A scripted history of two years, November 2020 to November 2022.
///
/// | learned on | what | true since |
/// |---|---|---|
/// | 2020-11-10 | BPUM 2020: A, B, C each 2.4 million | 2020-10-20 |
/// | 2020-12-20 | UMi 2020: B 5 million; D 5 million, for whom the list names no day | 2020-12-10; the list's 2021-01-04 |
/// | 2021-01-15 | C's proposal was refused | 2020-11-25 |
/// | 2021-02-15 | BPUM 2020, late list: D 2.4 million | 2020-12-28 |
/// | 2021-03-10 | UMi sent again: B had 6 million and paid it back on 2021-03-01 | |
/// | 2021-04-05 | the late list is undone: it was the wrong file | |
/// | 2021-06-01 | A needs marketing | 2020-12-01 |
/// | 2021-07-01 | no, since February | 2021-02-01 |
/// | 2022-03-15 | A died | 2022-02-20 |
/// | 2022-06-10 | B moved to another regency | 2022-05-01 |
/// | 2022-09-05 | C left the family's card for one of their own | 2022-08-17 |
/// | 2022-10-05 | BPUM 2022: A, B, C each 1.2 million, no day named | the list's 2022-09-30 |
/// | 2022-11-08 | B never moved: that sheet is taken back | |
struct ScriptedHistory {
    let scratch: Scratch
    let registry: Registry

    private static func nik(_ letter: Int) -> String { "350701010160000\(letter)" }
    static let (a, b, c, d) = (nik(1), nik(2), nik(3), nik(4))
    /// C's family cards, the first and the one after the split.
    static let cards = ["3507011501100001", "3507011501210002"]

    init() throws {
        scratch = try Scratch()
        let clock = SetClock("2020-11-01T02:00:00Z")
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        func learn(_ day: String) { clock.set(day + "T03:00:00Z") }
        learn("2020-11-10")
        let first = try take(
            "BPUM", "bpum", "2020-10-31",
            [
                "\(Self.a);Ani Rekaan;081234560011;2400000;2020-10-20;",
                "\(Self.b);Budi Rekaan;;2400000;2020-10-20;", "\(Self.c);Cici Rekaan;;2400000;2020-10-20;",
            ])
        learn("2020-12-20")
        _ = try take(
            "UMI", "umi", "2021-01-04",
            ["\(Self.b);Budi Rekaan;;5000000;2020-12-10;", "\(Self.d);Dedi Rekaan;;5000000;;"])
        learn("2021-01-15")
        try registry.addStages(
            from: scratch.file(
                "tahap.csv",
                "NIK,Tahap,Pelaku,Waktu,Keputusan,Alasan\n\(Self.c),Dinas,Petugas,2020-11-25T09:00:00+07:00,ditolak,uji\n"
            ),
            to: first)
        learn("2021-02-15")
        let late = try take("BPUM", "bpum susulan", "2020-12-31", ["\(Self.d);Dedi Rekaan;;2400000;2020-12-28;"])
        learn("2021-03-10")
        _ = try take("UMI", "umi", "2021-03-05", ["\(Self.b);Budi Rekaan;;6000000;2020-12-10;2021-03-01"])
        learn("2021-04-05")
        _ = try registry.undo(late, reason: "salah berkas")
        learn("2021-06-01")
        try registry.take("need", Self.need("2020-12-01"))
        learn("2021-07-01")
        try registry.take("need", Self.need("2021-02-01"))
        learn("2022-03-15")
        try registry.take("peristiwa", Self.event(Self.a, "meninggal", "2022-02-20"))
        learn("2022-06-10")
        try registry.take("peristiwa", Self.event(Self.b, "pindah", "2022-05-01", ["ke_wilayah": "33.02.22.2002"]))
        let move = try #require(try registry.sendings(kind: "life-event").map(\.id).max())
        learn("2022-09-05")
        let split = ["kk_lama": Self.cards[0], "kk_baru": Self.cards[1]]
        try registry.take("peristiwa", Self.event(Self.c, "pecah_kk", "2022-08-17", split))
        learn("2022-10-05")
        _ = try take(
            "BPUM", "bpum 2022", "2022-09-30",
            [(Self.a, "Ani"), (Self.b, "Budi"), (Self.c, "Cici")].map { "\($0.0);\($0.1) Rekaan;;1200000;;" },
            year: 2022)
        learn("2022-11-08")
        _ = try registry.undoSending(move)
        learn("2022-11-30")
    }

    private static func event(
        _ nik: String, _ word: String, _ day: String, _ more: [String: String] = [:]
    ) -> [String: String] {
        ["nik": nik, "peristiwa": word, "tanggal_peristiwa": day, "sumber": "Akta 7/2022"].merging(more) { $1 }
    }

    private static func need(_ day: String) -> [String: String] {
        [
            "kode": "N1", "nik": a, "wilayah": "35.07.01.2001", "kebutuhan": "K2", "asal": "officer", "tanggal": day,
        ]
    }

    private func take(
        _ programme: String, _ name: String, _ reference: String, _ rows: [String], year: Int = 2020
    ) throws -> Int64 {
        let header = "NIK;Nama;No HP;Nominal;Tanggal Cair;Tanggal Lunas"
        let file = try scratch.file("\(UUID().uuidString).csv", ([header] + rows).joined(separator: "\n") + "\n")
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: programme, institution: "DINKOP-35.07", profile: "umum", fiscalYear: year,
                referenceDate: reference, name: name))
        let batch = try registry.commit(staged.batch.id)
        #expect(batch.counts.refused == 0)
        return batch.id
    }
}
