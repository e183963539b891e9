public import Problems

/// A database that keeps a registry. Adapters (SQLite, PostgreSQL) implement it; nothing above them knows which one it is.
public protocol Database: Sendable {
    /// What the two databases write differently.
    var dialect: any Dialect { get }

    /// Runs reads in one consistent view.
    func read<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result

    /// Runs reads and writes in **one** transaction: all of it is stored, or nothing.
    func write<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result

    /// Runs reads and writes in one transaction and takes all of it back: a rehearsal.
    func rehearse<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result

    /// Runs work on tables of its own (`CREATE TEMP TABLE`), which are gone afterwards. It neither waits for who changes the
    /// registry nor keeps anybody waiting, and the registry's own tables are not to be asked for here.
    func scratch<Result: Sendable>(_ body: @Sendable (any Connection) throws -> Result) throws(Problem) -> Result

    /// The database that keeps who looked: its writers wait for each other only, and not for who changes the registry.
    ///
    /// - Throws: what opening it throws.
    func accessLog() throws(Problem) -> any Database

    /// Whether this is a log of access that lies apart from its registry.
    var isApart: Bool { get }

    /// How many connections are in use now, of how many there may be; nil where there is no pool of them.
    var connectionUse: (used: Int, most: Int)? { get }

    /// Asks the database itself whether its files are sound.
    ///
    /// - Returns: what it found wrong, in its own words; empty when sound.
    func integrityFindings() throws(Problem) -> [String]
}

extension Database {
    public var connectionUse: (used: Int, most: Int)? { nil }
}

/// What can be done inside a transaction.
public protocol Connection {
    /// Runs one statement.
    ///
    /// - Returns: how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [SQLValue]) throws -> Int

    /// Runs a query and hands over its rows one after the other.
    func query(_ sql: String, _ arguments: [SQLValue], _ each: (any Row) throws -> Void) throws

    /// Prepares a statement that is run many times.
    func prepare(_ sql: String) throws -> any Statement

    /// A writer for many rows of one table, as fast as the database can take them.
    ///
    /// - Parameters:
    ///   - table: a table's name that the program itself holds.
    ///   - columns: those that the rows fill; the others take what the table gives them.
    func bulk(into table: String, _ columns: [String]) throws -> any BulkWriter

    /// Lets the database look at how the values of a table are spread, where it plans by that: after many rows came, so that
    /// what is asked next does not take them for a few.
    func analyse(_ table: String) throws

    /// Tells the database that so many rows are about to come or to change in this transaction, so that it keeps more of
    /// what it works on in memory: for a list of millions up to a gigabyte, until the transaction ends.
    func expect(rows: Int) throws

    /// Makes a table of a scratch place, see ``Database/scratch(_:)``.
    ///
    /// - Parameter definition: its columns in brackets, or `AS` and a query without placeholders.
    func makeScratch(_ table: String, _ definition: String) throws
}

extension Connection {
    public func makeScratch(_ table: String, _ definition: String) throws {
        try execute("CREATE TEMP TABLE \(table) \(definition)", [])
    }
}

/// Rows on their way into a table, in the caller's transaction.
///
/// Every statement that follows sees the rows that were added before it, and rows of several writers arrive in such an order
/// that what was added first is there first. What is wrong with a row may be told later than it was added; the
/// transaction then ends as with any statement that fails.
public protocol BulkWriter {
    /// Adds a row, with a value for each column.
    ///
    /// - Throws: `store.zero-byte` for a text that no database keeps whole.
    func add(_ values: [SQLValue]) throws

    /// Adds rows, which have a value for each column.
    ///
    /// - Throws: `store.zero-byte` for a text that no database keeps whole.
    func add(_ rows: PackedRows) throws

    /// Sends the rows that are still held back. Nothing is added after it.
    func finish() throws
}

extension Connection {
    /// Runs one statement without arguments.
    @discardableResult
    public func execute(_ sql: String) throws -> Int { try execute(sql, []) }

    /// All rows of a query, each made into a value.
    public func all<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ make: (any Row) throws -> Value) throws
        -> [Value]
    {
        var values: [Value] = []
        try query(sql, arguments) { values.append(try make($0)) }
        return values
    }

    /// The first row of a query made into a value; nil without a row.
    public func first<Value>(_ sql: String, _ arguments: [SQLValue] = [], _ make: (any Row) throws -> Value) throws
        -> Value?
    {
        var value: Value?
        try query(sql, arguments) { row in if value == nil { value = try make(row) } }
        return value
    }

    /// The whole number in the first column of the first row; 0 without one.
    public func count(_ sql: String, _ arguments: [SQLValue] = []) throws -> Int {
        try first(sql, arguments) { Int($0.integer(0) ?? 0) } ?? 0
    }
}

/// One row of a query; columns are counted from 0.
public protocol Row {
    func text(_ column: Int) -> String?
    func integer(_ column: Int) -> Int64?

    /// The value of a column as the kind that it is stored as.
    ///
    /// - Throws: `store.value-kind` for what is neither a text nor a whole number.
    func value(_ column: Int) throws -> SQLValue

    /// Adds the row to others, value by value as they are stored.
    func pack(into rows: inout PackedRows)
}

extension Row {
    /// The text of a column, empty when it is null.
    public func string(_ column: Int) -> String { text(column) ?? "" }

    /// The whole number of a column, 0 when it is null.
    public func int(_ column: Int) -> Int { Int(integer(column) ?? 0) }
}

/// A prepared statement.
public protocol Statement {
    /// Runs the statement with these arguments.
    func run(_ arguments: [SQLValue]) throws
}
