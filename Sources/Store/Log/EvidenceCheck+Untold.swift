/// What stands in the registry, counts nothing by itself, and must be told by the log all the same.
extension EvidenceCheck {
    /// Lists about whose lines something was decided in stages of which no entry tells, also where they were undone since.
    func untoldStages(_ connection: any Connection) throws -> [Fault] {
        try untold(
            .stages,
            """
            SELECT batch FROM stage_event UNION SELECT batch FROM \(KeptTable.stageEvent.past) ORDER BY 1
            """, connection)
    }

    /// Searches that no entry tells of, but for as many of the first ones as an older program told without their number.
    func untoldRuns(_ connection: any Connection) throws -> [Fault] {
        let first = contents.keys.filter { $0.kind == .run }.map(\.number).min() ?? .max
        var older = searches.count
        return try untold(.run, "SELECT id FROM linkage_run ORDER BY id", connection).filter { fault in
            guard fault.object.number > 0, fault.object.number < first, older > 0 else { return true }
            older -= 1
            return false
        }
    }

    /// What rules came to; an older shape, which adopts what is there, has none.
    static func rulings(_ connection: any Connection) throws -> [(object: LogObject, state: String)] {
        try connection.all("SELECT id FROM ruling ORDER BY id") {
            (LogObject(.ruling, $0.integer(0) ?? 0), standing)
        }
    }

    /// Objects of a kind without content in the log.
    ///
    /// - Parameter numbers: a query of the numbers of all there are.
    private func untold(
        _ kind: LogObject.Kind, _ numbers: String, _ connection: any Connection
    ) throws -> [Fault] {
        // A row that belongs to nothing has no number either.
        try connection.all(numbers) { LogObject(kind, $0.integer(0) ?? 0) }.filter { contents[$0] == nil }
            .map { Fault(kind: .untold, object: $0, entry: 0) }
    }
}

/// How many searches for matches an older program told, whose entries hold neither the number of the search nor a digest.
struct OlderSearches {
    private(set) var count = 0
    /// Whether this program has begun to tell.
    private var isOver = false

    mutating func note(_ entry: LogEntry) {
        switch LogAction(rawValue: entry.action) {
        case .guardParts: isOver = true
        case .matchFind, .matchPropose: if !isOver, entry.content == nil { count += 1 }
        default: break
        }
    }
}
