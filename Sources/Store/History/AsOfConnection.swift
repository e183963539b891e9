import Problems

/// A connection that answers every query as it would have been answered at a moment.
///
/// Before each query it sets what its tables held then, under the tables' own names: the query itself is the one that
/// reads the present, so that there is one way of counting, not two.
struct AsOfConnection: Connection {
    private let present: any Connection
    private let shades: [Shade]

    init(_ present: any Connection, _ dialect: any Dialect, _ bounds: Bounds) {
        self.present = present
        shades = Shade.all(bounds, dialect)
    }

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int { throw Problem("asof.read-only", .refuse) }

    func prepare(_ sql: String) throws -> any Statement { throw Problem("asof.read-only", .refuse) }

    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter {
        throw Problem("asof.read-only", .refuse)
    }

    func analyse(_ table: String) throws {}

    func expect(rows: Int) throws {}

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Void) throws {
        let words = Set(sql.split { !($0.isLetter || $0.isNumber || $0 == "_") })
        let needed = shades.filter { words.contains($0.name[...]) }
        guard !needed.isEmpty else { return try present.query(sql, arguments, each) }
        let clauses = needed.map { "\($0.name) AS NOT MATERIALIZED (\($0.sql))" }.joined(separator: ", ")
        let isNamed = sql.hasPrefix("WITH ")
        try present.query(
            "WITH \(clauses)" + (isNamed ? ", " + sql.dropFirst(5) : " " + sql),
            needed.flatMap(\.arguments) + arguments,
            each)
    }
}
