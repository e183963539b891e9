import Problems
import Store

extension Registry {
    /// The one way in which anything in the registry is changed: the change and what the log tells of it are stored in one
    /// transaction, or neither is.
    ///
    /// Its instant is taken inside of the transaction, when the change is told and not when it began to wait or to work:
    /// what is known as of an instant is what could be seen then. It is never before that of the change before it, so
    /// that acts follow one another in time as they do in number, whatever clocks say.
    ///
    /// - Parameters:
    ///   - action: what is done; told as it stands where the body tells nothing more exact.
    ///   - parts: what is guarded as a whole and may be changed; the log keeps their digests as they were found and as they
    ///     stand afterwards. A body that tells the log itself examines them itself.
    ///   - isDryRun: works everything out and stores nothing.
    ///   - body: changes the registry, and tells the log which batches, sendings or decisions it concerns.
    /// - Throws: `store.reshaped` where another program brought the registry to a shape that this one does not know.
    func change<Result: Sendable>(
        _ action: LogAction, guarding parts: [GuardedPart] = [], isDryRun: Bool = false,
        _ body: @Sendable (any Connection, ChangeLog) throws -> Result
    ) throws(Problem) -> Result {
        // Asked for beforehand: nobody who looks shall wait for this change.
        let seen = try database.accessLog().read { try LogQueries($0, .access).head() }
        let (registry, actor, purpose) = (self, self.actor, self.purpose)
        let work: @Sendable (any Connection) throws -> Result = { connection in
            try Schema.requireCurrent(connection)
            let last = try LogQueries(connection).lastChange() ?? ""
            let log = ChangeLog(
                connection, clock: { max(registry.now, last) }, actor: actor, purpose: purpose, seen: seen)
            try log.beginGuarding()
            let examined = try log.examine(parts)
            let result = try body(connection, log)
            if log.isSilent { try log.tell(action, guarding: examined) }
            return result
        }
        return try isDryRun ? database.rehearse(work) : database.write(work)
    }
}

/// Tells the log what a transaction changes, from inside of it.
final class ChangeLog {
    private let connection: any Connection
    /// Whether something was changed that nothing was told of.
    private(set) var isSilent = true
    /// The instant at which the change becomes known: that at which it is first asked for, so that whoever works long asks
    /// late. ISO 8601, UTC.
    private(set) lazy var instant: String = clock()
    private let clock: () -> String
    let actor: String
    private let purpose: String?
    private let seen: LogHead?

    init(_ connection: any Connection, clock: @escaping () -> String, actor: String, purpose: String?, seen: LogHead?) {
        self.connection = connection
        self.clock = clock
        self.actor = actor
        self.purpose = purpose
        self.seen = seen
    }

    /// Says that the registry stays as it is, so that there is nothing to tell.
    func changesNothing() { isSilent = false }

    /// From the first change on that this program makes, parts of the registry are guarded as wholes.
    fileprivate func beginGuarding() throws {
        guard let digests = try LogQueries(connection).partsToBegin() else { return }
        try LogQueries(connection).append(
            LogEntry(
                .guardParts, at: clock(), by: "gapura", detail: LogDetail(guarding: digests).text, seen: seen))
    }

    /// What is guarded and about to be changed, as it was found: told with the change, so that no change makes good what
    /// somebody had changed before it beside the program.
    struct Examined {
        fileprivate var parts: [GuardedPart] = []
        fileprivate var found: [String: String] = [:]

        static let nothing = Examined()
    }

    /// Takes digests of parts before they are changed.
    func examine(_ parts: [GuardedPart]) throws -> Examined {
        let digests = try LogQueries(connection).digests(of: parts)
        return Examined(
            parts: parts, found: Dictionary(uniqueKeysWithValues: digests.map { ($0.rawValue, $1) }))
    }

    /// Tells that a list was undone, with a digest of what was said of it.
    func tellUndoing(of batch: Int64, guarding examined: Examined) throws {
        isSilent = false
        let detail = LogDetail(
            guarding: try LogQueries(connection).digests(of: examined.parts),
            undoing: try ActQueries(connection).digest(ofUndoing: batch), found: examined.found)
        try append(.undo, LogObject(.batch, batch), detail, content: nil)
    }

    private func append(
        _ action: LogAction, _ object: LogObject?, _ detail: LogDetail, content: String?, because reason: String? = nil
    ) throws {
        try LogQueries(connection).append(
            LogEntry(
                action, at: instant, by: actor, purpose: reason ?? purpose, object: object, detail: detail.text,
                content: content, seen: seen))
    }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - object: what is concerned.
    ///   - isGuarded: whether the log keeps a digest of the object as it stands now, by which a later change of it that
    ///     nobody told the log shows.
    ///   - aspect: what of the object is guarded.
    ///   - examined: what is guarded as a whole and may have been changed; digests go in as it was found and as it stands now.
    ///   - detail: numbers and codes; never a personal value.
    ///   - reason: why, where somebody takes something back that keeps no reason of its own; stands as the purpose.
    func tell(
        _ action: LogAction, _ object: LogObject? = nil, isGuarded: Bool = false,
        _ aspect: ContentDigest.Aspect = .whole, guarding examined: Examined = .nothing, detail: [String: Int64] = [:],
        because reason: String? = nil
    ) throws {
        isSilent = false
        let content = try isGuarded ? object.flatMap { try ContentDigest(connection).digest(of: $0, aspect) } : nil
        let digests = try LogQueries(connection).digests(of: examined.parts)
        try append(
            action, object, LogDetail(detail, guarding: digests, found: examined.found), content: content,
            because: reason)
    }

    /// Adds an entry with a digest that was taken already; without an object where it is about no single one.
    func tell(
        _ action: LogAction, _ object: LogObject? = nil, content: String?, detail: [String: Int64] = [:]
    ) throws {
        isSilent = false
        try append(action, object, LogDetail(detail), content: content)
    }

    /// Adds a ruling; whoever does it tells of it.
    func store(
        _ ruling: RulingRecord, files: [RulingFileRecord], _ cases: some Sequence<RulingCaseRecord>
    ) throws -> Int64 { try RulingQueries(connection).add(ruling, files: files, cases: cases) }

    /// Adds a decision about a pair and tells of it.
    ///
    /// - Returns: its number.
    func add(_ decision: MatchDecisionRecord, as action: LogAction) throws -> Int64 {
        let id = try MatchDecisionQueries(connection).add(decision, at: instant)
        var detail = ["a": decision.pair.a, "b": decision.pair.b]
        detail["reverses"] = decision.reverses
        detail["carries"] = decision.carries
        detail["bundle"] = decision.bundle
        try tell(action, LogObject(.decision, id), isGuarded: true, detail: detail)
        return id
    }
}
