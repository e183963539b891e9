import GRDB
import Problems
import Store

/// One SQLite connection inside a transaction.
struct SQLiteConnection: Connection {
    let database: GRDB.Database

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: try StatementArguments(values: arguments))
        return database.changesCount
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Store.Row) throws -> Void) throws {
        let statement = try database.cachedStatement(sql: sql)
        let cursor = try GRDB.Row.fetchCursor(
            statement, arguments: try StatementArguments(values: arguments))
        while let row = try cursor.next() { try each(SQLiteRow(row: row)) }
    }

    func prepare(_ sql: String) throws -> any Store.Statement {
        SQLiteStatement(statement: try database.makeStatement(sql: sql))
    }

    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter {
        try RowWriter(database, table, columns)
    }

    /// SQLite goes by its indices alone.
    func analyse(_ table: String) throws {}
}

struct SQLiteRow: Store.Row {
    let row: GRDB.Row

    func text(_ column: Int) -> String? { row[column] }
    func integer(_ column: Int) -> Int64? { row[column] }

    func value(_ column: Int) throws -> SQLValue {
        let value: DatabaseValue = row[column]
        switch value.storage {
        case .null: return .null
        case .int64(let number): return .integer(number)
        case .string(let text): return .text(text)
        case .double, .blob: throw Problem("store.value-kind")
        }
    }
}

struct SQLiteStatement: Store.Statement {
    let statement: GRDB.Statement

    func run(_ arguments: [SQLValue]) throws {
        // The arguments' number is fixed by our own code, which the tests run: the check is left out for speed.
        statement.setUncheckedArguments(try StatementArguments(values: arguments))
        try statement.execute()
    }
}

extension StatementArguments {
    /// GRDB's initialiser for values of one type goes through a key path, which costs more than the insert itself.
    ///
    /// - Throws: `store.zero-byte`: the text would be taken to end there.
    init(values: [SQLValue]) throws {
        guard values.allSatisfy({ $0.text.map { !$0.utf8.contains(0) } ?? true }) else {
            throw Problem("store.zero-byte")
        }
        self.init(values.lazy.map { $0.databaseValue as (any DatabaseValueConvertible)? })
    }
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
