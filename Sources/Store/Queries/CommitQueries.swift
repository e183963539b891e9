/// Takes a staged batch into the registry, and back out of it.
///
/// Both work on whole sets of rows inside the caller's transaction: a batch is in the registry entirely or not at all.
public struct CommitQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Makes people, families, enrolments, enterprises and groups from the lines of a batch. What it changes of others is
    /// kept as it stood until this act.
    public func commit(_ batch: BatchRecord, at instant: String, by actor: String) throws {
        // By their numbers, which lie together: batches have no index among the lines.
        let ids = LineQueries.ids(of: batch.id)
        let act = try ActQueries(connection).add(.commit, of: batch.id, at: instant, by: actor)
        let programme = SQLValue.text(batch.programme)
        try connection.execute(
            """
            INSERT INTO person (id, nik, name, sex, birth_date, phone, address, village, region_code, family_card, batch)
            SELECT id, nik, COALESCE(name, ''), sex, birth_date, phone, address, village, region_code, family_card, batch
            FROM line WHERE id BETWEEN ? AND ? AND outcome = 'new' ORDER BY id
            ON CONFLICT (nik) DO NOTHING
            """, ids)
        try fillGaps(batch, act)
        try connection.execute(
            """
            INSERT INTO family (card, batch)
            SELECT family_card, batch FROM line
            WHERE id BETWEEN ? AND ? AND outcome IN ('new', 'updated') AND family_card IS NOT NULL
            ON CONFLICT (card) DO NOTHING
            """, ids)
        // Lines that brought their person share its number, which spares the search by identity number.
        let enrolment = """
            INSERT INTO enrolment (id, line, person, list, programme, fiscal_year, line_key, family_card, amount, status,
                started_on, ended_on, village, region_code, origin, batch)
            SELECT l.id, l.id, p.id, ?, ?, ?, l.line_key, l.family_card, l.amount, l.status, l.started_on, l.ended_on, l.village,
                l.region_code, COALESCE(l.origin, ?), l.batch
            """
        let arguments: [SQLValue] =
            [.integer(batch.list), programme, .integer(Int64(batch.fiscalYear)), .text(batch.origin.rawValue)] + ids
        try connection.execute(
            "\(enrolment) FROM line l JOIN person p ON p.id = l.id WHERE l.id BETWEEN ? AND ? AND l.outcome = 'new'",
            arguments)
        try connection.execute(
            """
            \(enrolment) FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.id BETWEEN ? AND ? AND l.outcome = 'new' AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id)
            """, arguments)
        try update(batch, act)
        try insertEnterprises(ids)
        try connection.execute(
            """
            INSERT INTO beneficiary_group (programme, name, village, batch)
            SELECT ?, group_name, MIN(village), MIN(batch) FROM line
            WHERE id BETWEEN ? AND ? AND outcome IN ('new', 'updated') AND group_name IS NOT NULL GROUP BY group_name
            ON CONFLICT (programme, name) DO NOTHING
            """, [programme] + ids)
        try connection.execute(
            """
            INSERT INTO group_member (beneficiary_group, person, subgroup, role, batch)
            SELECT g.id, p.id, l.subgroup, 'member', l.batch FROM line l JOIN person p ON p.nik = l.nik
                JOIN beneficiary_group g ON g.programme = ? AND g.name = l.group_name
            WHERE l.id BETWEEN ? AND ? AND l.outcome IN ('new', 'updated') AND l.group_name IS NOT NULL
            ON CONFLICT (beneficiary_group, person) DO NOTHING
            """, [programme] + ids)
    }

    /// Makes the enterprises that the lines name and that are not known of their owners yet.
    private func insertEnterprises(_ ids: [SQLValue]) throws {
        let columns = "INSERT INTO enterprise (id, owner, business, nib, npwp, size_class, size_rule_set, batch)"
        let named = "l.id BETWEEN ? AND ? AND (l.business IS NOT NULL OR l.nib IS NOT NULL OR l.size_class IS NOT NULL)"
        // Whom this very line brought had none before.
        try connection.execute(
            """
            \(columns)
            SELECT l.id, p.id, l.business, l.nib, l.npwp, l.size_class, l.size_rule_set, l.batch
            FROM line l JOIN person p ON p.id = l.id WHERE l.outcome = 'new' AND \(named)
            """, ids)
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
            """, ids)
    }

    /// Fills what is not yet known of people; what is known stays as its own source said it.
    private func fillGaps(_ batch: BatchRecord, _ act: Int64) throws {
        let fields = KeptTable.person.changing.map(\.name)
        let gap = fields.map { "(COALESCE(p.\($0), '') = '' AND l.\($0) IS NOT NULL)" }.joined(separator: " OR ")
        try change(
            .person, act,
            """
            SELECT p.id, \(columns("p", fields)), \(fields.map { _ in "NULL" }.joined(separator: ", ")),
                \(columns("l", fields))
            FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.id BETWEEN ? AND ? AND l.outcome = 'new' AND p.id <> l.id AND (\(gap))
                AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id) ORDER BY l.id
            """, LineQueries.ids(of: batch.id))
    }

    /// Brings enrolments up to date from lines that say something newer, and of people and enterprises what stands as
    /// this same list had said it. What another list said differently stays.
    private func update(_ batch: BatchRecord, _ act: Int64) throws {
        let source = """
            FROM line l JOIN person p ON p.nik = l.nik
                JOIN enrolment e ON e.person = p.id AND e.list = ? AND e.line_key = l.line_key
                JOIN line c ON c.id = e.line JOIN line o ON o.id = e.id
            """
        // What the list said last; where it left a cell blank since, what it said first.
        func said(_ field: String) -> String { "COALESCE(c.\(field), o.\(field))" }
        let condition = "WHERE l.id BETWEEN ? AND ? AND l.outcome = 'updated' ORDER BY l.id"
        let arguments: [SQLValue] = [.integer(batch.list)] + LineQueries.ids(of: batch.id)
        func select(_ alias: String, _ table: KeptTable) -> String {
            let fields = table.changing.map(\.name)
            let last = fields.map(said).joined(separator: ", ")
            return "SELECT \(alias).id, \(columns(alias, fields)), \(last), \(columns("l", fields))"
        }
        try change(.person, act, "\(select("p", .person)) \(source) \(condition)", arguments)
        try change(
            .enterprise, act,
            """
            \(select("x", .enterprise)) \(source)
                JOIN enterprise x ON x.owner = p.id AND COALESCE(x.business, '') = COALESCE(\(said("business")), '')
                    AND COALESCE(x.nib, '') = COALESCE(\(said("nib")), '')
            \(condition)
            """, arguments)
        let fields = KeptTable.enrolment.changing.map(\.name).dropLast()
        try change(
            .enrolment, act,
            """
            SELECT e.id, \(columns("e", fields)), e.line, \(columns("e", fields)), e.line, \(columns("l", fields)), l.id
            \(source) \(condition)
            """, arguments)
    }

    private func columns(_ table: String, _ names: some Sequence<String>) -> String {
        names.map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// Sets fields of existing rows, keeping how they stood until this act.
    ///
    /// The query gives for each field what stands there, what the list said before, and what it says now. A field is
    /// changed when it is empty or stands as the list had said it.
    private func change(_ table: KeptTable, _ act: Int64, _ sql: String, _ arguments: [SQLValue]) throws {
        let fields = table.changing
        func value(_ row: any Row, _ block: Int, _ index: Int) -> String? {
            let column = 1 + block * fields.count + index
            if fields[index].isNumber { return row.integer(column).map(String.init) }
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
        let setters = fields.map { "\($0.name) = ?" }.joined(separator: ", ")
        for id in order {
            guard let old = before[id], let new = after[id], old != new else { continue }
            try table.keep("id = ?", [.integer(id)], until: act, connection)
            try connection.execute(
                "UPDATE \(table.name) SET \(setters) WHERE id = ?",
                zip(fields, new).map { $0.stored($1) } + [.integer(id)])
        }
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

    /// Takes everything a batch brought out of the registry and puts back what it changed. The lines stay as evidence,
    /// and how everything stood until then is kept.
    public func undo(_ batch: Int64, at instant: String, by actor: String, reason: String?) throws {
        let acts = ActQueries(connection)
        let commit = try acts.commit(of: batch)
        let act = try acts.add(.undo, of: batch, at: instant, by: actor, reason: reason)
        for table in KeptTable.all {
            // People last but for their cards: enrolments and enterprises hang on them.
            try table.remove(broughtBy: batch, until: act, connection)
        }
        guard let commit else { return }
        for table in KeptTable.all { try table.restore(from: commit, until: act, connection) }
    }
}
