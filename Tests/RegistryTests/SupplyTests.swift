import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import Testing

/// Needs against what programmes offer, on the coordination example.
@Suite struct SupplyTests {
    @Test func statesAreThoseOfTheExample() throws {
        let truth = try NeedTruth.load().needs
        let scratch = try Scratch()
        let report = try scratch.coordination().supply(year: truth.year)
        #expect(report.needs.count == truth.count)
        for (need, line) in zip(report.needs, truth.lines) {
            let found = NeedTruth.Line(
                code: need.need.code, subject: need.need.subjectKind.rawValue, village: need.need.region ?? "",
                need: need.need.need, aid: need.need.aid, state: need.state.rawValue, uncertain: need.isUncertain,
                answeredBy: need.answeredBy.sorted(), perhaps: need.perhaps.sorted())
            var line = line
            line.answeredBy.sort()
            line.perhaps.sort()
            #expect(found == line)
        }
        for state in AssessedNeed.State.allCases {
            #expect(report.counts[state] == truth.states[state.rawValue] ?? 0)
        }
        #expect(report.uncertain == truth.uncertain)
        #expect(report.combinations().map { .init(aid: $0.aid, subjects: $0.subjects) } == truth.combinations)
        #expect(
            report.combinations(among: Set(truth.nine)).map { .init(aid: $0.aid, subjects: $0.subjects) }
                == truth.combinationsOfTheNine)
        #expect(
            Dictionary(uniqueKeysWithValues: report.villages.map { ($0.region, $0.counts.unserved) })
                == truth.unservedByVillage)
    }
}
