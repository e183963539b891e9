import Foundation
import Indonesia
import Problems
import Registry
import Store
import Testing

/// What hangs on two records before they are decided to be one person, while they are, and after that was taken back; and
/// what becomes of decisions when a list is undone and sent again.
@Suite struct MatchUndoingTests {
    /// What hangs on a person, counted.
    private struct Belongings: Equatable {
        var name: String?
        var enrolments = 0
        var amount: Int64 = 0
        var payments = 0
        var decisions = 0
        var enterprises = 0
        var needs = 0
        var referralSteps = 0

        init(_ registry: Registry, _ nik: NIK) throws {
            let view = try registry.person(nik)
            name = view.person?.name
            enrolments = try registry.database.read { try EnrolmentQueries($0).enrolments(nik: nik.digits) }.count
            amount = view.lines.reduce(0) { $0 + ($1.line.amount ?? 0) }
            decisions = view.decisions.count
            payments = view.decisions.count { $0.event.decision == StageDecision.cashed.rawValue }
            enterprises = view.enterprises.count
            needs = view.needs.count
            referralSteps = view.needs.reduce(0) { $0 + $1.referrals.count }
        }
    }

    @Test func takingAMatchBackLeavesEnrolmentsPaymentsAndReferralsAsTheyWere() throws {
        let scratch = try Scratch()
        let registry = try scratch.coordination(withCompanions: true)
        // Somebody with referrals, and somebody who was paid: for this test they are said to be one person.
        let referred = try #require(
            try registry.referrals().lines.compactMap { $0.need?.nik }.compactMap { NIK.parse($0).value }.first {
                try registry.person($0).person != nil
            })
        let paid = try #require(
            try registry.database.read { connection in
                try connection.all("SELECT DISTINCT nik FROM stage_event ORDER BY nik") { $0.string(0) }
            }.compactMap { NIK.parse($0).value }.first { nik in
                try nik != referred && Belongings(registry, nik).payments > 0
                    && Belongings(registry, nik).enrolments > 0
            })
        func belongings() throws -> [Belongings] {
            [try Belongings(registry, referred), try Belongings(registry, paid)]
        }
        let before = try belongings()
        #expect(before[0].referralSteps > 0 && before[0].needs > 0)
        #expect(before[1].payments > 0 && before[1].enrolments > 0)
        let tables = try scratch.tables()
        let (overlap, book) = (try registry.overlap(), try registry.referrals().lines.map(\.code))
        let ids = try [referred, paid].map { try #require(try registry.person($0).person).id }
        let decision = try registry.decide(SubjectPair(ids[0], ids[1]), .same, note: "KTP dilihat")
        // One person by decision; each record keeps what is its own.
        let seen = try #require(try registry.person(referred).identity)
        #expect(seen.others.map(\.subject.nik) == [paid.digits])
        #expect(seen.decisions.map(\.actor) == ["test"] && seen.decisions.map(\.id) == [decision.id])
        #expect(try registry.person(paid).identity?.others.map(\.subject.nik) == [referred.digits])
        #expect(try belongings() == before)
        try registry.undo(decision: decision.id, note: "dua orang")
        #expect(try belongings() == before)
        #expect(try scratch.tables() == tables)
        #expect(try registry.overlap().matrix == overlap.matrix)
        #expect(try registry.referrals().lines.map(\.code) == book)
        #expect(try registry.person(referred).identity?.isEmpty == true)
        #expect(try registry.identities().identities.isEmpty)
    }

    private func stage(
        _ range: Range<Int>, withNumbers: Bool, as name: String, _ registry: Registry, _ scratch: Scratch
    ) throws -> Int64 {
        try MatchSearchTests.stage(
            range.map { MatchSearchTests.row($0, nik: withNumbers ? nil : "") }, as: name,
            programme: withNumbers ? "BPUM" : "UMI", registry, scratch)
    }

    /// Pairs told apart never come up again, and pairs that are one person stay so: through new searches, and when the
    /// list of one of them is undone and sent again under other row numbers of the registry.
    @Test func decisionsHoldThroughSearchesAndListsSentAgain() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.commitAndPropose(
            stage(0..<120, withNumbers: true, as: "satu", registry, scratch)
        ).batch.id
        let second = try registry.commitAndPropose(
            stage(0..<40, withNumbers: false, as: "dua", registry, scratch)
        ).batch.id
        try registry.findMatches()
        func pair(_ n: Int, _ batch: Int64) -> SubjectPair {
            SubjectPair(LineQueries.id(batch: first, row: n + 2), LineQueries.id(batch: batch, row: n + 2))
        }
        try registry.decide(pair(3, second), .different, note: "kakak dan adik")
        try registry.decide(pair(4, second), .same, note: "KTP dilihat")
        let gone = try registry.decide(pair(5, second), .same, note: "keliru")
        try registry.undo(decision: gone.id, note: "dua orang")
        func holds(_ batch: Int64) throws {
            let items = try registry.matches(open: false)
            #expect(items.first { $0.candidate.pair == pair(3, batch) }?.decision?.verdict == .different)
            let open = try Set(registry.matches(open: true).map(\.candidate.pair))
                .union(registry.matchQueue().sample.filter(\.isOpen).map(\.candidate.pair))
            #expect(!open.contains(pair(3, batch)) && !open.contains(pair(4, batch)))
            // What was taken back is open again.
            #expect(open.contains(pair(5, batch)))
            #expect(try registry.identities().identities == [[pair(4, batch).a, pair(4, batch).b]])
            #expect(try registry.identities().areApart(pair(3, batch)))
        }
        try holds(second)
        try registry.findMatches()
        try holds(second)
        // The same list again: its rows are those that came first.
        _ = try registry.commitAndPropose(stage(0..<41, withNumbers: false, as: "dua", registry, scratch))
        try holds(second)
        let repeated = try registry.batches().map(\.id).max() ?? 0
        _ = try registry.undo(repeated)
        _ = try registry.undo(second)
        #expect(try registry.identities().identities.isEmpty)
        let third = try registry.commitAndPropose(
            stage(0..<40, withNumbers: false, as: "dua", registry, scratch)
        ).batch.id
        #expect(third > repeated)
        try holds(third)
        let carried = try registry.matchHistory().filter { $0.carries != nil }
        #expect(carried.count == 2 && carried.allSatisfy { $0.actor == "test" && $0.note != nil })
        #expect(try registry.logCount(.changes, LogFilter(action: "match-carry")) == 2)
        try registry.findMatches()
        try holds(third)
        // One that is taken back does not come back with the next sending.
        let same = try #require(carried.first { $0.verdict == .same })
        try registry.undo(decision: same.id, note: "ternyata dua orang")
        _ = try registry.undo(third)
        let fourth = try registry.commitAndPropose(
            stage(0..<40, withNumbers: false, as: "dua", registry, scratch)
        ).batch.id
        #expect(try registry.identities().identities.isEmpty)
        #expect(try registry.identities().areApart(pair(3, fourth)))
        #expect(try registry.verify() == [])
    }

    /// A = B and B = C leave no room for A ≠ C, also after a new search and when B's list was sent again.
    @Test func contradictionsAreRefusedWithTheWayOut() throws {
        let scratch = try Scratch()
        let registry = try scratch.registry()
        let first = try registry.commit(stage(0..<10, withNumbers: true, as: "satu", registry, scratch)).id
        let second = try registry.commit(stage(0..<10, withNumbers: false, as: "dua", registry, scratch)).id
        func id(_ batch: Int64, _ n: Int) -> Int64 { LineQueries.id(batch: batch, row: n + 2) }
        let ab = try registry.decide(SubjectPair(id(first, 0), id(second, 0)), .same)
        try registry.decide(SubjectPair(id(second, 0), id(first, 1)), .same)
        try registry.findMatches()
        let apart = SubjectPair(id(first, 0), id(first, 1))
        let refused = #expect(throws: Problem.self) { try registry.decide(apart, .different) }
        #expect(refused?.code == "match.contradiction")
        #expect(refused?.arguments["chain"] == "satu:2 = dua:2 (#1) = satu:3 (#2)")
        _ = try registry.undo(second)
        // Without the row between them nothing binds the two: they can be told apart,
        try registry.decide(apart, .different)
        let third = try registry.commit(stage(0..<10, withNumbers: false, as: "dua", registry, scratch)).id
        // and then only what does not contradict that goes over to the row sent again.
        #expect(try registry.identities().identities == [[id(first, 0), id(third, 0)]])
        #expect(try registry.identities().areApart(apart))
        let carried = try #require(try registry.matchHistory().first { $0.carries != nil })
        #expect(carried.carries == ab.id)
        let other = #expect(throws: Problem.self) {
            try registry.decide(SubjectPair(id(third, 0), id(first, 1)), .same)
        }
        #expect(other?.arguments["chain"] == "satu:3 ≠ satu:2 (#3) = dua:2 (#4)")
        #expect(try registry.verify() == [])
    }
}
