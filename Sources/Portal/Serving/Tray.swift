import Foundation
import Problems
import Registry
import Store
import Synchronization

/// Sheets between being looked at and being stored: kept in memory, only the newest few, and never on a disk for longer
/// than it takes to read them.
final class Tray: Sendable {
    struct Item: Sendable {
        /// Nobody can guess it.
        var token: String
        var fileName: String
        var channel: String
        /// The kind of sheets that the reader named; nil lets the headers say it.
        var kind: String?
        var bytes: Data
    }

    private static let most = 6
    private let items = Mutex<[Item]>([])

    func put(_ bytes: Data, fileName: String, channel: String, kind: String?) -> Item {
        var generator = SystemRandomNumberGenerator()
        let token = (0..<2).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
        let item = Item(token: token, fileName: fileName, channel: channel, kind: kind, bytes: bytes)
        items.withLock { $0 = ($0 + [item]).suffix(Self.most) }
        return item
    }

    /// Nil where the sheet was stored already, or was pushed out by newer ones.
    func item(_ token: String) -> Item? { items.withLock { items in items.first { $0.token == token } } }

    func remove(_ token: String) { items.withLock { $0.removeAll { $0.token == token } } }
}

extension Tray.Item {
    /// The sheet, read as a file of its name is read.
    func sheet() throws(Problem) -> Sheet {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-" + UUID().uuidString)
        let file = folder.appendingPathComponent(fileName.isEmpty ? "lembar.csv" : fileName)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            try bytes.write(to: file)
        } catch {
            throw Problem("input.unreadable", at: Place(file: fileName))
        }
        defer { try? FileManager.default.removeItem(at: folder) }
        return try Sheet(file, channel: channel)
    }
}
