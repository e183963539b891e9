/// What one table held at a moment, as a query of the tables as they are.
///
/// The order of all of them matters: a query reads the true tables, so none may come after another that it names.
struct Shade: Sendable {
    var name: String
    var sql: String
    var arguments: [SQLValue]

    static func all(_ bounds: Bounds, _ dialect: any Dialect) -> [Shade] {
        let maker = ShadeMaker(bounds: bounds, base: dialect.presentTable, dialect: dialect)
        return KeptTable.all.compactMap(maker.kept) + KeptTable.all.compactMap(maker.pastRows)
            + KeptCatalogue.all.map(maker.catalogue) + [maker.acts].compactMap(\.self)
            + [
                maker.programmes, maker.decisions, maker.rulingCases, maker.rulingFiles, maker.rulings, maker.reveals,
                maker.runs, maker.candidates, maker.computations,
            ]
            .compactMap(\.self)
            + maker.regions + [maker.lines, maker.problems] + maker.batchParts + [
                maker.lists, maker.entries, maker.sendings,
            ]
            + [maker.batches]
    }
}

/// Writes the queries of ``Shade``.
struct ShadeMaker {
    let bounds: Bounds
    let base: String
    let dialect: any Dialect

    private var known: SQLValue { .text(bounds.moment.known) }
    private var act: SQLValue { .integer(bounds.act) }
    private var lastLine: SQLValue { .integer(LineQueries.id(batch: bounds.batch, row: 0xFFFF_FFFF)) }

    /// A table of what lists bring; nil where it holds the same now.
    func kept(_ table: KeptTable) -> Shade? {
        let truth = truth(of: table)
        let isSame = bounds.act == bounds.lastAct && table.name != KeptTable.stageEvent.name
        if isSame, truth == nil { return nil }
        let columns = table.columns.joined(separator: ", ")
        let committed = "IN (SELECT b.id FROM \(base)batch b WHERE b.commit_order <= ?)"
        func same(_ a: String, _ b: String) -> String {
            table.key.map { "\(a).\($0) = \(b).\($0)" }.joined(separator: " AND ")
        }
        let also = truth.map { " AND " + $0.sql } ?? ""
        let arguments = truth?.arguments ?? []
        return Shade(
            name: table.name,
            sql: """
                SELECT \(columns) FROM \(base)\(table.name) t WHERE t.batch \(committed) AND NOT EXISTS (
                    SELECT 1 FROM \(base)\(table.past) y WHERE \(same("y", "t")) AND y.until_act > ?)\(also)
                UNION ALL
                SELECT \(columns) FROM \(base)\(table.past) t WHERE t.until_act > ? AND t.batch \(committed)
                    AND NOT EXISTS (SELECT 1 FROM \(base)\(table.past) y
                        WHERE \(same("y", "t")) AND y.until_act > ? AND y.until_act < t.until_act)\(also)
                """,
            arguments: [act, act] + arguments + [act, act, act] + arguments)
    }

    /// What the registry knew then of how rows of a table had stood before; nil where that is all there is.
    func pastRows(_ table: KeptTable) -> Shade? {
        guard bounds.act != bounds.lastAct else { return nil }
        return Shade(
            name: table.past, sql: "SELECT t.* FROM \(base)\(table.past) t WHERE t.until_act <= ?", arguments: [act])
    }

    /// The acts up to then; nil where these are all.
    var acts: Shade? {
        guard bounds.act != bounds.lastAct else { return nil }
        return Shade(name: "act", sql: "SELECT t.* FROM \(base)act t WHERE t.number <= ?", arguments: [act])
    }

    /// The condition that a sheet had been taken in. Programmes that a registry brought along from its first shape hold as
    /// known from the beginning, like rules and institutions of which nobody noted since when.
    func taken(_ sending: String) -> String {
        let moved = "\(sending).kind = 'programme' AND \(sending).name = 'migration' AND \(sending).channel = 'program'"
        return "(\(sending).taken_at <= ? OR (\(moved)))"
    }

    /// The condition that a sheet had been taken in and not taken back.
    func standing(_ sending: String) -> String {
        "\(taken(sending)) AND (\(sending).undone_at IS NULL OR \(sending).undone_at > ?)"
    }

    /// The condition that a row held by the day asked for, and that it was known; nil where neither narrows.
    private func truth(of table: KeptTable) -> (sql: String, arguments: [SQLValue])? {
        let day = bounds.moment.trueOn
        switch table.name {
        case KeptTable.enrolment.name:
            // A list that names no day speaks for the day as of which it was first drawn up.
            return day.map {
                (
                    """
                    COALESCE(t.started_on, (SELECT r.reference_date FROM \(base)batch r WHERE r.id = t.batch)) <= ?
                        AND (t.ended_on IS NULL OR t.ended_on >= ?)
                    """, [.text($0), .text($0)]
                )
            }
        case KeptTable.stageEvent.name:
            let recorded = "(t.recorded_at IS NULL OR t.recorded_at <= ?)"
            return day.map { ("\(recorded) AND SUBSTR(t.happened_at, 1, 10) <= ?", [known, .text($0)]) }
                ?? (recorded, [known])
        default: return nil
        }
    }

    func catalogue(_ table: KeptCatalogue) -> Shade {
        let columns = table.columns.joined(separator: ", ")
        let since = "(t.known_at IS NULL OR t.known_at <= ?)"
        return Shade(
            name: table.name,
            sql: """
                SELECT \(columns) FROM \(base)\(table.name) t WHERE \(since)
                UNION ALL SELECT \(columns) FROM \(base)\(table.past) t WHERE \(since) AND t.until_at > ?
                """, arguments: [known, known, known])
    }

    /// Programmes of which the ledger said something. One whose sheets were all taken back since has lost its place in
    /// the catalogue: it comes last.
    var programmes: Shade {
        let told =
            "\(base)entry e JOIN \(base)sending s ON s.id = e.sending WHERE e.kind = 'programme' AND \(standing("s"))"
        return Shade(
            name: "programme",
            sql: """
                SELECT t.code, t.position, t.owner FROM \(base)programme t WHERE EXISTS (
                    SELECT 1 FROM \(told) AND e.programme = t.code)
                UNION ALL
                SELECT e.programme, (SELECT COALESCE(MAX(p.position), 0) + 1 FROM \(base)programme p), MAX(e.institution)
                FROM \(told) AND NOT EXISTS (SELECT 1 FROM \(base)programme p WHERE p.code = e.programme)
                GROUP BY e.programme
                """, arguments: [known, known, known, known])
    }

    var decisions: Shade {
        Shade(
            name: "match_decision",
            sql: "SELECT t.* FROM \(base)match_decision t WHERE COALESCE(t.known_at, t.decided_at) <= ?",
            arguments: [known])
    }

    var reveals: Shade {
        Shade(
            name: "match_reveal", sql: "SELECT t.* FROM \(base)match_reveal t WHERE t.shown_at <= ?",
            arguments: [known])
    }

    var runs: Shade {
        Shade(
            name: "linkage_run", sql: "SELECT t.* FROM \(base)linkage_run t WHERE t.started_at <= ?",
            arguments: [known])
    }

    /// Figures are replaced by those that are counted next; they can be counted again from what was known.
    var computations: Shade {
        Shade(
            name: "computation", sql: "SELECT t.* FROM \(base)computation t WHERE t.computed_at <= ?",
            arguments: [known])
    }

    /// Proposals are replaced and not kept: where they changed since, none are told.
    var candidates: Shade? {
        bounds.areProposalsKept
            ? nil
            : Shade(name: "match_candidate", sql: "SELECT t.* FROM \(base)match_candidate t WHERE 1 = 0", arguments: [])
    }

    var lines: Shade {
        Shade(name: "line", sql: "SELECT t.* FROM \(base)line t WHERE t.id <= ?", arguments: [lastLine])
    }

    var problems: Shade {
        Shade(
            name: "line_problem", sql: "SELECT t.* FROM \(base)line_problem t WHERE t.line <= ?", arguments: [lastLine])
    }

    var batchParts: [Shade] {
        ["batch_column", "batch_problem"].map {
            Shade(
                name: $0, sql: "SELECT t.* FROM \(base)\($0) t WHERE t.batch <= ?", arguments: [.integer(bounds.batch)])
        }
    }

    var lists: Shade {
        Shade(
            name: "source_list",
            sql: """
                SELECT t.* FROM \(base)source_list t
                WHERE EXISTS (SELECT 1 FROM \(base)batch b WHERE b.list = t.id AND b.id <= ?)
                """, arguments: [.integer(bounds.batch)])
    }

    var sendings: Shade {
        Shade(
            name: "sending",
            sql: """
                SELECT t.id, t.kind, t.name, t.sha256, t.channel, t.received_on, t.taken_at, t.actor, t.row_count,
                    t.new_count, t.updated_count, t.unchanged_count,
                    CASE WHEN t.undone_at <= ? THEN t.undone_at END AS undone_at
                FROM \(base)sending t WHERE \(taken("t"))
                """, arguments: [known, known])
    }

    /// Batches with the state they were in. Of one that was staged the counts are those of its commit: what a list would
    /// do is a forecast until it is done.
    var batches: Shade {
        let undone = """
            EXISTS (SELECT 1 FROM \(base)act a WHERE a.batch = t.id AND a.kind = 'undo' AND a.number <= ?)
            """
        return Shade(
            name: "batch",
            sql: """
                SELECT t.id, t.list,
                    CASE WHEN \(undone) THEN 'undone' WHEN t.commit_order <= ? THEN 'committed'
                        WHEN t.state = 'discarded' AND t.undone_at <= ? THEN 'discarded' ELSE 'staged' END AS state,
                    t.name, t.programme, t.institution, t.fiscal_year, t.reference_date, t.profile, t.file_name, t.sha256,
                    t.encoding, t.delimiter, t.header_row, t.row_count, t.new_count, t.updated_count, t.unchanged_count,
                    t.refused_count, t.warned_count, t.revision, t.staged_at, t.origin,
                    CASE WHEN t.commit_order <= ? THEN t.committed_at END AS committed_at,
                    CASE WHEN \(undone) OR (t.state = 'discarded' AND t.undone_at <= ?) THEN t.undone_at END AS undone_at,
                    CASE WHEN t.commit_order <= ? THEN t.commit_order END AS commit_order
                FROM \(base)batch t WHERE t.id <= ?
                """, arguments: [act, act, known, act, act, known, act, .integer(bounds.batch)])
    }
}
