import HTTPTypes
import Hummingbird

/// Turns away what no reader of this computer would send.
///
/// As nobody signs in, being on this computer is the only right to read and to write. A page of a stranger, opened in the
/// same browser, must not borrow that right: it could point a name of its own at 127.0.0.1, or post a form here. Both
/// show in the request's headers. What changes something must come from a page of this very address, or from a program
/// that is no browser: a page of another port of this computer is a stranger too, and so is one without an address
/// (`null`: a file, a sandboxed frame).
struct Doorkeeper: RouterMiddleware {
    static let longestAddress = 2048

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= Self.longestAddress else { throw HTTPError(.uriTooLong) }
        guard let authority = request.head.authority, Loopback.isLoopback(authority: authority) else {
            throw HTTPError(.misdirectedRequest)
        }
        if request.method != .get, request.method != .head, !Self.isOwn(request, authority) {
            throw HTTPError(.forbidden)
        }
        return try await next(request, context)
    }

    /// Whether a request comes from a page of this address, or from no page at all.
    private static func isOwn(_ request: Request, _ authority: String) -> Bool {
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            site != "same-origin", site != "none"
        {
            return false
        }
        guard let origin = request.headers[.origin] else { return true }
        return origin.lowercased() == "http://" + authority.lowercased()
    }
}
