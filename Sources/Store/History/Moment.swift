/// Which of what was ever known is asked for.
public struct Moment: Sendable, Hashable {
    /// What the registry had learned by this instant, ISO 8601 in UTC, that instant included.
    public var known: String
    /// Only what held in the world on this day, `yyyy-mm-dd`: enrolments that had begun and not ended, facts that had
    /// happened, statuses as they were reported for this day or the last one before it, memberships and partnerships that
    /// had begun and not ended, papers that were issued, editions of regions in force. nil asks for all that was known.
    public var trueOn: String?

    public init(known: String, trueOn: String? = nil) {
        self.known = known
        self.trueOn = trueOn
    }
}

/// A moment in the numbers of one database.
struct Bounds: Sendable {
    var moment: Moment
    /// The newest act at that instant. Acts are counted by number; none has an instant before that of the act before it,
    /// but where an older program wrote them by a clock that was set back.
    var act: Int64
    /// The newest act there is.
    var lastAct: Int64
    /// The newest batch at that instant.
    var batch: Int64
    /// Whether proposals of matches are what they were: they are replaced, not kept.
    var areProposalsKept: Bool

    init(_ moment: Moment, _ connection: any Connection) throws {
        self.moment = moment
        let known: [SQLValue] = [.text(moment.known)]
        act = Int64(try connection.count("SELECT MAX(number) FROM act WHERE happened_at <= ?", known))
        lastAct = Int64(try connection.count("SELECT MAX(number) FROM act"))
        batch = Int64(try connection.count("SELECT MAX(id) FROM batch WHERE staged_at <= ?", known))
        let later = try connection.count("SELECT COUNT(*) FROM linkage_run WHERE started_at > ?", known)
        areProposalsKept = act == lastAct && later == 0
    }
}
