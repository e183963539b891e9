/// Searches for matches: what they proposed, for which batch, and whether they looked at all there is.
public struct MatchQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Stores a search of the whole registry and puts its candidates in the place of all earlier ones. Decisions stay.
    ///
    /// - Returns: the run's number.
    public func replace(with run: LinkageRunRecord, _ candidates: [CandidateRecord]) throws -> Int64 {
        let id = try insert(run)
        try connection.execute("DELETE FROM match_candidate")
        try insert(candidates, of: id)
        return id
    }

    /// Stores a search for what one batch brought and adds its candidates; pairs that are proposed already stay as they
    /// are.
    ///
    /// - Returns: the run with its number and the number of candidates that are new.
    public func add(_ run: LinkageRunRecord, _ candidates: [CandidateRecord]) throws -> LinkageRunRecord {
        var run = run
        run.id = try insert(run)
        try insert(candidates, of: run.id)
        run.candidates = try connection.count(
            "SELECT COUNT(*) FROM match_candidate WHERE run = ?", [.integer(run.id)])
        try connection.execute(
            "UPDATE linkage_run SET candidate_count = ? WHERE id = ?",
            [.integer(Int64(run.candidates)), .integer(run.id)])
        return run
    }

    private func insert(_ run: LinkageRunRecord) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO linkage_run (batch, basis, started_at, actor, model, document, lower_bound, threshold, revision,
                record_count, pair_count, candidate_count, is_converged, milliseconds)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .optional(run.batch), .text(run.basis.rawValue), .text(run.knownAt), .text(run.actor),
                .text(run.model), .text(run.document), .integer(Int64(run.lowerBound)),
                .integer(Int64(run.threshold)), .integer(Int64(run.revision)), .integer(Int64(run.records)),
                .integer(Int64(run.pairs)), .integer(Int64(run.candidates)), .integer(run.isConverged ? 1 : 0),
                .integer(Int64(run.milliseconds)),
            ])
        return try connection.first("SELECT MAX(id) FROM linkage_run") { $0.integer(0) ?? 0 } ?? 0
    }

    private func insert(_ candidates: [CandidateRecord], of run: Int64) throws {
        guard !candidates.isEmpty else { return }
        var seen = Set(
            try connection.all("SELECT subject_a, subject_b FROM match_candidate") {
                SubjectPair($0.integer(0) ?? 0, $0.integer(1) ?? 0)
            })
        let writer = try connection.bulk(
            into: "match_candidate",
            ["run", "subject_a", "subject_b", "weight", "probability", "stratum", "draw", "pattern", "fields"])
        for item in candidates where seen.insert(item.pair).inserted {
            try writer.add([
                .integer(run), .integer(item.pair.a), .integer(item.pair.b), .integer(Int64(item.weight)),
                .integer(Int64(item.probability)), .integer(Int64(item.stratum)),
                .integer(item.pair.drawingNumber), .text(item.pattern), .text(item.fields),
            ])
        }
        try writer.finish()
    }

    /// Takes away what a batch brought into the queue, and what later searches found about its records; notes whether
    /// rows of other batches come to light with that: a row sent again in the same words was the one that came first.
    public func withdraw(_ batch: Int64) throws {
        let ids = LineQueries.ids(of: batch)
        try connection.execute(
            "DELETE FROM match_candidate WHERE run IN (SELECT id FROM linkage_run WHERE batch = ?)",
            [.integer(batch)])
        for side in ["subject_a", "subject_b"] {
            try connection.execute("DELETE FROM match_candidate WHERE \(side) BETWEEN ? AND ?", ids)
        }
        let revealed = try connection.count(
            """
            SELECT COUNT(*) FROM batch u JOIN batch v ON v.list = u.list AND v.id <> u.id AND v.state = 'committed'
                JOIN line b ON b.batch = v.id AND b.outcome = 'refused' AND b.nik IS NULL AND b.name IS NOT NULL
            WHERE u.id = ? AND b.raw IN (SELECT a.raw FROM line a WHERE a.batch = ? AND a.outcome = 'refused')
            """, [.integer(batch), .integer(batch)])
        if revealed > 0 { try connection.execute("UPDATE linkage_run SET is_outdated = 1") }
    }

    private static let runs = """
        SELECT id, started_at, actor, model, document, lower_bound, threshold, revision, record_count, pair_count,
            candidate_count, is_converged, milliseconds, batch, basis FROM linkage_run
        """

    /// The newest search of the whole registry; where there was none, the newest for a batch. nil before the first.
    public func lastRun() throws -> LinkageRunRecord? {
        try connection.first(
            Self.runs + " ORDER BY CASE WHEN batch IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 1", [], Self.run)
    }

    /// The newest search of the whole registry; nil before the first.
    public func lastWholeRun() throws -> LinkageRunRecord? {
        try connection.first(Self.runs + " WHERE batch IS NULL ORDER BY id DESC LIMIT 1", [], Self.run)
    }

    /// The search for what a batch brought; nil where there was none.
    public func run(of batch: Int64) throws -> LinkageRunRecord? {
        try connection.first(Self.runs + " WHERE batch = ? ORDER BY id DESC LIMIT 1", [.integer(batch)], Self.run)
    }

    /// A search.
    public func run(_ id: Int64) throws -> LinkageRunRecord? {
        try connection.first(Self.runs + " WHERE id = ?", [.integer(id)], Self.run)
    }

    /// The number of the newest search of any kind; 0 before the first.
    public func newest() throws -> Int64 {
        try connection.first("SELECT MAX(id) FROM linkage_run") { $0.integer(0) ?? 0 } ?? 0
    }

    /// Whether records are in the registry that no search has looked at.
    public func isOutdated() throws -> Bool {
        let last = try lastWholeRun()
        if try connection.count(
            "SELECT COUNT(*) FROM linkage_run WHERE id >= ? AND is_outdated = 1", [.integer(last?.id ?? 0)]) > 0
        {
            return true
        }
        return try !unsearched().isEmpty
    }

    /// The committed batches that no search has looked at, in the order they were committed.
    ///
    /// - Parameter most: only those of at most so many rows.
    public func unsearched(rows most: Int = .max) throws -> [Int64] {
        let last = try lastWholeRun()
        return try connection.all(
            """
            SELECT b.id FROM batch b WHERE b.state = 'committed' AND b.commit_order > ? AND b.row_count <= ?
                AND NOT EXISTS (SELECT 1 FROM linkage_run r WHERE r.batch = b.id) ORDER BY b.commit_order
            """, [.integer(Int64(last?.revision ?? 0)), .integer(Int64(most))]
        ) { $0.integer(0) ?? 0 }
    }

    private static func run(_ row: any Row) -> LinkageRunRecord {
        LinkageRunRecord(
            id: row.integer(0) ?? 0, batch: row.integer(13), basis: .init(rawValue: row.string(14)) ?? .trained,
            knownAt: row.string(1), actor: row.string(2), model: row.string(3), document: row.string(4),
            lowerBound: row.int(5), threshold: row.int(6), revision: row.int(7), records: row.int(8),
            pairs: row.int(9), candidates: row.int(10), isConverged: row.int(11) == 1, milliseconds: row.int(12))
    }
}
