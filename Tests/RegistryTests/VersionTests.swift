import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Codes of regions and business classes through their versions.
@Suite struct VersionTests {
    private static let papua =
        "kemendagri,2025,94,Papua Tengah,province\nkemendagri,2025,94.01,Kabupaten Nabire,regency\n"
        + "kemendagri,2025,95,Papua Pegunungan,province\nkemendagri,2025,95.01,Kabupaten Jayawijaya,regency\n"
        + "kemendagri,2025,95.01.03,Asologaima,district\nkemendagri,2025,95.01.04,Hubikosi,district\n"

    /// A registry with the bundled catalogue, whose crosswalk it holds, and some of today's regions in Papua.
    private func registry(_ scratch: Scratch) throws -> Registry {
        let registry = try scratch.registry()
        let file = try scratch.file("wilayah.csv", "system,version,code,name,level\n" + Self.papua)
        _ = try registry.importRegions(RegionDirectory.read(file, system: nil, version: nil).records)
        return registry
    }

    /// 91.02.04 was Asologaima in 2022. Its number with the new regency before it is another district's today.
    @Test(
        arguments: [
            ("91.04", "94.01", "2022", false), ("91.02.04", "95.01.03", "2022", false),
            ("91.02.99", "95.01", "2022", true), ("94.01", "94.01", nil, false), ("35.07", "35.07", nil, false),
            ("99.01", "99.01", nil, false),
        ] as [(String, String, String?, Bool)])
    func anOlderCodeLeadsToTheOneOfToday(code: String, today: String, version: String?, isCoarser: Bool) throws {
        let scratch = try Scratch()
        let found = try registry(scratch).regionVersions().today(code)
        #expect(found.code == today && found.from == version && found.isCoarser == isCoarser)
    }

    /// All 26 regencies of Papua that were recoded lead to one of today, each to another.
    @Test func theBundledCrosswalkHoldsAllRegencies() throws {
        let changes = try ChangeFile.regions(example("catalogue").appendingPathComponent("region-changes.csv"))
        let regencies = changes.filter { $0.fromCode.count == 5 }
        #expect(regencies.count == 26)
        #expect(Set(regencies.map(\.fromCode)).count == 26 && Set(regencies.map(\.toCode)).count == 26)
        let byCode = Dictionary(uniqueKeysWithValues: regencies.map { ($0.fromCode, $0.toCode) })
        // Every district lies in the regency that its own regency became.
        for change in changes where change.fromCode.count == 8 {
            let around = try #require(byCode[String(change.fromCode.prefix(5))])
            #expect(change.toCode.hasPrefix(around), "\(change.fromCode)")
        }
    }

    @Test func changesAreReadInThreeLayouts() throws {
        let scratch = try Scratch()
        let plain = try scratch.file(
            "a.csv", "from_version,from_code,to_version,to_code,name\n2022,91.04,2025,94.01,Nabire\n")
        let years = try scratch.file(
            "b.csv", "kode_2022,nama_2022,kode_2025,nama_2025\n91.04,KAB. NABIRE,94.01,Nabire\n")
        #expect(try ChangeFile.regions(plain) == ChangeFile.regions(years))
        let bps = try scratch.file(
            "c.csv", "kode_bps,nama_bps,kode_dagri,nama_dagri\n1101,SIMEULUE,1109,KAB. SIMEULUE\n")
        let change = try #require(try ChangeFile.regions(bps, version: "2020").first)
        #expect((change.fromSystem, change.fromCode, change.toCode) == ("bps", "1101", "11.09"))
        let registry = try scratch.registry()
        #expect(try registry.importRegionChanges([change]) == 1)
        #expect(try registry.importRegionChanges([change]) == 0)
        // The same digits are another regency at the Ministry of Home Affairs.
        #expect(try registry.regionVersions().today("1101", system: .bps).code == "11.09")
        #expect(try registry.regionVersions().today("11.01").code == "11.01")
    }

    /// Steps go forward in time: a code that came back is today's again.
    @Test(arguments: [true, false]) func aCodeMayComeBack(isListed: Bool) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        if isListed {
            let file = try scratch.file(
                "w.csv", "system,version,code,name,level\nkemendagri,2019,71.01,Rekaan,regency\n")
            _ = try registry.importRegions(RegionDirectory.read(file, system: nil, version: nil).records)
        }
        func change(_ from: String, _ old: String, _ to: String, _ new: String) -> RegionChangeRecord {
            RegionChangeRecord(
                fromSystem: "kemendagri", fromVersion: old, fromCode: from, toSystem: "kemendagri", toVersion: new,
                toCode: to, name: "Rekaan")
        }
        _ = try registry.importRegionChanges([
            change("71.01", "2019", "73.01", "2022"), change("73.01", "2022", "71.01", "2030"),
        ])
        let versions = try registry.regionVersions()
        #expect(versions.today("73.01").code == "71.01")
        #expect(versions.today("71.01").code == "71.01")
    }

    @Test func aFileOfSomethingElseIsRefused() throws {
        let scratch = try Scratch()
        func code(_ text: String) throws -> String? {
            let file = try scratch.file("x.csv", text)
            do {
                _ = try ChangeFile.regions(file)
                return nil
            } catch { return error.code }
        }
        #expect(try code("kode,nama\n91.04,Nabire\n91.05,Yapen\n") == "change.columns")
        #expect(try code("kode_2022,kode_2025\n91.04,94.01\nNabire,94.01\n") == "change.code")
    }

    @Test func aSheetStandsUnderTodaysCodeAndSaysSo() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let receipt = try registry.takeIn(
            Sheet(
                name: "uji", channel: "form",
                rows: [["ukuran": "usaha_mikro", "wilayah": "91.04", "tahun": "2021", "nilai": "12", "sumber": "BPS"]]),
            as: SheetKinds.bundled.kind("penyebut"))
        guard receipt.isStored else {
            Issue.record("\(receipt.problems)")
            return
        }
        let told = try #require(receipt.problems.first { $0.code == "region.older-code" })
        #expect(told.severity == .warn && told.arguments["code"] == "94.01" && told.arguments["version"] == "2022")
        let row = try #require(try registry.standing(SheetKinds.bundled.kind("penyebut")).first)
        #expect(row.values["region"] == .text("94.01"))
    }

    /// Who was listed under an older code counts in the region of today.
    @Test func figuresCountByTodaysRegion() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let village = "kemendagri,2025,95.01.03.2001,Alugi,village\n"
        let more = try scratch.file("desa.csv", "system,version,code,name,level\n" + village)
        _ = try registry.importRegions(RegionDirectory.read(more, system: nil, version: nil).records)
        _ = try registry.importRegionChanges([
            RegionChangeRecord(
                fromSystem: "kemendagri", fromVersion: "2022", fromCode: "91.02.04.2001", toSystem: "kemendagri",
                toVersion: "2025", toCode: "95.01.03.2001", name: "Alugi")
        ])
        let file = try scratch.file(
            "daftar.csv",
            "NIK;Nama;Kode Wilayah\n9102041501900001;Rekaan Satu;91.02.04.2001\n"
                + "9102041601900002;Rekaan Dua;95.01.03.2001\n")
        let staged = try registry.stage(
            ImportRequest(
                file: file, programme: "UMI", institution: "PIP", profile: "umum", fiscalYear: 2021,
                referenceDate: "2021-06-30"))
        #expect(try registry.problemCounts(of: staged.batch.id).map(\.code) == ["region.older-code"])
        _ = try registry.commit(staged.batch.id)
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        let figures = try registry.database.read { connection in
            try FigureQueries(connection).figures(programmes: ["UMI"], periods: ["2021"], regions: [])
        }.filter { $0.measure == "listed" }
        let byRegion = Dictionary(figures.map { ($0.region, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(byRegion["95.01.03.2001"] == 2 && byRegion["95.01"] == 2)
        #expect(byRegion.keys.allSatisfy { !$0.hasPrefix("91") })
    }

    // Business classes: a small invented table, since no full one may be shipped.

    @Test func aClassLeadsThroughTheEditions() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let older = try scratch.file("2015.csv", "code,title\n56102,Kedai makanan\n01111,Jagung\n")
        let newer = try scratch.file("2020.csv", "kode,judul\n56102,Rumah makan kecil\n56103,Kedai keliling\n")
        try registry.importBusinessClasses(ChangeFile.classes(older, edition: "2015"))
        try registry.importBusinessClasses(ChangeFile.classes(newer, edition: "2020"))
        let walk = try scratch.file("jalan.csv", "from_code,to_code\n56102,56102\n56102,56103\n")
        try registry.importBusinessClassChanges(ChangeFile.classChanges(walk, from: "2015", to: "2020"))
        #expect(try registry.businessClassEditions().map(\.classes) == [2, 2])
        let view = try registry.businessClass("56102", edition: "2015")
        #expect(view.title == "Kedai makanan")
        #expect(view.successors.map(\.code) == ["56102", "56103"])
        #expect(view.successors.map(\.title) == ["Rumah makan kecil", "Kedai keliling"])
        // The same code of the other edition is another class.
        #expect(try registry.businessClass("56102", edition: "2020").title == "Rumah makan kecil")
        #expect(try registry.businessClass("56102", edition: "2025").title == nil)
    }

    /// An edition is what its issuer published: loaded again it says the same, or more, and nothing else.
    @Test func anEditionIsNotOverwritten() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let name = "kemendagri,2025,94.01,Kabupaten Nabire,regency\n"
        func load(_ rows: String) throws {
            let file = try scratch.file("lagi.csv", "system,version,code,name,level\n" + rows)
            _ = try registry.importRegions(RegionDirectory.read(file, system: nil, version: nil).records)
        }
        func nabire() throws -> [String] {
            try registry.regions(level: "regency").filter { $0.code == "94.01" }.map { "\($0.version) \($0.name)" }
        }
        try load(name + "kemendagri,2025,94.02,Kabupaten Puncak Jaya,regency\n")
        let wrong = "kemendagri,2025,94.01,Kab. Nabire,regency\nkemendagri,2025,94.03,Kabupaten Paniai,regency\n"
        let refused = #expect(throws: Problem.self) { try load(wrong) }
        #expect(refused?.code == "edition.changed")
        #expect(refused?.arguments == ["count": "1", "codes": "kemendagri 2025 94.01"])
        #expect(try nabire() == ["2025 Kabupaten Nabire"])
        #expect(try registry.regions(level: "regency").contains { $0.code == "94.03" } == false)
        // What was wrong is corrected by an edition of its own.
        try load(wrong.replacing("2025", with: "2025-07-01"))
        #expect(try nabire() == ["2025 Kabupaten Nabire", "2025-07-01 Kab. Nabire"])

        var change = try #require(try registry.database.read { try VersionQueries($0).regionChanges() }.first)
        #expect(try registry.importRegionChanges([change]) == 0)
        change.name = nil
        #expect(try registry.importRegionChanges([change]) == 0)
        change.name = "Lain"
        let renamed = #expect(throws: Problem.self) { try registry.importRegionChanges([change]) }
        #expect(renamed?.code == "edition.changed")

        let warung = BusinessClassRecord(edition: "2020", code: "47111", title: "Warung")
        try registry.importBusinessClasses([warung])
        try registry.importBusinessClasses([warung, BusinessClassRecord(edition: "2020", code: "47112", title: "Toko")])
        let retitled = #expect(throws: Problem.self) {
            try registry.importBusinessClasses([BusinessClassRecord(edition: "2020", code: "47111", title: "Kios")])
        }
        #expect(retitled?.code == "edition.changed")
        #expect(try registry.businessClass("47111", edition: "2020").title == "Warung")
        #expect(try registry.verify().isEmpty)
    }

    @Test(arguments: [("kode;nama\n1;x\n2;y\n", "kbli.columns"), ("code;title\n5610a;x\n01111;y\n", "kbli.code")])
    func whatIsNoClassIsRefused(text: String, code: String) throws {
        let scratch = try Scratch()
        let file = try scratch.file("x.csv", text)
        let problem = #expect(throws: Problem.self) { try ChangeFile.classes(file, edition: "2020") }
        #expect(problem?.code == code)
    }
}
