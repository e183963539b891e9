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
        try connection.execute(
            """
            INSERT INTO person (id, nik, name, sex, birth_date, phone, address, village, region_code, family_card, batch)
            SELECT id, nik, COALESCE(name, ''), sex, birth_date, phone, address, village, region_code, family_card, batch
            FROM line WHERE batch = ? AND outcome = 'new' ORDER BY id
            ON CONFLICT (nik) DO NOTHING
            """, [id])
        try fillGaps(batch)
        try connection.execute(
            """
            INSERT INTO family (card, batch)
            SELECT family_card, batch FROM line
            WHERE batch = ? AND outcome IN ('new', 'updated') AND family_card IS NOT NULL
            ON CONFLICT (card) DO NOTHING
            """, [id])
        // Lines that brought their person share its number, which spares the search by identity number.
        let enrolment = """
            INSERT INTO enrolment (id, line, person, list, programme, fiscal_year, line_key, family_card, amount, status,
                started_on, ended_on, village, region_code, origin, batch)
            SELECT l.id, l.id, p.id, ?, ?, ?, l.line_key, l.family_card, l.amount, l.status, l.started_on, l.ended_on, l.village,
                l.region_code, COALESCE(l.origin, ?), l.batch
            """
        let arguments: [SQLValue] = [
            .integer(batch.list), programme, .integer(Int64(batch.fiscalYear)), .text(batch.origin.rawValue), id,
        ]
        try connection.execute(
            "\(enrolment) FROM line l JOIN person p ON p.id = l.id WHERE l.batch = ? AND l.outcome = 'new'", arguments)
        try connection.execute(
            """
            \(enrolment) FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.batch = ? AND l.outcome = 'new' AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id)
            """, arguments)
        try update(batch)
        try insertEnterprises(id)
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
            SELECT g.id, p.id, l.subgroup, 'member', l.batch FROM line l JOIN person p ON p.nik = l.nik
                JOIN beneficiary_group g ON g.programme = ? AND g.name = l.group_name
            WHERE l.batch = ? AND l.outcome IN ('new', 'updated') AND l.group_name IS NOT NULL
            ON CONFLICT (beneficiary_group, person) DO NOTHING
            """, [programme, id])
    }

    /// Makes the enterprises that the lines name and that are not known of their owners yet.
    private func insertEnterprises(_ batch: SQLValue) throws {
        let columns = "INSERT INTO enterprise (id, owner, business, nib, npwp, size_class, size_rule_set, batch)"
        let named = "l.batch = ? AND (l.business IS NOT NULL OR l.nib IS NOT NULL OR l.size_class IS NOT NULL)"
        // Whom this very line brought had none before.
        try connection.execute(
            """
            \(columns)
            SELECT l.id, p.id, l.business, l.nib, l.npwp, l.size_class, l.size_rule_set, l.batch
            FROM line l JOIN person p ON p.id = l.id WHERE l.outcome = 'new' AND \(named)
            """, [batch])
        // Several lines of one person may name the same one.
        try connection.execute(
            """
            \(columns)
            SELECT MIN(l.id), p.id, l.business, l.nib, MIN(l.npwp), MIN(l.size_class), MIN(l.size_rule_set), MIN(l.batch)
            FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.outcome IN ('new', 'updated') AND p.id <> l.id AND \(named)
                AND NOT EXISTS (SELECT 1 FROM enterprise x WHERE x.owner = p.id
                    AND COALESCE(x.business, '') = COALESCE(l.business, '') AND COALESCE(x.nib, '') = COALESCE(l.nib, ''))
            GROUP BY p.id, l.business, l.nib
            """, [batch])
    }

    private static let fields = [
        "person": ["name", "sex", "birth_date", "phone", "address", "village", "region_code", "family_card"],
        "enterprise": ["business", "nib", "npwp", "size_class", "size_rule_set"],
        "enrolment": [
            "family_card", "amount", "status", "started_on", "ended_on", "village", "region_code", "line",
        ],
    ]
    private static let numbers: Set<String> = ["amount", "line"]

    /// Fills what is not yet known of people; what is known stays as its own source said it.
    private func fillGaps(_ batch: BatchRecord) throws {
        let fields = Self.fields["person"] ?? []
        let gap = fields.map { "(COALESCE(p.\($0), '') = '' AND l.\($0) IS NOT NULL)" }.joined(separator: " OR ")
        try change(
            "person", batch: batch.id,
            """
            SELECT p.id, \(columns("p", fields)), \(fields.map { _ in "NULL" }.joined(separator: ", ")),
                \(columns("l", fields))
            FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.batch = ? AND l.outcome = 'new' AND p.id <> l.id AND (\(gap))
                AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id) ORDER BY l.id
            """, [.integer(batch.id)])
    }

    /// Brings enrolments up to date from lines that say something newer, and of people and enterprises what stands as
    /// this same list had said it. What another list said differently stays.
    private func update(_ batch: BatchRecord) throws {
        let source = """
            FROM line l JOIN person p ON p.nik = l.nik
                JOIN enrolment e ON e.person = p.id AND e.list = ? AND e.line_key = l.line_key
                JOIN line c ON c.id = e.line JOIN line o ON o.id = e.id
            """
        // What the list said last; where it left a cell blank since, what it said first.
        func said(_ field: String) -> String { "COALESCE(c.\(field), o.\(field))" }
        let condition = "WHERE l.batch = ? AND l.outcome = 'updated' ORDER BY l.id"
        let arguments: [SQLValue] = [.integer(batch.list), .integer(batch.id)]
        func select(_ alias: String, _ entity: String) -> String {
            let fields = Self.fields[entity] ?? []
            let last = fields.map(said).joined(separator: ", ")
            return "SELECT \(alias).id, \(columns(alias, fields)), \(last), \(columns("l", fields))"
        }
        try change("person", batch: batch.id, "\(select("p", "person")) \(source) \(condition)", arguments)
        try change(
            "enterprise", batch: batch.id,
            """
            \(select("x", "enterprise")) \(source)
                JOIN enterprise x ON x.owner = p.id AND COALESCE(x.business, '') = COALESCE(\(said("business")), '')
                    AND COALESCE(x.nib, '') = COALESCE(\(said("nib")), '')
            \(condition)
            """, arguments)
        let fields = (Self.fields["enrolment"] ?? []).dropLast()
        try change(
            "enrolment", batch: batch.id,
            """
            SELECT e.id, \(columns("e", fields)), e.line, \(columns("e", fields)), e.line, \(columns("l", fields)), l.id
            \(source) \(condition)
            """, arguments)
    }

    private func columns(_ table: String, _ names: some Sequence<String>) -> String {
        names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// Sets fields of existing rows, keeping how they were before in `before_image`.
    ///
    /// The query gives for each field what stands there, what the list said before, and what it says now. A field is
    /// changed when it is empty or stands as the list had said it.
    private func change(_ entity: String, batch: Int64, _ sql: String, _ arguments: [SQLValue]) throws {
        let fields = Self.fields[entity] ?? []
        func value(_ row: any Row, _ block: Int, _ index: Int) -> String? {
            let column = 1 + block * fields.count + index
            if Self.numbers.contains(fields[index]) { return row.integer(column).map(String.init) }
            return row.text(column).flatMap { $0.isEmpty ? nil : $0 }
        }
        var order: [Int64] = []
        var before: [Int64: [String?]] = [:]
        var after: [Int64: [String?]] = [:]
        // Several lines may speak of the same row: each goes on from what the one before it left.
        try connection.query(sql, arguments) { row in
            let id = row.integer(0) ?? 0
            let standing = fields.indices.map { value(row, 0, $0) }
            if before[id] == nil {
                order.append(id)
                before[id] = standing
                after[id] = standing
            }
            for index in fields.indices {
                guard let new = value(row, 2, index) else { continue }
                let current = after[id]?[index]
                if current == nil || standing[index] == value(row, 1, index) { after[id]?[index] = new }
            }
        }
        let setters = fields.map { "\($0) = ?" }.joined(separator: ", ")
        for id in order {
            guard let old = before[id], let new = after[id], old != new else { continue }
            try connection.execute(
                """
                INSERT INTO before_image (batch, entity, entity_id, document) VALUES (?, ?, ?, ?)
                ON CONFLICT (batch, entity, entity_id) DO NOTHING
                """,
                [.integer(batch), .text(entity), .integer(id), .text(Self.document(fields, old))])
            try connection.execute(
                "UPDATE \(entity) SET \(setters) WHERE id = ?",
                zip(fields, new).map { Self.stored($0, $1) } + [.integer(id)])
        }
    }

    /// A field's value as the table holds it; a person's name is never null.
    private static func stored(_ field: String, _ text: String?) -> SQLValue {
        if numbers.contains(field) { return .optional(text.flatMap(Int64.init)) }
        return field == "name" ? .text(text ?? "") : .optional(text)
    }

    private static func document(_ fields: [String], _ values: [String?]) -> String {
        var object: [String: String] = [:]
        for (field, value) in zip(fields, values) { object[field] = value }
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(object)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Committed batches that came after this one and speak of the same person, family or group; newest first.
    ///
    /// Whatever this batch brought or changed, a later list may say as well without leaving a trace of its own: so every
    /// later list about the same people has to go first.
    public func blockers(of batch: Int64) throws -> [Int64] {
        let later = try connection.all(
            """
            SELECT later.id, later.programme = this.programme FROM batch later JOIN batch this ON this.id = ?
            WHERE later.state = 'committed' AND this.state = 'committed' AND later.commit_order > this.commit_order
            ORDER BY later.commit_order DESC
            """, [.integer(batch)]
        ) { (id: $0.integer(0) ?? 0, sameProgramme: $0.int(1) == 1) }
        return try later.filter { other in
            try shares("nik", batch, other.id) || shares("family_card", batch, other.id)
                || (other.sameProgramme && shares("group_name", batch, other.id))
        }.map(\.id)
    }

    private func shares(_ column: String, _ batch: Int64, _ other: Int64) throws -> Bool {
        try connection.count(
            """
            SELECT COUNT(*) FROM (
                SELECT 1 FROM line b WHERE b.id BETWEEN ? AND ? AND b.outcome <> 'refused' AND b.\(column) IN (
                    SELECT a.\(column) FROM line a
                    WHERE a.id BETWEEN ? AND ? AND a.outcome <> 'refused' AND a.\(column) IS NOT NULL)
                LIMIT 1) AS shared
            """, LineQueries.ids(of: other) + LineQueries.ids(of: batch)) > 0
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
            guard let fields = Self.fields[entity] else { continue }
            let object = try JSONDecoder().decode([String: String].self, from: Data(document.utf8))
            try connection.execute(
                "UPDATE \(entity) SET " + fields.map { "\($0) = ?" }.joined(separator: ", ") + " WHERE id = ?",
                fields.map { Self.stored($0, object[$0]) } + [.integer(entityID)])
        }
        try connection.execute("DELETE FROM before_image WHERE batch = ?", id)
        try connection.execute("DELETE FROM person WHERE id BETWEEN ? AND ?", ids)
        try connection.execute("DELETE FROM family WHERE batch = ?", id)
    }
}
