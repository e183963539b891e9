/// What an entry is about: a batch, a sending, a decision.
public struct LogObject: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case batch, sending, decision
        /// What was decided in stages about the lines of a batch; numbered as the batch.
        case stages
        /// A run of the search for matches.
        case run
        /// What rules came to for the lines of a list, or for one line on appeal.
        case ruling
    }

    public var kind: Kind
    public var number: Int64

    public init(_ kind: Kind, _ number: Int64) {
        self.kind = kind
        self.number = number
    }
}

/// The end of a chain: how many entries there are, and the hash of the last, which stands for all of them.
public struct LogHead: Sendable, Hashable {
    public var number: Int64
    public var hash: String

    public init(number: Int64, hash: String) {
        self.number = number
        self.hash = hash
    }
}

/// One entry of the log. It holds numbers of records and never a personal value: a person can be erased while the chain
/// stays whole.
public struct LogEntry: Sendable, Hashable {
    /// From 1 on, without gaps.
    public var number: Int64
    /// UTC, ISO 8601.
    public var instant: String
    public var actor: String
    /// The raw value of a ``LogAction``; a newer program may know more of them.
    public var action: String
    /// What for, as the actor said; nil where it was not stated.
    public var purpose: String?
    /// The number of the person's record in the registry.
    public var subject: Int64?
    /// The raw value of a ``LogObject/Kind`` and its number.
    public var objectKind: String?
    public var object: Int64?
    /// JSON.
    public var detail: String?
    /// The digest of what was changed, as ``ContentDigest`` makes it; nil where nothing is guarded by it.
    public var content: String?
    /// The end of the other chain as it was known when the entry was written.
    public var seen: LogHead?
    /// The hash of the entry before; empty for the first.
    public var previous: String
    /// The hash of everything above and of the chain's name, in hexadecimal digits.
    public var hash: String

    /// The hash that the entry must have.
    ///
    /// - Parameters:
    ///   - number: another number that it may have had.
    func expectedHash(in chain: LogChain, number: Int64? = nil) -> String {
        var hasher = CanonicalHasher("gapura log 1 " + chain.rawValue)
        hasher.add(.integer(number ?? self.number))
        for text in [instant, actor, action] { hasher.add(.text(text)) }
        func add(_ text: String?) { hasher.add(text.map(SQLValue.text) ?? .null) }
        add(purpose)
        hasher.add(.optional(subject))
        add(objectKind)
        hasher.add(.optional(object))
        add(detail)
        add(content)
        hasher.add(.optional(seen?.number))
        add(seen?.hash)
        hasher.add(.text(previous))
        return hasher.hexadecimal()
    }
}
