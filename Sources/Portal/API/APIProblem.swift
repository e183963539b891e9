import HTTPTypes
import Hummingbird
import Problems

/// What is wrong, as a document for programs (RFC 9457), worded in the reader's language.
struct APIProblem: Encodable, Sendable {
    var status: Int
    var title: String
    var detail: String
    /// The stable code, where the problem has one.
    var code: String?
    var remedy: String?

    static let type = "application/problem+json; charset=utf-8"

    /// Whether an address is one for programs.
    static func concerns(_ path: String) -> Bool { path == "/api" || path.hasPrefix("/api/") }
}
