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

    private var contents: [LogObject: (content: String, entry: Int64)] = [:]
    /// The last thing the log says of each object: what became of it, and in which entry.
    private var states: [LogObject: (state: String, entry: Int64)] = [:]

    public init() {}

    /// The states of a batch and of a sending that an action leads to.
    private static let stateAfter: [String: String] = [
        LogAction.stage.rawValue: BatchRecord.State.staged.rawValue,
        LogAction.commit.rawValue: BatchRecord.State.committed.rawValue,
        LogAction.undo.rawValue: BatchRecord.State.undone.rawValue,
        LogAction.discard.rawValue: BatchRecord.State.discarded.rawValue,
        LogAction.takeIn.rawValue: standing, LogAction.takeBack.rawValue: undone,
        LogAction.matchDecide.rawValue: standing, LogAction.matchUndo.rawValue: standing,
        LogAction.matchCarry.rawValue: standing,
    ]
    private static let standing = "standing"
    private static let undone = BatchRecord.State.undone.rawValue

    /// What `adopt` says of the state in which it found something.
    struct Adoption: Codable { var state: String }

    /// Takes note of an entry of the chain of changes; in the order of the chain.
    public mutating func note(_ entry: LogEntry) {
        guard let kind = entry.objectKind.flatMap(LogObject.Kind.init(rawValue:)), let number = entry.object else {
            return
        }
        let object = LogObject(kind, number)
        if let content = entry.content { contents[object] = (content, entry.number) }
        let adopted =
            entry.action == LogAction.adopt.rawValue
            ? LedgerJSON.value(Adoption.self, entry.detail ?? "")?.state : nil
        if let state = adopted ?? Self.stateAfter[entry.action] { states[object] = (state, entry.number) }
        // With a list go the decisions about its lines.
        if kind == .batch, states[object]?.state == Self.undone { contents[LogObject(.stages, number)] = nil }
    }

    /// Compares all that was noted with what stands in the registry.
    public func faults(_ connection: any Connection) throws -> [Fault] {
        var faults: [Fault] = []
        var found: Set<LogObject> = []
        let digest = ContentDigest(connection)
        for (object, state) in try Self.standing(connection) {
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
        for (object, kept) in contents where found.contains(object) || object.kind == .stages {
            guard try digest.digest(of: object) != kept.content else { continue }
            faults.append(Fault(kind: .content, object: object, entry: kept.entry))
        }
        return faults.sorted {
            ($0.object.kind.rawValue, $0.object.number, $0.kind.rawValue)
                < ($1.object.kind.rawValue, $1.object.number, $1.kind.rawValue)
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
