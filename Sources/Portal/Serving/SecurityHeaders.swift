import HTTPTypes
import Hummingbird

/// Headers that tell a browser to trust nothing but what comes from here, and to keep nothing.
struct SecurityHeaders: RouterMiddleware {
    static let pages =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-src 'self'; "
        + "base-uri 'none'; frame-ancestors 'none'"
    /// A report carries its style sheet inside; it may be framed by a page of ours.
    static let reports =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
        + "frame-ancestors 'self'"

    private static let fixed = [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Robots-Tag", "noindex, nofollow"),
    ]

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        for (name, value) in Self.fixed {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = Self.pages }
        // Pages show personal data, masked or not: no cache may keep them.
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        return request.method == .head ? response.createHeadResponse() : response
    }
}
