import Foundation
import Indonesia
import Problems
import Registry
import Store
import Tabular
import Testing

/// The five lists of the one-gate example against what their generator planted.
@Suite struct OneGateTests {
    /// Each list is recognised by its own header and content, without being told its kind.
    @Test func listsAreRecognised() throws {
        for list in try Manifest.load().lists {
            let file = try ListFile(example("one-gate").appendingPathComponent(list.file))
            let reading = try ListReading(
                file, today: try #require(CalendarDate("2021-12-31")), wantsRecords: false)
            #expect(reading.mapping.profile.name == list.profile)
            #expect(file.layout.dialect.encoding.rawValue == list.encoding)
            #expect(String(UnicodeScalar(file.layout.dialect.delimiter.rawValue)) == list.delimiter)
            #expect(file.layout.headerRow == list.header_row)
        }
    }

    /// Row by row, with the code: everything that was planted, and nothing else.
    @Test func everyPlantedProblemAndNoOther() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batches = try registry.importOneGate()
        for (batch, truth) in zip(batches, try Truth.load().lists) {
            #expect(batch.name == truth.name)
            let found = Set(try registry.problems(of: batch.id).map { "\($0.row) \($0.code) \($0.severity)" })
            let planted = Set(
                truth.refused.map { "\($0.row) \($0.code) refuse" } + truth.warned.map { "\($0.row) \($0.code) warn" }
                    + truth.noted.map { "\($0.row) \($0.code) note" })
            #expect(found.subtracting(planted).sorted() == [], "\(truth.name): not planted")
            #expect(planted.subtracting(found).sorted() == [], "\(truth.name): not found")
            #expect(batch.counts.read == truth.rows)
            #expect(batch.counts.new == truth.new)
            #expect(batch.counts.refused == truth.refused_rows)
            #expect(batch.counts.warned == truth.warned_rows)
            #expect(batch.counts.reconcile)
        }
        #expect(try registry.verify() == [])
    }

    @Test func overlapsAgreeWithTheTruth() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try registry.importOneGate()
        try expect(try registry.overlap(), Truth.load())
    }

    private func expect(_ result: OverlapResult, _ truth: Truth) throws {
        #expect(result.people == truth.people)
        #expect(result.peopleOnSeveral == truth.people_on_two_or_more)
        func name(_ index: Int) -> String { result.lists[index].name }
        for list in truth.lists {
            let found = try #require(result.lists.first { $0.name == list.name })
            #expect(found.people == list.people)
            #expect(found.amount == list.amount)
            #expect(found.rows == list.new)
        }
        for combination in truth.people_by_exact_lists {
            let found = result.combinations.first { Set($0.lists.map(name)) == Set(combination.lists) }
            #expect(found?.people == combination.people)
        }
        #expect(result.combinations.count == truth.people_by_exact_lists.count)
        for pair in truth.pairs {
            let found = result.pairs.first { [name($0.a), name($0.b)] == [pair.a, pair.b] }
            #expect(found?.people == pair.people)
            #expect(found?.families == pair.families, "\(pair.a) \(pair.b)")
            #expect(found?.familiesOnly == pair.families_only, "\(pair.a) \(pair.b)")
            let findings = result.findings.filter { [name($0.a), name($0.b)] == [pair.a, pair.b] }
            #expect(findings.count == pair.by_verdict.count)
            for verdict in pair.by_verdict {
                let finding = findings.first {
                    $0.verdict.rawValue == verdict.verdict && $0.unit.rawValue == verdict.unit
                }
                if verdict.unit == "person" { #expect(finding?.people == verdict.people) }
                if verdict.unit == "family" { #expect(finding?.families == verdict.families) }
                #expect(finding?.amountA == verdict.amount_a)
                #expect(finding?.amountB == verdict.amount_b)
                #expect(finding?.cases.count == (verdict.people ?? verdict.families))
            }
        }
        let own = result.findings.filter { $0.a == $0.b }
        #expect(own.count == truth.same_list.count)
        for same in truth.same_list {
            let finding = own.first { name($0.a) == same.list && $0.unit.rawValue == same.unit }
            #expect(finding?.verdict.rawValue == same.verdict)
            #expect(finding?.people == same.people)
            if let families = same.families { #expect(finding?.families == families) }
            if let amount = same.amount { #expect(finding?.amount == amount) }
        }
        #expect(result.complements.count == truth.missing_complement.count)
        for complement in truth.missing_complement {
            let found = result.complements.first {
                name($0.servedBy) == complement.served_by && name($0.notOn) == complement.not_on
            }
            #expect(found?.people == complement.people)
            let villages = Dictionary((found?.villages ?? []).map { ($0.name, $0.people) }, uniquingKeysWith: +)
            #expect(villages == complement.by_village)
        }
    }

    /// Undone from the newest to the oldest, the registry is empty and sound again; in another order it says what blocks.
    @Test func undoingAllLeavesAnEmptyRegistry() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let before = Dictionary(try registry.totals().map { ($0.name, $0.rows) }, uniquingKeysWith: +)
        let batches = try registry.importOneGate()
        let first = try #require(batches.first)
        let blocked = #expect(throws: Problem.self) { try registry.undo(first.id) }
        #expect(blocked?.code == "import.blocked")
        #expect(try registry.blockers(of: first.id).isEmpty == false)
        for batch in batches.reversed() {
            #expect(try registry.blockers(of: batch.id) == [])
            #expect(try registry.undo(batch.id).batch.state == .undone)
            #expect(try registry.verify() == [])
        }
        let after = Dictionary(try registry.totals().map { ($0.name, $0.rows) }, uniquingKeysWith: +)
        for name in ["people", "families", "enterprises", "groups", "enrolments", "stage_events"] {
            #expect(after[name] == 0)
        }
        #expect(after["programmes"] == before["programmes"])
    }

    /// The order of the blockers is an order in which undoing works.
    @Test func blockersInTheirOrderFreeTheBatch() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let batches = try registry.importOneGate()
        let first = try #require(batches.first)
        for id in try registry.blockers(of: first.id) { _ = try registry.undo(id) }
        #expect(try registry.undo(first.id).batch.state == .undone)
        #expect(try registry.verify() == [])
    }

    /// The same overlaps come out of the files alone, for what files can know.
    /// Mekaar's list has no column of sex: its clients are women, as nearly all of their identity numbers tell; a few of
    /// the planted damages left a number of a man.
    @Test func sexIsReadFromTheNumberWhereAListIsSilent() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try registry.importOneGate()
        try registry.computeFigures(asOf: CalendarDate("2021-12-31"))
        let view = try registry.monitoring(year: 2021, programme: "MEKAAR")
        let people = try #require(view.figures["listed"])
        #expect(people > 500 && people - (view.figures["listedWomen"] ?? 0) < people / 50)
        #expect(view.breakdowns["sex"]?.contains { $0.category == "-" } == false)
        let unknown = try registry.monitoring(year: 2021).breakdowns["age"]?.first { $0.category == "-" }?.value
        #expect(unknown ?? 0 < people / 10)
    }

    @Test func filesAloneGiveTheSamePeople() throws {
        let rules = try CompatibilityFile.read(example("catalogue").appendingPathComponent("compatibility.csv"))
        let regions = RegionDirectory(
            try RegionDirectory.read(
                example("catalogue").appendingPathComponent("regions.csv"), system: nil, version: nil
            ).records)
        let readings = try Manifest.load().lists.map { list in
            (
                list: OverlapList(
                    name: list.name, title: list.name, programme: list.programme, kind: nil, institution: nil,
                    fiscalYear: list.fiscalYear, referenceDate: CalendarDate(list.referenceDate)),
                reading: try ListReading(
                    ListFile(example("one-gate").appendingPathComponent(list.file)), regions: regions,
                    today: try #require(CalendarDate("2021-12-31")), wantsRecords: true)
            )
        }
        let truth = try Truth.load()
        let (result, checks) = try OverlapEngine.find(files: readings, rules: rules)
        #expect(result.people == truth.people)
        #expect(result.peopleOnSeveral == truth.people_on_two_or_more)
        for pair in truth.pairs {
            let found = result.pairs.first { result.lists[$0.a].name == pair.a && result.lists[$0.b].name == pair.b }
            #expect(found?.people == pair.people)
            #expect(found?.families == pair.families)
        }
        #expect(checks.map(\.refused) == truth.lists.map(\.refused_rows))
    }
}
