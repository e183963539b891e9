public import Store

/// Which other records people decided are the same person, and how much is proposed and not decided.
public struct PersonIdentity: Sendable {
    /// A record of the same person.
    public struct Other: Sendable {
        public var subject: SubjectRecord
        public var batch: BatchRecord
    }

    /// The person's other records, in the order of their lines.
    public var others: [Other]
    /// The decisions that bind them, in the order they were made.
    public var decisions: [MatchDecisionRecord]
    /// Probable matches of any of these records that nobody has decided: they may be wrong.
    public var open: Int

    /// Whether there is nothing to tell.
    public var isEmpty: Bool { others.isEmpty && open == 0 }

    /// - Parameter subject: the record's number.
    init(of subject: Int64, _ connection: any Connection, _ batches: [Int64: BatchRecord]) throws {
        let standing = try MatchDecisionQueries(connection).standing()
        let graph = IdentityGraph(standing)
        let records = graph.records(of: subject)
        let own = Set(records)
        decisions = standing.filter { $0.verdict == .same && own.contains($0.pair.a) }
        let found = try SubjectRecordQueries(connection).subjects(own.subtracting([subject]))
        others = found.sorted { $0.id < $1.id }.compactMap { subject in
            batches[subject.batch].map { Other(subject: subject, batch: $0) }
        }
        let proposed = try CandidateQueries(connection).open(of: records, from: MatchStratum.probable)
        open = Set(proposed.map(\.pair)).count { !graph.areSame($0) && !graph.areApart($0) }
    }
}
