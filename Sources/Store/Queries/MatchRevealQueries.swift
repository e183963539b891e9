/// To whom the weight of a pair was shown. Rows are added, never changed or removed.
public struct MatchRevealQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Whether the weight of a pair was shown to somebody.
    public func isShown(_ pair: SubjectPair, to actor: String) throws -> Bool {
        try connection.count(
            "SELECT COUNT(*) FROM match_reveal WHERE subject_a = ? AND subject_b = ? AND actor = ?",
            [.integer(pair.a), .integer(pair.b), .text(actor)]) > 0
    }

    /// Remembers that the weight of a pair was shown to somebody.
    public func add(_ pair: SubjectPair, to actor: String, at instant: String) throws {
        try connection.execute(
            "INSERT INTO match_reveal (subject_a, subject_b, actor, shown_at) VALUES (?, ?, ?, ?)",
            [.integer(pair.a), .integer(pair.b), .text(actor), .text(instant)])
    }
}
