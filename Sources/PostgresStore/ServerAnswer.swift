import CPostgreSQL
import Store

/// What the server sent for a statement; lives as long as somebody holds it.
@safe final class ServerAnswer {
    private let result: OpaquePointer

    init(_ result: OpaquePointer) { unsafe self.result = unsafe result }

    deinit { unsafe PQclear(result) }

    var rows: Int { unsafe Int(PQntuples(result)) }

    /// How many rows the statement changed.
    var changed: Int { unsafe Int(String(cString: PQcmdTuples(result))) ?? 0 }

    /// What the server says it did: `COMMIT`, `INSERT 0 1`.
    var tag: String { unsafe String(cString: PQcmdStatus(result)) }

    /// Whether the server now waits for rows of `COPY`.
    var wantsRows: Bool { status == PGRES_COPY_IN }

    private var status: ExecStatusType { unsafe PQresultStatus(result) }

    /// nil where the statement did what it should.
    var failure: ServerFailure? {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_COPY_IN: return nil
        default:
            return ServerFailure(state: field(Int32(UInt8(ascii: "C"))), message: field(Int32(UInt8(ascii: "M"))))
        }
    }

    private func field(_ code: Int32) -> String {
        unsafe PQresultErrorField(result, code).map { unsafe String(cString: $0) } ?? ""
    }

    /// Lends the bytes of a cell; nil when it is null.
    func withCell<Value>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
        let (row, column) = (Int32(row), Int32(column))
        guard unsafe PQgetisnull(result, row, column) == 0, let start = unsafe PQgetvalue(result, row, column) else {
            return body(nil)
        }
        return unsafe body(UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column))))
    }

    /// The text of a cell; nil when it is null.
    func text(_ row: Int, _ column: Int) -> String? {
        unsafe withCell(row, column) { unsafe $0.map { unsafe String(decoding: $0, as: UTF8.self) } }
    }

    /// Whether a column holds whole numbers or truth values.
    func isNumber(_ column: Int) -> Bool { unsafe [16, 20, 21, 23].contains(PQftype(result, Int32(column))) }

    /// The whole number of a cell; of a truth value 1 or 0, as SQLite has it; nil when it is null.
    func integer(_ row: Int, _ column: Int) -> Int64? {
        unsafe withCell(row, column) { bytes in
            guard let bytes = unsafe bytes else { return nil }
            switch unsafe bytes.first {
            case UInt8(ascii: "t"): return 1
            case UInt8(ascii: "f"): return 0
            default: return unsafe Int64(String(decoding: bytes, as: UTF8.self))
            }
        }
    }
}

extension ServerAnswer {
    /// Adds a cell to a row, by the kind of its column.
    func pack(_ row: Int, _ column: Int, into rows: inout PackedRows) {
        if isNumber(column), rows.isNumber[column] {
            if let number = integer(row, column) { rows.add(number) } else { rows.addNull() }
        } else {
            unsafe withCell(row, column) { cell in
                guard let cell = unsafe cell else { return rows.addNull() }
                if isNumber(column) || rows.isNumber[column] {
                    unsafe rows.add(foreign: cell)
                } else {
                    unsafe rows.add(utf8: cell)
                }
            }
        }
    }
}

/// A row of an answer.
struct ServerRow {
    let answer: ServerAnswer
    let place: Int
}

/// What went wrong at the server, in its own words; of a row's values nothing.
struct ServerFailure: Error {
    /// SQLSTATE, five characters; empty where the connection itself is gone.
    var state: String
    var message: String
    /// Whether the server asked for a password and nobody gave one.
    var lacksPassword = false
    /// Whether the server's certificate is none that the address trusts.
    var isForged = false
    /// Seconds for which the server kept silent, where it was given up for that.
    var silence: Int?

    /// Nothing came for so many seconds.
    static func silent(_ seconds: Int) -> ServerFailure { ServerFailure(state: "", message: "", silence: seconds) }
}
