import GRDB
import GRDBSQLite
import Problems
import Store

/// Rows for one table by one prepared statement. GRDB makes an object of every value that it binds; for millions of rows
/// that takes longer than storing them, so the values are bound here, as they lie in the packed rows.
@safe final class RowWriter: BulkWriter {
    private let database: GRDB.Database
    private let statement: GRDB.Statement
    /// Whether a column's value is bound to null: it stays so from row to row.
    private var isNull: [Bool]
    private var single = PackedRows(isNumber: [])

    init(_ database: GRDB.Database, _ table: String, _ columns: [String]) throws {
        self.database = database
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        statement = try database.makeStatement(
            sql: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks))")
        isNull = [Bool](repeating: true, count: columns.count)
    }

    func add(_ values: [SQLValue]) throws {
        single.set(values)
        try add(single)
    }

    func add(_ rows: PackedRows) throws {
        guard !rows.holdsZeroByte else { throw Problem("store.zero-byte") }
        let handle = unsafe statement.sqliteStatement
        let code = unsafe rows.bytes.withUnsafeBytes { bytes in
            var start = 0
            for _ in 0..<rows.count {
                // The number of values is known.
                start += 2
                let code = unsafe bind(bytes, &start, rows.isNumber, handle)
                guard code == SQLITE_OK else { return code }
                let done = unsafe sqlite3_step(handle)
                guard done == SQLITE_DONE else { return done }
                _ = unsafe sqlite3_reset(handle)
            }
            return SQLITE_OK
        }
        guard code == SQLITE_OK else {
            let message = database.lastErrorMessage
            _ = unsafe sqlite3_reset(handle)
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
        }
    }

    /// Binds the values of a row. Texts stay where they are until the row is stored: no copy.
    private func bind(
        _ bytes: UnsafeRawBufferPointer, _ start: inout Int, _ isNumber: [Bool], _ handle: OpaquePointer
    ) -> Int32 {
        for column in isNumber.indices {
            let length = unsafe Int(Int32(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int32.self)))
            let place = Int32(column + 1)
            let code: Int32
            start += 4
            if length < 0 {
                guard !isNull[column] else { continue }
                isNull[column] = true
                code = unsafe sqlite3_bind_null(handle, place)
            } else {
                isNull[column] = false
                if isNumber[column] {
                    let number = unsafe Int64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: Int64.self))
                    code = unsafe sqlite3_bind_int64(handle, place, number)
                } else {
                    // Behind an empty text stands something else: its place is not null.
                    let text = unsafe bytes.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
                    code = unsafe sqlite3_bind_text(handle, place, text, Int32(clamping: length), nil)
                }
                start += length
            }
            guard code == SQLITE_OK else { return code }
        }
        return SQLITE_OK
    }

    func finish() throws {}
}
