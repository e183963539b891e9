public import Problems

/// Holds the digests of whole parts, and of why lists were undone, against what stands in the registry.
public struct PartCheck {
    private var beginning = LogBeginning()
    private var parts: [GuardedPart: (digest: String, entry: Int64)] = [:]
    private var undoings: [Int64: (digest: String, entry: Int64)] = [:]
    private var hasBegun = false
    private var problems: [Problem] = []

    public init() {}

    /// Takes note of an entry of the chain of changes; in the order of the chain.
    public mutating func note(_ entry: LogEntry) {
        // What an older program told knew no digests of parts.
        guard !beginning.holds(entry), let action = LogAction(rawValue: entry.action) else { return }
        let (digests, found) = LogDetail.digests(of: entry)
        for (name, digest) in found.sorted(by: { $0.key < $1.key }) {
            // What was changed before this entry stays a finding, whatever it made of it.
            if let part = GuardedPart(rawValue: name), let told = parts[part], told.digest != digest {
                problems.append(Self.problem(of: part, told.entry))
            }
        }
        if action == .guardParts {
            // Parts begin to be guarded once: a second beginning would bless what was forged before it.
            guard !hasBegun else {
                problems.append(Self.problem(of: nil, entry.number))
                return
            }
            hasBegun = true
        }
        for (name, digest) in digests.sorted(by: { $0.key < $1.key }) {
            if let part = GuardedPart(rawValue: name), action == .guardParts || part.actions.contains(action) {
                parts[part] = (digest, entry.number)
            } else if name == LogDetail.undoing, action == .undo, let batch = entry.object {
                undoings[batch] = (digest, entry.number)
            } else {
                problems.append(Self.problem(of: GuardedPart(rawValue: name), entry.number))
            }
        }
    }

    /// What stands otherwise than the log tells.
    public func faults(_ connection: any Connection) throws -> [Problem] {
        var found = problems
        for part in GuardedPart.allCases {
            guard let kept = parts[part], try part.digest(connection) != kept.digest else { continue }
            found.append(Self.problem(of: part, kept.entry))
        }
        for (batch, kept) in undoings.sorted(by: { $0.key < $1.key })
        where try ActQueries(connection).digest(ofUndoing: batch) != kept.digest {
            found.append(
                Problem("log.content-undoing", .refuse, ["id": String(batch), "entry": String(kept.entry)]))
        }
        return found
    }

    private static func problem(of part: GuardedPart?, _ entry: Int64) -> Problem {
        let code =
            switch part {
            case .institutions: "log.content-institutions"
            case .programmes: "log.content-programmes"
            case .compatibility: "log.content-compatibility"
            case .rules: "log.content-rules"
            case .regions: "log.content-regions"
            case .classes: "log.content-classes"
            case .figures: "log.content-figures"
            case .reveals: "log.content-reveals"
            case .proposals: "log.content-proposals"
            case nil: "log.misplaced"
            }
        return Problem(code, .refuse, ["entry": String(entry)])
    }
}

extension LogQueries {
    /// Digests of all parts as they stand, for the entry from which on they are guarded; nil where there is one.
    public func partsToBegin() throws -> [GuardedPart: String]? {
        let begun = try connection.first(
            "SELECT number FROM \(chain.table) WHERE action = ? LIMIT 1", [.text(LogAction.guardParts.rawValue)]
        ) { $0.integer(0) }
        guard begun == nil else { return nil }
        return try digests(of: GuardedPart.allCases)
    }

    /// Digests of parts as they stand now.
    public func digests(of parts: [GuardedPart]) throws -> [GuardedPart: String] {
        try Dictionary(uniqueKeysWithValues: parts.map { ($0, try $0.digest(connection)) })
    }
}
