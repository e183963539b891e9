import Problems
import Store

/// In which schema of its database a registry lies.
///
/// The server's search path does not say it: `"$user", public` changes as soon as somebody makes a schema with the user's
/// name, and a registry begun there would be half of one.
enum ServerSchema {
    /// Schemas that hold a registry. One table alone may be another program's; what a restored backup put aside is none.
    private static let registries = """
        SELECT n.nspname::text, has_schema_privilege(n.oid, 'USAGE')::int::bigint FROM pg_namespace n
        WHERE EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'
                AND c.relname = 'schema_version')
            AND EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'r'
                AND c.relname IN ('batch', 'person', 'log_entry'))
            AND n.nspname !~ '^(pg_|gapura_sebelum_[0-9]{8}t[0-9]{6}z$)'
        ORDER BY 1
        """

    /// - Parameter database: its name.
    /// - Returns: where the registry is; where one would be made if there is none.
    /// - Throws: `store.schemas` where there are several and the address names none; `store.no-right` where this user may
    ///   not look into it.
    static func find(_ session: ServerSession, in database: String) throws -> String {
        let found = try session.execute(registries, [])
        let own = try session.execute(
            """
            SELECT COALESCE(current_schema()::text, 'public'),
                (SELECT (source = 'client')::int::bigint FROM pg_settings WHERE name = 'search_path')
            """, [])
        let usual = own.text(0, 0) ?? "public"
        // Who wrote a search path into the address means it.
        if own.integer(0, 1) == 1 || found.rows == 0 { return usual }
        let names = (0..<found.rows).compactMap { found.text($0, 0) }
        guard names.count == 1, let name = names.first else {
            throw Problem(
                "store.schemas", .refuse, at: Place(file: database),
                ["schemas": names.joined(separator: ", "), "first": names.first ?? ""])
        }
        guard found.integer(0, 1) == 1 else { throw Problem("store.no-right", at: Place(file: database)) }
        return name
    }

    /// What stands in a schema, without what extensions brought.
    static func tables(of schema: String, _ session: ServerSession) throws(ServerFailure) -> Set<String> {
        let tables = try session.execute(
            """
            SELECT c.relname::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
                AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
                    AND d.deptype = 'e')
            """, [.text(schema)])
        return Set((0..<tables.rows).compactMap { tables.text($0, 0) })
    }
}
