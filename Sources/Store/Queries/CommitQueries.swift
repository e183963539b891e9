import Foundation

/// Takes a staged batch into the registry, and back out of it.
///
/// Both work on whole sets of rows inside the caller's transaction: a batch is in the registry entirely or not at all.
public struct CommitQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Makes people, families, enrolments, enterprises and groups from the lines of a batch.
    public func commit(_ batch: BatchRecord) throws {
        let id = SQLValue.integer(batch.id)
        let programme = SQLValue.text(batch.programme)
        try fillGaps(batch)
        try connection.execute(
            """
            INSERT INTO person (id, nik, name, sex, birth_date, phone, address, village, region_code, family_card, batch)
            SELECT id, nik, COALESCE(name, ''), sex, birth_date, phone, address, village, region_code, family_card, batch
            FROM line WHERE batch = ? AND outcome = 'new' ORDER BY id
            ON CONFLICT (nik) DO NOTHING
            """, [id])
        try connection.execute(
            """
            INSERT INTO family (card, batch)
            SELECT family_card, batch FROM line
            WHERE batch = ? AND outcome IN ('new', 'updated') AND family_card IS NOT NULL
            ON CONFLICT (card) DO NOTHING
            """, [id])
        // Lines that brought their person share its number, which spares the search by identity number.
        let enrolment = """
            INSERT INTO enrolment (id, person, programme, fiscal_year, line_key, family_card, amount, status, started_on,
                ended_on, village, origin, batch)
            SELECT l.id, p.id, ?, ?, l.line_key, l.family_card, l.amount, l.status, l.started_on, l.ended_on, l.village,
                'proposed', l.batch
            """
        let arguments = [programme, .integer(Int64(batch.fiscalYear)), id]
        try connection.execute(
            "\(enrolment) FROM line l JOIN person p ON p.id = l.id WHERE l.batch = ? AND l.outcome = 'new'", arguments)
        try connection.execute(
            """
            \(enrolment) FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.batch = ? AND l.outcome = 'new' AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id)
            """, arguments)
        try update(batch)
        try connection.execute(
            """
            INSERT INTO enterprise (id, owner, business, nib, npwp, size_class, size_rule_set, batch)
            SELECT l.id, e.person, l.business, l.nib, l.npwp, l.size_class, l.size_rule_set, l.batch FROM line l JOIN enrolment e ON e.id = l.id
            WHERE l.batch = ? AND l.outcome = 'new' AND (l.business IS NOT NULL OR l.nib IS NOT NULL)
                AND (e.person = l.id OR NOT EXISTS (SELECT 1 FROM enterprise x WHERE x.owner = e.person
                    AND COALESCE(x.business, '') = COALESCE(l.business, '') AND COALESCE(x.nib, '') = COALESCE(l.nib, '')))
            """, [id])
        try connection.execute(
            """
            INSERT INTO beneficiary_group (programme, name, village, batch)
            SELECT ?, group_name, MIN(village), MIN(batch) FROM line
            WHERE batch = ? AND outcome IN ('new', 'updated') AND group_name IS NOT NULL GROUP BY group_name
            ON CONFLICT (programme, name) DO NOTHING
            """, [programme, id])
        try connection.execute(
            """
            INSERT INTO group_member (beneficiary_group, person, subgroup, role, batch)
            SELECT g.id, e.person, l.subgroup, 'member', l.batch FROM line l JOIN enrolment e ON e.id = l.id
                JOIN beneficiary_group g ON g.programme = ? AND g.name = l.group_name
            WHERE l.batch = ? AND l.outcome = 'new' AND l.group_name IS NOT NULL
            ON CONFLICT (beneficiary_group, person) DO NOTHING
            """, [programme, id])
    }

    private static let personFields = [
        "name", "sex", "birth_date", "phone", "address", "village", "region_code", "family_card",
    ]
    private static let enrolmentFields = ["family_card", "amount", "status", "started_on", "ended_on", "village"]

    /// Fills what is not yet known of people other lists brought; what is known stays as its own source said it.
    private func fillGaps(_ batch: BatchRecord) throws {
        let fields = Self.personFields.dropFirst()
        let gap = fields.map { "(p.\($0) IS NULL AND l.\($0) IS NOT NULL)" }.joined(separator: " OR ")
        try change(
            "person", Self.personFields, batch: batch.id,
            """
            SELECT p.id, \(columns("p", Self.personFields)), \(columns("l", Self.personFields))
            FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.batch = ? AND l.outcome = 'new' AND (\(gap)) ORDER BY l.id
            """, [.integer(batch.id)], overwrite: false)
    }

    /// Brings people and enrolments up to date from lines that say something newer of the same enrolment.
    private func update(_ batch: BatchRecord) throws {
        let source = """
            FROM line l JOIN person p ON p.nik = l.nik JOIN enrolment e ON e.person = p.id AND e.line_key = l.line_key
            WHERE l.batch = ? AND l.outcome = 'updated' AND e.programme = ? AND e.fiscal_year = ? ORDER BY l.id
            """
        let arguments: [SQLValue] = [.integer(batch.id), .text(batch.programme), .integer(Int64(batch.fiscalYear))]
        try change(
            "enrolment", Self.enrolmentFields, batch: batch.id,
            "SELECT e.id, \(columns("e", Self.enrolmentFields)), \(columns("l", Self.enrolmentFields)) \(source)",
            arguments, overwrite: true)
        try change(
            "person", Self.personFields, batch: batch.id,
            "SELECT p.id, \(columns("p", Self.personFields)), \(columns("l", Self.personFields)) \(source)",
            arguments, overwrite: true)
    }

    private func columns(_ table: String, _ names: [String]) -> String {
        names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// Sets fields of existing rows, keeping how they were before in `before_image`.
    private func change(
        _ entity: String, _ fields: [String], batch: Int64, _ sql: String, _ arguments: [SQLValue], overwrite: Bool
    ) throws {
        struct Change { var id: Int64; var before: [String?]; var after: [String?] }
        let isNumber = fields.map { $0 == "amount" }
        func value(_ row: any Row, _ column: Int, _ number: Bool) -> String? {
            number ? row.integer(column).map(String.init) : row.text(column)
        }
        var changes = try connection.all(sql, arguments) { row in
            Change(
                id: row.integer(0) ?? 0,
                before: fields.indices.map { value(row, $0 + 1, isNumber[$0]) },
                after: fields.indices.map { value(row, $0 + 1 + fields.count, isNumber[$0]) })
        }
        // Several lines may speak of the same person: the image keeps what stood before the first of them.
        var seen: Set<Int64> = []
        changes.removeAll { !seen.insert($0.id).inserted }
        let setters = fields.map { "\($0) = ?" }.joined(separator: ", ")
        for change in changes {
            let after = zip(change.before, change.after).map { old, new in overwrite ? new ?? old : old ?? new }
            guard after != change.before else { continue }
            try connection.execute(
                """
                INSERT INTO before_image (batch, entity, entity_id, document) VALUES (?, ?, ?, ?)
                ON CONFLICT (batch, entity, entity_id) DO NOTHING
                """,
                [.integer(batch), .text(entity), .integer(change.id), .text(Self.document(fields, change.before))])
            let values = zip(after, isNumber).map { text, number in
                number ? SQLValue.optional(text.flatMap(Int64.init)) : SQLValue.optional(text)
            }
            try connection.execute("UPDATE \(entity) SET \(setters) WHERE id = ?", values + [.integer(change.id)])
        }
    }

    private static func document(_ fields: [String], _ values: [String?]) -> String {
        var object: [String: String] = [:]
        for (field, value) in zip(fields, values) { object[field] = value }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Committed batches that came after this one and build on what it brought or changed; newest first.
    public func blockers(of batch: Int64) throws -> [Int64] {
        try connection.all(
            """
            SELECT DISTINCT later.id FROM batch later JOIN batch this ON this.id = ?
            WHERE later.state = 'committed' AND later.commit_order > this.commit_order AND (
                EXISTS (SELECT 1 FROM enrolment e
                    WHERE e.person BETWEEN ? AND ? AND e.batch = later.id)
                OR EXISTS (SELECT 1 FROM enrolment e JOIN family f ON f.card = e.family_card
                    WHERE e.batch = later.id AND f.batch = this.id)
                OR EXISTS (SELECT 1 FROM group_member m JOIN beneficiary_group g ON g.id = m.beneficiary_group
                    WHERE m.batch = later.id AND g.batch = this.id)
                OR EXISTS (SELECT 1 FROM before_image b JOIN enrolment e ON b.entity = 'enrolment' AND e.id = b.entity_id
                    WHERE b.batch = later.id AND e.batch = this.id)
                OR EXISTS (SELECT 1 FROM before_image b JOIN person p ON b.entity = 'person' AND p.id = b.entity_id
                    WHERE b.batch = later.id AND p.batch = this.id)
                OR EXISTS (SELECT 1 FROM before_image b JOIN before_image mine
                        ON mine.entity = b.entity AND mine.entity_id = b.entity_id
                    WHERE b.batch = later.id AND mine.batch = this.id))
            ORDER BY later.commit_order DESC
            """, [.integer(batch)] + LineQueries.ids(of: batch)
        ) { $0.integer(0) ?? 0 }
    }

    /// Takes everything a batch brought out of the registry and puts back what it changed. The lines stay as evidence.
    public func undo(_ batch: Int64) throws {
        let id: [SQLValue] = [.integer(batch)]
        let ids = LineQueries.ids(of: batch)
        for table in ["stage_event", "group_member", "beneficiary_group"] {
            try connection.execute("DELETE FROM \(table) WHERE batch = ?", id)
        }
        for table in ["enterprise", "enrolment"] {
            try connection.execute("DELETE FROM \(table) WHERE id BETWEEN ? AND ?", ids)
        }
        let images = try connection.all(
            "SELECT entity, entity_id, document FROM before_image WHERE batch = ?", id
        ) { ($0.string(0), $0.integer(1) ?? 0, $0.string(2)) }
        for (entity, entityID, document) in images {
            let fields = entity == "person" ? Self.personFields : Self.enrolmentFields
            let object = try JSONDecoder().decode([String: String].self, from: Data(document.utf8))
            let values = fields.map { field in
                field == "amount"
                    ? SQLValue.optional(object[field].flatMap(Int64.init)) : SQLValue.optional(object[field])
            }
            try connection.execute(
                "UPDATE \(entity == "person" ? "person" : "enrolment") SET "
                    + fields.map { "\($0) = ?" }.joined(separator: ", ") + " WHERE id = ?",
                values + [.integer(entityID)])
        }
        try connection.execute("DELETE FROM before_image WHERE batch = ?", id)
        try connection.execute("DELETE FROM person WHERE id BETWEEN ? AND ?", ids)
        try connection.execute("DELETE FROM family WHERE batch = ?", id)
    }
}
