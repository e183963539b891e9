import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// Reporting through the gate, held against what the example planted: each thing is found, and nothing else.
@Suite struct ReportingTests {
    private func state() throws -> (state: ReportingState, truth: ReportTruth) {
        let truth = try ReportTruth.load()
        let registry = try CoordinationFixture.shared.get().registry
        return (try registry.reporting(asOf: CalendarDate(truth.asOf)), truth)
    }

    @Test func lateAndMissingAreThoseOfTheTruth() throws {
        let (state, truth) = try state()
        #expect(state.duties.count == truth.reports.duties)
        func key(_ duty: ReportTruth.Duty) -> String {
            [duty.institution, duty.programme, duty.period, duty.content, duty.days.map(String.init) ?? ""]
                .joined(separator: "/")
        }
        func found(_ wanted: DutyState.State, withDays: Bool) -> Set<String> {
            Set(
                state.duties.filter { $0.state == wanted }.map { item in
                    [
                        item.duty.institution, item.duty.programme, item.duty.period, item.duty.content.rawValue,
                        withDays ? String(item.days) : "",
                    ].joined(separator: "/")
                })
        }
        #expect(found(.late, withDays: true) == Set(truth.reports.late.map(key)))
        #expect(found(.missing, withDays: false) == Set(truth.reports.missing.map(key)))
        #expect(found(.awaited, withDays: false).isEmpty)
    }

    @Test func contradictionsAreThoseOfTheTruthWithTheirRows() throws {
        let (state, truth) = try state()
        let found = state.findings.filter { $0.code != "report.late" && $0.code != "report.missing" }
        func key(_ code: String, _ programme: String, _ period: String, _ region: String?, _ measures: [String])
            -> String
        {
            [code, programme, period, region ?? "", measures.sorted().joined(separator: "+")].joined(separator: "/")
        }
        let keys = Set(found.map { key($0.code, $0.programme, $0.period, $0.region, $0.measures) })
        let wanted = Set(
            truth.reports.contradictory.map { key($0.code, $0.programme, $0.period, $0.region, $0.measures) })
        #expect(keys == wanted, "\(keys.symmetricDifference(wanted).sorted())")
        #expect(found.count == truth.reports.contradictory.count)
        for planted in truth.reports.contradictory {
            guard let rows = planted.rows else { continue }
            let finding = try #require(found.first { $0.code == planted.code && $0.programme == planted.programme })
            #expect(Set(rows).isSubset(of: finding.rows), "\(planted.code) \(planted.programme): \(finding.rows)")
            #expect(planted.file?.hasSuffix(finding.file ?? "?") == true)
        }
    }

    @Test(arguments: Language.allCases) func everyFindingIsWorded(language: Language) throws {
        for finding in try state().state.findings {
            let sentence = Catalogue.bundled.sentence(finding.problem, language)
            #expect(!sentence.contains("{") && !sentence.contains(finding.code), "\(sentence)")
        }
    }

    /// What came later than the day that is asked about is not known on that day.
    @Test func anEarlierDayKnowsLess() throws {
        let registry = try CoordinationFixture.shared.get().registry
        let early = try registry.reporting(asOf: CalendarDate("2021-07-11"))
        let late = try registry.reporting(asOf: CalendarDate("2022-03-31"))
        #expect(early.reports.count < late.reports.count)
        #expect(early.duties.contains { $0.state == .awaited })
        #expect(late.reports.contains { $0.version == 2 })
        #expect(!early.reports.contains { $0.version == 2 })
        let year = try registry.reporting(asOf: CalendarDate("2022-03-31"), year: 2020)
        #expect(year.duties.allSatisfy { $0.duty.period.hasPrefix("2020") })
        #expect(!year.findings.isEmpty && year.findings.allSatisfy { $0.period.hasPrefix("2020") })
    }

    @Test func scoresAddUp() throws {
        let state = try state().state
        let all = state.score { _ in true }
        #expect(all.due == all.onTime + all.late + all.missing)
        let parts = state.institutions.map { institution in state.score { $0 == institution } }
        #expect(parts.reduce(0) { $0 + $1.due } == all.due)
        #expect(parts.reduce(0) { $0 + $1.reports } == all.reports)
        #expect(parts.reduce(0) { $0 + $1.contradictory } == all.contradictory)
        #expect(parts.reduce(0) { $0 + $1.inOrder } == all.inOrder)
    }

    /// Of what was due, what came on time and contradicts nothing, duty by duty as the generator counts it.
    @Test func whatIsInOrderIsThatOfTheTruth() throws {
        let (state, truth) = try state()
        for wanted in truth.reports.scores {
            let score = state.score { $0 == wanted.institution }
            #expect((score.due, score.inOrder) == (wanted.due, wanted.inOrder), "\(wanted.institution)")
            #expect(score.share == Double(wanted.inOrder) / Double(wanted.due))
        }
        #expect(Set(truth.reports.scores.map(\.institution)) == Set(state.duties.map(\.duty.institution)))
    }

    @Test func aMonthReportedTwiceCountsOnce() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let kind = try SheetKinds.bundled.kind("laporan")
        func take(_ period: String, _ value: Int, _ more: [String: String] = [:]) throws -> SheetReceipt {
            let row = [
                "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": period, "wilayah": "35.07",
                "ukuran": "disalurkan", "nilai": String(value), "diterima": "2021-12-10",
            ].merging(more) { $1 }
            return try registry.takeIn(Sheet(name: "uji", channel: "program", rows: [row]), as: kind)
        }
        for (period, value) in [("2021-Q1", 10), ("2021-Q2", 20), ("2021-S1", 31)] {
            #expect(try take(period, value).isStored)
        }
        let state = try registry.reporting(asOf: CalendarDate("2021-12-31"))
        #expect(state.findings.filter { $0.code == "report.period-twice" }.map(\.period) == ["2021-Q1", "2021-Q2"])
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        #expect(try registry.monitoring(year: 2021).figures["distributed"] == 31)
        // A day that has not come, and more people than there are, are slips of the hand.
        #expect(try take("2021-Q3", 1, ["diterima": "2099-01-01"]).problems.map(\.code) == ["sheet.future"])
        #expect(try take("2021-Q3", 99_000_000_000).problems.map(\.code) == ["sheet.people"])
        // The same figures as of another day are another version.
        #expect(try take("2021-S1", 31, ["per_tanggal": "2021-06-30"]).sending.updated == 1)
        #expect(try take("2021-S1", 31, ["per_tanggal": "2021-06-30"]).sending.unchanged == 1)
    }

    /// Whatever a sheet holds, nothing that is counted from it ends the program.
    @Test func theLargestFiguresAreCounted() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let villages = try registry.regions(level: "village").map(\.code)
        func row(_ village: String, _ period: String, _ value: String) -> [String: String] {
            [
                "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": period, "wilayah": village,
                "ukuran": "nilai_disalurkan", "nilai": value, "diterima": "2022-01-10",
            ]
        }
        let kind = try SheetKinds.bundled.kind("laporan")
        let beyond = try registry.takeIn(
            Sheet(name: "uji", channel: "program", rows: [row(villages[0], "2021-Q1", "9223372036854775807")]), as: kind
        )
        #expect(beyond.problems.map(\.code) == ["sheet.number"])
        for quarter in 1...4 {
            let rows = villages.map { row($0, "2021-Q\(quarter)", "999999999999999") }
            #expect(try registry.takeIn(Sheet(name: "uji", channel: "program", rows: rows), as: kind).isStored)
        }
        try registry.computeFigures(asOf: CalendarDate("2022-01-31"))
        let sum = Int64(villages.count * 4) * 999_999_999_999_999
        #expect(try registry.monitoring(year: 2021).figures["amountDistributed"] == sum)
    }

    /// Sums from reports whose totals and parts are given at any level, against a plain walk over all figures.
    @Test(arguments: 0..<20 as Range<UInt64>) func totalsAreWhatAWalkFinds(seed: UInt64) throws {
        var generator = SplitMix(seed: seed)
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let regions = [
            "ID", "33", "35", "35.07", "35.07.01", "35.07.01.2003", "35.07.01.2006", "35.07.11", "35.07.11.2008",
        ]
        var given: [String: Int64] = [:]
        for region in regions where Bool.random(using: &generator) {
            given[region] = Int64.random(in: 0...500, using: &generator)
        }
        guard !given.isEmpty else { return }
        let rows = given.map { region, value in
            [
                "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": "2021-Q1", "wilayah": region,
                "ukuran": "disalurkan", "nilai": String(value), "diterima": "2021-04-10",
            ]
        }
        let receipt = try registry.takeIn(
            Sheet(name: "uji", channel: "program", rows: rows), as: SheetKinds.bundled.kind("laporan"))
        #expect(receipt.isStored)
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        func walk(_ region: String) -> Int64? {
            if let own = given[region] { return own }
            let parts = regions.filter { RegionScope.parent(of: $0) == region }.compactMap(walk)
            return parts.isEmpty ? nil : parts.reduce(0, +)
        }
        for region in regions {
            let view = try registry.monitoring(region: region, year: 2021, programme: "BPUM")
            #expect(view.figures["distributed"] == walk(region), "\(region) \(given)")
            let below = view.parts.compactMap { $0.figures["distributed"] }.reduce(0, +)
            if !view.parts.isEmpty, let own = view.figures["distributed"] {
                #expect(below + (view.remainder["distributed"] ?? 0) == own)
            }
        }
    }
}
