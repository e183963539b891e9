/// One act by which a list changed the registry: its commit, or the undoing of that.
public struct ActRecord: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable { case commit, undo }

    /// Its place among all acts, from 1 on without a gap.
    public var number: Int64
    public var batch: Int64
    public var kind: Kind
    /// ISO 8601, UTC.
    public var at: String
    /// nil where an older program did not keep who acted.
    public var actor: String?
    /// Why it was undone, in the words of whoever did it.
    public var reason: String?

    public init(
        number: Int64, batch: Int64, kind: Kind, at instant: String, actor: String?, reason: String? = nil
    ) {
        self.number = number
        self.batch = batch
        self.kind = kind
        at = instant
        self.actor = actor
        self.reason = reason
    }
}

/// The acts in their order.
public struct ActQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    /// The number of the act that is being done: what it changes is kept under it before it is added.
    func next() throws -> Int64 { Int64(try connection.count("SELECT MAX(number) FROM act") + 1) }

    /// Adds an act as the newest one, when what it does is done.
    public func add(_ act: ActRecord) throws {
        try connection.execute(
            "INSERT INTO act (number, batch, kind, happened_at, actor, reason) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(act.number), .integer(act.batch), .text(act.kind.rawValue), .text(act.at),
                .optional(act.actor), .optional(act.reason),
            ])
    }

    /// The number of the act that committed a batch; nil where none did.
    func commit(of batch: Int64) throws -> Int64? {
        try connection.first(
            "SELECT number FROM act WHERE batch = ? AND kind = ?",
            [.integer(batch), .text(ActRecord.Kind.commit.rawValue)]
        ) { $0.integer(0) } ?? nil
    }

    /// The digest of what the undoing of a batch says, its reason among it; nil where there is none.
    public func digest(ofUndoing batch: Int64) throws -> String? {
        let row = ContentDigest.row("#number #batch kind happened_at actor reason")
        let said = try connection.first(
            "SELECT \(row) FROM act WHERE batch = ? AND kind = ?",
            [.integer(batch), .text(ActRecord.Kind.undo.rawValue)]
        ) { $0.string(0) }
        guard let said else { return nil }
        var hasher = CanonicalHasher("gapura undoing 1")
        hasher.add(.text(said))
        return "1:" + hasher.hexadecimal()
    }

    private static let columns = "number, batch, kind, happened_at, actor, reason"

    /// All acts, the oldest first; of one batch where it is given.
    public func all(of batch: Int64? = nil) throws -> [ActRecord] {
        try connection.all(
            "SELECT \(Self.columns) FROM act \(batch == nil ? "" : "WHERE batch = ?") ORDER BY number",
            batch.map { [.integer($0)] } ?? [], Self.record)
    }

    /// The acts of these numbers, by number.
    public func acts(_ numbers: Set<Int64>) throws -> [Int64: ActRecord] {
        var found: [Int64: ActRecord] = [:]
        try numbers.inPortions { marks, arguments in
            try connection.query("SELECT \(Self.columns) FROM act WHERE number IN (\(marks))", arguments) {
                let act = Self.record($0)
                found[act.number] = act
            }
        }
        return found
    }

    private static func record(_ row: any Row) -> ActRecord {
        ActRecord(
            number: row.integer(0) ?? 0, batch: row.integer(1) ?? 0,
            kind: ActRecord.Kind(rawValue: row.string(2)) ?? .commit, at: row.string(3), actor: row.text(4),
            reason: row.text(5))
    }
}
