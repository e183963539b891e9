/// What a server can be asked about itself: it checks its own files, and says whether every constraint and index is in force.
/// Whether what they say is so, the invariants ask.
enum PostgresIntegrity {
    /// A query of what is not in force, each in words.
    static let query = """
        SELECT conrelid::regclass::text || ': ' || conname FROM pg_constraint c
            JOIN pg_namespace n ON n.oid = c.connamespace
        WHERE n.nspname = current_schema() AND NOT convalidated
        UNION ALL
        SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND NOT (i.indisvalid AND i.indisready)
        UNION ALL
        SELECT c.relname || ': ' || t.tgname || ' off' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = current_schema()::regnamespace AND t.tgisinternal AND t.tgenabled <> 'O'
        UNION ALL
        SELECT c.relname || ': row security' FROM pg_class c
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relrowsecurity ORDER BY 1
        """
}
