import GRDB
import Store

/// One SQLite connection inside a transaction.
struct SQLiteConnection: Connection {
    let database: GRDB.Database

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: StatementArguments(values: arguments))
        return database.changesCount
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Store.Row) throws -> Void) throws {
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try GRDB.Row.fetchCursor(
            statement, arguments: StatementArguments(values: arguments))
        while let row = try cursor.next() { try each(SQLiteRow(row: row)) }
    }

    func prepare(_ sql: String) throws -> any Store.Statement {
        SQLiteStatement(statement: try database.makeStatement(sql: sql))
    }
}

struct SQLiteRow: Store.Row {
    let row: GRDB.Row

    func text(_ column: Int) -> String? { row[column] }
    func integer(_ column: Int) -> Int64? { row[column] }
}

struct SQLiteStatement: Store.Statement {
    let statement: GRDB.Statement

    func run(_ arguments: [SQLValue]) throws {
        // The arguments' number is fixed by our own code, which the tests run: the check is left out for speed.
        statement.setUncheckedArguments(StatementArguments(values: arguments))
        try statement.execute()
    }
}

extension StatementArguments {
    /// GRDB's initialiser for values of one type goes through a key path, which costs more than the insert itself.
    init(values: [SQLValue]) { self.init(values.lazy.map { $0.databaseValue as (any DatabaseValueConvertible)? }) }
}

extension SQLValue {
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        }
    }
}
