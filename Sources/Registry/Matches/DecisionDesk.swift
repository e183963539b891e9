import Problems
import Store

/// Adds decisions one after the other inside a transaction, each held against those before it.
struct DecisionDesk {
    private let connection: any Connection
    private let log: ChangeLog
    private(set) var graph: IdentityGraph

    init(_ connection: any Connection, _ log: ChangeLog) throws {
        self.connection = connection
        self.log = log
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
            _ = try Self.reverse(earlier, note, log)
        }
        if let chain = graph.conflict(pair, verdict) {
            throw Problem(
                "match.contradiction", .refuse, ["chain": try ChainText(connection).text(chain, from: pair.a)])
        }
        let isHidden =
            try isBlind && !MatchBlindness.isLost(queries.history(of: pair))
            && !MatchRevealQueries(connection).isShown(pair, to: log.actor)
        var decision = MatchDecisionRecord(
            pair: pair, verdict: verdict, decidedAt: log.instant, actor: log.actor, note: note?.trimmed,
            isBlind: isHidden,
            bundle: bundle, candidate: candidate)
        decision.id = try log.add(decision, as: .matchDecide)
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
            carried.id = try log.add(carried, as: .matchCarry)
            graph.add(carried)
        }
    }

    static func reverse(
        _ decision: MatchDecisionRecord, _ note: String?, _ log: ChangeLog
    ) throws -> MatchDecisionRecord {
        var reversal = MatchDecisionRecord(
            pair: decision.pair, verdict: .reversed, reverses: decision.id, decidedAt: log.instant,
            actor: log.actor, note: note, isBlind: false, bundle: decision.bundle)
        reversal.id = try log.add(reversal, as: .matchUndo)
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
