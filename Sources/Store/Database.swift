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

    /// Asks the database itself whether its files are sound.
    ///
    /// - Returns: what it found wrong, in its own words; empty when sound.
    func integrityFindings() throws(Problem) -> [String]
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

/// What the databases write differently.
public protocol Dialect: Sendable {
    /// A column that numbers its rows by itself.
    var identityColumn: String { get }
    /// A 64-bit whole number.
    var integerType: String { get }
    /// What stands before a table's name where a query named a part of itself likewise and the table is meant.
    var presentTable: String { get }
    /// The text of a member of the JSON object in a column of text; null where it has none.
    func member(_ name: String, of column: String) -> String
}
