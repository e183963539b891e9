import Store

/// What was ever known of a person, change by change, under each of their numbers.
struct PersonHistory {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// Columns that say where a row belongs and are told by the entry itself.
    private static let silent: Set<String> = [
        "id", "batch", "person", "owner", "list", "line", "line_key", "origin", "programme", "fiscal_year",
        "recorded_at", "size_rule_set",
    ]

    /// - Parameter nik: one of the person's numbers. Corrections that stand lead to the others, both ways.
    func entries(nik: String) throws -> [HistoryEntry] {
        let ledger = LedgerQueries(connection)
        return try NumberCorrections.of(nik, ledger).numbers(of: nik).flatMap { number in
            try entries(under: number, ledger).map { entry in
                var entry = entry
                entry.nik = number
                return entry
            }
        }.inOrder
    }

    private func entries(under nik: String, _ ledger: LedgerQueries) throws -> [HistoryEntry] {
        let versions = try RowVersionQueries(connection).versions(nik: nik)
        let numbers = Set(versions.flatMap { [$0.since, $0.until] }.compactMap(\.self))
        let acts = try ActQueries(connection).acts(numbers)
        let sources = Self.sources(versions)
        var result: [HistoryEntry] = []
        var previous: RowVersion?
        for version in versions {
            let isFirst = previous?.table != version.table || previous?.id != version.id
            result += changes(from: isFirst ? nil : previous, to: version, acts, sources)
            if version.isRemoved, let until = version.until, let act = acts[until] {
                result += entries(of: version, act, row: nil) { [$0: (version.values[$0], nil)] }
            }
            previous = version
        }
        let sheets = try LedgerHistory.entries(ledger.everyVersion(subject: nik), connection)
        return result + sheets + (try matches(versions)) + (try rulings(nik))
    }

    /// What rules came to for the person, and on appeal.
    private func rulings(_ nik: String) throws -> [HistoryEntry] {
        struct Line: Hashable {
            var ruling: Int64
            var row: Int
        }
        var before: [Line: String] = [:]
        return try RulingQueries(connection).cases(nik: nik).map { ruling, item in
            let line = Line(ruling: ruling.appeals ?? ruling.id, row: item.row)
            defer { before[line] = item.verdict }
            return HistoryEntry(
                at: ruling.recordedAt, act: ruling.appeals == nil ? .ruling : .appeal, actor: ruling.actor,
                reason: ruling.evidence.flatMap { LedgerJSON.value(AppealEvidence.self, $0)?.source },
                batch: ruling.batch, row: item.row, thing: "ruling", key: "\(ruling.programme) \(ruling.fiscalYear)",
                field: "verdict", before: before[line], after: item.verdict)
        }
    }

    /// The row of a list that spoke of the person, by batch.
    private static func sources(_ versions: [RowVersion]) -> [Int64: Int] {
        var rows: [Int64: Int] = [:]
        for version in versions where version.table == "enrolment" {
            for line in [version.id, version.values["line"].flatMap(Int64.init)].compactMap(\.self) {
                let source = RowVersion.source(of: line)
                if rows[source.batch] == nil { rows[source.batch] = source.row }
            }
        }
        return rows
    }

    private func changes(
        from before: RowVersion?, to after: RowVersion, _ acts: [Int64: ActRecord], _ sources: [Int64: Int]
    ) -> [HistoryEntry] {
        if after.table == "stage_event" {
            guard before == nil, let at = after.values["recorded_at"] else { return [] }
            return decision(after, at)
        }
        guard let since = after.since, let act = acts[since] else { return [] }
        let row = before == nil ? RowVersion.source(of: after.id).row : act.kind == .undo ? nil : sources[act.batch]
        return entries(of: after, act, row: row) { [$0: (before?.values[$0], after.values[$0])] }
    }

    private func entries(
        of version: RowVersion, _ act: ActRecord, row: Int?,
        _ values: (String) -> [String: (String?, String?)]
    ) -> [HistoryEntry] {
        let fields = version.values.keys.filter { !Self.silent.contains($0) }
        let cleared = ["family_card", "amount", "status", "started_on", "ended_on", "village", "region_code", "phone"]
        return Set(fields + cleared).sorted().compactMap { field in
            guard let (before, after) = values(field)[field], before != after else { return nil }
            return HistoryEntry(
                at: act.at, act: act.kind == .undo ? .undo : .commit, actor: act.actor, reason: act.reason,
                batch: act.batch, row: row, thing: version.table == "stage_event" ? "decision" : version.table,
                key: Self.key(version), field: field, before: before, after: after)
        }
    }

    private func decision(_ version: RowVersion, _ at: String) -> [HistoryEntry] {
        ["stage", "decision", "happened_at", "rule"].compactMap { field in
            version.values[field].map {
                HistoryEntry(
                    at: at, act: .decision, actor: version.values["actor"], reason: version.values["reason"],
                    batch: version.batch, thing: "decision", key: Self.key(version), field: field, after: $0)
            }
        }
    }

    private static func key(_ version: RowVersion) -> String {
        guard let programme = version.values["programme"] else { return "" }
        let activity = version.values["line_key"].flatMap { OverlapEntry.activity(ofKey: $0) }
        return [programme, version.values["fiscal_year"], activity].compactMap(\.self).joined(separator: " ")
    }

    /// Decisions that the person's records and others are one, and their taking back.
    private func matches(_ versions: [RowVersion]) throws -> [HistoryEntry] {
        let own = Set(versions.filter { $0.table == "person" }.map(\.id))
        return try MatchDecisionQueries(connection).history(of: own).map { decision in
            let other = own.contains(decision.pair.a) ? decision.pair.b : decision.pair.a
            let source = RowVersion.source(of: other)
            return HistoryEntry(
                at: decision.decidedAt, act: decision.reverses == nil ? .match : .matchUndo, actor: decision.actor,
                reason: decision.note, batch: source.batch, row: source.row, thing: "match",
                key: "\(source.batch)-\(source.row)", field: "verdict", after: decision.verdict.rawValue)
        }
    }
}
