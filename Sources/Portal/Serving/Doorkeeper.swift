import HTTPTypes
import Hummingbird

/// Turns away what no reader of this computer would send.
///
/// As nobody signs in, being on this computer is the only right to read. A page of a stranger, opened in the same
/// browser, must not borrow that right: it could point a name of its own at 127.0.0.1, or post a form here. Both show in
/// the request's headers.
struct Doorkeeper: RouterMiddleware {
    static let longestAddress = 2048

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        guard request.uri.string.utf8.count <= Self.longestAddress else { throw HTTPError(.uriTooLong) }
        guard let authority = request.head.authority, Loopback.isLoopback(authority: authority) else {
            throw HTTPError(.misdirectedRequest)
        }
        if let name = HTTPField.Name("Sec-Fetch-Site"), request.headers[name] == "cross-site", request.method != .get {
            throw HTTPError(.forbidden)
        }
        if let origin = request.headers[.origin], origin != "null", request.method != .get {
            guard let host = origin.split(separator: "//").last, Loopback.isLoopback(authority: String(host)) else {
                throw HTTPError(.forbidden)
            }
        }
        return try await next(request, context)
    }
}
