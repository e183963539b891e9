import Store

/// What sheets said of something, version by version.
struct LedgerHistory {
    /// Every version of some entries, those of sendings that were taken back among them, as changes of fields.
    ///
    /// - Parameter connection: where the log tells who took a sending back, and why.
    static func entries(
        _ versions: [(entry: EntryRecord, sending: SendingRecord)], _ connection: any Connection
    ) throws -> [HistoryEntry] {
        let isUndone = versions.contains { $0.sending.undoneAt != nil }
        let undone = isUndone ? try LogQueries(connection).takingsBack() : [:]
        return Dictionary(grouping: versions) { $0.entry.kind + ":" + $0.entry.key }.sorted { $0.key < $1.key }
            .flatMap { history($0.value, undone) }
    }

    /// The steps of one key: each taking in and each taking back moves it from one document to another.
    private static func history(
        _ versions: [(entry: EntryRecord, sending: SendingRecord)], _ undone: [Int64: LogEntry]
    ) -> [HistoryEntry] {
        var steps: [(at: String, isUndo: Bool, version: (entry: EntryRecord, sending: SendingRecord))] = []
        for version in versions {
            steps.append((version.sending.takenAt, false, version))
            if let undone = version.sending.undoneAt { steps.append((undone, true, version)) }
        }
        steps.sort { ($0.at, $0.version.entry.id) < ($1.at, $1.version.entry.id) }
        var standing: [EntryRecord] = []
        var result: [HistoryEntry] = []
        for step in steps {
            let before = standing.last.map(fields) ?? [:]
            if step.isUndo {
                standing.removeAll { $0.id == step.version.entry.id }
            } else {
                standing.append(step.version.entry)
            }
            let after = standing.last.map(fields) ?? [:]
            let (entry, sending) = step.version
            for field in Set(before.keys).union(after.keys).sorted() where before[field] != after[field] {
                result.append(
                    HistoryEntry(
                        at: step.at, act: step.isUndo ? .sheetUndo : .sheet,
                        actor: step.isUndo ? undone[sending.id]?.actor : sending.actor,
                        reason: step.isUndo ? undone[sending.id]?.purpose : nil, sending: sending.id, row: entry.row,
                        thing: entry.kind, key: entry.key, field: field, before: before[field], after: after[field]))
            }
        }
        return result
    }

    private static func fields(_ entry: EntryRecord) -> [String: String] {
        (LedgerJSON.value([String: JSONMember].self, entry.document) ?? [:]).compactMapValues(\.text)
    }
}
