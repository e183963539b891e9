import Store

/// What became of the sendings of a list.
struct ListHistory {
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    func entries(_ batches: [BatchRecord]) throws -> [HistoryEntry] {
        try batches.flatMap(entries).inOrder
    }

    private func entries(_ batch: BatchRecord) throws -> [HistoryEntry] {
        func entry(
            _ act: HistoryEntry.Act, _ at: String, _ field: String, _ value: String, by actor: String? = nil,
            because reason: String? = nil
        ) -> HistoryEntry {
            HistoryEntry(
                at: at, act: act, actor: actor, reason: reason, batch: batch.id, thing: "list",
                key: "\(batch.programme) \(batch.fiscalYear) \(batch.name)", field: field, after: value)
        }
        let log = LogQueries(connection)
        let stager = try log.actor(of: .stage, batch: batch.id)
        var result = [
            ("file", batch.fileName), ("reference_date", batch.referenceDate), ("rows", String(batch.counts.read)),
            ("refused", String(batch.counts.refused)),
        ].map { entry(.stage, batch.stagedAt, $0, $1, by: stager) }
        for act in try ActQueries(connection).all(of: batch.id) {
            let kind: HistoryEntry.Act = act.kind == .undo ? .undo : .commit
            if act.kind == .commit {
                for (field, count) in [
                    ("new", batch.counts.new), ("updated", batch.counts.updated), ("unchanged", batch.counts.unchanged),
                ] { result.append(entry(kind, act.at, field, String(count), by: act.actor, because: act.reason)) }
            }
            for (table, rows) in try RowVersionQueries(connection).counts(until: act.number) {
                result.append(entry(kind, act.at, "rows." + table, String(rows), by: act.actor, because: act.reason))
            }
        }
        if batch.state == .discarded, let at = batch.undoneAt {
            result.append(
                entry(
                    .discard, at, "rows", String(batch.counts.read), by: try log.actor(of: .discard, batch: batch.id)))
        }
        return result
    }
}
