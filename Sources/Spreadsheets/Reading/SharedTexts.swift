import Problems
import Synchronization

/// The workbook's table of texts, to which cells point by number; read once, by the first sheet that is.
final class SharedTexts: Sendable {
    let part: String
    private let held = Mutex<[String]?>(nil)

    init(part: String) { self.part = part }

    /// - Returns: nil where the workbook has no such table.
    func texts(_ archive: ZipArchive) throws(Problem) -> [String]? {
        guard archive.has(part) else { return nil }
        return try held.withLock { held throws(Problem) in
            if let held { return held }
            let texts = try Self.read(archive, part: part)
            held = texts
            return texts
        }
    }

    private static func read(_ archive: ZipArchive, part name: String) throws(Problem) -> [String] {
        let part = try XMLPart(archive, name)
        var texts: [String] = []
        while try part.next() {
            guard part.node == .start, part.name == "si" else { continue }
            guard texts.count < archive.limits.texts else {
                throw archive.problem("spreadsheet.too-many-texts", ["limit": String(archive.limits.texts)])
            }
            texts.append(try CellText.item(part))
        }
        return texts
    }
}
