import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// The mapping of programmes against what was planted in the coordination example.
@Suite struct MappingTests {
    private struct Planted: Decodable {
        struct Programmes: Decodable {
            var count: Int
            var versions: [String: Int]
            var pillars: [String: [String: Int]]
            var changedVersions: [String]
            var withoutCriteria: [String]
            var incomplete: [String]
            var duplicates: [[String]]
            var nearDuplicates: [[String]]
            var clashes: [String: [[String]]]
            var whiteSpots2021: [[String]]
        }
        var programmes: Programmes

        static func load() throws -> Planted {
            try JSONDecoder().decode(
                Planted.self, from: Data(contentsOf: example("coordination").appendingPathComponent("truth.json")))
        }
    }

    /// A registry with the example's programmes beside those of the catalogue.
    private func registry(_ scratch: Scratch) throws -> Registry {
        let registry = try scratch.registry()
        let folder = try example("coordination")
        try registry.loadInstitutions(from: folder.appendingPathComponent("institutions.json"))
        try #require(try registry.takeIn(Sheet(folder.appendingPathComponent("program.csv"))).isStored)
        return registry
    }

    @Test(arguments: [2020, 2021]) func whatWasPlantedIsFoundAndNothingElse(year: Int) throws {
        let planted = try Planted.load().programmes
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let records = try registry.programmes(of: year)
        let codes = Set(records.map(\.code))
        let report = try registry.mapping(year: year)
        #expect(records.count { $0.code.first == "C" } == planted.versions[String(year)])
        #expect(report.programmes == records.count)
        let unclear = report.withoutClearCriteria.filter { $0.owner.hasPrefix("C-") }
        #expect(unclear.map(\.code) == planted.withoutCriteria.filter(codes.contains))
        #expect(unclear.allSatisfy { $0.gap == .none })
        #expect(report.duplicates.map { [$0.a, $0.b] } == planted.duplicates)
        #expect(
            Set(report.nearDuplicates.map { [$0.a, $0.b] })
                == Set(planted.nearDuplicates.filter { Set($0).isSubset(of: codes) }))
        #expect(report.clashes.map { [$0.a, $0.b] } == planted.clashes[String(year)])
        #expect(report.poor.filter { $0.first == "C" } == planted.incomplete.filter(codes.contains))
        for record in records {
            let counted = try #require(report.records.first { $0.code == record.code })
            #expect(counted.filled + counted.missing.count == 26)
        }
    }

    @Test func theWorstPairStillStandsOut() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        // Between the least alike of the planted pairs and the most alike of the others lies a gap.
        let near = try registry.mapping(year: 2021, threshold: 0.62).nearDuplicates
        #expect(near.count == 3)
        #expect(near.allSatisfy { $0.score > 0.8 && $0.agreeing.contains("kinds") && $0.agreeing.contains("aims") })
        // `UMKM` is read as the words of the other name.
        #expect(near.first { $0.a == "C21" }?.name == 1)
    }

    @Test func pillarsAndRegionsAreCounted() throws {
        let planted = try Planted.load().programmes
        let scratch = try Scratch()
        let registry = try scratch.registry(catalogue: false)
        let folder = try example("coordination")
        let regions = try RegionDirectory.read(
            example("catalogue").appendingPathComponent("regions.csv"), system: nil, version: nil)
        _ = try registry.importRegions(regions.records)
        try registry.loadInstitutions(from: folder.appendingPathComponent("institutions.json"))
        try #require(try registry.takeIn(Sheet(folder.appendingPathComponent("program.csv"))).isStored)
        #expect(try registry.programmeYears() == [2020, 2021])
        for year in [2020, 2021] {
            let report = try registry.mapping(year: year)
            let spread = report.distribution
            #expect(
                Dictionary(spread.pillars.map { ($0.value, $0.programmes) }, uniquingKeysWith: +)
                    == planted.pillars[String(year)])
            for counts in [spread.pillars, spread.mainKinds, spread.units, spread.statuses] {
                #expect(counts.reduce(0) { $0 + $1.programmes } == report.programmes)
            }
            #expect(spread.years.map(\.programmes) == [planted.versions["2020"], planted.versions["2021"]])
            #expect(spread.years.first { $0.year == year }?.active == report.active)
            let areas = Dictionary(spread.areas.map { ($0.region, $0) }, uniquingKeysWith: { $1 })
            #expect(areas["ID"]?.reaching == report.programmes)
            #expect(areas["35.07"]?.level == "regency")
            let records = try registry.programmes(of: year)
            #expect(areas["35"]?.own == records.count { $0.area.contains("35") })
            #expect(areas["35.07"]?.own == records.count { $0.area.contains { $0.hasPrefix("35.07") } })
        }
        // C40 was planned for 2020, C37 had ended by the end of 2021: it ran until then.
        #expect(try registry.mapping(year: 2020).active == 37)
        #expect(try registry.mapping(year: 2021).active == 39)
        let institutions = try registry.mapping(year: 2021).institutions
        #expect(institutions.count == 12)
        #expect(institutions.reduce(0) { $0 + $1.records } == 39)
        #expect(institutions.map(\.score) == institutions.map(\.score).sorted())
    }

    @Test func whiteSpotsAreThoseOfTheTruth() throws {
        let scratch = try Scratch()
        let report = try registry(scratch).mapping(year: 2021)
        let found = report.whiteSpots.map { [$0.region, $0.kind, $0.target] }
        #expect(Set(found) == Set(try Planted.load().programmes.whiteSpots2021))
        #expect(found.count == Set(found).count)
        let records = try registry(Scratch()).programmes(of: 2021)
        for spot in report.whiteSpots {
            for code in spot.elsewhere {
                let record = try #require(records.first { $0.code == code })
                #expect(record.kinds.contains(spot.kind))
                #expect(!RegionScope.touches(record.area, spot.region))
            }
        }
    }

    @Test func yearsAndVersionsAreComparedFieldByField() throws {
        let planted = try Planted.load().programmes
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let telling: Set = ["amount", "area", "requirements", "exclusions"]
        var changed: [String] = []
        for programme in try registry.programmes() where programme.code.first == "C" {
            let changes = try registry.programmeHistory(programme.code).versions.flatMap { $0.changes ?? [] }
            if changes.contains(where: { telling.contains($0.field) }) { changed.append(programme.code) }
        }
        #expect(changed == planted.changedVersions)

        var row = try #require(Self.rows(of: "C01", 2021).first)
        row["nilai_manfaat"] = "2600000"
        row["status"] = ""
        try registry.take("programme", row)
        let history = try registry.programmeHistory("C01")
        #expect(history.versions.map(\.fiscalYear) == [2020, 2021, 2021])
        #expect(history.versions.map(\.number) == [1, 1, 2])
        #expect(history.versions.map(\.isCurrent) == [true, false, true])
        #expect(history.versions[0].changes == nil)
        let last = try #require(history.versions.last)
        #expect(
            last.changes?.map { [$0.field, $0.old, $0.new] }
                == [["amount", "2500000", "2600000"], ["status", "berjalan", ""]])
        #expect(last.sending.actor == "test")
        #expect(throws: Problem("programme.unknown", .refuse, ["code": "XX"])) {
            try registry.programmeHistory("XX")
        }
    }

    /// Neither the order of the rows nor that of the values within a cell changes what is found.
    @Test(arguments: [1, 2, 3] as [UInt64]) func orderDoesNotMatter(seed: UInt64) throws {
        let scratch = try Scratch(), other = try Scratch()
        var generator = Seeded(seed)
        let shuffled = try Self.rows().shuffled(using: &generator).map { row in
            var row = row
            for field in ["tujuan", "sektor", "sasaran_khusus", "wilayah"] {
                row[field] = row[field]?.split(separator: ";").shuffled(using: &generator).joined(separator: ";")
            }
            return row
        }
        let registry = try other.registry()
        try registry.loadInstitutions(from: example("coordination").appendingPathComponent("institutions.json"))
        let sheet = Sheet(name: "acak", channel: "form", rows: shuffled)
        try #require(try registry.takeIn(sheet, as: SheetKinds.bundled.kind("program")).isStored)
        for year in [2020, 2021] {
            #expect(try registry.mapping(year: year) == self.registry(scratch).mapping(year: year))
        }
    }

    /// A copy under another code and in other letters is a duplicate, whichever record is copied.
    @Test func aCopyIsAlwaysFound() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let copies = try Self.rows(year: 2021).map { row in
            var row = row
            row["kode"] = "Z" + (row["kode"] ?? "")
            row["nama"] = "  " + (row["nama"] ?? "").uppercased() + "."
            return row
        }
        let sheet = Sheet(name: "salinan", channel: "form", rows: copies)
        try #require(try registry.takeIn(sheet, as: SheetKinds.bundled.kind("program")).isStored)
        let found = Set(try registry.mapping(year: 2021).duplicates.map { [$0.a, $0.b] })
        for row in copies {
            let copy = row["kode"] ?? ""
            #expect(found.contains([String(copy.dropFirst()), copy]), "\(copy)")
        }
    }

    /// A slip of the pen, a filler, an abbreviation that the other record explains: the name still counts as the same.
    @Test(arguments: [
        ("Kelas Pembukan Sederhana Warung Rakyat", "C10"), ("Program Inkubasi untuk Kuliner Kampung", "C13"),
        ("BTKPM Tahap Dua", "C03"), ("Gudang Simpan Logistik bersama", "C38"),
    ])
    func otherSpellingsAreStillAlike(name: String, code: String) throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        var row = try #require(Self.rows(of: code, 2021).first)
        row["kode"] = "Z1"
        row["nama"] = name
        row["penanggung_jawab"] = "C-PJU"
        row["singkatan"] = ""
        try registry.take("programme", row)
        let report = try registry.mapping(year: 2021)
        let pair = try #require((report.duplicates + report.nearDuplicates).first { $0.a == code && $0.b == "Z1" })
        #expect(pair.name > 0.7)
        #expect(pair.agreeing.contains("kinds"))
    }

    @Test func catchwordsAreNoCriteria() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        try registry.take(
            "programme",
            [
                "kode": "K1", "tahun": "2021", "nama": "Contoh", "penanggung_jawab": "C-KUD", "jenis": "J05",
                "unit_sasaran": "orang", "kriteria": "UMK | aktif",
            ])
        let unclear = try registry.mapping(year: 2021).withoutClearCriteria
        #expect(unclear.first { $0.code == "K1" }?.gap == .catchwords)
    }

    /// The rows of the example's sheet of programmes, by header.
    private static func rows(of code: String? = nil, _ year: Int? = nil) throws -> [[String: String]] {
        try Sheet(example("coordination").appendingPathComponent("program.csv")).rows.map(\.cells)
            .filter { (code == nil || $0["kode"] == code) && (year == nil || $0["tahun"] == year.map(String.init)) }
    }

    private static func rows(year: Int) throws -> [[String: String]] { try rows(of: nil, year) }
}

/// SplitMix64: the same numbers in every run.
private struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
