import Foundation
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// Somebody who can write into the database and does not ask Gapura changes a cell, takes a row away, or puts one in: in
/// whatever table, it is found, but for the cells that docs/audit-log.md names as not guarded.
///
/// Each forgery takes a check of the whole registry: by default every sixth cell is tried, and all of them by
/// `make forge`, which sets `GAPURA_TEST_FORGERIES`.
@Suite struct EveryTableForgeryTests {
    private static let triesAll = ProcessInfo.processInfo.environment["GAPURA_TEST_FORGERIES"] != nil

    /// Cells that nothing holds, with the reason in docs/audit-log.md.
    static let unguarded: Set<String> = [
        // Whether a search looked at everything moves with later lists; it only asks for another search.
        "linkage_run.is_outdated"
    ]

    private func isUnguarded(_ table: String, _ column: String? = nil) -> Bool {
        Self.unguarded.contains(table) || column.map { Self.unguarded.contains("\(table).\($0)") } ?? false
    }

    /// A row, and where it stands.
    private struct Found: Sendable {
        var table: TableRecord
        var columns: [String]
        var row: [SQLValue]

        /// Statements that put the row back, and one that takes it away.
        var condition: String {
            zip(columns, row).map { $1 == .null ? "\($0) IS NULL" : "\($0) = ?" }.joined(separator: " AND ")
        }
        var arguments: [SQLValue] { row.filter { $0 != .null } }
    }

    /// One row of each table: the first, for it hangs together with others.
    private func rows(_ database: any Database) throws -> [Found] {
        try database.read { connection in
            let queries = TableQueries(connection, database.dialect)
            return try queries.tables().compactMap { table in
                let columns = table.columns.map(\.name)
                var found: [SQLValue]?
                try queries.eachRow(of: table, columns) { if found == nil { found = $0 } }
                return found.map { Found(table: table, columns: columns, row: $0) }
            }
        }
    }

    /// The row under another key: with the next number, or a longer text, in one column of it.
    private func copies(_ found: Found, _ database: any Database) throws -> [Found] {
        let key = found.table.key.isEmpty ? Array(found.columns.prefix(1)) : found.table.key
        return try key.compactMap { column in
            guard let place = found.columns.firstIndex(of: column) else { return nil }
            var copy = found
            switch found.row[place] {
            case .text(let text): copy.row[place] = .text(text + "x")
            default:
                let last = try database.read { try $0.count("SELECT MAX(\(column)) FROM \(found.table.name)") }
                copy.row[place] = .integer(Int64(last) + 1)
            }
            return copy
        }
    }

    private func putIn(_ found: Found, _ database: any Database) -> Bool {
        let marks = found.columns.map { _ in "?" }.joined(separator: ", ")
        let columns = found.columns.joined(separator: ", ")
        return forge(database, "INSERT INTO \(found.table.name) (\(columns)) VALUES (\(marks))", found.row)
    }

    /// Runs a forger's statement; false where the database itself does not let it through.
    private func forge(_ database: any Database, _ sql: String, _ arguments: [SQLValue]) -> Bool {
        (try? database.write { try $0.execute(sql, arguments) }) == 1
    }

    @Test func aChangedCellIsFound() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let database = registry.database
        try #require(try registry.verify().isEmpty)
        var missed: [String] = []
        var (met, forged) = (0, 0)
        for found in try rows(database) where !["log_entry"].contains(found.table.name) {
            for (place, column) in found.columns.enumerated() where !isUnguarded(found.table.name, column) {
                met += 1
                guard Self.triesAll || met % 6 == 0 else { continue }
                var other = found
                switch found.row[place] {
                case .integer(let number): other.row[place] = .integer(number + 1)
                case .text(let text): other.row[place] = .text(text + "x")
                case .null:
                    other.row[place] = found.table.columns[place].isNumber ? .integer(7) : .text("x")
                }
                let name = found.table.name
                guard
                    forge(
                        database, "UPDATE \(name) SET \(column) = ? WHERE \(found.condition)",
                        [other.row[place]] + found.arguments)
                else { continue }
                forged += 1
                if try registry.verify().isEmpty { missed.append("\(name).\(column)") }
                try #require(
                    forge(
                        database, "UPDATE \(name) SET \(column) = ? WHERE \(other.condition)",
                        [found.row[place]] + other.arguments), "\(name).\(column)")
            }
        }
        #expect(missed == [])
        #expect(forged > (Self.triesAll ? 200 : 40))
        #expect(try registry.verify().isEmpty)
    }

    @Test func aRowThatIsGoneIsFound() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let database = registry.database
        var missed: [String] = []
        var forged = 0
        for found in try rows(database) where !isUnguarded(found.table.name) {
            let name = found.table.name
            guard forge(database, "DELETE FROM \(name) WHERE \(found.condition)", found.arguments) else { continue }
            forged += 1
            if try registry.verify().isEmpty { missed.append(name) }
            try #require(putIn(found, database), "\(name)")
        }
        #expect(missed == [])
        #expect(forged > 20)
        #expect(try registry.verify().isEmpty)
    }

    /// A copy of a row under another key, as far as the database lets it through.
    @Test func aRowThatIsPutInIsFound() throws {
        let scratch = try Scratch()
        let registry = try scratch.full()
        let database = registry.database
        var missed: [String] = []
        var forged = 0
        for found in try rows(database) {
            for copy in try copies(found, database) where putIn(copy, database) {
                forged += 1
                if try registry.verify().isEmpty { missed.append("\(copy.table.name) \(copy.row)") }
                try #require(
                    forge(database, "DELETE FROM \(copy.table.name) WHERE \(copy.condition)", copy.arguments),
                    "\(copy.table.name)")
            }
        }
        #expect(missed == [])
        #expect(forged > 30)
        #expect(try registry.verify().isEmpty)
    }
}
