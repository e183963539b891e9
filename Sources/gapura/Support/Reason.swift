import Foundation
import Problems

/// Why somebody takes something back.
enum Reason {
    /// - Throws: `usage.reason` where nothing is said.
    static func stated(_ text: String?) throws(Problem) -> String {
        let stated = (text ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard !stated.isEmpty else { throw Problem("usage.reason") }
        return stated
    }
}
