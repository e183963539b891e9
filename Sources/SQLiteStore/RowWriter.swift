import GRDB
import GRDBSQLite
import Problems
import Store

/// Rows for one table by one prepared statement. GRDB makes an object of every value that it binds; for millions of rows
/// that takes longer than storing them, so the values are bound here.
@safe final class RowWriter: BulkWriter {
    private let database: GRDB.Database
    private let statement: GRDB.Statement
    /// The texts of the row at hand, one behind the other.
    private var texts: [UInt8] = []

    init(_ database: GRDB.Database, _ table: String, _ columns: [String]) throws {
        self.database = database
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        statement = try database.makeStatement(
            sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
    }

    func add(_ values: [SQLValue]) throws {
        texts.removeAll(keepingCapacity: true)
        for case .text(let text) in values { texts.append(contentsOf: text.utf8) }
        guard !texts.contains(0) else { throw Problem("store.zero-byte") }
        // An empty text needs a place that is not null.
        texts.append(0)
        let handle = unsafe statement.sqliteStatement
        let code = unsafe texts.withUnsafeBytes { texts in
            var start = 0
            for (index, value) in values.enumerated() {
                let place = Int32(index + 1)
                let code: Int32
                switch value {
                case .null: code = unsafe sqlite3_bind_null(handle, place)
                case .integer(let number): code = unsafe sqlite3_bind_int64(handle, place, number)
                case .text(let text):
                    let count = text.utf8.count
                    let bytes = unsafe UnsafeRawBufferPointer(rebasing: texts[start...])
                        .assumingMemoryBound(to: CChar.self).baseAddress
                    // The texts stay where they are until the row is stored: no copy.
                    code = unsafe sqlite3_bind_text(handle, place, bytes, Int32(clamping: count), nil)
                    start += count
                }
                guard code == SQLITE_OK else { return code }
            }
            return unsafe sqlite3_step(handle)
        }
        guard code == SQLITE_DONE else {
            let message = database.lastErrorMessage
            _ = unsafe sqlite3_reset(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
        _ = unsafe sqlite3_reset(handle)
    }

    func finish() throws {}
}
