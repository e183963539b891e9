import Foundation
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
    ///   - note: why.
    ///   - isBlind: whether weight and probability were hidden from who decides. Once somebody has decided a pair they
    ///     were shown: a later decision about it counts as made with them in sight.
    /// - Throws: `match.unknown` where a record is not in the registry, `match.same-record`, `match.decided-already`,
    ///   `match.contradiction` with the chain of decisions that says the contrary.
    @discardableResult
    public func decide(
        _ pair: SubjectPair, _ verdict: MatchDecisionRecord.Verdict, note: String? = nil, isBlind: Bool = false
    ) throws(Problem) -> MatchDecisionRecord {
        let (instant, actor) = (now, self.actor)
        return try database.write { connection in
            guard pair.a != pair.b else { throw Problem("match.same-record") }
            let subjects = try SubjectRecordQueries(connection).subjects([pair.a, pair.b])
            guard subjects.count == 2 else { throw Problem("match.unknown", .refuse, ["pair": pair.text]) }
            var desk = try DecisionDesk(connection, instant: instant, actor: actor)
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
        let (instant, actor) = (now, self.actor)
        let reason = note.trimmed
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try database.write { connection in
            let open = try MatchDesk(connection).openForBulk(pattern: pattern)
            guard !open.isEmpty else { throw Problem("match.pattern", .refuse, ["pattern": pattern]) }
            let number = try MatchDecisionQueries(connection).nextBundle()
            var desk = try DecisionDesk(connection, instant: instant, actor: actor)
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
        let (instant, actor) = (now, self.actor)
        let reason = note.trimmed
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try database.write { connection in
            let queries = MatchDecisionQueries(connection)
            guard let decision = try queries.decision(id), decision.verdict != .reversed else {
                throw Problem("match.no-decision", .refuse, ["id": String(id)])
            }
            guard try queries.standing(decision.pair)?.id == id else {
                throw Problem("match.reversed-already", .refuse, ["id": String(id)])
            }
            return try DecisionDesk.reverse(decision, reason, connection, instant, actor)
        }
    }

    /// Takes back what of a bundle is still in force.
    ///
    /// - Returns: the rows that take it back.
    /// - Throws: `match.no-bundle` where nothing of it is in force, `match.reason`.
    @discardableResult
    public func undo(bundle number: Int64, note: String) throws(Problem) -> [MatchDecisionRecord] {
        let (instant, actor) = (now, self.actor)
        let reason = note.trimmed
        guard !reason.isEmpty else { throw Problem("match.reason") }
        return try database.write { connection in
            let standing = try MatchDecisionQueries(connection).standing(bundle: number)
            guard !standing.isEmpty else { throw Problem("match.no-bundle", .refuse, ["id": String(number)]) }
            return try standing.reversed().map {
                try DecisionDesk.reverse($0, reason, connection, instant, actor)
            }
        }
    }

    /// Who is one person by the decisions in force.
    public func identities() throws(Problem) -> IdentityGraph {
        try database.read { IdentityGraph(try MatchDecisionQueries($0).standing()) }
    }

    /// Everything that was ever decided about matches, the newest first.
    public func matchHistory() throws(Problem) -> [MatchDecisionRecord] {
        try database.read { try MatchDecisionQueries($0).history() }
    }
}

/// Adds decisions one after the other inside a transaction, each held against those before it.
struct DecisionDesk {
    private let connection: any Connection
    private let instant: String
    private let actor: String
    private(set) var graph: IdentityGraph

    init(_ connection: any Connection, instant: String, actor: String) throws {
        self.connection = connection
        self.instant = instant
        self.actor = actor
        graph = IdentityGraph(try MatchDecisionQueries(connection).standing())
    }

    mutating func decide(
        _ pair: SubjectPair, _ verdict: MatchDecisionRecord.Verdict, note: String?, isBlind: Bool,
        candidate: CandidateRecord?, bundle: Int64? = nil
    ) throws -> MatchDecisionRecord {
        let queries = MatchDecisionQueries(connection)
        guard verdict != .reversed else { throw Problem("match.no-decision", .refuse, ["id": "–"]) }
        if let earlier = try queries.standing(pair) {
            guard earlier.verdict == .unsure else {
                throw Problem("match.decided-already", .refuse, ["id": String(earlier.id)])
            }
            _ = try Self.reverse(earlier, note, connection, instant, actor)
        }
        if let chain = graph.conflict(pair, verdict) {
            throw Problem(
                "match.contradiction", .refuse, ["chain": try ChainText(connection).text(chain, from: pair.a)])
        }
        let isHidden = try isBlind && !MatchBlindness.isLost(queries.history(of: pair))
        var decision = MatchDecisionRecord(
            pair: pair, verdict: verdict, decidedAt: instant, actor: actor, note: note?.trimmed, isBlind: isHidden,
            bundle: bundle, candidate: candidate)
        decision.id = try queries.add(decision)
        graph.add(decision)
        return decision
    }

    /// Lets decisions about rows of a list that was undone go over to the records that say the same now: rows are added,
    /// each naming the one it takes over with who made it and when, and none where other decisions say the contrary.
    func carryOver() throws {
        let queries = MatchDecisionQueries(connection)
        let subjects = SubjectRecordQueries(connection)
        var graph = graph
        for decision in try queries.orphaned() where decision.verdict != .unsure {
            guard try !queries.isCarried(decision.id) else { continue }
            let now = try [decision.pair.a, decision.pair.b].compactMap {
                try subjects.isLive($0) ? $0 : try subjects.successor(of: $0)
            }
            guard now.count == 2, now[0] != now[1] else { continue }
            var carried = decision
            carried.pair = SubjectPair(now[0], now[1])
            carried.carries = decision.id
            guard try queries.standing(carried.pair) == nil, graph.conflict(carried.pair, carried.verdict) == nil
            else { continue }
            carried.id = try queries.add(carried, carriedAt: instant, by: actor)
            graph.add(carried)
        }
    }

    static func reverse(
        _ decision: MatchDecisionRecord, _ note: String?, _ connection: any Connection, _ instant: String,
        _ actor: String
    ) throws -> MatchDecisionRecord {
        var reversal = MatchDecisionRecord(
            pair: decision.pair, verdict: .reversed, reverses: decision.id, decidedAt: instant, actor: actor,
            note: note, isBlind: false, bundle: decision.bundle)
        reversal.id = try MatchDecisionQueries(connection).add(reversal)
        return reversal
    }
}

/// A chain of decisions in signs that every language reads: `bpum:14 = kur:30 ≠ mekaar:7`.
struct ChainText {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    func text(_ chain: [IdentityGraph.Step], from start: Int64) throws -> String {
        let ids = Set([start] + chain.map(\.to))
        let records = try SubjectRecordQueries(connection).subjects(ids)
        let subjects = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let batches = BatchQueries(connection)
        func name(_ id: Int64) throws -> String {
            guard let subject = subjects[id] else { return "#\(id)" }
            return "\(try batches.find(subject.batch)?.name ?? "#\(subject.batch)"):\(subject.row)"
        }
        return try name(start) + chain.map { " \($0.isSame ? "=" : "≠") \(try name($0.to)) (#\($0.decision))" }.joined()
    }
}

extension String {
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
