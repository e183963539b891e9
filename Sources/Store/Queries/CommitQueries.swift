/// Takes a staged batch into the registry, and back out of it.
///
/// Both work on whole sets of rows inside the caller's transaction: a batch is in the registry entirely or not at all.
public struct CommitQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// Makes people, families, enrolments, enterprises and groups from the lines of a batch. What it changes of others is
    /// kept as it stood until this act.
    ///
    /// - Parameter batch: with the counts of its lines as they stand now.
    /// - Returns: the number of the act, which the caller adds: of a long work the instant is that of its end.
    public func commit(_ batch: BatchRecord) throws -> Int64 {
        // By their numbers, which lie together: batches have no index among the lines.
        let ids = LineQueries.ids(of: batch.id)
        let act = try ActQueries(connection).next()
        let people = try connection.execute(
            """
            INSERT INTO person (id, nik, name, sex, birth_date, phone, address, village, region_code, family_card, batch)
            SELECT id, nik, COALESCE(name, ''), sex, birth_date, phone, address, village, region_code, family_card, batch
            FROM line WHERE id BETWEEN ? AND ? AND outcome = 'new' ORDER BY id
            ON CONFLICT (nik) DO NOTHING
            """, ids)
        // Where every line brought its own person, none of them need be looked for.
        let areAllNew = people == batch.counts.new
        let change = CommitChange(connection, batch, act)
        if !areAllNew { try change.fillGaps() }
        try connection.execute(
            """
            INSERT INTO family (card, batch)
            SELECT family_card, batch FROM line
            WHERE id BETWEEN ? AND ? AND outcome IN ('new', 'updated') AND family_card IS NOT NULL
            ON CONFLICT (card) DO NOTHING
            """, ids)
        try insertEnrolments(batch, areAllNew)
        if batch.counts.updated > 0 { try change.update() }
        try insertEnterprises(batch, areAllNew)
        try insertGroups(batch)
        // A server plans by what it counted last: until it counts by itself, it would read whole tables for one person.
        guard batch.counts.new >= 10_000 else { return act }
        for table in ["person", "family", "enrolment", "enterprise"] { try connection.analyse(table) }
        return act
    }

    /// Enrols the people of new lines. Lines that brought their person share its number, which spares the search by
    /// identity number.
    private func insertEnrolments(_ batch: BatchRecord, _ areAllNew: Bool) throws {
        let insert = """
            INSERT INTO enrolment (id, line, person, list, programme, fiscal_year, line_key, family_card, amount, status,
                started_on, ended_on, village, region_code, origin, batch)
            """
        func select(_ person: String) -> String {
            """
            SELECT l.id, l.id, \(person), ?, ?, ?, l.line_key, l.family_card, l.amount, l.status, l.started_on, l.ended_on,
                l.village, l.region_code, COALESCE(l.origin, ?), l.batch FROM line l
            """
        }
        let new = "l.id BETWEEN ? AND ? AND l.outcome = 'new'"
        let arguments: [SQLValue] =
            [
                .integer(batch.list), .text(batch.programme), .integer(Int64(batch.fiscalYear)),
                .text(batch.origin.rawValue),
            ] + LineQueries.ids(of: batch.id)
        guard !areAllNew else {
            try connection.execute("\(insert) \(select("l.id")) WHERE \(new)", arguments)
            return
        }
        try connection.execute("\(insert) \(select("p.id")) JOIN person p ON p.id = l.id WHERE \(new)", arguments)
        try connection.execute(
            """
            \(insert) \(select("p.id")) JOIN person p ON p.nik = l.nik
            WHERE \(new) AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id)
            """, arguments)
    }

    /// Makes the enterprises that the lines name and that are not known of their owners yet.
    private func insertEnterprises(_ batch: BatchRecord, _ areAllNew: Bool) throws {
        let ids = LineQueries.ids(of: batch.id)
        let columns = "INSERT INTO enterprise (id, owner, business, nib, npwp, size_class, size_rule_set, batch)"
        let named = "l.id BETWEEN ? AND ? AND (l.business IS NOT NULL OR l.nib IS NOT NULL OR l.size_class IS NOT NULL)"
        // Whom this very line brought had none before.
        try connection.execute(
            """
            \(columns)
            SELECT l.id, l.id, l.business, l.nib, l.npwp, l.size_class, l.size_rule_set, l.batch
            FROM line l \(areAllNew ? "" : "JOIN person p ON p.id = l.id") WHERE l.outcome = 'new' AND \(named)
            """, ids)
        guard !areAllNew || batch.counts.updated > 0 else { return }
        // Several lines of one person may name the same one.
        try connection.execute(
            """
            \(columns)
            SELECT MIN(l.id), p.id, l.business, l.nib, MIN(l.npwp), MIN(l.size_class), MIN(l.size_rule_set), MIN(l.batch)
            FROM line l JOIN person p ON p.nik = l.nik
            WHERE l.outcome IN ('new', 'updated') AND p.id <> l.id AND \(named)
                AND NOT EXISTS (SELECT 1 FROM person own WHERE own.id = l.id)
                AND NOT EXISTS (SELECT 1 FROM enterprise x WHERE x.owner = p.id
                    AND COALESCE(x.business, '') = COALESCE(l.business, '') AND COALESCE(x.nib, '') = COALESCE(l.nib, ''))
            GROUP BY p.id, l.business, l.nib
            """, ids)
    }

    /// Makes the groups that the lines name, and their members.
    private func insertGroups(_ batch: BatchRecord) throws {
        let ids = LineQueries.ids(of: batch.id)
        let programme = SQLValue.text(batch.programme)
        let named = "SELECT 1 FROM line WHERE id BETWEEN ? AND ? AND group_name IS NOT NULL LIMIT 1"
        guard try connection.first(named, ids, { $0.int(0) }) != nil else { return }
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
    ///
    /// - Returns: the number of the act, which the caller adds.
    public func undo(_ batch: Int64) throws -> Int64 {
        let acts = ActQueries(connection)
        let commit = try acts.commit(of: batch)
        let act = try acts.next()
        for table in KeptTable.all {
            // People last but for their cards: enrolments and enterprises hang on them.
            try table.remove(broughtBy: batch, until: act, connection)
        }
        guard let commit else { return act }
        for table in KeptTable.all { try table.restore(from: commit, until: act, connection) }
        return act
    }
}
