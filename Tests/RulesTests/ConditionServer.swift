import Foundation
import Rules
import TestServer

/// A database on the PostgreSQL server for tests with the rows of ``ConditionMaker``, asked by the server's own client.
struct ConditionServer {
    private let name = "rules_" + UUID().uuidString.lowercased().replacing("-", with: "")

    init() throws { try TestServer.create(name) }

    func drop() { _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)") }

    func fill(_ rows: [[RuleValue?]]) throws {
        let columns = ConditionMaker.fields.map { field, type -> String in
            if field == "day" { return field + " TEXT" }
            return field + " "
                + (type.present == .string
                    ? "TEXT" : type == .double ? "DOUBLE PRECISION" : type == .bool ? "BOOLEAN" : "BIGINT")
        }
        let values = rows.map { row in
            let cells = zip(ConditionMaker.fields, row).map { field, value -> String in
                guard field.name == "day", case .timestamp(let point) = value else { return Self.literal(value) }
                return Self.literal(.string(String(point.text.prefix(10))))
            }
            return "(DEFAULT, " + cells.joined(separator: ", ") + ")"
        }
        try TestServer.psql(
            """
            CREATE TABLE t (id BIGSERIAL PRIMARY KEY, \(columns.joined(separator: ", ")));
            CREATE TABLE seen (k BIGINT); CREATE TABLE grade (name TEXT, mark BIGINT);
            INSERT INTO seen VALUES \(ConditionMaker.seen.map { "(\($0))" }.joined(separator: ", "));
            INSERT INTO grade VALUES \(ConditionMaker.grades.map { "(\(Self.literal(.string($0))), \($1))" }
                .joined(separator: ", "));
            INSERT INTO t VALUES \(values.joined(separator: ", "));
            """, in: name)
    }

    /// What a condition comes to on each row, its values bound.
    func answers(_ sql: RenderedSQL) throws -> [Bool?] {
        let values = sql.parameters.map(Self.literal).joined(separator: ", ")
        let told = try TestServer.psql(
            """
            PREPARE c AS SELECT string_agg(COALESCE(CASE WHEN a THEN 't' WHEN NOT a THEN 'f' END, 'n'), '' ORDER BY id)
            FROM (SELECT id, \(sql.text) AS a FROM t) x;
            EXECUTE c\(values.isEmpty ? "" : "(" + values + ")")
            """, in: name)
        return told.map { $0 == "n" ? nil : $0 == "t" }
    }

    private static func literal(_ value: RuleValue?) -> String {
        switch value {
        case .bool(let flag): flag ? "TRUE" : "FALSE"
        case .int(let number): "CAST('\(number)' AS bigint)"
        case .double(let number):
            number.isInfinite ? "CAST('\(number < 0 ? "-" : "")Infinity' AS float8)" : "CAST('\(number)' AS float8)"
        case .string(let text): "'" + text.replacing("'", with: "''") + "'"
        case .timestamp(let point): "CAST('\(point.seconds)' AS bigint)"
        default: "NULL"
        }
    }
}
