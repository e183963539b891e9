/// A table of what is known beforehand, whose rows say since when they are known, and beside it the table of what they
/// said before. Rows from before that was kept hold as known from the beginning.
struct KeptCatalogue: Sendable {
    var name: String
    var key: String
    var columns: [String]
    var numbers: Set<String> = []

    var past: String { "past_" + name }

    static let compatibility = KeptCatalogue(
        name: "compatibility", key: "position",
        columns: [
            "position", "programme_a", "programme_b", "unit", "holds_when", "verdict", "condition_id", "condition_en",
            "legal_basis", "valid_from", "valid_to", "source",
        ], numbers: ["position"])
    static let rule = KeptCatalogue(
        name: "rule", key: "code",
        columns: [
            "code", "programme", "kind", "statement_id", "statement_en", "legal_basis", "issuer", "valid_from",
            "valid_to", "verification", "contradicted_by",
        ])
    static let institution = KeptCatalogue(
        name: "institution", key: "code", columns: ["code", "name", "name_en", "kind", "region_code"])

    static let all = [compatibility, rule, institution]

    func statements(_ dialect: any Dialect) -> [String] {
        let listed = (columns + ["known_at", "until_at"]).map { column in
            "\(column) \(numbers.contains(column) ? dialect.integerType : "TEXT")"
        }
        return [
            "ALTER TABLE \(name) ADD COLUMN known_at TEXT",
            "CREATE TABLE \(past) (\(listed.joined(separator: ", ")))",
            "CREATE INDEX \(past)_by_key ON \(past) (\(key))",
        ]
    }

    /// Keeps one row as what was said until an instant.
    func keep(_ value: SQLValue, until instant: String, _ connection: any Connection) throws {
        let names = (columns + ["known_at"]).joined(separator: ", ")
        try connection.execute(
            """
            INSERT INTO \(past) (\(names), until_at) SELECT \(names), CAST(? AS TEXT) FROM \(name) WHERE \(key) = ?
            """, [.text(instant), value])
    }
}
