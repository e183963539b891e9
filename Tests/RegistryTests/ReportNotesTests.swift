import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What two readers with fresh eyes got past the gate: a comma too many, a correction of one row, a step sent twice.
@Suite struct ReportNotesTests {
    private static let header = "lembaga,program,periode,per_tanggal,diterima,wilayah,ukuran,nilai\n"

    private func registry(_ scratch: Scratch) throws -> Registry { try scratch.coordination() }

    private func take(_ registry: Registry, _ kind: String, _ row: [String: String]) throws -> SheetReceipt {
        try registry.takeIn(Sheet(name: "uji", channel: "program", rows: [row]), as: SheetKinds.bundled.kind(kind))
    }

    /// The rows of C32's report on the third quarter, as the example has them.
    private func rows(_ changed: (Int, String) -> String = { $1 }) throws -> String {
        let file = try example("coordination").appendingPathComponent("laporan/2021-Q3.csv")
        let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
        let own = lines.filter { $0.hasPrefix("C-KPP,C32,2021-Q3,") }
        #expect(own.count == 4)
        return Self.header + own.enumerated().map(changed).joined(separator: "\n") + "\n"
    }

    @Test func aCellBeyondTheHeadersIsNotDropped() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let before = try registry.sendings().count
        // 1,234 without quotation marks: the figure would be 1.
        let file = try scratch.file("a.csv", try rows { $0 == 3 ? $1.replacing(/[0-9]+$/, with: "1,234") : $1 })
        let receipt = try registry.takeIn(Sheet(file))
        #expect(!receipt.isStored && receipt.reconciles)
        let problem = try #require(receipt.problems.first { $0.severity == .refuse })
        #expect(problem.code == "sheet.cell-beyond" && problem.value == "234" && problem.place.row == 5)
        #expect(try registry.sendings().count == before)
    }

    @Test func aVersionWithFewerFiguresSaysWhatHoldsNoMore() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let file = try scratch.file(
            "a.csv", Self.header + "C-KPP,C32,2021-Q3,2021-09-30,2021-10-20,33.02,disalurkan,56\n")
        let receipt = try registry.takeIn(Sheet(file))
        #expect(receipt.isStored && receipt.reconciles)
        let problem = try #require(receipt.problems.first { $0.code == "report.lines-gone" })
        #expect(problem.severity == .warn && problem.arguments["gone"] == "3" && problem.arguments["kept"] == "1")
        // All figures sent again: nothing to say.
        #expect(try registry.undoSending(receipt.sending.id).undoneAt != nil)
        let whole = try registry.takeIn(Sheet(scratch.file("b.csv", rows())))
        #expect(whole.problems.isEmpty && whole.sending.unchanged == 4)
    }

    @Test func aContradictionIsToldAtOnce() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let file = try scratch.file("a.csv", try rows { $0 == 1 ? $1.replacing(/[0-9]+$/, with: "900") : $1 })
        let looked = try registry.takeIn(Sheet(file), isDryRun: true)
        let receipt = try registry.takeIn(Sheet(file))
        #expect(receipt.isStored && looked.problems == receipt.problems)
        let problem = try #require(receipt.problems.first { $0.code == "report.order" })
        #expect(problem.severity == .warn && problem.place.row != nil && problem.arguments["region"] == "33.02")
    }

    @Test func twoInstitutionsWithTheSameFiguresAreNamed() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        #expect(try !registry.reporting().findings.contains { $0.code == "report.same-figures" })
        let record = try #require(try registry.programmes(of: 2021).first { $0.code == "C32" })
        let known = Set(try registry.institutions().map(\.code))
        let other = try #require((record.distributors + record.proposers).first { known.contains($0) && $0 != "C-KPP" })
        let file = try scratch.file("a.csv", try rows { $1.replacing("C-KPP,C32", with: other + ",C32") })
        #expect(try registry.takeIn(Sheet(file)).isStored)
        let finding = try #require(try registry.reporting().findings.first { $0.code == "report.same-figures" })
        #expect(finding.programme == "C32" && finding.period == "2021-Q3")
        #expect(Set([finding.institution, finding.arguments["other"]]) == ["C-KPP", other])
    }

    /// Who reports by a form says when it came by sending it.
    @Test func aReportByFormCameToday() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let duty = try #require(
            try registry.reporting(year: 2021).duties.first { $0.state == .missing && $0.duty.content == .figures })
        let row = [
            "lembaga": duty.duty.institution, "program": duty.duty.programme, "periode": duty.duty.period,
            "wilayah": "ID", "ukuran": "disalurkan", "nilai": "41", "diterima": duty.duty.dueOn,
        ]
        let kind = try SheetKinds.bundled.kind("report")
        let sent = try registry.takeIn(Sheet(name: "formulir", channel: "form", rows: [row]), as: kind)
        #expect(sent.isStored)
        #expect(try registry.reporting(year: 2021).duties.first { $0.duty == duty.duty }?.state == .late)
    }

    @Test func stepsSentAgainChangeNothing() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        let sheet = try Sheet(example("coordination").appendingPathComponent("rujukan.csv"))
        let receipt = try registry.takeIn(sheet)
        #expect(receipt.problems.filter { $0.severity == .refuse }.isEmpty, "\(receipt.problems.prefix(3))")
        #expect(receipt.sending.unchanged == sheet.rows.count && receipt.reconciles)
    }

    @Test(
        "what a sheet says of needs, referrals and programmes is held to what stands",
        arguments: [
            (
                "need",
                [
                    "kode": "KB-022", "kelompok": "KLP-02", "wilayah": "35.07.11.2002", "kebutuhan": "K3",
                    "asal": "petugas", "tanggal": "2021-10-08",
                ], "need.fixed"
            ),
            (
                "need",
                [
                    "kode": "KB-909", "wilayah": "35.07.11.2008", "kebutuhan": "K3", "asal": "petugas",
                    "tanggal": "1821-05-05",
                ], "sheet.date"
            ),
            (
                "referral",
                [
                    "kode": "RJ-91", "kebutuhan": "KB-022", "program": "C01", "dari": "C-DKM",
                    "langkah": "diusulkan", "tanggal": "2021-11-02",
                ], "referral.kind-differs"
            ),
            (
                "referral",
                [
                    "kode": "RJ-92", "kebutuhan": "KB-022", "program": "C07", "dari": "C-DKM",
                    "langkah": "diusulkan", "tanggal": "2019-11-01",
                ], "referral.too-early"
            ),
            (
                "report",
                [
                    "lembaga": "C-KPP", "program": "C32", "periode": "2021-Q3", "per_tanggal": "2019-09-30",
                    "wilayah": "33.02", "ukuran": "disalurkan", "nilai": "56",
                ], "sheet.order"
            ),
        ])
    func standing(kind: String, row: [String: String], code: String) throws {
        let scratch = try Scratch()
        let receipt = try take(try registry(scratch), kind, row)
        #expect(!receipt.isStored)
        #expect(receipt.problems.map(\.code).contains(code), "\(receipt.problems)")
    }

    @Test func needsOfAnUnknownRegionAreRefused() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        #expect(throws: Problem.self) { try registry.supply(year: 2021, region: "99.99") }
    }

    /// Two editions share no need: what one hides, the other cannot tell.
    @Test func aNeedIsPublishedInOneYear() throws {
        let scratch = try Scratch()
        let registry = try registry(scratch)
        try registry.take(
            "denominator",
            ["ukuran": "usaha_mikro", "wilayah": "ID", "tahun": "2022", "nilai": "1000", "sumber": "uji"])
        try registry.computeFigures(asOf: CalendarDate("2022-12-31"))
        #expect(try registry.supply(year: 2022).needs.count > 100)
        let later = try registry.publication(year: 2022)
        #expect(!later.keys.contains { ["needs", "profiles"].contains($0.measure) && later[$0] != .value(0) })
        let stated = try registry.publication(year: 2021)
        #expect(stated.keys.contains { $0.measure == "needs" && stated[$0] != .value(0) })
    }
}
