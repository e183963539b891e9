/// Proposed matches as the queue shows them: counted and read in portions, whatever their number.
public struct CandidateQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Where reading goes on: behind the candidate of this weight and number, the surest first.
    public struct Cursor: Sendable, Hashable {
        public var weight: Int
        public var id: Int64

        public init(weight: Int, id: Int64) {
            self.weight = weight
            self.id = id
        }

        public init(_ candidate: CandidateRecord) { self.init(weight: candidate.weight, id: candidate.id) }
    }

    /// A candidate that decisions tell something of, without what its comparisons said.
    public struct Known: Sendable, Hashable {
        public var id: Int64
        public var pair: SubjectPair
        public var stratum: Int
        public var pattern: String
        /// The decision in force about the pair itself.
        public var verdict: MatchDecisionRecord.Verdict?
    }

    /// Candidates that agree and differ alike.
    public struct PatternCount: Sendable, Hashable {
        public var pattern: String
        public var candidates: Int
        /// The highest probability among them, in millionths.
        public var probability: Int
    }

    /// A decision in force about the candidate `c`, whose records are in the registry.
    private static let decided = """
        match_decision d WHERE d.subject_a = c.subject_a AND d.subject_b = c.subject_b AND d.reverses IS NULL
            AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id)
        """
    private static let isOpen = "NOT EXISTS (SELECT 1 FROM \(decided) AND d.verdict <> 'unsure')"

    /// How many candidates each band has.
    public func counts() throws -> [Int: Int] {
        let rows = try connection.all("SELECT stratum, COUNT(*) FROM match_candidate GROUP BY stratum") {
            ($0.int(0), $0.int(1))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// The mean probability, 0 to 1, that was stated of each band's candidates.
    public func stated() throws -> [Int: Double] {
        let rows = try connection.all(
            "SELECT stratum, SUM(probability), COUNT(*) FROM match_candidate GROUP BY stratum"
        ) { ($0.int(0), Double($0.int(1)) / 1_000_000 / Double($0.int(2))) }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    /// Candidates that are decided: as many as people have made decisions.
    public func decided() throws -> [Known] {
        try connection.all(
            """
            SELECT c.id, c.subject_a, c.subject_b, c.stratum, c.pattern, d.verdict FROM match_decision d
                JOIN match_candidate c ON c.subject_a = d.subject_a AND c.subject_b = d.subject_b
            WHERE d.reverses IS NULL AND NOT EXISTS (SELECT 1 FROM match_decision r WHERE r.reverses = d.id)
            """, [], Self.known)
    }

    /// Candidates nobody has decided both of whose records somebody has decided about: others may imply what they are.
    public func betweenDecided() throws -> [Known] {
        // The sign before the second record keeps the database from beginning with it.
        try connection.all(
            """
            WITH known AS (
                SELECT subject_a AS subject FROM match_decision WHERE verdict IN ('same', 'different')
                UNION SELECT subject_b FROM match_decision WHERE verdict IN ('same', 'different'))
            SELECT c.id, c.subject_a, c.subject_b, c.stratum, c.pattern, NULL FROM match_candidate c
            WHERE c.subject_a IN (SELECT subject FROM known) AND +c.subject_b IN (SELECT subject FROM known)
                AND \(Self.isOpen)
            """, [], Self.known)
    }

    private static func known(_ row: any Row) -> Known {
        Known(
            id: row.integer(0) ?? 0, pair: SubjectPair(row.integer(1) ?? 0, row.integer(2) ?? 0),
            stratum: row.int(3), pattern: row.string(4),
            verdict: row.text(5).flatMap(MatchDecisionRecord.Verdict.init(rawValue:)))
    }

    /// The first pairs of a band in the order of drawing.
    public func sample(of stratum: Int, _ size: Int) throws -> [CandidateRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM match_candidate c WHERE stratum = ? ORDER BY draw, id LIMIT ?",
            [.integer(Int64(stratum)), .integer(Int64(size))], Self.record)
    }

    /// How many pairs of a candidate's band are drawn before it.
    public func drawn(before candidate: CandidateRecord, atMost limit: Int) throws -> Int {
        try connection.count(
            """
            SELECT COUNT(*) FROM (SELECT 1 FROM match_candidate WHERE stratum = ? AND draw < ? LIMIT ?) AS before
            """, [.integer(Int64(candidate.stratum)), .integer(candidate.pair.drawingNumber), .integer(Int64(limit))])
    }

    /// Candidates from the surest on.
    ///
    /// - Parameters:
    ///   - open: only those that nobody has decided, or was unsure of.
    ///   - stratum: from this band on.
    ///   - pattern: only those of this agreement pattern.
    ///   - limit: at most so many; all when nil.
    public func candidates(
        open: Bool, from stratum: Int = 0, pattern: String? = nil, after cursor: Cursor? = nil, limit: Int? = nil
    ) throws -> [CandidateRecord] {
        var conditions: [String] = []
        var arguments: [SQLValue] = []
        if open { conditions.append(Self.isOpen) }
        if stratum > 0 {
            conditions.append("c.stratum >= ?")
            arguments.append(.integer(Int64(stratum)))
        }
        if let pattern {
            conditions.append("c.pattern = ?")
            arguments.append(.text(pattern))
        }
        if let cursor {
            conditions.append("(c.weight < ? OR (c.weight = ? AND c.id > ?))")
            arguments += [.integer(Int64(cursor.weight)), .integer(Int64(cursor.weight)), .integer(cursor.id)]
            // Said once more by itself, so that the database begins at the right place of its index.
            conditions.append("c.weight <= ?")
            arguments.append(.integer(Int64(cursor.weight)))
        }
        var sql = "SELECT \(Self.columns) FROM match_candidate c"
        if !conditions.isEmpty { sql += " WHERE " + conditions.joined(separator: " AND ") }
        sql += " ORDER BY c.weight DESC, c.id"
        if let limit {
            sql += " LIMIT ?"
            arguments.append(.integer(Int64(limit)))
        }
        return try connection.all(sql, arguments, Self.record)
    }

    /// Open candidates of one of these records, from a band on.
    public func open(of subjects: some Collection<Int64>, from stratum: Int) throws -> [CandidateRecord] {
        var found: [CandidateRecord] = []
        for side in ["subject_a", "subject_b"] {
            try subjects.inPortions { marks, arguments in
                found += try connection.all(
                    """
                    SELECT \(Self.columns) FROM match_candidate c
                    WHERE c.\(side) IN (\(marks)) AND c.stratum >= ? AND \(Self.isOpen) ORDER BY c.id
                    """, arguments + [.integer(Int64(stratum))], Self.record)
            }
        }
        return found
    }

    /// How many candidates a search found that nobody has decided, from a band on.
    public func open(ofRun run: Int64, from stratum: Int) throws -> Int {
        try connection.count(
            "SELECT COUNT(*) FROM match_candidate c WHERE c.run = ? AND c.stratum >= ? AND \(Self.isOpen)",
            [.integer(run), .integer(Int64(stratum))])
    }

    /// Patterns with their candidates.
    public func patterns() throws -> [PatternCount] {
        try connection.all(
            "SELECT pattern, COUNT(*), MAX(probability) FROM match_candidate GROUP BY pattern ORDER BY pattern"
        ) { PatternCount(pattern: $0.string(0), candidates: $0.int(1), probability: $0.int(2)) }
    }

    public func candidate(_ pair: SubjectPair) throws -> CandidateRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM match_candidate c WHERE c.subject_a = ? AND c.subject_b = ?",
            [.integer(pair.a), .integer(pair.b)], Self.record)
    }

    /// One candidate of a pattern: what its comparisons said holds for all of them.
    public func example(of pattern: String) throws -> CandidateRecord? {
        try connection.first(
            "SELECT \(Self.columns) FROM match_candidate c WHERE c.pattern = ? ORDER BY c.probability, c.id LIMIT 1",
            [.text(pattern)], Self.record)
    }

    private static let columns =
        "c.id, c.run, c.subject_a, c.subject_b, c.weight, c.probability, c.stratum, c.pattern, c.fields"

    private static func record(_ row: any Row) -> CandidateRecord {
        CandidateRecord(
            id: row.integer(0) ?? 0, run: row.integer(1) ?? 0,
            pair: SubjectPair(row.integer(2) ?? 0, row.integer(3) ?? 0), weight: row.int(4), probability: row.int(5),
            stratum: row.int(6), pattern: row.string(7), fields: row.string(8))
    }
}
