import Problems
import Registry
import Store
import Testing

/// What a sheet of life events or statuses has to say so that it says something, and only what belongs to it.
@Suite struct LifeEventSheetTests {
    private static let old = "3507115512690001"
    private static let new = "3507115512690002"
    private static let third = "3507115512690003"
    private static let card = "3507110101200001"

    private func take(_ registry: Registry, _ kind: String, _ rows: [[String: String]]) throws -> SheetReceipt {
        try registry.takeIn(Sheet(name: "uji", channel: "form", rows: rows), as: SheetKinds.bundled.kind(kind))
    }

    private static func event(_ word: String, _ more: [String: String] = [:]) -> [String: String] {
        ["nik": old, "peristiwa": word, "tanggal_peristiwa": "2021-05-04", "sumber": "Surat 1/2021"]
            .merging(more) { $1 }
    }

    /// Each event with just what it needs is taken in; nobody knows the person yet, which is told and stops nothing.
    @Test(arguments: [
        event("meninggal"), event("pindah", ["ke_wilayah": "33.02.22.2002", "dari_wilayah": "35.07"]),
        event("pindah", ["alamat_baru": "Malaysia"]), event("menolak", ["program": "BPUM", "tahun": "2021"]),
        event("diganti", ["program": "BPUM", "pengganti": new]),
        event("pecah_kk", ["kk_baru": card, "anggota_kk_baru": "\(old);\(new)"]),
        event("nik_dibetulkan", ["nik_baru": new]), event("ganti_nama", ["nama_baru": "Sri Lestari"]),
    ])
    func anEventThatIsCompleteIsTakenIn(row: [String: String]) throws {
        let scratch = try Scratch()
        let receipt = try take(scratch.registry(), "peristiwa", [row])
        #expect(receipt.isStored && receipt.reconciles)
        #expect(receipt.problems.map(\.code) == ["life-event.unknown"])
    }

    @Test(
        arguments: [
            (event("pindah"), "life-event.needs"), (event("menolak"), "life-event.needs"),
            (event("diganti", ["program": "BPUM"]), "life-event.needs"),
            (event("meninggal", ["ke_wilayah": "33.02"]), "life-event.foreign"),
            (event("diganti", ["program": "BPUM", "pengganti": old]), "life-event.same"),
            (event("nik_dibetulkan", ["nik_baru": old]), "life-event.same"),
            (event("pecah_kk", ["kk_lama": card, "kk_baru": card]), "life-event.same"),
            (event("pecah_kk", ["kk_baru": "350711"]), "kk.length"),
            (event("meninggal", ["tanggal_peristiwa": "2099-01-01"]), "sheet.future"),
            (event("kawin"), "sheet.choice"),
        ] as [([String: String], String)])
    func anEventThatSaysTooLittleOrTooMuchIsRefused(row: [String: String], code: String) throws {
        let scratch = try Scratch()
        let receipt = try take(scratch.registry(), "peristiwa", [row])
        #expect(!receipt.isStored)
        #expect(receipt.problems.filter { $0.severity == .refuse }.map(\.code) == [code])
    }

    @Test func aNumberIsCorrectedToOneOtherAndNeverBack() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func correct(_ from: String, _ to: String, _ date: String) throws -> [String] {
            try take(
                registry, "peristiwa",
                [
                    [
                        "nik": from, "peristiwa": "nik_dibetulkan", "tanggal_peristiwa": date, "sumber": "Dukcapil",
                        "nik_baru": to,
                    ]
                ]
            ).problems.filter { $0.severity == .refuse }.map(\.code)
        }
        #expect(try correct(Self.old, Self.new, "2021-01-01") == [])
        #expect(try correct(Self.old, Self.third, "2021-02-01") == ["life-event.corrected-already"])
        #expect(try correct(Self.new, Self.third, "2021-02-01") == [])
        #expect(try correct(Self.third, Self.old, "2021-03-01") == ["life-event.circle"])
        // The same event told again with another number is its next version, and no second correction.
        #expect(try correct(Self.new, "3507115512690009", "2021-02-01") == [])
        // Within one sheet it is the same.
        let rows = [(Self.third, "3507115512690007"), ("3507115512690007", Self.third)].map { from, to in
            Self.event("nik_dibetulkan", ["nik": from, "nik_baru": to])
        }
        let receipt = try take(registry, "peristiwa", rows)
        #expect(receipt.problems.filter { $0.severity == .refuse }.map(\.code) == ["life-event.circle"])
        #expect(receipt.problems.first { $0.severity == .refuse }?.place.row == 2)
    }

    /// A list holds the person by the old number; what is told by the new one is about somebody known.
    @Test func aListMayKnowThePersonByAnotherNumber() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", "NIK;Nama\n\(Self.old);Sri Lestari\n")
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-06-30"))
        _ = try registry.commit(staged.batch.id)
        let correction = Self.event("nik_dibetulkan", ["nik_baru": Self.new])
        let death = Self.event("meninggal", ["nik": Self.new, "tanggal_peristiwa": "2021-08-17"])
        #expect(try take(registry, "peristiwa", [correction]).problems.map(\.code) == [])
        #expect(try take(registry, "peristiwa", [death]).problems.map(\.code) == [])
        // Within one sheet too, and from the new number on.
        let again = Self.event("nik_dibetulkan", ["nik": Self.new, "nik_baru": Self.third])
        let moved = Self.event("pindah", ["nik": Self.third, "alamat_baru": "Malaysia"])
        #expect(try take(registry, "peristiwa", [again, moved]).problems.map(\.code) == [])
    }

    /// The regions at hand hold nothing of Papua; the bundled table of changes knows what became of its codes.
    @Test(arguments: [
        ("91.01", "93.01", ["region.older-code", "life-event.unknown"]), ("93.01", "93.01", ["life-event.unknown"]),
    ])
    func aMoveToAnOlderCodeIsTakenIn(given: String, today: String, codes: [String]) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let receipt = try take(registry, "peristiwa", [Self.event("pindah", ["ke_wilayah": given])])
        #expect(receipt.problems.map(\.code) == codes)
        guard receipt.isStored else { return }
        #expect(try registry.standing(SheetKinds.bundled.kind("peristiwa")).first?.values["region"] == .text(today))
        let nowhere = try take(registry, "peristiwa", [Self.event("pindah", ["ke_wilayah": "99.99"])])
        #expect(nowhere.problems.filter { $0.severity == .refuse }.map(\.code) == ["sheet.region"])
        let versions = try registry.regionVersions()
        #expect(versions.today("93.01").isKnown && versions.today("91.01").isKnown)
        #expect(!versions.today("99.99").isKnown)
    }

    @Test(
        arguments: [
            ("kur", "berjalan", "sikp", "", nil), ("kur", "lunas", "surat", "B/12/2021", nil),
            ("kur", "lunas", "surat", "", "status.letter"), ("kur", "padan", "sikp", "", "status.value"),
            ("slik", "kol_2", "slik", "", nil), ("slik", "kol_6", "slik", "", "sheet.choice"),
            ("padan", "tidak_padan", "dukcapil", "", nil), ("asn", "pensiun", "bkn", "", nil),
            ("meninggal", "ya", "desa", "", nil), ("meninggal", "pensiun", "desa", "", "status.value"),
        ] as [(String, String, String, String, String?)])
    func aStatusHasAValueOfItsKind(kind: String, value: String, source: String, letter: String, code: String?) throws {
        let scratch = try Scratch()
        let row = [
            "nik": Self.old, "jenis_status": kind, "nilai": value, "per_tanggal": "2021-06-30", "sumber": source,
            "surat": letter,
        ]
        let receipt = try take(scratch.registry(), "status", [row])
        #expect(receipt.problems.map(\.code) == [code].compactMap { $0 })
        #expect(receipt.isStored == (code == nil))
    }
}
