import GRDB
import Problems
import Rules
import TestServer
import Testing

@Suite("Conditions as SQL")
struct SQLTests {
    static func stored(_ value: RuleValue?) -> (any DatabaseValueConvertible)? {
        switch value {
        case .bool(let flag): flag
        case .int(let number): number
        case .double(let number): number
        case .string(let text): text
        case .timestamp(let point): point.seconds
        default: nil
        }
    }

    static func fill(_ database: Database, _ rows: [[RuleValue?]]) throws {
        let columns = ConditionMaker.fields.map { name, type in
            name + " " + (type.present == .string || name == "day" ? "TEXT" : type == .double ? "REAL" : "INTEGER")
        }
        try database.execute(sql: "CREATE TABLE t (id INTEGER PRIMARY KEY, \(columns.joined(separator: ", ")))")
        try database.execute(sql: "CREATE TABLE seen (k INTEGER); CREATE TABLE grade (name TEXT, mark INTEGER)")
        for number in ConditionMaker.seen {
            try database.execute(sql: "INSERT INTO seen VALUES (?)", arguments: [number])
        }
        for (name, mark) in ConditionMaker.grades {
            try database.execute(sql: "INSERT INTO grade VALUES (?, ?)", arguments: [name, mark])
        }
        let signs = Array(repeating: "?", count: ConditionMaker.fields.count).joined(separator: ", ")
        for row in rows {
            let values = zip(ConditionMaker.fields, row).map { field, value -> (any DatabaseValueConvertible)? in
                guard field.name == "day", case .timestamp(let point) = value else { return stored(value) }
                return String(point.text.prefix(10))
            }
            try database.execute(
                sql: "INSERT INTO t VALUES (NULL, \(signs))", arguments: StatementArguments(values))
        }
    }

    static func told(_ outcome: RuleOutcome) -> Bool? {
        if case .value(.bool(let flag)) = outcome { flag } else { nil }
    }

    /// `GAPURA_RULES_CONDITIONS=20000` for a long run.
    @Test("SQLite and the evaluator agree on every row of every random condition that is rendered")
    func agreement() throws {
        let queue = try DatabaseQueue()
        try agree(SQLiteConditions()) { rows in
            try queue.write { try Self.fill($0, rows) }
        } _: { sql in
            try queue.read { database in
                try Optional<Int>.fetchAll(
                    database, sql: "SELECT \(sql.text) FROM t ORDER BY id",
                    arguments: StatementArguments(sql.parameters.map(Self.stored)))
            }.map { $0.map { $0 != 0 } }
        }
    }

    @Test(
        "PostgreSQL and the evaluator agree on every row of every random condition that is rendered",
        .enabled(if: TestServer.isUsed, "GAPURA_TEST_STORE does not ask for PostgreSQL"))
    func agreementOnServer() throws {
        let server = try ConditionServer()
        defer { server.drop() }
        try agree(PostgresConditions { "$\($0)" }, filling: server.fill, server.answers)
    }

    private func agree(
        _ dialect: any SQLDialect, filling: ([[RuleValue?]]) throws -> Void, _ answers: (RenderedSQL) throws -> [Bool?]
    ) throws {
        let count = Int(FuzzTests.number("GAPURA_RULES_CONDITIONS") ?? 250)
        let schema = try ConditionMaker.schema()
        var maker = ConditionMaker(numbers: SeededNumbers(seed: FuzzTests.seed))
        let rows = (0..<80).map { _ in maker.row() }
        let bindings = rows.map { ConditionMaker.bindings(schema, $0) }
        try filling(rows)
        var rendered = 0
        var known = 0
        for _ in 0..<count {
            let text = maker.condition(1 + maker.numbers.below(4))
            guard let checked = try? CheckedExpression(text, schema: schema, expected: .bool),
                let sql = try? checked.sql(dialect, ConditionMaker.mapping)
            else { continue }
            rendered += 1
            let told = try answers(sql)
            #expect(told.count == rows.count)
            let expected = bindings.map { Self.told(checked.evaluate($0)) }
            known += expected.count { $0 != nil }
            let wrong = zip(told, expected).enumerated().first { $1.0 != $1.1 }
            let place = wrong.map { "row \($0.offset): \(rows[$0.offset])" }
            #expect(wrong == nil, "\(text)\n\(sql.text)\n\(place ?? "")")
            if wrong != nil { return }
        }
        #expect(rendered > count / 3 && known > rendered * 20)
        if count > 250 { print("rendered", rendered, "of", count, "conditions, on", rows.count, "rows each") }
    }

    @Test("values are bound and never spliced; a column or a function that nobody gave is named")
    func binding() throws {
        let schema = try ConditionMaker.schema()
        let evil = "'; DROP TABLE t; --"
        let checked = try CheckedExpression("p.s == \"\(evil)\" && p.i in [1, 2]", schema: schema)
        for dialect in [SQLiteConditions(), PostgresConditions { "$\($0)" }] as [any SQLDialect] {
            let sql = try checked.sql(dialect, ConditionMaker.mapping)
            #expect(!sql.text.contains("DROP"))
            #expect(sql.parameters == [.string(evil), .int(1), .int(2)])
        }
        let server = try checked.sql(PostgresConditions { "$\($0)" }, ConditionMaker.mapping).text
        #expect(server == "((t.s = CAST($1 AS text)) AND (t.i IN (CAST($2 AS bigint), CAST($3 AS bigint))))")
        let problem = #expect(throws: Problem.self) { try checked.sql(SQLiteConditions(), SQLMapping(columns: [:])) }
        #expect(problem?.code == "rules.sql-column" && problem?.arguments["name"] == "p.s")
    }

    @Test(
        "what a database cannot be trusted with is refused, and the part is named",
        arguments: [
            ("p.b && p.s.matches('^a')", "p.s.matches('^a')"), ("p.d + 1.0 > 2.0", "p.d"), ("p.i < p.d", "p.i < p.d"),
            ("[p.i].exists(x, x > 1)", "[p.i].exists(x, x > 1)"), ("p.w.getFullYear() > 2020", "p.w.getFullYear()"),
            ("p.w - p.v > duration('1h')", "p.w"), ("p.s == 'a\\x00'", "'a\\x00'"), ("int(p.s) > 1", "int(p.s)"),
            ("p.day < p.w", "p.day < p.w"), ("p.q.contains('a')", "p.q.contains('a')"), ("p == p", "p"),
        ])
    func refused(text: String, part: String) throws {
        let checked = try CheckedExpression(text, schema: ConditionMaker.schema(), expected: .bool)
        let problem = #expect(throws: Problem.self) { try checked.sql(SQLiteConditions(), ConditionMaker.mapping) }
        #expect(["rules.sql-left-out", "rules.sql-column"].contains(problem?.code))
        #expect(problem?.value == part)
    }
}
