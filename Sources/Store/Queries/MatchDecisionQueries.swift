/// What people decided about pairs. Rows are added, never changed or removed.
public struct MatchDecisionQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Adds a decision, the taking back of one, or one that takes over an earlier one and keeps who decided it and when.
    /// Whoever does it tells the log.
    ///
    /// - Parameter instant: when the registry learns of it, which for one that takes over another is later than the decision.
    /// - Returns: its number.
    public func add(_ decision: MatchDecisionRecord, at instant: String) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO match_decision (subject_a, subject_b, verdict, reverses, decided_at, actor, note, is_blind,
                bundle, run, weight, probability, pattern, carries, known_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(decision.pair.a), .integer(decision.pair.b), .text(decision.verdict.rawValue),
                .optional(decision.reverses), .text(decision.decidedAt), .text(decision.actor),
                .optional(decision.note), .integer(decision.isBlind ? 1 : 0), .optional(decision.bundle),
                .optional(decision.run), .optional(decision.weight), .optional(decision.probability),
                .optional(decision.pattern), .optional(decision.carries), .text(instant),
            ])
        return try connection.first("SELECT MAX(id) FROM match_decision") { $0.integer(0) ?? 0 } ?? 0
    }

    /// A number for decisions that are made in one go.
    public func nextBundle() throws -> Int64 {
        (try connection.first("SELECT MAX(bundle) FROM match_decision") { $0.integer(0) ?? 0 } ?? 0) + 1
    }

    /// The decisions in force: no reversal speaks of them, and both records are in the registry.
    public func standing() throws -> [MatchDecisionRecord] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM match_decision d WHERE d.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id)
                AND \(SubjectRecordQueries.live("d.subject_a")) AND \(SubjectRecordQueries.live("d.subject_b"))
            ORDER BY d.id
            """, [], Self.record)
    }

    /// The decision in force about a pair, whether or not its records are in the registry.
    public func standing(_ pair: SubjectPair) throws -> MatchDecisionRecord? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM match_decision d WHERE d.subject_a = ? AND d.subject_b = ? AND d.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id) ORDER BY d.id DESC
            """, [.integer(pair.a), .integer(pair.b)], Self.record)
    }

    /// The decisions in force that were made in one go.
    public func standing(bundle: Int64) throws -> [MatchDecisionRecord] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM match_decision d WHERE d.bundle = ? AND d.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id) ORDER BY d.id
            """, [.integer(bundle)], Self.record)
    }

    /// Whether another decision takes this one over, or did before it was taken back.
    public func isCarried(_ id: Int64) throws -> Bool {
        try connection.count("SELECT COUNT(*) FROM match_decision WHERE carries = ?", [.integer(id)]) > 0
    }

    /// Decisions that nobody took back, of which a record went with its list.
    public func orphaned() throws -> [MatchDecisionRecord] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM match_decision d WHERE d.reverses IS NULL
                AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id)
                AND NOT (\(SubjectRecordQueries.live("d.subject_a")) AND \(SubjectRecordQueries.live("d.subject_b")))
            ORDER BY d.id
            """, [], Self.record)
    }

    /// All rows, the newest first.
    public func history() throws -> [MatchDecisionRecord] {
        try connection.all("SELECT \(Self.columns) FROM match_decision d ORDER BY d.id DESC", [], Self.record)
    }

    /// All rows about some subjects, the newest first.
    public func history(of subjects: Set<Int64>) throws -> [MatchDecisionRecord] {
        var found: [Int64: MatchDecisionRecord] = [:]
        for column in ["d.subject_a", "d.subject_b"] {
            try subjects.inPortions { marks, arguments in
                try connection.query(
                    "SELECT \(Self.columns) FROM match_decision d WHERE \(column) IN (\(marks))", arguments
                ) {
                    let decision = Self.record($0)
                    found[decision.id] = decision
                }
            }
        }
        return found.values.sorted { $0.id > $1.id }
    }

    /// All rows about a pair, the newest first.
    public func history(of pair: SubjectPair) throws -> [MatchDecisionRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM match_decision d WHERE d.subject_a = ? AND d.subject_b = ? ORDER BY d.id DESC",
            [.integer(pair.a), .integer(pair.b)], Self.record)
    }

    public func decision(_ id: Int64) throws -> MatchDecisionRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM match_decision d WHERE d.id = ?", [.integer(id)], Self.record)
    }

    /// How many rows there are: what was read from them stays right as long as this does not change.
    public func count() throws -> Int { try connection.count("SELECT COUNT(*) FROM match_decision") }

    private static let columns = """
        d.id, d.subject_a, d.subject_b, d.verdict, d.reverses, d.decided_at, d.actor, d.note, d.is_blind, d.bundle, d.run,
        d.weight, d.probability, d.pattern, d.carries
        """

    private static func record(_ row: any Row) -> MatchDecisionRecord {
        var decision = MatchDecisionRecord(
            id: row.integer(0) ?? 0, pair: SubjectPair(row.integer(1) ?? 0, row.integer(2) ?? 0),
            verdict: .init(rawValue: row.string(3)) ?? .unsure, reverses: row.integer(4), decidedAt: row.string(5),
            actor: row.string(6), note: row.text(7), isBlind: row.int(8) == 1, bundle: row.integer(9))
        decision.run = row.integer(10)
        decision.weight = row.integer(11).map(Int.init)
        decision.probability = row.integer(12).map(Int.init)
        decision.pattern = row.text(13)
        decision.carries = row.integer(14)
        return decision
    }
}
