import CPostgreSQL
import Foundation

/// Why a server does not let somebody in.
///
/// libpq tells it in the server's language and keeps the state to itself, unless it is asked for states before it connects.
/// So a connection that was refused is tried once more in that way.
enum ServerRefusal {
    /// Seconds for an answer: a moment ago there was one, or none will come.
    private static let patience = 5.0

    /// Whether libpq turned the server away for its certificate: it has words for that and no state. They are English, for this
    /// program sets no other language of the C library.
    static func isOfCertificate(_ message: String) -> Bool {
        ["certificate verify failed", "does not match host name", "root certificate"].contains(where: message.contains)
    }

    /// SQLSTATE of the refusal; empty where nobody answers.
    static func state(_ address: String) -> String {
        guard let connection = unsafe PQconnectStart(address) else { return "" }
        defer { unsafe PQfinish(connection) }
        unsafe PQsetErrorVerbosity(connection, PQERRORS_SQLSTATE)
        let end = Date().addingTimeInterval(patience)
        // Until told otherwise, one waits until the connection can be written to.
        var next = PGRES_POLLING_WRITING
        while unsafe PQstatus(connection) != CONNECTION_BAD, Date() < end {
            var socket = unsafe pollfd(
                fd: PQsocket(connection), events: Int16(next == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
            _ = unsafe poll(&socket, 1, 200)
            guard socket.revents != 0 else { continue }
            next = unsafe PQconnectPoll(connection)
            if next == PGRES_POLLING_OK || next == PGRES_POLLING_FAILED { break }
        }
        let message = unsafe String(cString: PQerrorMessage(connection))
        return message.firstMatch(of: /:  ?([0-9A-Z]{5})\s*$/).map { String($0.1) } ?? ""
    }
}

extension ServerSession {
    /// What libpq says of a connection.
    static func failure(of connection: OpaquePointer) -> ServerFailure {
        unsafe ServerFailure(
            state: "", message: String(cString: PQerrorMessage(connection)).trimmingPrefix("connection to ").description
        )
    }
}
