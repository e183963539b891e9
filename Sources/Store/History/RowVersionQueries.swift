/// How one row stood from one act to another.
public struct RowVersion: Sendable, Hashable {
    /// `person`, `enrolment`, `enterprise`, `stage_event`.
    public var table: String
    public var id: Int64
    /// The batch that brought the row.
    public var batch: Int64
    /// The number of the act since which it stood so; nil where the batch's commit was not kept.
    public var since: Int64?
    /// The act until which it did; nil where it still does.
    public var until: Int64?
    /// Whether that act took the row away, and not only changed it.
    public var isRemoved = false
    /// By column; what is null is not there.
    public var values: [String: String]

    /// The batch and row of the line that a number of an enrolment or its person stands for.
    public static func source(of line: Int64) -> (batch: Int64, row: Int) { (line >> 32, Int(line & 0xFFFF_FFFF)) }
}

/// All versions of rows, those that are gone among them.
public struct RowVersionQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Everything that lists ever said and decided about an identity number.
    public func versions(nik: String) throws -> [RowVersion] {
        let people = try versions(.person, "nik = ?", [.text(nik)])
        let ids = Set(people.map(\.id)).sorted()
        var all = people
        for id in ids {
            all += try versions(.enrolment, "person = ?", [.integer(id)])
            all += try versions(.enterprise, "owner = ?", [.integer(id)])
        }
        return all + (try versions(.stageEvent, "nik = ?", [.text(nik)]))
    }

    /// Names that lists gave an identity number before others changed them, the newest first. What was undone is none.
    public func earlierNames(nik: String) throws -> [String] {
        let past = KeptTable.person.past
        return try connection.all(
            """
            SELECT p.name FROM \(past) p JOIN act a ON a.number = p.until_act
            WHERE p.nik = ? AND a.kind <> ? ORDER BY p.until_act DESC
            """, [.text(nik), .text(ActRecord.Kind.undo.rawValue)]
        ) { $0.string(0) }
    }

    /// How many rows of each table an act changed or took away.
    public func counts(until act: Int64) throws -> [(table: String, rows: Int)] {
        try KeptTable.all.compactMap { table in
            let rows = try connection.count("SELECT COUNT(*) FROM \(table.past) WHERE until_act = ?", [.integer(act)])
            return rows == 0 ? nil : (table.name, rows)
        }
    }

    private func versions(_ table: KeptTable, _ condition: String, _ arguments: [SQLValue]) throws -> [RowVersion] {
        let columns = table.columns
        let cast = columns.map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
        func read(_ source: String, _ until: String) throws -> [RowVersion] {
            try connection.all(
                "SELECT \(until), \(cast) FROM \(source) WHERE \(condition) ORDER BY id, 1", arguments
            ) { row in
                var values: [String: String] = [:]
                for (place, column) in columns.enumerated() { values[column] = row.text(place + 1) }
                return RowVersion(
                    table: table.name, id: values["id"].flatMap(Int64.init) ?? 0,
                    batch: values["batch"].flatMap(Int64.init) ?? 0, until: row.integer(0), values: values)
            }
        }
        var versions = try read(table.past, "until_act")
        versions += try read(table.name, "CAST(NULL AS BIGINT)")
        let acts = ActQueries(connection)
        let grouped = Dictionary(grouping: versions, by: \.id)
        return try grouped.keys.sorted().flatMap { id -> [RowVersion] in
            var own = grouped[id] ?? []
            guard let batch = own.first?.batch else { return [] }
            var since = try acts.commit(of: batch)
            for place in own.indices {
                own[place].since = since
                since = own[place].until
                own[place].isRemoved = place == own.count - 1 && own[place].until != nil
            }
            return own
        }
    }
}
