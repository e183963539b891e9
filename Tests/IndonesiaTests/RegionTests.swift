import Indonesia
import Problems
import Testing

@Suite struct RegionCodeTests {
    @Test(arguments: [
        ("35", RegionLevel.province, "35"), ("35.07", .regency, "35.07"), ("3507", .regency, "35.07"),
        ("35.07.11", .district, "35.07.11"), ("350711", .district, "35.07.11"), ("3507110", .district, "3507110"),
        ("35.07.11.2008", .village, "35.07.11.2008"), ("3507112008", .village, "35.07.11.2008"),
        (" '3507 ", .regency, "35.07"),
    ])
    func reads(_ cell: String, level: RegionLevel, dotted: String) throws {
        let code = try #require(RegionCode.parse(cell).value)
        #expect(code.level == level)
        #expect(code.dotted == dotted)
        #expect(RegionCode(code.dotted) == code && RegionCode(code.digits) == code)
    }

    @Test(arguments: [
        "35.1", "3", "350", "35071", "35.07.1", "35..07", "3507.11", "35.07.11.2008.1", "Malang", "05", "35.07.",
        "350711200",
    ])
    func invalid(_ cell: String) {
        #expect(RegionCode.parse(cell).problems.map(\.code) == ["region.invalid"])
    }

    @Test func parents() throws {
        let village = try #require(RegionCode("35.07.11.2008"))
        #expect(village.parent(in: .kemendagri)?.dotted == "35.07.11")
        #expect(village.parent(in: .bps)?.digits == "3507112")
        #expect(village.prefix(4)?.parent(in: .kemendagri)?.digits == "35")
        #expect(village.prefix(2)?.parent(in: .kemendagri) == nil)
        #expect(village.villageKind == .desa)
        #expect(RegionCode("35.73.01.1001")?.villageKind == .kelurahan)
    }

    @Test func sortsAsATree() {
        let sorted = ["35.07.11.2008", "36", "35", "35.07.11", "35.07", "35.08"].compactMap { RegionCode($0) }.sorted()
        #expect(sorted.map(\.dotted) == ["35", "35.07", "35.07.11", "35.07.11.2008", "35.08", "36"])
    }
}

@Suite struct RegionTableTests {
    private static func region(
        _ code: String, _ name: String, _ system: CodeSystem = .kemendagri, old: Bool = false, next: String? = nil
    ) -> [Region] {
        RegionCode(code).map {
            [
                Region(
                    code: $0, name: name, system: system, version: old ? "2022" : "2025", isHistoric: old,
                    successor: next.flatMap { RegionCode($0) })
            ]
        } ?? []
    }

    static let table = RegionTable(
        region("35", "Jawa Timur") + region("35.07", "Kabupaten Malang") + region("35.73", "Kota Malang")
            + region("35.07.11", "Sumberpucung") + region("35.07.11.2008", "Arjowilangun") + region("11", "Aceh")
            + region("11.01", "Kabupaten Aceh Selatan") + region("11.09", "Kabupaten Simeulue")
            + region("32", "Jawa Barat")
            + region("32.01", "Kabupaten Bogor") + region("32.71", "Kota Bogor")
            + region("91.01", "KAB. MERAUKE", old: true, next: "93.01") + region("91.01.01", "Merauke", old: true)
            + region("1101", "SIMEULUE", .bps) + region("1103", "ACEH SELATAN", .bps) + region("3201", "BOGOR", .bps)
            + region("3271", "BOGOR", .bps))

    @Test func namesNeedTheirParentAndKind() throws {
        let east = try #require(RegionCode("35"))
        func found(_ name: String) -> [String] {
            Self.table.regions(named: name, level: .regency, under: east, in: .kemendagri).map(\.code.dotted)
        }
        #expect(found("Kab. Malang") == ["35.07"])
        #expect(found("KOTA MALANG") == ["35.73"])
        #expect(found("malang") == ["35.07", "35.73"])
        #expect(found("Bogor").isEmpty)
        let district = try #require(RegionCode("35.07.11"))
        #expect(
            Self.table.regions(named: "Desa ARJOWILANGUN", level: .village, under: district, in: .kemendagri).count == 1
        )
    }

    @Test func problems() throws {
        func codes(_ text: String) -> String? {
            RegionCode(text).flatMap { Self.table.problem(with: $0, in: .kemendagri) }?.code
        }
        #expect(codes("35.07") == nil)
        #expect(codes("35.99") == "region.unknown")
        #expect(codes("91.01") == "region.recoded")
        // Nobody loaded the districts of Bogor.
        #expect(codes("32.01.05") == nil)
        let recoded = try #require(RegionCode("91.01").flatMap { Self.table.problem(with: $0, in: .kemendagri) })
        #expect(recoded.arguments["successor"] == "93.01")
        #expect(recoded.severity == .note)
    }

    @Test func areaOfANIK() throws {
        func code(_ nik: String) throws -> String? {
            try #require(NIK.parse(nik).value).problem(withAreaIn: Self.table)?.code
        }
        #expect(try code("3507112501900003") == nil)
        #expect(try code("3507882501900003") == "nik.area-unknown")
        // A district that no longer exists is a good birthplace; one of a regency nobody loaded cannot be judged.
        #expect(try code("9101012501900003") == nil)
        #expect(try code("3201052501900003") == nil)
    }
}

@Suite struct CodeSystemJudgeTests {
    private func verdict(_ header: String, _ rows: [(String, String)], table: RegionTable? = nil)
        -> CodeSystemJudge.Verdict
    {
        var judge = CodeSystemJudge(header: header, table: table)
        for (code, name) in rows { judge.add(code: code, name: name) }
        return judge.verdict
    }

    @Test func undottedCodesUnderAnUnnamedHeaderAreAskedAbout() {
        for table in [nil, RegionTableTests.table] {
            let verdict = verdict(
                "kode_kabupaten_kota", [("3201", "KABUPATEN BOGOR"), ("3271", "KOTA BOGOR")], table: table)
            #expect(verdict.system == nil)
            #expect(verdict.problems.map(\.code) == ["region.system-unnamed"])
            #expect(verdict.problems.first?.severity == .warn)
        }
        #expect(verdict("kecamatan", [("3507110", "")]).problems.map(\.code) == ["region.system-unnamed"])
    }

    @Test func headerAndFormName() {
        #expect(verdict("kode_kemendagri", [("3201", "")]).system == .kemendagri)
        #expect(verdict("Kode BPS", [("3201", "")]).system == .bps)
        #expect(verdict("kode", [("32.01", ""), ("35.07.11", "")]).system == .kemendagri)
        #expect(verdict("kode", [("350711", "")]).system == .kemendagri)
        #expect(verdict("kode", [("32.01", "")]).problems.isEmpty)
        #expect(verdict("kode_provinsi", [("32", "JAWA BARAT")]).problems.isEmpty)
    }

    @Test func namesDecideWhereTheSystemsDiffer() {
        let verdict = verdict("kode", [("1101", "Simeulue"), ("1103", "Aceh Selatan")], table: RegionTableTests.table)
        #expect(verdict.system == .bps)
        #expect(verdict.agreement.bps == 2)
        #expect(verdict.problems.map(\.code) == ["region.system-found"])
        #expect(
            self.verdict("kode", [("1101", "KAB. ACEH SELATAN")], table: RegionTableTests.table).system == .kemendagri)
    }

    @Test func contradictionsAreReported() {
        let byName = verdict("kode_kemendagri", [("1101", "Simeulue")], table: RegionTableTests.table)
        #expect(byName.system == nil)
        #expect(byName.problems.map(\.code) == ["region.system-conflict"])
        let byForm = verdict("kode_bps", [("35.07.11", "")])
        #expect(byForm.problems.map(\.code) == ["region.system-conflict"])
        #expect(verdict("kode dagri", [("3507110", "")]).problems.map(\.code) == ["region.system-conflict"])
    }

    @Test func wordsThatOnlyLookLikeNames() {
        #expect(CodeSystem(namedIn: "kode_wilayah") == nil)
        #expect(CodeSystem(namedIn: "kode_bps_dan_kemendagri") == nil)
        #expect(CodeSystem(namedIn: "Kode BPS (2022)") == .bps)
    }
}

@Suite struct NeighbourhoodTests {
    @Test(
        arguments: [
            ("01", 1, nil), ("001", 1, nil), ("RT 02/RW 05", 2, 5), ("002/005", 2, 5), ("RT.02 RW.05", 2, 5),
            ("RW 05", nil, 5),
            ("rt02/rw05", 2, 5), ("RW 05 / RT 02", 2, 5), ("3 / 4", 3, 4), ("RT 002", 2, nil),
        ] as [(String, Int?, Int?)])
    func reads(_ cell: String, rt: Int?, rw: Int?) {
        let value = RTRW.parse(cell).value
        #expect(value != nil && value?.rt == rt && value?.rw == rw)
        #expect(value.flatMap { RTRW.parse($0.description).value } == value)
    }

    @Test func emptyAndInvalid() {
        #expect(RTRW.parse("-").problems.isEmpty)
        for cell in ["1/2/3", "Dusun Krajan", "RT 12345", "RT"] {
            #expect(RTRW.parse(cell).problems.map(\.code) == ["rtrw.invalid"])
        }
    }
}
