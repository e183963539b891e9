import Problems

/// How a database must keep and sort texts: as SQLite does, or the same list would come in another order.
enum ServerSettings {
    /// - Throws: `store.server-settings`.
    static func require(_ session: ServerSession, in name: String) throws {
        let settings = try session.execute(
            """
            SELECT pg_encoding_to_char(encoding), CASE datlocprovider WHEN 'c' THEN datcollate ELSE 'ICU' END, datctype
            FROM pg_database WHERE datname = current_database()
            """, [])
        let found = (0..<3).map { settings.text(0, $0) ?? "" }
        // Small and capital letters too must be the same letters everywhere.
        guard found[0] == "UTF8", ["C", "POSIX"].contains(found[1]), ["C", "POSIX"].contains(found[2]) else {
            throw Problem(
                "store.server-settings", .refuse, at: Place(file: name),
                ["encoding": found[0], "order": found[1] == found[2] ? found[1] : "\(found[1]), \(found[2])"])
        }
    }
}
