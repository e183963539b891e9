import Problems
import Store

/// Rows for the server's `COPY`, in its binary form: kept until there are many, or until another statement wants to see
/// them.
final class CopyWriter: BulkWriter {
    let statement: String
    private let session: ServerSession
    private var rows: [UInt8] = []

    /// So many bytes are sent at once.
    private static let enough = 1 << 20

    /// What every `COPY` in binary begins with: the signature, no flags, no extension.
    private static let opening =
        Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00] + [UInt8](repeating: 0, count: 8)

    init(_ session: ServerSession, _ table: String, _ columns: [String]) {
        self.session = session
        statement = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)"
    }

    var isHolding: Bool { !rows.isEmpty }

    func add(_ values: [SQLValue]) throws {
        if rows.isEmpty {
            rows.reserveCapacity(Self.enough + Self.enough / 8)
            rows += Self.opening
        }
        append(Int16(values.count))
        for value in values {
            switch value {
            case .null: append(Int32(-1))
            case .integer(let number):
                append(Int32(8))
                append(number)
            case .text(let text):
                append(Int32(clamping: text.utf8.count))
                let start = rows.count
                rows.append(contentsOf: text.utf8)
                guard !rows[start...].contains(0) else { throw Problem("store.zero-byte") }
            }
        }
        if rows.count >= Self.enough { try session.sendHeld() }
    }

    func finish() throws {
        try session.sendHeld()
        session.release(self)
    }

    /// The rows that are held back, with an end; there are none afterwards.
    func take() -> [UInt8] {
        append(Int16(-1))
        defer { rows.removeAll(keepingCapacity: false) }
        return rows
    }

    private func append(_ number: some FixedWidthInteger) {
        var shift = number.bitWidth
        while shift > 0 {
            shift -= 8
            rows.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }
}
