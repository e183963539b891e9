import HTTPTypes
import Hummingbird
import Problems

/// Finds the reader's language: from `?lang=` (which a cookie then remembers), from the cookie, or Indonesian. Programs
/// name theirs in `Accept-Language`; what browsers say there is what somebody installed, not what the reader reads.
struct LanguageChoice: RouterMiddleware {
    static let field = "lang"
    static let cookie = "bahasa"

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        let asked = Language(rawValue: Query(request.uri.query)[Self.field] ?? "")
        let remembered = request.cookies[Self.cookie].flatMap { Language(rawValue: $0.value) }
        context.language = asked ?? remembered ?? Self.accepted(request) ?? .id
        var response = try await next(request, context)
        if let asked, asked != remembered {
            response.setCookie(
                Cookie(
                    name: Self.cookie, value: asked.rawValue, maxAge: 31_536_000, path: "/", httpOnly: true,
                    sameSite: .lax))
        }
        return response
    }

    private static func accepted(_ request: Request) -> Language? {
        guard APIProblem.concerns(request.uri.path), let header = request.headers[.acceptLanguage] else { return nil }
        return header.split(separator: ",").lazy.compactMap { part in
            Language(rawValue: String(part.trimmingPrefix { $0 == " " }.prefix(2)))
        }.first
    }
}
