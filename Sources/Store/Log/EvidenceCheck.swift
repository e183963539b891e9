/// Holds what the log says of batches, sendings and decisions against what stands in the registry.
public struct EvidenceCheck {
    /// Something that stands otherwise than the log tells.
    public struct Fault: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// It changed, and nobody told the log.
            case content
            /// Whether it counts is not what the log told last.
            case state
            /// It is gone.
            case gone
            /// The log never told of it.
            case untold
        }

        public var kind: Kind
        public var object: LogObject
        /// The entry that tells otherwise; 0 where none tells anything.
        public var entry: Int64
    }

    /// A digest that an entry holds, and of what.
    struct Kept {
        var content: String
        var entry: Int64
        var aspect = ContentDigest.Aspect.whole
    }

    private(set) var contents: [LogObject: [Kept]] = [:]
    /// The last thing the log says of each object: what became of it, and in which entry.
    private var states: [LogObject: (state: String, entry: Int64)] = [:]

    public init() {}

    static let standing = "standing"
    private static let undone = BatchRecord.State.undone.rawValue

    /// What `adopt` says of the state in which it found something.
    struct Adoption: Codable { var state: String }

    /// Entries that the program never writes where they stand: what they tell does not count.
    private var misplaced: [Fault] = []
    private var beginning = LogBeginning()
    var searches = OlderSearches()

    /// What an action makes of an object, and what it must find.
    private struct Step {
        /// The state before; nil for an object that the log has not told of yet.
        var from: String?
        var to: String
        /// Whether the entry holds the digest of the object.
        var isGuarded = false
    }

    private static func step(_ kind: LogObject.Kind, _ action: LogAction?) -> Step? {
        typealias State = BatchRecord.State
        switch (kind, action) {
        case (.batch, .stage): return Step(from: nil, to: State.staged.rawValue)
        case (.batch, .commit): return Step(from: State.staged.rawValue, to: State.committed.rawValue, isGuarded: true)
        case (.batch, .undo): return Step(from: State.committed.rawValue, to: undone)
        case (.batch, .discard): return Step(from: State.staged.rawValue, to: State.discarded.rawValue)
        case (.sending, .takeIn): return Step(from: nil, to: standing, isGuarded: true)
        case (.sending, .takeBack): return Step(from: standing, to: undone)
        case (.decision, .matchDecide), (.decision, .matchUndo), (.decision, .matchCarry), (.ruling, .rule),
            (.ruling, .appeal):
            return Step(from: nil, to: standing, isGuarded: true)
        default: return nil
        }
    }

    /// Takes note of an entry of the chain of changes; in the order of the chain.
    ///
    /// A list gets its digests once, by its staging and by the commit that follows it; a sending and a decision get theirs
    /// when they come; only the decisions in stages may be told again. So nobody can bless what they forged with a later entry.
    public mutating func note(_ entry: LogEntry) {
        let (action, isBeginning) = (LogAction(rawValue: entry.action), beginning.holds(entry))
        searches.note(entry)
        guard let kind = entry.objectKind.flatMap(LogObject.Kind.init(rawValue:)), let number = entry.object else {
            return
        }
        let object = LogObject(kind, number)
        if isBeginning {
            if let content = entry.content { contents[object] = [Kept(content: content, entry: entry.number)] }
            let adopted = action == .adopt ? LedgerJSON.value(Adoption.self, entry.detail ?? "")?.state : nil
            if let state = adopted ?? Self.step(kind, action)?.to { states[object] = (state, entry.number) }
        } else if let step = Self.step(kind, action) {
            // Older programs guarded a list by its commit alone.
            let isStaging = object.kind == .batch && action == .stage
            guard states[object]?.state == step.from, isStaging || (entry.content != nil) == step.isGuarded else {
                return misplace(entry, object)
            }
            states[object] = (step.to, entry.number)
            if let content = entry.content {
                let isGuarded = contents[object] != nil
                contents[object, default: []].append(
                    Kept(
                        content: content, entry: entry.number,
                        aspect: isStaging ? .staged : isGuarded ? .outcomes : .whole))
            }
        } else if kind == .stages, action == .stages {
            let list = states[LogObject(.batch, number)]?.state
            guard list == BatchRecord.State.committed.rawValue else { return misplace(entry, object) }
            if let content = entry.content { contents[object] = [Kept(content: content, entry: entry.number)] }
        } else if kind == .run, let content = entry.content {
            guard contents[object] == nil, action == .matchFind || action == .matchPropose else {
                return misplace(entry, object)
            }
            contents[object] = [Kept(content: content, entry: entry.number)]
        } else if action == .adopt || entry.content != nil {
            return misplace(entry, object)
        }
        // What an older program undid took the decisions about its lines along.
        if isBeginning, kind == .batch, states[object]?.state == Self.undone {
            contents[LogObject(.stages, number)] = nil
        }
    }

    private mutating func misplace(_ entry: LogEntry, _ object: LogObject) {
        misplaced.append(Fault(kind: .content, object: object, entry: entry.number))
    }

    /// Compares all that was noted with what stands in the registry.
    public func faults(_ connection: any Connection) throws -> [Fault] {
        var faults = misplaced
        var found: Set<LogObject> = []
        let digest = ContentDigest(connection)
        for (object, state) in try Self.standing(connection) + Self.rulings(connection) {
            found.insert(object)
            guard let told = states[object] else {
                faults.append(Fault(kind: .untold, object: object, entry: 0))
                continue
            }
            if told.state != state { faults.append(Fault(kind: .state, object: object, entry: told.entry)) }
        }
        for (object, told) in states where !found.contains(object) {
            faults.append(Fault(kind: .gone, object: object, entry: told.entry))
        }
        faults += try untoldStages(connection) + untoldRuns(connection)
        for (object, all) in contents where found.contains(object) || [.stages, .run].contains(object.kind) {
            for kept in all where try digest.digest(of: object, kept.aspect) != kept.content {
                faults.append(Fault(kind: .content, object: object, entry: kept.entry))
            }
        }
        return faults.sorted {
            ($0.object.kind.rawValue, $0.object.number, $0.kind.rawValue, $0.entry)
                < ($1.object.kind.rawValue, $1.object.number, $1.kind.rawValue, $1.entry)
        }
    }

    /// Everything that must have an entry, with the state in which it stands.
    static func standing(_ connection: any Connection) throws -> [(object: LogObject, state: String)] {
        try connection.all("SELECT id, state FROM batch ORDER BY id") {
            (LogObject(.batch, $0.integer(0) ?? 0), $0.string(1))
        }
            + connection.all("SELECT id, undone_at FROM sending ORDER BY id") {
                (LogObject(.sending, $0.integer(0) ?? 0), $0.text(1) == nil ? standing : undone)
            }
            + connection.all("SELECT id FROM match_decision ORDER BY id") {
                (LogObject(.decision, $0.integer(0) ?? 0), standing)
            }
    }
}
