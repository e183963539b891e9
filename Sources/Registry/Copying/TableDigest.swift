import Crypto
import Foundation
public import Store

/// A table's rows as one number: two tables with the same digest hold the same rows, whichever database keeps them and in
/// whatever order they lie.
public struct TableDigest: Sendable, Hashable {
    public var table: String
    public var rows: Int64
    /// SHA-256 over the columns' names and all rows in the order of the primary key; 64 hexadecimal digits.
    public var digest: String
}

/// All tables of a registry, each as one number, and all of them as one.
public struct RegistryDigest: Sendable, Hashable {
    /// In the order of the tables' names.
    public var tables: [TableDigest]

    public var rows: Int64 { tables.reduce(0) { $0 + $1.rows } }

    /// SHA-256 over names, rows and digests of the tables; 64 hexadecimal digits.
    public var digest: String {
        var hash = SHA256()
        for table in tables { hash.update(data: Data("\(table.table) \(table.rows) \(table.digest)\n".utf8)) }
        return hash.finalize().hexadecimal
    }

    /// Reads all tables of a registry in the caller's transaction.
    ///
    /// - Parameter progress: receives the number of rows read, now and then.
    public init(_ connection: any Connection, _ dialect: any Dialect, _ progress: (Int64) -> Void = { _ in }) throws {
        let queries = TableQueries(connection, dialect)
        var all: Int64 = 0
        var tables: [TableDigest] = []
        for table in try queries.tables() {
            var hash = RowHash(table)
            try queries.eachRow(of: table, hash.columns) { row in
                hash.add(row)
                all += 1
                if all.isMultiple(of: 10_000) { progress(all) }
            }
            tables.append(hash.finish())
        }
        self.init(tables)
    }

    init(_ tables: [TableDigest]) { self.tables = tables.sorted { $0.table < $1.table } }
}

/// Hashes the rows of a table. Each value is written so that no two different rows look the same: its kind, its length, its
/// bytes.
struct RowHash {
    /// In the order of their names: a table that gained a column later has it in another place.
    let columns: [String]
    private let table: String
    private var rows: Int64 = 0
    private var hash = SHA256()
    private var buffer: [UInt8] = []

    init(_ table: TableRecord) {
        self.table = table.name
        columns = table.columns.map(\.name).sorted()
        for column in columns { append(.text(column)) }
    }

    mutating func add(_ row: [Store.SQLValue]) {
        rows += 1
        for value in row { append(value) }
        guard buffer.count > 1 << 16 else { return }
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    mutating func finish() -> TableDigest {
        hash.update(data: buffer)
        return TableDigest(table: table, rows: rows, digest: hash.finalize().hexadecimal)
    }

    private mutating func append(_ value: Store.SQLValue) {
        switch value {
        case .null: buffer.append(UInt8(ascii: "n"))
        case .integer(let number):
            buffer.append(UInt8(ascii: "i"))
            append(UInt64(bitPattern: number))
        case .text(let text):
            buffer.append(UInt8(ascii: "t"))
            append(UInt64(text.utf8.count))
            buffer.append(contentsOf: text.utf8)
        }
    }

    private mutating func append(_ number: UInt64) {
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            buffer.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}

extension Sequence<UInt8> {
    fileprivate var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
