import Problems
import Store

/// Rows for the server's `COPY`, in its binary form: kept until there are many, or until another statement wants to see
/// them.
final class CopyWriter: BulkWriter {
    let statement: String
    private let session: ServerSession
    private var rows: [UInt8] = []
    private var single = PackedRows(isNumber: [])

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
        single.set(values)
        try add(single)
    }

    func add(_ packed: PackedRows) throws {
        guard !packed.holdsZeroByte else { throw Problem("store.zero-byte") }
        if rows.isEmpty {
            rows.reserveCapacity(Self.enough + Self.enough / 8)
            rows += Self.opening
        }
        // Packed rows have the very form that the server wants.
        rows += packed.bytes
        if rows.count >= Self.enough { try session.sendHeld() }
    }

    func finish() throws {
        try session.sendHeld()
        session.release(self)
    }

    /// The rows that are held back, with an end; there are none afterwards.
    func take() -> [UInt8] {
        // In the place of a number of values: no more rows.
        rows += [0xFF, 0xFF]
        defer { rows.removeAll(keepingCapacity: false) }
        return rows
    }
}
