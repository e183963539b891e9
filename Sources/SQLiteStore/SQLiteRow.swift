import GRDB
import GRDBSQLite
import Problems
import Store

/// The row at which a statement stands. GRDB makes objects of rows and values; for millions of them that takes longer than
/// reading, so the values are taken from the statement.
@safe struct SQLiteRow: Store.Row {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) { unsafe self.statement = statement }

    private func isNull(_ column: Int) -> Bool { unsafe sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    /// The bytes of a text, or of what would be its text.
    private func utf8(_ column: Int32) -> UnsafeRawBufferPointer {
        // In this order: the length is that of the text.
        let start = unsafe sqlite3_column_text(statement, column)
        return unsafe UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, column)))
    }

    func text(_ column: Int) -> String? {
        isNull(column) ? nil : unsafe String(decoding: utf8(Int32(column)), as: UTF8.self)
    }

    func integer(_ column: Int) -> Int64? {
        isNull(column) ? nil : unsafe sqlite3_column_int64(statement, Int32(column))
    }

    func value(_ column: Int) throws -> SQLValue {
        switch unsafe sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return unsafe .integer(sqlite3_column_int64(statement, Int32(column)))
        case SQLITE_TEXT: return unsafe .text(String(decoding: utf8(Int32(column)), as: UTF8.self))
        default: throw Problem("store.value-kind")
        }
    }

    func pack(into rows: inout PackedRows) {
        rows.beginRow()
        for place in rows.isNumber.indices {
            let column = Int32(place)
            switch unsafe sqlite3_column_type(statement, column) {
            case SQLITE_NULL: rows.addNull()
            case SQLITE_INTEGER where rows.isNumber[place]:
                unsafe rows.add(sqlite3_column_int64(statement, column))
            case SQLITE_TEXT where !rows.isNumber[place]: unsafe rows.add(utf8: utf8(column))
            default: unsafe rows.add(foreign: utf8(column))
            }
        }
    }
}
