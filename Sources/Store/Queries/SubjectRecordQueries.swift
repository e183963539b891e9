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

    /// All of them, people first, each kind in the order of the lines.
    public func all() throws -> [SubjectRecord] {
        let people = try connection.all(Self.people + " ORDER BY p.id", [], Self.record)
        struct Words: Hashable { var list: Int64; var raw: String }
        var seen: Set<Words> = []
        let refused = try connection.all(Self.refused + " ORDER BY l.id", [], Self.record).filter {
            seen.insert(Words(list: $0.list, raw: $0.raw ?? "")).inserted
        }
        return people + refused
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
