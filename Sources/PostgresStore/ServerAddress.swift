import CPostgreSQL
import Problems

/// Where a database is, as libpq understands it.
struct ServerAddress {
    /// The name of the database; the user's where the address tells none.
    let database: String
    private let parts: [(name: String, value: String)]

    /// - Throws: `store.server-address` for what libpq does not understand.
    init(_ text: String) throws(Problem) {
        var complaint: UnsafeMutablePointer<CChar>?
        guard let options = unsafe PQconninfoParse(text, &complaint) else {
            unsafe PQfreemem(complaint)
            throw Problem("store.server-address", .refuse)
        }
        defer { unsafe PQconninfoFree(options) }
        var parts: [(name: String, value: String)] = []
        var place = unsafe options
        while let keyword = unsafe place.pointee.keyword {
            if let value = unsafe place.pointee.val {
                unsafe parts.append((String(cString: keyword), String(cString: value)))
            }
            unsafe place += 1
        }
        self.parts = parts
        database = parts.first { $0.name == "dbname" }?.value ?? parts.first { $0.name == "user" }?.value ?? "postgres"
    }

    /// The address with what this program adds where nothing else is said: how long to wait, how to find out that
    /// somebody pulled the plug, and its name for the server's list of connections.
    ///
    /// - Parameters:
    ///   - patience: seconds to wait for a connection.
    ///   - atMost: seconds after which connecting and asking end, whatever the address says; nil leaves it to that.
    func text(patience: Int, atMost: Int? = nil) -> String {
        let limits = atMost.map { [("connect_timeout", "\($0)"), ("tcp_user_timeout", "\($0 * 1000)")] } ?? []
        let parts = parts.filter { part in !limits.contains { $0.0 == part.name } }
        let usual = [
            ("connect_timeout", "\(patience)"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "60000"), ("fallback_application_name", "gapura"),
            ("client_encoding", "UTF8"),
        ]
        let added =
            limits
            + usual.filter { usual in
                !parts.contains { $0.name == usual.0 } && !limits.contains { $0.0 == usual.0 }
            }
        return (parts.map { ($0.name, $0.value) } + added).map { name, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
            return "\(name)='\(escaped)'"
        }.joined(separator: " ")
    }
}
