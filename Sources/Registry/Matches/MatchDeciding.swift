import Foundation
import Indonesia
public import Problems
public import Store

/// What became of deciding many pairs in one go.
public struct MatchBundle: Sendable, Hashable {
    public var number: Int64
    public var decisions: [MatchDecisionRecord]
    /// Pairs that were left open because deciding them so would contradict other decisions.
    public var contradicting: [SubjectPair]
}

extension Registry {
    /// Decides whether two records are one person.
    ///
    /// Nothing in the registry changes but that the decision stands, with who made it, when and why: who is one person is
    /// read from the decisions. One that said "unsure" before gives way, with a row that says so.
    ///
    /// - Parameters:
    ///   - note: why; long numbers in it are hidden, for it is kept for ever.
    ///   - isBlind: whether weight and probability were hidden from who decides. Once somebody has decided a pair they
    ///     were shown, as they were to whom ``revealMatch(_:)`` showed them: a later decision about it counts as made
    ///     with them in sight.
    /// - Throws: `match.unknown` where a record is not in the registry, `match.same-record`, `match.decided-already`,
    ///   `match.contradiction` with the chain of decisions that says the contrary.
    @discardableResult
    public func decide(
        _ pair: SubjectPair, _ verdict: MatchDecisionRecord.Verdict, note: String? = nil, isBlind: Bool = false
    ) throws(Problem) -> MatchDecisionRecord {
        let note = note.map(Self.note)
        return try change(.matchDecide) { connection, log in
            guard pair.a != pair.b else { throw Problem("match.same-record") }
            let subjects = try SubjectRecordQueries(connection).subjects([pair.a, pair.b])
            guard subjects.count == 2 else { throw Problem("match.unknown", .refuse, ["pair": pair.text]) }
            var desk = try DecisionDesk(connection, log)
            return try desk.decide(
                pair, verdict, note: note, isBlind: isBlind, candidate: CandidateQueries(connection).candidate(pair))
        }
    }

    /// Decides all open candidates of one agreement pattern alike, but for those drawn for the blind sample, which are
    /// decided one by one. All or nothing is stored; what would contradict is left open and told.
    ///
    /// - Parameter note: why; many pairs are never decided without a reason.
    /// - Throws: `match.reason`, `match.pattern` where no open pair has the pattern.
    public func decide(
        pattern: String, _ verdict: MatchDecisionRecord.Verdict, note: String
    ) throws(Problem) -> MatchBundle {
        let reason = Self.note(note)
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try change(.matchDecide) { connection, log in
            let open = try MatchDesk(connection).openForBulk(pattern: pattern)
            guard !open.isEmpty else { throw Problem("match.pattern", .refuse, ["pattern": pattern]) }
            let number = try MatchDecisionQueries(connection).nextBundle()
            var desk = try DecisionDesk(connection, log)
            var bundle = MatchBundle(number: number, decisions: [], contradicting: [])
            for candidate in open {
                if desk.graph.conflict(candidate.pair, verdict) != nil {
                    bundle.contradicting.append(candidate.pair)
                    continue
                }
                bundle.decisions.append(
                    try desk.decide(
                        candidate.pair, verdict, note: reason, isBlind: false, candidate: candidate,
                        bundle: number))
            }
            return bundle
        }
    }

    /// Takes a decision back: both records are again what they were before it.
    ///
    /// - Throws: `match.no-decision`, `match.reversed-already`, `match.reason`.
    @discardableResult
    public func undo(decision id: Int64, note: String) throws(Problem) -> MatchDecisionRecord {
        let reason = Self.note(note)
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try change(.matchUndo) { connection, log in
            let queries = MatchDecisionQueries(connection)
            guard let decision = try queries.decision(id), decision.verdict != .reversed else {
                throw Problem("match.no-decision", .refuse, ["id": String(id)])
            }
            guard try queries.standing(decision.pair)?.id == id else {
                throw Problem("match.reversed-already", .refuse, ["id": String(id)])
            }
            return try DecisionDesk.reverse(decision, reason, log)
        }
    }

    /// Takes back what of a bundle is still in force.
    ///
    /// - Returns: the rows that take it back.
    /// - Throws: `match.no-bundle` where nothing of it is in force, `match.reason`.
    @discardableResult
    public func undo(bundle number: Int64, note: String) throws(Problem) -> [MatchDecisionRecord] {
        let reason = Self.note(note)
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try change(.matchUndo) { connection, log in
            let standing = try MatchDecisionQueries(connection).standing(bundle: number)
            guard !standing.isEmpty else { throw Problem("match.no-bundle", .refuse, ["id": String(number)]) }
            return try standing.reversed().map { try DecisionDesk.reverse($0, reason, log) }
        }
    }

    private static func note(_ text: String) -> String { LongNumbers.hidden(in: text.trimmed) }

    /// Who is one person by the decisions in force.
    public func identities() throws(Problem) -> IdentityGraph {
        try database.read { IdentityGraph(try MatchDecisionQueries($0).standing()) }
    }

    /// Everything that was ever decided about matches, the newest first.
    public func matchHistory() throws(Problem) -> [MatchDecisionRecord] {
        try database.read { try MatchDecisionQueries($0).history() }
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
