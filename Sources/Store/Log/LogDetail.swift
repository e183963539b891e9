/// What an entry says beside its columns: numbers by their names, and digests of what is guarded as a whole.
public struct LogDetail: Sendable, Hashable {
    public var numbers: [String: Int64]
    /// Digests of parts by their raw values, of what an undoing says under ``undoing``.
    public var guarded: [String: String]
    /// Digests of parts, by their raw values, as they were before the change: so it cannot make good what it found.
    public var found: [String: String]

    /// In an entry of a commit: that the search for matches of the new records was to follow.
    public static let searchFollows = "search"
    /// In an entry of decisions in stages: how many were added.
    public static let added = "added"
    static let undoing = "undoing"
    private static let (guardedMember, foundMember) = ("guarded", "found")

    /// - Parameter undoing: the digest of what was said when a list was undone.
    public init(
        _ numbers: [String: Int64] = [:], guarding parts: [GuardedPart: String] = [:], undoing: String? = nil,
        found: [String: String] = [:]
    ) {
        self.numbers = numbers
        guarded = Dictionary(uniqueKeysWithValues: parts.map { ($0.rawValue, $1) })
        guarded[Self.undoing] = undoing
        self.found = found
    }

    /// JSON; nil where there is nothing to say.
    public var text: String? {
        var members = numbers.mapValues(Value.number)
        if !guarded.isEmpty { members[Self.guardedMember] = .digests(guarded) }
        if !found.isEmpty { members[Self.foundMember] = .digests(found) }
        return members.isEmpty ? nil : LedgerJSON.text(members)
    }

    /// The digests in an entry: of what it guards from there on, and of what it found.
    static func digests(of entry: LogEntry) -> (guarded: [String: String], found: [String: String]) {
        struct Members: Decodable {
            var guarded: [String: String]?
            var found: [String: String]?
        }
        guard let detail = entry.detail,
            [guardedMember, foundMember].contains(where: { detail.contains("\"\($0)\"") }),
            let members = LedgerJSON.value(Members.self, detail)
        else { return ([:], [:]) }
        return (members.guarded ?? [:], members.found ?? [:])
    }

    /// The numbers in an entry.
    static func numbers(of entry: LogEntry) -> [String: Int64] {
        entry.detail.map { LedgerJSON.value([String: Number].self, $0) ?? [:] }?.compactMapValues(\.value) ?? [:]
    }

    /// A member that may be a number.
    private struct Number: Decodable {
        var value: Int64?

        init(from decoder: any Decoder) throws { value = try? decoder.singleValueContainer().decode(Int64.self) }
    }

    private enum Value: Encodable {
        case number(Int64)
        case digests([String: String])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .number(let number): try container.encode(number)
            case .digests(let digests): try container.encode(digests)
            }
        }
    }
}
