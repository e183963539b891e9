import Foundation
import Linkage
import Problems
import Registry
import Store
import Testing

/// What people decided goes into the next search, and is not asked again at an import.
@Suite struct MatchTeachingTests {
    private func take(
        _ rows: [String], as name: String, programme: String, _ registry: Registry, _ scratch: Scratch
    ) throws -> CommittedList {
        try registry.commitAndPropose(
            MatchSearchTests.stage(rows, as: name, programme: programme, registry, scratch))
    }

    private func parameters(_ registry: Registry) throws -> ModelParameters {
        struct Document: Decodable { var parameters: ModelParameters }
        let run = try #require(try registry.matchQueue().run)
        return try JSONDecoder().decode(Document.self, from: Data(run.document.utf8)).parameters
    }

    /// Pairs whose telephones differ, decided to be one person, teach that one person's telephones differ more often; how
    /// many pairs are one person is not learnt from pairs that somebody picked.
    @Test func decisionsTeach() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try take((0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        // Without a number, and half of them with another telephone.
        let copies = (0..<120).map {
            MatchSearchTests.row($0, nik: "", phone: $0.isMultiple(of: 2) ? "08577777\(2000 + $0)" : nil)
        }
        let second = try take(copies, as: "dua", programme: "UMI", registry, scratch)
        let plain = try registry.findMatches()
        #expect(plain.decisions.count == 0 && !plain.decisions.taught && plain.run.basis == .trained)
        let before = try parameters(registry)
        let items = try registry.matches(open: false)
        let other = items.filter { item in
            item.candidate.comparisons.contains { $0.comparison == "phone" && $0.label == "else" }
        }
        let (same, different) = (other.prefix(20), other.dropFirst(20).prefix(1))
        #expect(same.count == 20 && different.count == 1)
        for item in same { try registry.decide(item.candidate.pair, .same, note: "uji") }
        for item in different { try registry.decide(item.candidate.pair, .different, note: "uji") }
        try registry.decide(try #require(other.last).candidate.pair, .unsure, note: "uji")
        let taught = try registry.findMatches()
        #expect((taught.decisions.same, taught.decisions.different, taught.decisions.taught) == (20, 1, true))
        let after = try parameters(registry)
        let place = try #require(before.comparisons.firstIndex { $0.name == "phone" })
        #expect(try #require(after.comparisons[place].m.last) != #require(before.comparisons[place].m.last))
        #expect(abs(after.match / before.match - 1) < 0.1)
        // Decided pairs stay candidates, and stay decided.
        let queue = try registry.matches(open: false)
        #expect(queue.count { $0.decision?.verdict == .same } == 20)
        // Taken back, they teach nothing any more.
        for decision in try registry.matchHistory() where decision.verdict != .reversed {
            try registry.undo(decision: decision.id, note: "uji")
        }
        #expect(try registry.findMatches().decisions.count == 0)
        #expect(try parameters(registry) == before)
        // Nor do decisions about rows that are gone.
        try registry.decide(try #require(other.first).candidate.pair, .same, note: "uji")
        _ = try registry.undo(second.batch.id)
        #expect(try registry.findMatches().decisions.count == 0)
        #expect(try registry.verify() == [])
    }

    /// A pair that people bound is among the candidates only where it resembles itself at all.
    @Test func whatNothingSpeaksForIsNoCandidate() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try take(
            (0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        _ = try take((0..<60).map { MatchSearchTests.row($0, nik: "") }, as: "dua", programme: "UMI", registry, scratch)
        func id(_ row: Int) -> Int64 { LineQueries.id(batch: first.batch.id, row: row) }
        try registry.findMatches()
        let before = Set(try registry.matches(open: false).map(\.candidate.pair))
        let pair = SubjectPair(id(2), id(9))
        #expect(!before.contains(pair))
        try registry.decide(pair, .same, note: "uji")
        let search = try registry.findMatches()
        #expect(search.decisions.same == 1)
        #expect(!(try registry.matches(open: false).map(\.candidate.pair).contains(pair)))
    }

    /// A pair that people decided stands in the queue as decided when a list brings it up again: nobody is asked anew.
    @Test(arguments: [MatchDecisionRecord.Verdict.same, .different, .unsure])
    func decidedPairsAreNotAskedAnew(_ verdict: MatchDecisionRecord.Verdict) throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let people = (0..<30).map { MatchSearchTests.row($0) }
        let first = try take(people, as: "satu", programme: "BPUM", registry, scratch)
        let second = try take(
            [MatchSearchTests.row(4, nik: ""), MatchSearchTests.row(5, nik: "")], as: "dua", programme: "UMI", registry,
            scratch)
        let before = try registry.matches(open: false)
        let pair = SubjectPair(
            LineQueries.id(batch: first.batch.id, row: 6), LineQueries.id(batch: second.batch.id, row: 2))
        #expect(before.contains { $0.candidate.pair == pair })
        // Decided as if it had never been proposed.
        try registry.decide(pair, verdict, note: "uji")
        try scratch.database().write {
            try $0.execute("DELETE FROM match_candidate")
            try $0.execute("DELETE FROM linkage_run")
        }
        try registry.proposeMatches(for: second.batch.id)
        let after = try registry.matches(open: false)
        #expect(Set(after.map(\.candidate.pair)) == Set(before.map(\.candidate.pair)))
        let item = try #require(after.first { $0.candidate.pair == pair })
        #expect(item.decision?.verdict == verdict && item.isOpen == (verdict == .unsure))
        let told = try #require(try registry.proposals(of: second.batch.id))
        #expect(told.open == before.count - (verdict == .unsure ? 0 : 1))
    }

    /// By the blind sample, each band counting for what it holds, the registry tells how far its probabilities are off.
    @Test func theBlindSampleTellsHowFarProbabilitiesAreOff() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        _ = try take((0..<120).map { MatchSearchTests.row($0) }, as: "satu", programme: "BPUM", registry, scratch)
        let copies = (0..<120).map {
            MatchSearchTests.row($0, nik: "", phone: $0.isMultiple(of: 2) ? "08577777\(2000 + $0)" : nil)
        }
        _ = try take(copies, as: "dua", programme: "UMI", registry, scratch)
        try registry.findMatches()
        #expect(try registry.matchQuality().calibration == nil)
        // The lighter half of the sample is said to be two people each.
        let sample = try registry.matchQueue().sample.map(\.candidate).sorted {
            ($0.weight, $0.pair) < ($1.weight, $1.pair)
        }
        try #require(sample.count >= 40)
        for (place, candidate) in sample.enumerated() {
            try registry.decide(candidate.pair, place < sample.count / 2 ? .different : .same, isBlind: true)
        }
        let found = try #require(try registry.matchQuality().calibration)
        #expect(found.pairs == sample.count && found.same == sample.count - sample.count / 2 && !found.isTaught)
        // What is nearly sure by the model and two people by the decisions is far off before, and less so after.
        #expect(found.reliability.brierCalibrated < found.reliability.brierModel)
        // A search that learnt from these decisions says so.
        #expect(try registry.findMatches().decisions.taught)
        #expect(try #require(try registry.matchQuality().calibration).isTaught)
    }
}
