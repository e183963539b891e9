import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Whose report is taken in and when, which list meets a duty, and what is held against all institutions together.
@Suite struct ReportGateTests {
    private func report(
        _ registry: Registry, _ institution: String, _ programme: String, _ period: String, _ received: String,
        _ figures: [String: String] = ["disalurkan": "5"]
    ) throws -> SheetReceipt {
        let rows = figures.map { measure, value in
            [
                "lembaga": institution, "program": programme, "periode": period, "diterima": received,
                "wilayah": "ID", "ukuran": measure, "nilai": value,
            ]
        }
        return try registry.takeIn(
            Sheet(name: "uji", channel: "program", rows: rows), as: SheetKinds.bundled.kind("laporan"))
    }

    /// BPUM is owned by KEMENKOPUKM, proposed for by DINKOP-35.07 and distributed by BRI.
    @Test func onlyInstitutionsOfTheProgrammeReport() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let figures = ["disalurkan": "5", "dicairkan": "4", "diusulkan": "9"]
        let foreign = try report(registry, "PNM", "BPUM", "2021-Q1", "2021-04-10", figures)
        #expect(!foreign.isStored)
        // Told once, not in every row.
        #expect(foreign.problems.map(\.code) == ["report.institution"])
        #expect(foreign.problems.first?.arguments["known"] == "KEMENKOPUKM, BRI, DINKOP-35.07")
        for institution in ["KEMENKOPUKM", "BRI", "DINKOP-35.07"] {
            #expect(try report(registry, institution, "BPUM", "2021-Q1", "2021-04-10", figures).isStored)
        }
        // A year without a version of its own is judged by what holds now.
        #expect(try report(registry, "BRI", "BPUM", "2022-Q1", "2022-04-10").isStored)
        #expect(try report(registry, "PNM", "BPUM", "2022-Q1", "2022-04-10").problems.count == 1)
    }

    @Test(arguments: [
        ("2021-Q1", "2021-03-30", false), ("2021-Q1", "2021-03-31", true), ("2021", "2021-12-30", false),
        ("2021-07", "2021-08-01", true), ("2099-Q1", "2021-08-01", false),
    ])
    func aReportComesWhenItsPeriodIsOver(period: String, received: String, isTaken: Bool) throws {
        let scratch = try Scratch()
        let receipt = try report(scratch.registry(), "BRI", "BPUM", period, received)
        #expect(receipt.isStored == isTaken)
        #expect(receipt.problems.map(\.code) == (isTaken ? [] : ["report.period-open"]))
    }

    /// Without a day of its own a report came when its sheet did.
    @Test func theSheetsDayCountsWhereAReportNamesNone() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let row = [
            "lembaga": "BRI", "program": "BPUM", "periode": "2021-Q1", "wilayah": "ID", "ukuran": "disalurkan",
            "nilai": "5",
        ]
        func take(_ day: String) throws -> SheetReceipt {
            try registry.takeIn(
                Sheet(name: "uji", channel: "program", rows: [row]), as: SheetKinds.bundled.kind("laporan"),
                receivedOn: CalendarDate(day))
        }
        #expect(try take("2021-03-01").problems.map(\.code) == ["report.period-open"])
        #expect(try take("2021-04-01").isStored)
        let problem = #expect(throws: Problem.self) { try take("2099-01-01") }
        #expect(problem?.code == "sheet.future")
    }

    @Test func aListMeetsTheDutyOfItsInstitutionAndYear() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination()
        func duty(_ institution: String, _ period: String) throws {
            try registry.take(
                "duty",
                [
                    "lembaga": institution, "program": "C03", "periode": period, "jatuh_tempo": "2022-01-31",
                    "isi": "daftar",
                ])
        }
        // The list of C03 comes from C-KTK.
        try duty("C-DKM", "2021")
        try duty("C-KTK", "2021-S1")
        try duty("C-KTK", "2022")
        func state(_ asOf: String, _ institution: String, _ period: String) throws -> DutyState.State? {
            try registry.reporting(asOf: CalendarDate(asOf)).duties.first {
                $0.duty.institution == institution && $0.duty.programme == "C03" && $0.duty.period == period
                    && $0.duty.content == .list
            }?.state
        }
        #expect(try state("2022-03-31", "C-KTK", "2021") == .onTime)
        #expect(try state("2022-03-31", "C-KTK", "2021-S1") == .onTime)
        #expect(try state("2022-03-31", "C-DKM", "2021") == .missing)
        #expect(try state("2022-03-31", "C-KTK", "2022") == .missing)
        // In June nobody had a list of the last day of the year.
        #expect(try state("2021-06-30", "C-KTK", "2021") == .awaited)
    }

    @Test func budgetAndTargetAreHeldAgainstAllInstitutionsTogether() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.take(
            "programme",
            [
                "kode": "X1", "tahun": "2021", "nama": "Contoh", "penanggung_jawab": "KEMNAKER", "jenis": "J05",
                "unit_sasaran": "orang", "penyalur": "BRI;PNM", "anggaran": "1000", "target": "10",
            ])
        let figures = ["disalurkan": "7", "anggaran_terpakai": "600"]
        for institution in ["BRI", "PNM"] {
            #expect(try report(registry, institution, "X1", "2021-Q1", "2021-04-10", figures).isStored)
        }
        let limits = try registry.reporting(asOf: CalendarDate("2021-12-31")).findings
            .filter { $0.code == "report.over-budget" || $0.code == "report.over-target" }
        #expect(limits.map(\.code) == ["report.over-budget", "report.over-target"])
        #expect(limits.first?.arguments["spent"] == "1200")
        #expect(limits.last?.arguments["reached"] == "14")
        #expect(limits.allSatisfy { $0.institution == "PNM" && $0.sending != nil })
    }

    /// A report that nobody asked for may contradict what it likes: the share is about what was due.
    @Test func theShareIsAboutDuties() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.take(
            "duty",
            [
                "lembaga": "BRI", "program": "BPUM", "periode": "2021-Q1", "jatuh_tempo": "2021-04-15",
                "isi": "angka",
            ])
        #expect(try report(registry, "BRI", "BPUM", "2021-Q1", "2021-04-10").isStored)
        let wrong = ["diusulkan": "5", "diverifikasi": "9"]
        #expect(try report(registry, "BRI", "BPUM", "2022-Q1", "2022-04-10", wrong).isStored)
        let score = try registry.reporting(asOf: CalendarDate("2022-12-31")).score { $0 == "BRI" }
        #expect((score.due, score.onTime, score.inOrder, score.contradictory) == (1, 1, 1, 1))
        #expect(score.share == 1)
        #expect(try report(registry, "BRI", "BPUM", "2021-Q1", "2021-04-11", wrong).isStored)
        #expect(try registry.reporting(asOf: CalendarDate("2022-12-31")).score { $0 == "BRI" }.share == 0)
    }

    /// Whoever cashed the aid had an activated card.
    @Test func activationStandsBetweenDistributionAndCash() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let figures = ["disalurkan": "9", "diaktifkan": "4", "dicairkan": "6"]
        #expect(try report(registry, "BRI", "BPUM", "2021-Q1", "2021-04-10", figures).isStored)
        let findings = try registry.reporting(asOf: CalendarDate("2021-12-31")).findings
        #expect(findings.filter { $0.code == "report.order" }.map(\.measures) == [["activated", "cashed"]])
    }
}
