public import Problems

/// Holds when something happened, and who did it, as the tables of the registry say it, against the entries that told it
/// at that moment. Entries that an older program's journal left are not asked: its clock was read twice.
public struct MomentCheck {
    private struct Told {
        var instant: String
        var actor: String
        var entry: Int64
    }

    private struct Event: Hashable {
        var kind: LogObject.Kind
        var number: Int64
        var action: LogAction
    }

    private var beginning = LogBeginning()
    private var told: [Event: Told] = [:]
    /// The entries that told of decisions about the lines of a list, by list and instant, and how many those added; nil
    /// where an older program did not say.
    private var stages: [Int64: [String: (entry: Told, added: Int64?)]] = [:]
    /// Lists of which an older program took decisions in, at instants that nobody told.
    private var adopted: Set<Int64> = []
    /// Commits and undoings of lists in the order of the chain.
    private var order: [Event] = []

    public init() {}

    /// Takes note of an entry of the chain of changes; in the order of the chain.
    public mutating func note(_ entry: LogEntry) {
        let isBeginning = beginning.holds(entry)
        guard let kind = entry.objectKind.flatMap(LogObject.Kind.init(rawValue:)), let number = entry.object,
            let action = LogAction(rawValue: entry.action)
        else { return }
        guard !isBeginning else {
            if kind == .stages { adopted.insert(number) }
            return
        }
        let event: Event
        switch (kind, action) {
        case (.batch, .commit), (.batch, .undo), (.batch, .discard), (.sending, .takeBack):
            event = Event(kind: kind, number: number, action: action)
        case (.decision, .matchDecide), (.decision, .matchUndo), (.decision, .matchCarry):
            event = Event(kind: kind, number: number, action: .matchDecide)
        case (.stages, .stages): return noteStages(entry, number)
        default: return
        }
        // What cannot happen twice is found by the check of evidence; here the first word counts.
        if told[event] == nil {
            told[event] = Told(instant: entry.instant, actor: entry.actor, entry: entry.number)
        }
        if kind == .batch, action != .discard { order.append(event) }
    }

    private mutating func noteStages(_ entry: LogEntry, _ batch: Int64) {
        let before = stages[batch]?[entry.instant]
        let added = LogDetail.numbers(of: entry)[LogDetail.added]
        let sum = before.map { before in added.flatMap { number in before.added.map { $0 + number } } } ?? added
        stages[batch, default: [:]][entry.instant] = (
            Told(instant: entry.instant, actor: entry.actor, entry: entry.number), sum
        )
    }

    /// What stands otherwise than the log tells.
    public func faults(_ connection: any Connection) throws -> [Problem] {
        try acts(connection) + lists(connection) + others(connection) + decisions(connection)
    }

    private func problem(_ code: String, _ id: Int64, _ told: Told) -> Problem {
        Problem(code, .refuse, ["id": String(id), "entry": String(told.entry)])
    }

    /// Acts stand in the order of the chain, with its instants and actors.
    private func acts(_ connection: any Connection) throws -> [Problem] {
        var problems: [Problem] = []
        var found: [Event] = []
        for act in try ActQueries(connection).all() {
            let event = Event(kind: .batch, number: act.batch, action: act.kind == .commit ? .commit : .undo)
            guard let told = told[event] else { continue }
            found.append(event)
            if act.at != told.instant || act.actor != told.actor {
                problems.append(problem("log.moment-batch", act.batch, told))
            }
        }
        for (stands, was) in zip(found, order) where stands != was {
            guard let told = told[was] else { continue }
            return problems + [problem("log.moment-order", was.number, told)]
        }
        // An act that is gone shows in its list's state; one that was told and is gone with it, here.
        if found.count < order.count, let was = order.dropFirst(found.count).first, let told = told[was] {
            problems.append(problem("log.moment-order", was.number, told))
        }
        return problems
    }

    private func lists(_ connection: any Connection) throws -> [Problem] {
        let rows = try connection.all("SELECT id, committed_at, undone_at FROM batch ORDER BY id") {
            (id: $0.integer(0) ?? 0, committed: $0.text(1), undone: $0.text(2))
        }
        return rows.flatMap { row in
            let ends =
                told[Event(kind: .batch, number: row.id, action: .undo)]
                ?? told[Event(kind: .batch, number: row.id, action: .discard)]
            let begins = told[Event(kind: .batch, number: row.id, action: .commit)]
            return [(begins, row.committed), (ends, row.undone)].compactMap { told, found in
                told.flatMap { $0.instant == found ? nil : problem("log.moment-batch", row.id, $0) }
            }
        }
    }

    private func others(_ connection: any Connection) throws -> [Problem] {
        let sources: [(sql: String, kind: LogObject.Kind, action: LogAction, code: String)] = [
            ("SELECT id, undone_at FROM sending ORDER BY id", .sending, .takeBack, "log.moment-sending"),
            ("SELECT id, known_at FROM match_decision ORDER BY id", .decision, .matchDecide, "log.moment-decision"),
        ]
        var problems: [Problem] = []
        for source in sources {
            try connection.query(source.sql, []) { row in
                let id = row.integer(0) ?? 0
                guard let told = told[Event(kind: source.kind, number: id, action: source.action)],
                    told.instant != row.text(1)
                else { return }
                problems.append(problem(source.code, id, told))
            }
        }
        return problems
    }
    /// Decisions in stages were recorded at the instants of the entries that told of them, as many as those say.
    private func decisions(_ connection: any Connection) throws -> [Problem] {
        let rows = try connection.all(
            """
            SELECT batch, recorded_at, COUNT(*) FROM (
                SELECT batch, recorded_at FROM stage_event UNION ALL SELECT batch, recorded_at FROM past_stage_event) AS s
            GROUP BY batch, recorded_at ORDER BY batch, recorded_at
            """
        ) { (batch: $0.integer(0) ?? 0, at: $0.text(1) ?? "", count: $0.integer(2) ?? 0) }
        var wrong: [Int64: Told] = [:]
        for row in rows {
            guard let entries = stages[row.batch] else { continue }
            let told = entries[row.at]
            if told == nil, adopted.contains(row.batch) { continue }
            if let told, told.added ?? row.count == row.count { continue }
            wrong[row.batch] = told?.entry ?? entries.values.map(\.entry).max { $0.entry < $1.entry }
        }
        return wrong.sorted { $0.key < $1.key }.map { problem("log.moment-stages", $0.key, $0.value) }
    }
}
