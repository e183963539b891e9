import Problems
import Store

extension Registry {
    /// The one way in which anything in the registry is changed: the change and what the log tells of it are stored in one
    /// transaction, or neither is.
    ///
    /// - Parameters:
    ///   - action: what is done; told as it stands where the body tells nothing more exact.
    ///   - isDryRun: works everything out and stores nothing.
    ///   - body: changes the registry, and tells the log which batches, sendings or decisions it concerns.
    func change<Result: Sendable>(
        _ action: LogAction, isDryRun: Bool = false,
        _ body: @Sendable (any Connection, ChangeLog) throws -> Result
    ) throws(Problem) -> Result {
        // Asked for beforehand: nobody who looks shall wait for this change.
        let seen = try database.accessLog().read { try LogQueries($0, .access).head() }
        let (instant, actor, purpose) = (now, self.actor, self.purpose)
        let work: @Sendable (any Connection) throws -> Result = { connection in
            let log = ChangeLog(connection, instant: instant, actor: actor, purpose: purpose, seen: seen)
            let result = try body(connection, log)
            if log.isSilent { try log.tell(action) }
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
    let instant: String
    let actor: String
    private let purpose: String?
    private let seen: LogHead?

    init(_ connection: any Connection, instant: String, actor: String, purpose: String?, seen: LogHead?) {
        self.connection = connection
        self.instant = instant
        self.actor = actor
        self.purpose = purpose
        self.seen = seen
    }

    /// Says that the registry stays as it is, so that there is nothing to tell.
    func changesNothing() { isSilent = false }

    /// Adds an entry.
    ///
    /// - Parameters:
    ///   - object: what is concerned.
    ///   - isGuarded: whether the log keeps a digest of the object as it stands now, by which a later change of it that
    ///     nobody told the log shows.
    ///   - aspect: what of the object is guarded.
    ///   - detail: numbers and codes; never a personal value.
    func tell(
        _ action: LogAction, _ object: LogObject? = nil, isGuarded: Bool = false,
        _ aspect: ContentDigest.Aspect = .whole, detail: [String: Int64] = [:]
    ) throws {
        let content = try isGuarded ? object.flatMap { try ContentDigest(connection).digest(of: $0, aspect) } : nil
        try tell(action, object, content: content, detail: detail)
    }

    /// Adds an entry with a digest that was taken already.
    func tell(
        _ action: LogAction, _ object: LogObject?, content: String?, detail: [String: Int64] = [:]
    ) throws {
        isSilent = false
        try LogQueries(connection).append(
            LogEntry(
                action, at: instant, by: actor, purpose: purpose, object: object,
                detail: detail.isEmpty ? nil : LedgerJSON.text(detail), content: content, seen: seen))
    }

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
