import Foundation
import Problems

/// The text of a study file or of a paper's tables.
enum StudyText {
    /// So much of a wrong line is shown.
    private static let mostShown = 60

    /// - Throws: `study.unreadable` where the file cannot be opened; `study.not-utf8` with the first wrong line.
    static func read(_ url: URL) throws(Problem) -> String {
        let file = url.lastPathComponent
        guard let bytes = try? Data(contentsOf: url) else {
            throw Problem("study.unreadable", .refuse, at: Place(file: file))
        }
        if let text = String(data: bytes, encoding: .utf8) { return text }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        let wrong = lines.firstIndex { String(data: $0, encoding: .utf8) == nil } ?? 0
        let shown = String(decoding: lines[wrong].prefix(Self.mostShown), as: UTF8.self)
            .filter { !($0.unicodeScalars.first?.properties.generalCategory == .control) }
        throw Problem("study.not-utf8", .refuse, at: Place(file: file, row: wrong + 1), value: shown)
    }
}
