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
    /// Commits and undoings of lists in the order of the chain.
    private var order: [Event] = []

    public init() {}

    /// Takes note of an entry of the chain of changes; in the order of the chain.
    public mutating func note(_ entry: LogEntry) {
        guard !beginning.holds(entry), let kind = entry.objectKind.flatMap(LogObject.Kind.init(rawValue:)),
            let number = entry.object, let action = LogAction(rawValue: entry.action)
        else { return }
        let event: Event
        switch (kind, action) {
        case (.batch, .commit), (.batch, .undo), (.batch, .discard), (.sending, .takeBack), (.stages, .stages):
            event = Event(kind: kind, number: number, action: action)
        case (.decision, .matchDecide), (.decision, .matchUndo), (.decision, .matchCarry):
            event = Event(kind: kind, number: number, action: .matchDecide)
        default: return
        }
        // What cannot happen twice is found by the check of evidence; here the first word counts.
        if told[event] == nil {
            told[event] = Told(instant: entry.instant, actor: entry.actor, entry: entry.number)
        }
        if kind == .batch, action != .discard { order.append(event) }
    }

    /// What stands otherwise than the log tells.
    public func faults(_ connection: any Connection) throws -> [Problem] {
        try acts(connection) + lists(connection) + others(connection)
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
            (
                """
                SELECT batch, recorded_at FROM stage_event UNION SELECT batch, recorded_at FROM past_stage_event
                ORDER BY 1
                """, .stages, .stages, "log.moment-stages"
            ),
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
}
