import GRDB
import GRDBSQLite
import Problems
import Store

/// One SQLite connection inside a transaction.
struct SQLiteConnection: Connection {
    let database: GRDB.Database

    /// Megabytes of pages that a connection to a registry keeps, and what it keeps at most while a large list comes.
    static let cache = 128
    private static let largestCache = 704

    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int {
        let statement = try database.cachedStatement(sql: sql)
        try statement.execute(arguments: try StatementArguments(values: arguments))
        return database.changesCount
    }

    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Store.Row) throws -> Void) throws {
        let statement = try database.cachedStatement(sql: sql)
        try statement.setArguments(try StatementArguments(values: arguments))
        let handle = unsafe statement.sqliteStatement
        defer { _ = unsafe sqlite3_reset(handle) }
        let row = unsafe SQLiteRow(handle)
        while true {
            let code = unsafe sqlite3_step(handle)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage)
            }
            try each(row)
        }
    }

    func prepare(_ sql: String) throws -> any Store.Statement {
        SQLiteStatement(statement: try database.makeStatement(sql: sql))
    }

    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter {
        try RowWriter(database, table, columns)
    }

    /// SQLite goes by its indices alone.
    func analyse(_ table: String) throws {}

    /// Indices in no order, of which each new row touches any page, are to stay in memory: some 40 bytes a row each.
    func expect(rows: Int) throws {
        let wanted = rows / 10_000
        if wanted > Self.cache { try Self.keep(min(wanted, Self.largestCache), in: database) }
    }

    /// Sets how many megabytes of pages a connection keeps.
    static func keep(_ megabytes: Int, in database: GRDB.Database) throws {
        try database.execute(sql: "PRAGMA cache_size = -\(megabytes << 10)")
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
