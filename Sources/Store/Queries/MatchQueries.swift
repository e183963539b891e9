/// Proposed matches: runs and their candidates.
public struct MatchQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Stores a run and puts its candidates in the place of those of earlier runs. Decisions stay.
    ///
    /// - Returns: the run's number.
    public func replace(with run: LinkageRunRecord, _ candidates: [CandidateRecord]) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO linkage_run (started_at, actor, model, document, lower_bound, threshold, revision, record_count,
                pair_count, candidate_count, is_converged, milliseconds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(run.startedAt), .text(run.actor), .text(run.model), .text(run.document),
                .integer(Int64(run.lowerBound)), .integer(Int64(run.threshold)), .integer(Int64(run.revision)),
                .integer(Int64(run.records)), .integer(Int64(run.pairs)), .integer(Int64(candidates.count)),
                .integer(run.isConverged ? 1 : 0), .integer(Int64(run.milliseconds)),
            ])
        let id = try connection.first("SELECT MAX(id) FROM linkage_run") { $0.integer(0) ?? 0 } ?? 0
        try connection.execute("DELETE FROM match_candidate")
        let statement = try connection.prepare(
            """
            INSERT INTO match_candidate (run, subject_a, subject_b, weight, probability, stratum, place, pattern, fields)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for item in candidates {
            try statement.run([
                .integer(id), .integer(item.pair.a), .integer(item.pair.b), .integer(Int64(item.weight)),
                .integer(Int64(item.probability)), .integer(Int64(item.stratum)), .integer(Int64(item.place)),
                .text(item.pattern), .text(item.fields),
            ])
        }
        return id
    }

    /// The newest run; nil before the first.
    public func lastRun() throws -> LinkageRunRecord? {
        try connection.first(
            """
            SELECT id, started_at, actor, model, document, lower_bound, threshold, revision, record_count, pair_count,
                candidate_count, is_converged, milliseconds FROM linkage_run ORDER BY id DESC LIMIT 1
            """
        ) {
            LinkageRunRecord(
                id: $0.integer(0) ?? 0, startedAt: $0.string(1), actor: $0.string(2), model: $0.string(3),
                document: $0.string(4), lowerBound: $0.int(5), threshold: $0.int(6), revision: $0.int(7),
                records: $0.int(8), pairs: $0.int(9), candidates: $0.int(10), isConverged: $0.int(11) == 1,
                milliseconds: $0.int(12))
        }
    }

    /// All candidates of the newest run whose records are in the registry still, by the drawing order of their
    /// strata; those of one place in it by the number of drawing, so that the order of strata shows nowhere.
    public func candidates() throws -> [CandidateRecord] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM match_candidate c
            WHERE \(SubjectRecordQueries.live("c.subject_a")) AND \(SubjectRecordQueries.live("c.subject_b"))
            ORDER BY place, id
            """, [], Self.record)
    }

    public func candidate(_ pair: SubjectPair) throws -> CandidateRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM match_candidate WHERE subject_a = ? AND subject_b = ?",
            [.integer(pair.a), .integer(pair.b)], Self.record)
    }

    public func candidate(_ id: Int64) throws -> CandidateRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM match_candidate WHERE id = ?", [.integer(id)], Self.record)
    }

    private static let columns = "id, run, subject_a, subject_b, weight, probability, stratum, place, pattern, fields"

    private static func record(_ row: any Row) -> CandidateRecord {
        CandidateRecord(
            id: row.integer(0) ?? 0, run: row.integer(1) ?? 0,
            pair: SubjectPair(row.integer(2) ?? 0, row.integer(3) ?? 0), weight: row.int(4), probability: row.int(5),
            stratum: row.int(6), place: row.int(7), pattern: row.string(8), fields: row.string(9))
    }
}
