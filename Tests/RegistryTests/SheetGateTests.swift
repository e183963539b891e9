import Foundation
import Indonesia
import Problems
import Registry
import Spreadsheets
import Store
import Testing

/// What a sheet's headers and cells must be like so that nothing is guessed, dropped or misread without a word.
@Suite struct SheetGateTests {
    private static let nik = "3507115712690001"
    private let village = "35.07.11.2008"

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch { return (error as? Problem)?.code }
    }

    private func take(
        _ registry: Registry, _ kind: String, _ rows: [[String: String]]
    ) throws -> SheetReceipt {
        try registry.takeIn(Sheet(name: "uji", channel: "form", rows: rows), as: SheetKinds.bundled.kind(kind))
    }

    // Headers

    @Test func requiredColumnsAloneDoNotTellTheKind() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file("a.csv", "nik,tanggal,wilayah\n\(Self.nik),2021-03-01,\(village)\n")
        #expect(code { _ = try registry.takeIn(Sheet(file)) } == "sheet.kind-open")
        #expect(try registry.takeIn(Sheet(file), as: SheetKinds.bundled.kind("profil")).isStored)
        let more = try scratch.file("b.csv", "nik,tanggal,wilayah,desil\n\(Self.nik),2021-03-01,\(village),3\n")
        #expect(try registry.takeIn(Sheet(more)).kind.name == "profile")
        // A calendar has no other columns, and a report's figures are required ones.
        let plain = try scratch.file(
            "c.csv", "lembaga,program,periode,jatuh_tempo,isi\nBRI,BPUM,2021,2022-01-31,daftar\n")
        #expect(try registry.takeIn(Sheet(plain)).kind.name == "duty")
    }

    @Test func anUnknownColumnIsToldOnceWithTheNearestKnownOne() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file(
            "a.csv",
            "Profil usaha\n\nnik,tanggal,wilayah,desil,omset_bulan,warna,kosong\n"
                + "\(Self.nik),2021-03-01,\(village),3,900000,biru,\n")
        let receipt = try registry.takeIn(Sheet(file))
        #expect(receipt.isStored)
        #expect(receipt.problems.map(\.code) == ["sheet.column-unknown"])
        let problem = try #require(receipt.problems.first)
        #expect(problem.severity == .warn && problem.place == Place(file: "a.csv", row: 3))
        #expect(problem.arguments["columns"] == "“omset_bulan” (omzet_bulan?), “warna”")
        #expect(receipt.reconciles)
    }

    @Test(arguments: ["nilai,nilai", "nilai,Nilai ", "nilai,value"])
    func aColumnStandsOnce(headers: String) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let file = try scratch.file(
            "a.csv",
            "lembaga,program,periode,diterima,wilayah,ukuran,\(headers)\n"
                + "BRI,BPUM,2021-Q1,2021-04-10,ID,disalurkan,5,6\n")
        #expect(code { _ = try registry.takeIn(Sheet(file)) } == "sheet.column-repeated")
        #expect(try registry.sendings(kind: "report").isEmpty)
    }

    @Test func aFileThatIsNoWorkbookIsToldSo() throws {
        let scratch = try Scratch()
        var generator = SplitMix(seed: 7)
        let noise = Data((0..<600).map { _ in UInt8.random(in: 0...255, using: &generator) })
        for (name, data) in [("acak.xlsx", noise), ("teks.XLSX", Data("nik,tanggal\n1,2\n".utf8))] {
            let file = try scratch.file(name, data)
            #expect(code { _ = try Sheet(file) } == "spreadsheet.not-a-workbook", "\(name)")
        }
    }

    // Cells

    @Test(arguments: [("10/18/2021", false), ("18/10/2021", true), ("2021-10-18", true), ("18 Oktober 2021", true)])
    func aMonthThatStandsFirstIsRefused(date: String, isTaken: Bool) throws {
        let scratch = try Scratch()
        let receipt = try take(
            scratch.registry(), "profil", [["nik": Self.nik, "tanggal": date, "wilayah": village, "desil": "3"]])
        #expect(receipt.isStored == isTaken)
        #expect(receipt.problems.map(\.code) == (isTaken ? [] : ["sheet.date"]))
    }

    @Test(arguments: [
        ("1.200", "sheet.number-open"), ("1,2", nil), ("1200", nil), ("0.125", nil), ("1.200.000", nil),
        ("1.200,5", nil), ("1.2", nil), ("1.200.5", "sheet.number"),
    ])
    func aPointBeforeThreeDigitsIsAskedAbout(value: String, problem: String?) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        // One that is no share: it may be any number.
        let file = try scratch.file(
            "indicators.json",
            #"[{"code": "I1", "name": {"id": "Orang"}, "definition": {}, "concept": {}, "unit": "people", "formula": "cashed", "direction": "up", "disaggregation": []}]"#
        )
        try registry.loadCatalogueData(from: file)
        let receipt = try take(
            registry, "sasaran",
            [["indikator": "I1", "wilayah": "35.07", "tahun": "2021", "target": value]])
        #expect(receipt.problems.first?.code == problem)
        #expect(receipt.isStored == (problem == nil))
    }

    /// A target of something that is not measured, or a percentage where a share belongs, would stand on every page.
    @Test(
        arguments: [
            ("ngawur", "0,5", "sheet.indicator"), ("coverage", "12", "sheet.share"), ("coverage", "0,12", nil),
            ("coverage", "1,2", nil),
        ] as [(String, String, String?)])
    func targetsAreOfIndicatorsAndShares(indicator: String, target: String, problem: String?) throws {
        let scratch = try Scratch()
        let receipt = try take(
            scratch.registry(), "sasaran",
            [["indikator": indicator, "wilayah": "35.07", "tahun": "2021", "target": target]])
        #expect(receipt.problems.map(\.code) == [problem].compactMap(\.self))
        #expect(receipt.isStored == (problem == nil))
    }

    @Test func whatIsHardlyPossibleIsToldAndTaken() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let person = ["nik": Self.nik, "wilayah": village, "tanggal": "2021-03-01"]
        let odd = try take(registry, "profil", [person.merging(["lama_usaha_bulan": "99999"]) { $1 }])
        #expect(odd.isStored && odd.problems.map(\.code) == ["sheet.implausible"])
        #expect(odd.problems.first?.place.column == "lama_usaha_bulan")
        let diary = person.merging(["program": "MEKAAR", "petugas": "Petugas Contoh"]) { $1 }
        let empty = try take(registry, "catatan", [diary])
        #expect(!empty.isStored && empty.problems.map(\.code) == ["sheet.nothing"])
        #expect(try take(registry, "catatan", [diary.merging(["hadir": "ya"]) { $1 }]).isStored)
        let alike = try take(
            registry, "program",
            [
                [
                    "kode": "mekaar", "tahun": "2021", "nama": "Lain", "penanggung_jawab": "PNM", "jenis": "J03",
                    "unit_sasaran": "orang",
                ]
            ])
        #expect(!alike.isStored && alike.problems.contains { $0.code == "programme.code-case" })
    }

    @Test(arguments: [
        ("9.999.999.999.999.999", true), ("123456789012345678", true), ("9999999999999999", true),
        (nik, false), ("3.507.115.712.690.001", false), ("35071157126900011", false),
        ("3507 1157 1269 0001", false), ("9223372036854775807", false),
    ])
    func aLongAmountIsShownUnlessItMayBeAnIdentityNumber(value: String, isShown: Bool) throws {
        let scratch = try Scratch()
        let receipt = try take(
            scratch.registry(), "profil",
            [["nik": Self.nik, "tanggal": "2021-03-01", "wilayah": village, "omzet_bulan": value]])
        let problem = try #require(receipt.problems.first)
        #expect(problem.code.hasPrefix("sheet.number"))
        #expect((problem.value == value) == isShown, "\(problem.value ?? "")")
        if !isShown { #expect(problem.value?.contains("*") == true) }
    }

    // What is known already

    @Test func aBlankInAProfileSaysNothing() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let key = ["nik": Self.nik, "tanggal": "2021-03-01", "wilayah": village]
        func send(_ more: [String: String]) throws -> SheetReceipt {
            try take(registry, "profil", [key.merging(more) { $1 }])
        }
        #expect(try send(["sektor": "kuliner", "desil": "3", "lembaga": "DINKOP-35.07"]).sending.new == 1)
        #expect(try send(["omzet_bulan": "900000", "desil": "4", "sektor": ""]).sending.updated == 1)
        // The same again, and less of it, is nothing new.
        #expect(try send(["omzet_bulan": "900000"]).sending.unchanged == 1)
        let kind = try SheetKinds.bundled.kind("profil")
        let values = try #require(try registry.standing(kind).first).values
        #expect(values["sector"] == .text("culinary"))
        #expect(values["turnover"] == .integer(900_000) && values["decile"] == .integer(4))
        #expect(values["institution"] == .text("DINKOP-35.07"))
        // Another day is another interview.
        #expect(try take(registry, "profil", [key.merging(["tanggal": "2021-09-01"]) { $1 }]).isStored)
        #expect(try registry.standing(kind).last?.values["sector"] == nil)
        // Other kinds are whole: a blank takes the value away.
        let group = ["kode": "K1", "nama": "Kelompok", "jenis": "usaha", "wilayah": village]
        #expect(try take(registry, "kelompok", [group.merging(["sektor": "kuliner"]) { $1 }]).isStored)
        #expect(try take(registry, "kelompok", [group]).sending.updated == 1)
        #expect(try registry.standing(SheetKinds.bundled.kind("kelompok")).first?.values["sector"] == nil)
    }

    @Test func theTemplateTellsWhatABlankMeans() throws {
        let hint = try #require(SheetKinds.bundled.label("hint", "partial", .id))
        let scratch = try Scratch()
        for (word, isTold) in [("profil", true), ("kelompok", false)] {
            let url = scratch.url.appendingPathComponent(word + ".xlsx")
            try SheetTemplate(SheetKinds.bundled.kind(word), .id).writeWorkbook(to: url)
            #expect(try text(of: url).contains(hint) == isTold, "\(word)")
        }
    }

    private func text(of url: URL) throws -> String {
        let book = try Workbook(url)
        var cells: [String] = []
        for sheet in book.sheets { cells += try book.table(of: sheet).numbered.flatMap(\.self) }
        return cells.joined(separator: "\n")
    }

    @Test func oneNeedUnderTwoCodesIsNoticed() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        func need(_ code: String, _ more: [String: String] = [:]) -> [String: String] {
            [
                "kode": code, "wilayah": village, "nik": Self.nik, "kebutuhan": "K5", "jenis_bantuan": "J01",
                "asal": "survei", "tanggal": "2021-10-18",
            ].merging(more) { $1 }
        }
        let twice = try take(registry, "kebutuhan", [need("A"), need("B")])
        #expect(twice.problems.map(\.code) == ["sheet.double"])
        #expect(twice.problems.first?.arguments["first"] == "1")
        // Another kind of aid, another day or nobody in particular is another need.
        let others = [
            need("A"), need("B", ["jenis_bantuan": "J02"]), need("C", ["tanggal": "2021-11-18"]),
            need("D", ["nik": ""]),
        ]
        #expect(try take(registry, "kebutuhan", others).problems.isEmpty)
        let known = try take(registry, "kebutuhan", [need("E", ["tanggal": "2021-12-01"])])
        #expect(known.isStored)
        #expect(known.problems.map(\.code) == ["need.known"])
        #expect(known.problems.first?.severity == .warn && known.problems.first?.arguments["known"] == "A")
        // A correction under its own code is none.
        #expect(
            try take(registry, "kebutuhan", [need("B", ["jenis_bantuan": "J02", "pernyataan": "x"])]).problems.isEmpty)
    }
}
