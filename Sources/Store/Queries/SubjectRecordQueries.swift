/// The records that may be one person: people, and refused lines that hold a name but no number of their own.
public struct SubjectRecordQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    private static let people = """
        SELECT p.id, 1, b.list, p.batch, p.nik, p.family_card, p.name, p.sex, p.birth_date, p.phone, p.address, p.village,
            p.region_code, (SELECT MIN(x.business) FROM enterprise x WHERE x.owner = p.id), NULL
        FROM person p JOIN batch b ON b.id = p.batch
        """

    /// A refused line whose number is legible belongs to whoever has that number; one that was sent again in the same
    /// words is the line that came first.
    private static let refused = """
        SELECT l.id, 0, b.list, l.batch, l.nik, l.family_card, l.name, l.sex, l.birth_date, l.phone, l.address, l.village,
            l.region_code, l.business, l.raw
        FROM line l JOIN batch b ON b.id = l.batch
        WHERE l.outcome = 'refused' AND b.state = 'committed' AND l.nik IS NULL AND l.name IS NOT NULL
        """

    /// A condition that the subject of this number is in the registry: undoing a list takes its records away.
    static func live(_ subject: String) -> String {
        """
        (EXISTS (SELECT 1 FROM person lp WHERE lp.id = \(subject)) OR EXISTS (
            SELECT 1 FROM line ll JOIN batch lb ON lb.id = ll.batch
            WHERE ll.id = \(subject) AND ll.outcome = 'refused' AND lb.state = 'committed'))
        """
    }

    /// Hands all of them over, people first, each kind in the order of the lines.
    public func forEach(_ body: (SubjectRecord) throws -> Void) throws {
        struct Words: Hashable { var list: Int64; var raw: String }
        var seen: Set<Words> = []
        try connection.query(Self.people + " ORDER BY p.id", []) { try body(Self.record($0)) }
        try connection.query(Self.refused + " ORDER BY l.id", []) { row in
            let subject = Self.record(row)
            if seen.insert(Words(list: subject.list, raw: subject.raw ?? "")).inserted { try body(subject) }
        }
    }

    /// The numbers of those that a committed batch brought, and of people of whom it told something new.
    public func brought(by batch: Int64) throws -> Set<Int64> {
        let ids = LineQueries.ids(of: batch)
        var found = Set(
            try connection.all("SELECT id FROM person WHERE id BETWEEN ? AND ?", ids) { $0.integer(0) ?? 0 })
        try connection.query(Self.refused + " AND l.batch = ?", [.integer(batch)]) { found.insert($0.integer(0) ?? 0) }
        try connection.query(
            """
            SELECT x.id FROM past_person x JOIN act a ON a.number = x.until_act WHERE a.batch = ? AND a.kind = 'commit'
            """, [.integer(batch)]
        ) { found.insert($0.integer(0) ?? 0) }
        return found
    }

    /// Whether the record of this number is in the registry.
    public func isLive(_ subject: Int64) throws -> Bool {
        try connection.count(
            "SELECT COUNT(*) FROM line l WHERE l.id = ? AND \(Self.live("l.id"))", [.integer(subject)]) > 0
    }

    /// The record that now says what a row of a list that was undone had said: the person of the same number, or the
    /// first refused row of the same list in the same words. nil where nothing does.
    public func successor(of subject: Int64) throws -> Int64? {
        let line = try connection.first(
            "SELECT l.nik, b.list, l.raw FROM line l JOIN batch b ON b.id = l.batch WHERE l.id = ?", [.integer(subject)]
        ) { (nik: $0.text(0), list: $0.integer(1) ?? 0, raw: $0.string(2)) }
        guard let line else { return nil }
        if let nik = line.nik {
            return try connection.first("SELECT id FROM person WHERE nik = ?", [.text(nik)]) { $0.integer(0) } ?? nil
        }
        return try connection.first(
            """
            SELECT MIN(l.id) FROM batch b JOIN line l ON l.batch = b.id AND l.outcome = 'refused'
            WHERE b.list = ? AND b.state = 'committed' AND l.nik IS NULL AND l.name IS NOT NULL AND l.raw = ?
            """, [.integer(line.list), .text(line.raw)]
        ) { $0.integer(0) } ?? nil
    }

    /// Those of these numbers that are in the registry, in no order.
    public func subjects(_ ids: some Collection<Int64>) throws -> [SubjectRecord] {
        var found: [SubjectRecord] = []
        try ids.inPortions { marks, arguments in
            found += try connection.all(Self.people + " WHERE p.id IN (\(marks))", arguments, Self.record)
            found += try connection.all(Self.refused + " AND l.id IN (\(marks))", arguments, Self.record)
        }
        return found
    }

    private static func record(_ row: any Row) -> SubjectRecord {
        let id = row.integer(0) ?? 0
        return SubjectRecord(
            id: id, isPerson: row.int(1) == 1, list: row.integer(2) ?? 0, batch: row.integer(3) ?? 0,
            row: Int(id & 0xFFFF_FFFF), nik: row.text(4), familyCard: row.text(5), name: row.string(6),
            sex: row.text(7), birthDate: row.text(8), phone: row.text(9), address: row.text(10), village: row.text(11),
            regionCode: row.text(12), business: row.text(13), raw: row.text(14))
    }
}

extension Collection<Int64> {
    /// Hands the numbers on, so many at a time as one statement may name.
    func inPortions(_ body: (String, [SQLValue]) throws -> Void) throws {
        var rest = self[...]
        while !rest.isEmpty {
            let part = rest.prefix(2000)
            rest = rest.dropFirst(part.count)
            try body(part.map { _ in "?" }.joined(separator: ", "), part.map { .integer($0) })
        }
    }
}
