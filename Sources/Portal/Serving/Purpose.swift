import Foundation
import Hummingbird

/// What a reader looks into the registry for, as they say it: the log of access keeps it. A cookie remembers it until the
/// browser is closed.
enum Purpose {
    static let field = "keperluan"
    private static let longest = 200

    static func remembered(_ request: Request) -> String? {
        request.cookies[field].flatMap { $0.value.removingPercentEncoding }.flatMap(stated)
    }

    /// A purpose that says something; nil for a blank one.
    static func stated(_ text: String?) -> String? {
        guard let text, !text.allSatisfy(\.isWhitespace) else { return nil }
        return String(text.prefix(longest))
    }

    static func remember(_ purpose: String, _ response: inout Response) {
        response.setCookie(
            Cookie(name: field, value: Query.encoded(purpose), path: "/", httpOnly: true, sameSite: .lax))
    }
}
