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

    /// Parts that are not all there may come to less than the whole, never to more.
    @Test(
        arguments: [
            (["2021-Q1": 10, "2021-S1": 31], nil), (["2021-Q1": 32, "2021-S1": 31], "32"),
            (["2021-Q1": 11, "2021-Q2": 20, "2021-S1": 31], nil),
            (["2021-01": 5, "2021-02": 5, "2021-03": 5, "2021-Q1": 15, "2021-S1": 14], "15"),
        ]
            as [([String: Int], String?)])
    func periodsAreHeldAgainstTheirParts(values: [String: Int], parts: String?) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        for (period, value) in values.sorted(by: { $0.key < $1.key }) {
            try registry.take(
                "report",
                [
                    "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": period, "wilayah": "35.07",
                    "ukuran": "disalurkan", "nilai": String(value), "diterima": "2021-12-10",
                ])
        }
        let found = try registry.reporting(asOf: CalendarDate("2021-12-31")).findings
            .filter { $0.code == "report.periods-differ" }
        #expect(found.first?.arguments["parts"] == parts && found.count == (parts == nil ? 0 : 1))
    }

    /// The owner's figure may hold what somebody else reports as well; of two who hand out each has its own people.
    @Test func cellsThatTheOwnerReportsTooAreTold() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let programme = try #require(try registry.programmes().first { $0.code == "BPUM" })
        func report(_ institution: String, _ value: Int, _ region: String = "35.07") throws {
            try registry.take(
                "report",
                [
                    "lembaga": institution, "program": "BPUM", "periode": "2021-Q1", "wilayah": region,
                    "ukuran": "disalurkan", "nilai": String(value), "diterima": "2021-04-02",
                ])
        }
        func told() throws -> [ReportFinding] {
            try registry.reporting(asOf: CalendarDate("2021-12-31")).findings
                .filter { $0.code == "report.cell-shared" }
        }
        try report("DINKOP-35.07", 12)
        let banks = programme.distributors.prefix(2)
        for (index, bank) in banks.enumerated() { try report(bank, 30 + index) }
        #expect(try told().isEmpty)
        try report(programme.owner, 9, "35")
        #expect(try told().isEmpty)
        try report(programme.owner, 58)
        let found = try told()
        #expect(Set(found.map(\.institution)) == Set(banks).union(["DINKOP-35.07"]))
        #expect(found.allSatisfy { $0.region == "35.07" && $0.arguments["owner"] == programme.owner })
    }

    /// A day of receipt that a file names is its sender's word.
    @Test func aReportThatCameInLateIsOnTimeByItsSendersWordAlone() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        try registry.take(
            "duty",
            [
                "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": "2021-Q1", "jatuh_tempo": "2021-04-15",
                "isi": "angka",
            ])
        try registry.take(
            "report",
            [
                "lembaga": "DINKOP-35.07", "program": "BPUM", "periode": "2021-Q1", "wilayah": "35.07",
                "ukuran": "disalurkan", "nilai": "12", "diterima": "2021-04-02",
            ])
        let state = try registry.reporting(asOf: CalendarDate("2021-12-31"))
        #expect(state.duties.map(\.state) == [.onTime] && state.duties.map(\.isOnTimeByWord) == [true])
        #expect(state.score { _ in true }.onTimeByWord == 1)
        #expect((state.duties.first?.takenOn ?? "") > "2021-04-15")
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
        // The half-year is held against its quarters, and both figures are told.
        let differs = try #require(state.findings.first { $0.code == "report.periods-differ" })
        #expect(differs.period == "2021-S1" && differs.isContradiction)
        #expect(differs.arguments["total"] == "31" && differs.arguments["parts"] == "30")
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        #expect(try registry.monitoring(year: 2021).figures["distributed"] == 31)
        // What the longer report does not tell counts from the shorter ones.
        #expect(try take("2021-Q2", 7, ["ukuran": "dicairkan"]).isStored)
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        #expect(try registry.monitoring(year: 2021).figures["cashed"] == 7)
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
