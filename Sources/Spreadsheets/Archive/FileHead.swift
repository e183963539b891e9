import Foundation
import Problems

/// What a file is, from its first bytes: people send old and locked workbooks under the name of new ones.
enum FileHead {
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    private static let zip: [UInt8] = [0x50, 0x4B]

    /// Refuses what cannot be a workbook, and says what it is instead.
    static func check(_ url: URL, at place: Place) throws(Problem) {
        let head: [UInt8]
        let directory: [UInt8]
        do {
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            head = [UInt8](try handle.read(upToCount: 512) ?? Data())
            directory = head.starts(with: compound) ? try readDirectory(handle, head) : []
        } catch {
            throw Problem("spreadsheet.unreadable", at: place)
        }
        if head.starts(with: compound) {
            // A locked workbook is a compound file that holds the workbook as one encrypted stream.
            let isLocked = contains("EncryptedPackage", in: directory)
            throw Problem(isLocked ? "spreadsheet.encrypted" : "spreadsheet.old-format", at: place)
        }
        guard head.starts(with: zip) else { throw Problem("spreadsheet.not-a-workbook", at: place) }
    }

    private static func readDirectory(_ handle: FileHandle, _ head: [UInt8]) throws -> [UInt8] {
        guard head.count >= 52 else { return [] }
        let sectorSize: UInt64 = head[30] == 12 ? 4096 : 512
        let sector = (0..<4).reduce(UInt64(0)) { $0 | UInt64(head[48 + $1]) << UInt64(8 * $1) }
        try handle.seek(toOffset: (sector + 1) * sectorSize)
        return [UInt8](try handle.read(upToCount: 4096) ?? Data())
    }

    private static func contains(_ name: String, in directory: [UInt8]) -> Bool {
        let wide: [UInt8] = name.utf8.reduce(into: []) { $0 += [$1, 0] }
        return stride(from: 0, to: directory.count, by: 128).contains { (start: Int) -> Bool in
            directory[start...].starts(with: wide)
        }
    }
}
