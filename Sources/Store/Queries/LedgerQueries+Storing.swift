/// How sheets come in: entries become the current versions of their keys.
extension LedgerQueries {
    /// Stores a sending with its entries; each becomes the current version of its key.
    ///
    /// - Parameter entries: those that say something new; their version, number and sending are not looked at.
    /// - Returns: the sending's number.
    public func add(_ sending: SendingRecord, _ entries: [EntryRecord]) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO sending (kind, name, sha256, channel, received_on, taken_at, actor, row_count, new_count,
                updated_count, unchanged_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .text(sending.kind), .text(sending.name), .text(sending.sha256), .text(sending.channel),
                .text(sending.receivedOn), .text(sending.takenAt), .text(sending.actor),
                .integer(Int64(sending.rows)), .integer(Int64(sending.new)), .integer(Int64(sending.updated)),
                .integer(Int64(sending.unchanged)),
            ])
        let id = try connection.first("SELECT MAX(id) FROM sending") { $0.integer(0) ?? 0 } ?? 0
        try insert(entries, of: id)
        return id
    }

    /// Stores entries as the next versions of their keys; the last of each key in the sending is its current one.
    private func insert(_ entries: [EntryRecord], of sending: Int64) throws {
        var versions: [String: [String: Int]] = [:]
        for (kind, entries) in Dictionary(grouping: entries, by: \.kind) {
            versions[kind] = try retire(kind, Set(entries.map(\.key)).sorted())
        }
        var left = Dictionary(entries.map { ([$0.kind, $0.key], 1) }, uniquingKeysWith: +)
        let writer = try connection.bulk(
            into: "entry",
            [
                "sending", "row_number", "kind", "entry_key", "version", "is_current", "subject", "programme",
                "institution", "region_code", "fiscal_year", "period", "refers_to", "document",
            ])
        for entry in entries {
            let version = (versions[entry.kind]?[entry.key] ?? 0) + 1
            versions[entry.kind]?[entry.key] = version
            left[[entry.kind, entry.key], default: 1] -= 1
            try writer.add([
                .integer(sending), .integer(Int64(entry.row)), .text(entry.kind), .text(entry.key),
                .integer(Int64(version)), .integer(left[[entry.kind, entry.key]] == 0 ? 1 : 0),
                .optional(entry.subject), .optional(entry.programme), .optional(entry.institution),
                .optional(entry.regionCode), .optional(entry.fiscalYear), .optional(entry.period),
                .optional(entry.refersTo), .text(entry.document),
            ])
            if !entry.people.isEmpty { try name(entry) }
        }
        try writer.finish()
    }

    /// Takes the mark of the current version from keys of a kind.
    ///
    /// - Returns: the newest version of each key that has one.
    private func retire(_ kind: String, _ keys: [String]) throws -> [String: Int] {
        var newest: [String: Int] = [:]
        for start in stride(from: 0, to: keys.count, by: 512) {
            var part = Array(keys[start..<min(start + 512, keys.count)])
            // A few lengths make a few statements, which the database has parsed before.
            let length = [1, 8, 64, 512].first { $0 >= part.count } ?? part.count
            part += Array(repeating: part[0], count: length - part.count)
            let among = "entry_key IN (" + part.map { _ in "?" }.joined(separator: ", ") + ")"
            let arguments = [.text(kind)] + part.map(SQLValue.text)
            try connection.query(
                "SELECT entry_key, MAX(version) FROM entry WHERE kind = ? AND \(among) GROUP BY entry_key", arguments
            ) { newest[$0.string(0)] = $0.int(1) }
            try connection.execute(
                "UPDATE entry SET is_current = 0 WHERE kind = ? AND is_current = 1 AND \(among)", arguments)
        }
        return newest
    }

    /// Notes whom the newest entry names.
    private func name(_ entry: EntryRecord) throws {
        let id = try connection.count("SELECT MAX(id) FROM entry")
        for (role, numbers) in entry.people.sorted(by: { $0.key < $1.key }) {
            for nik in numbers {
                try connection.execute(
                    """
                    INSERT INTO entry_person (entry, nik, role) VALUES (?, ?, ?) ON CONFLICT (entry, nik, role) DO NOTHING
                    """, [.integer(Int64(id)), .text(nik), .text(role)])
            }
        }
    }
}
