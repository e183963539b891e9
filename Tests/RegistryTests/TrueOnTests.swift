import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What holds on a day, by both times, of everything that has a true time beside enrolments; worked out by hand.
///
/// | learned on | what | holds |
/// |---|---|---|
/// | 2021-02-01 | A is a member of group K1 | 2020-06-01 to 2021-01-31 |
/// | 2021-02-01 | A's business permit | issued 2020-09-01, valid until 2021-08-31 |
/// | 2021-02-01 | A lives in 35.07.01.2006; before that in 33.02 | since 2020-07-01; since 2015-01-01 |
/// | 2021-02-01 | A's business has 2 workers; 5 | as of 2020-03-01; 2021-01-15 |
/// | 2021-03-01 | no, A was a member until the end of 2020 only | 2020-06-01 to 2020-12-31 |
/// | 2021-04-01 | A's number was corrected from O | since 2020-11-01 |
/// | 2021-04-01 | A's name changed to Sri | since 2021-01-10 |
@Suite struct TrueOnTests {
    private let scratch: Scratch
    private let registry: Registry
    private let clock: SetClock
    private static let (a, old) = ("3507015501900001", "3507015501900002")

    init() throws {
        scratch = try Scratch()
        let clock = SetClock("2020-11-01T02:00:00Z")
        self.clock = clock
        registry = Registry(try scratch.database(), actor: "uji", clock: { clock.now })
        try registry.ensureCatalogue(from: example("catalogue"))
        func learn(_ day: String) { clock.set(day + "T03:00:00Z") }
        learn("2020-12-01")
        for (nik, name) in [(Self.a, "satu"), (Self.old, "dua")] {
            let file = try scratch.file(
                name + ".csv", "NIK;Nama;Nominal;Tanggal Cair\n\(nik);Siti Rekaan;1000000;2020-10-15\n")
            let request = ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2020,
                referenceDate: "2020-10-31", name: name)
            _ = try registry.commit(try registry.stage(request).batch.id)
        }
        learn("2021-02-01")
        try registry.take(
            "kelompok",
            [
                "kode": "K1", "nama": "Mawar", "jenis": "usaha", "wilayah": "35.07.01.2006", "berdiri": "2020-05-01",
            ])
        func member(until end: String) throws {
            try registry.take(
                "keanggotaan",
                [
                    "nik_anggota": Self.a, "kode_kelompok": "K1", "peran": "anggota", "sejak": "2020-06-01",
                    "sampai": end,
                ])
        }
        try member(until: "2021-01-31")
        try registry.take(
            "dokumen",
            [
                "nik": Self.a, "sumber": "petugas", "jenis_dokumen": "nib", "nomor_dokumen": "0234567890123",
                "terbit": "2020-09-01",
                "berlaku_sampai": "2021-08-31",
            ])
        for (since, region) in [("2020-07-01", "35.07.01.2006"), ("2015-01-01", "33.02")] {
            try registry.take(
                "alamat",
                [
                    "nik": Self.a, "sumber": "petugas", "jenis_alamat": "ktp", "sejak": since,
                    "alamat": "Dusun Rekaan", "kode_wilayah": region,
                ])
        }
        for (day, workers) in [("2020-03-01", "2"), ("2021-01-15", "5")] {
            try registry.take(
                "usaha",
                [
                    "kode_usaha": "U1", "sumber": "petugas", "per_tanggal": day, "bidang_usaha": "warung",
                    "tenaga_kerja": workers,
                    "nik_pemilik": Self.a,
                ])
        }
        learn("2021-03-01")
        try member(until: "2020-12-31")
        learn("2021-04-01")
        try registry.take(
            "peristiwa",
            [
                "nik": Self.old, "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": "2020-11-01", "sumber": "Dukcapil",
                "nik_baru": Self.a,
            ])
        try registry.take(
            "peristiwa",
            [
                "nik": Self.a, "peristiwa": "ganti_nama", "tanggal_peristiwa": "2021-01-10", "sumber": "PN",
                "nama_baru": "Sri Rekaan",
            ])
        learn("2021-12-31")
    }

    private func view(_ known: String, _ on: String?, _ nik: String = a) throws -> PersonView {
        try registry.asOf(AsOf(known, trueOn: on)).person(#require(NIK.parse(nik).value))
    }

    @Test(
        arguments: [
            ("2021-01-31", nil, 0), ("2021-02-01", nil, 1), ("2021-02-01", "2020-05-31", 0),
            ("2021-02-01", "2020-06-01", 1), ("2021-02-01", "2021-01-31", 1), ("2021-02-01", "2021-02-01", 0),
            ("2021-03-01", "2021-01-31", 0),
            ("2021-03-01", "2020-12-31", 1), ("2021-03-01", nil, 1),
        ] as [(String, String?, Int)])
    func aMembershipHoldsFromItsFirstToItsLastDay(known: String, on: String?, count: Int) throws {
        #expect(try view(known, on).facts.memberships.count == count)
    }

    @Test func aPaperIsThereOnceIssuedAndOutOfDateByTheDayAskedFor() throws {
        func paper(_ on: String?) throws -> (there: Bool, expired: Bool?) {
            let view = try view("2021-12-31", on)
            return (!view.facts.documents.isEmpty, view.facts.documents.first?.isExpired(on: view.day))
        }
        #expect(try paper("2020-08-31") == (false, nil))
        #expect(try paper("2020-09-01") == (true, false))
        #expect(try paper("2021-08-31") == (true, false))
        #expect(try paper("2021-09-01") == (true, true))
        // Without a day it is judged by the one on which it was known.
        #expect(try paper(nil) == (true, true))
        #expect(try view("2021-02-01", nil).facts.documents.first?.isExpired(on: view("2021-02-01", nil).day) == false)
    }

    @Test func addressesAndBusinessesAreThoseOfTheDay() throws {
        func region(_ on: String?) throws -> [String] { try view("2021-12-31", on).facts.addresses.map(\.region) }
        #expect(try region(nil) == ["35.07.01.2006"])
        #expect(try region("2020-06-30") == ["33.02"])
        #expect(try region("2014-12-31") == [])
        func workers(_ known: String, _ on: String?) throws -> [Int?] {
            try view(known, on).facts.enterprises.map(\.workers)
        }
        #expect(try workers("2021-12-31", nil) == [5])
        #expect(try workers("2021-12-31", "2021-01-14") == [2])
        #expect(try workers("2021-12-31", "2020-02-29") == [])
        #expect(try workers("2021-01-31", "2021-01-20") == [])
    }

    /// The number was wrong all along: both records are one person on every day, as far as it is known.
    @Test func aCorrectionHoldsBeforeItsDayANameDoesNot() throws {
        #expect(try view("2021-03-31", "2020-12-31").story.numbers == [Self.a])
        for on in [nil, "2020-10-20", "2021-06-30"] {
            let then = try registry.asOf(AsOf("2021-04-01", trueOn: on))
            #expect(try then.person(#require(NIK.parse(Self.old).value)).story.numbers == [Self.a, Self.old])
            #expect(try then.overlap().peopleOnSeveral == 1)
        }
        #expect(try registry.asOf(AsOf("2021-03-31")).overlap().peopleOnSeveral == 0)
        #expect(try view("2021-04-01", "2021-01-09").story.newName == nil)
        #expect(try view("2021-04-01", "2021-01-10").story.newName == "Sri Rekaan")
    }

    /// One history, under either number: each change says of which one it was told.
    @Test func theHistoryFollowsTheCorrectionBothWays() throws {
        for nik in [Self.a, Self.old] {
            let entries = try registry.history(of: #require(NIK.parse(nik).value))
            #expect(Set(entries.compactMap(\.nik)) == [Self.a, Self.old])
            #expect(entries.map(\.at) == entries.map(\.at).sorted())
            #expect(entries.first { $0.thing == "membership" }?.nik == Self.a)
            #expect(entries.filter { $0.field == "amount" }.map(\.nik) == [Self.a, Self.old])
            #expect(entries.allSatisfy { $0.shownNumber?.contains("******") ?? false })
        }
        // Before it was known that they are one, they were two.
        let then = try registry.asOf(AsOf("2021-03-31"))
        #expect(try then.history(of: #require(NIK.parse(Self.old).value)).allSatisfy { $0.nik == Self.old })
    }

    @Test func regionsAreThoseOfTheEditionInForce() throws {
        let editions = [
            ("2022", "91,Papua,province\n91.04,Kabupaten Nabire,regency\n91.05,Kabupaten Lain,regency\n"),
            ("2025", "94,Papua Tengah,province\n94.01,Kabupaten Nabire,regency\n"),
        ]
        let folder = try Scratch()
        let empty = Registry(try folder.database(), actor: "uji", clock: { [clock] in clock.now })
        for (version, rows) in editions {
            let text = rows.split(separator: "\n").map { "kemendagri,\(version),\($0)\n" }.joined()
            let file = try folder.file("w\(version).csv", "system,version,code,name,level\n" + text)
            _ = try empty.importRegions(RegionDirectory.read(file, system: nil, version: nil).records)
        }
        _ = try empty.importRegionChanges([
            RegionChangeRecord(
                fromSystem: "kemendagri", fromVersion: "2022", fromCode: "91.04", toSystem: "kemendagri",
                toVersion: "2025", toCode: "94.01", name: "Nabire")
        ])
        clock.set("2026-06-01T03:00:00Z")
        // The partial edition leaves what it does not speak of as it was, and retires what became another code.
        #expect(try empty.newestRegions().map(\.code) == ["91", "91.05", "94", "94.01"])
        #expect(try empty.regionVersions().today("91.04").code == "94.01")
        #expect(try empty.regionVersions().today("91.05").code == "91.05")
        for (on, codes, nabire) in [
            ("2024-12-31", ["91", "91.04", "91.05"], "91.04"), ("2025-01-01", ["91", "91.05", "94", "94.01"], "94.01"),
            // Of the time before the first edition nothing else is known.
            ("2019-01-01", ["91", "91.04", "91.05"], "91.04"),
        ] {
            let then = try empty.asOf(AsOf("2026-05-31", trueOn: on))
            #expect(try then.newestRegions().map(\.code) == codes, "\(on)")
            #expect(try then.regionVersions().today("91.04").code == nabire, "\(on)")
        }
        // Sheets know both the old code, by its successor, and those that the newest edition does not name.
        for (given, stored) in [("91.04", "94.01"), ("91.05", "91.05"), ("94.01", "94.01")] {
            let receipt = try empty.takeIn(
                Sheet(
                    name: "uji", channel: "form",
                    rows: [
                        ["ukuran": "usaha_mikro", "wilayah": given, "tahun": "2021", "nilai": "12", "sumber": "BPS"]
                    ]), as: SheetKinds.bundled.kind("penyebut"))
            #expect(receipt.isStored, "\(receipt.problems)")
            let rows = try empty.standing(SheetKinds.bundled.kind("penyebut"))
            #expect(rows.contains { $0.values["region"] == .text(stored) })
        }
    }
}
