import Registry
import Store
import Testing

/// Must-link and cannot-link: identities, and chains that contradict.
@Suite struct IdentityGraphTests {
    private func decision(
        _ id: Int64, _ a: Int64, _ b: Int64, _ verdict: MatchDecisionRecord.Verdict
    ) -> MatchDecisionRecord {
        MatchDecisionRecord(
            id: id, pair: SubjectPair(a, b), verdict: verdict, decidedAt: "2021-12-31T00:00:00Z", actor: "uji",
            note: nil, isBlind: true)
    }

    @Test func sameBindsThroughOthers() {
        let graph = IdentityGraph([
            decision(1, 5, 3, .same), decision(2, 9, 7, .same), decision(3, 7, 5, .same), decision(4, 20, 21, .unsure),
            decision(5, 11, 12, .different),
        ])
        #expect(graph.identities == [[3, 5, 7, 9]])
        #expect([3, 5, 7, 9, 11, 20].map(graph.identity) == [3, 3, 3, 3, 11, 20])
        #expect(graph.areSame(SubjectPair(3, 9)))
        #expect(!graph.areSame(SubjectPair(20, 21)))
        #expect(graph.areApart(SubjectPair(12, 11)))
    }

    @Test func differentIsRefusedWhereAChainSaysSame() {
        let graph = IdentityGraph([
            decision(1, 1, 2, .same), decision(2, 2, 3, .same), decision(3, 3, 4, .same), decision(4, 1, 3, .same),
        ])
        // The shortest chain is named, in its order.
        #expect(
            graph.conflict(SubjectPair(1, 4), .different) == [
                .init(from: 1, to: 3, isSame: true, decision: 4), .init(from: 3, to: 4, isSame: true, decision: 3),
            ])
        #expect(graph.conflict(SubjectPair(1, 5), .different) == nil)
        #expect(graph.conflict(SubjectPair(1, 4), .same) == nil)
        #expect(graph.conflict(SubjectPair(1, 4), .unsure) == nil)
    }

    @Test func sameIsRefusedWhereMembersWereToldApart() {
        let graph = IdentityGraph([
            decision(1, 1, 2, .same), decision(2, 10, 11, .same), decision(3, 11, 2, .different),
        ])
        #expect(
            graph.conflict(SubjectPair(1, 10), .same) == [
                .init(from: 1, to: 2, isSame: true, decision: 1), .init(from: 2, to: 11, isSame: false, decision: 3),
                .init(from: 11, to: 10, isSame: true, decision: 2),
            ])
        #expect(graph.areApart(SubjectPair(1, 10)))
        #expect(graph.conflict(SubjectPair(1, 12), .same) == nil)
    }

    /// Whatever the order of the decisions, the identities are the same.
    @Test func orderDoesNotMatter() {
        let pairs: [(Int64, Int64)] = [(8, 2), (4, 6), (2, 4), (10, 12), (6, 10), (14, 16)]
        let decisions = pairs.enumerated().map { decision(Int64($0.offset + 1), $0.element.0, $0.element.1, .same) }
        let expected = IdentityGraph(decisions).identities
        #expect(expected == [[2, 4, 6, 8, 10, 12], [14, 16]])
        for shift in decisions.indices {
            #expect(IdentityGraph(decisions[shift...] + decisions[..<shift]).identities == expected)
        }
        #expect(IdentityGraph(decisions.reversed()).identities == expected)
    }
}
