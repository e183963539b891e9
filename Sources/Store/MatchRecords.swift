/// Two subjects, the smaller number first. A subject is the line that a person comes from, or a refused line.
public struct SubjectPair: Sendable, Hashable, Codable, Comparable {
    public var a: Int64
    public var b: Int64

    public init(_ one: Int64, _ other: Int64) {
        a = min(one, other)
        b = max(one, other)
    }

    /// Reads a pair as it is written: `BATCH.ROW-BATCH.ROW`; nil for anything else.
    public init?(_ text: String) {
        let sides = text.split(separator: "-", omittingEmptySubsequences: false).compactMap { side -> Int64? in
            let parts = side.split(separator: ".", omittingEmptySubsequences: false)
            guard parts.count == 2, let batch = Int64(parts[0]), let row = Int64(parts[1]), batch > 0, row > 0,
                batch <= Int64.max >> 32, row <= 0xFFFF_FFFF
            else { return nil }
            return batch << 32 | row
        }
        guard sides.count == 2, text.count(where: { $0 == "-" }) == 1 else { return nil }
        self.init(sides[0], sides[1])
    }

    /// The pair in writing, batch and row of both lines: `1.14-3.7`.
    public var text: String { Self.text(a) + "-" + Self.text(b) }

    /// A number that follows from the two records alone (a permanent random number, Ohlsson 1995): whoever draws pairs by
    /// it, draws the same ones again later, and a new pair takes its place among them without moving the others.
    public var drawingNumber: Int64 {
        // SplitMix64 over both numbers.
        func mix(_ value: UInt64) -> UInt64 {
            var z = value &+ 0x9E37_79B9_7F4A_7C15
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        // The highest bit is turned over, so that the order stays that of the number without a sign.
        return Int64(bitPattern: mix(mix(UInt64(bitPattern: a)) ^ UInt64(bitPattern: b)) ^ (1 << 63))
    }

    /// A record in writing, its batch and row: `1.14`.
    public static func text(_ subject: Int64) -> String { "\(subject >> 32).\(subject & 0xFFFF_FFFF)" }

    public static func < (left: SubjectPair, right: SubjectPair) -> Bool { (left.a, left.b) < (right.a, right.b) }
}

/// A proposal that two records are one person.
public struct CandidateRecord: Sendable, Hashable {
    public var id: Int64
    public var run: Int64
    public var pair: SubjectPair
    /// Thousandths of a bit: log₂ of the odds.
    public var weight: Int
    /// Millionths.
    public var probability: Int
    /// The band of weights it belongs to, from 1 on, rising. Within it, pairs are drawn by their drawing number.
    public var stratum: Int
    /// The level of each comparison, `name=2|identity=5|…`.
    public var pattern: String
    /// What each comparison said, as JSON.
    public var fields: String

    public init(
        id: Int64 = 0, run: Int64 = 0, pair: SubjectPair, weight: Int, probability: Int, stratum: Int, pattern: String,
        fields: String
    ) {
        self.id = id
        self.run = run
        self.pair = pair
        self.weight = weight
        self.probability = probability
        self.stratum = stratum
        self.pattern = pattern
        self.fields = fields
    }
}

/// What somebody decided about a pair, or took back.
public struct MatchDecisionRecord: Sendable, Hashable {
    public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
        case same, different, unsure
        /// Takes an earlier decision back.
        case reversed
    }

    public var id: Int64
    public var pair: SubjectPair
    public var verdict: Verdict
    /// The decision that this one takes back.
    public var reverses: Int64?
    /// The decision that this one takes over: that about the same two rows before their list was undone and sent again.
    public var carries: Int64?
    /// ISO 8601 with zone.
    public var decidedAt: String
    public var actor: String
    public var note: String?
    /// Whether weight and probability were hidden from who decided.
    public var isBlind: Bool
    /// What decisions made in one go have in common; nil for one decided by itself.
    public var bundle: Int64?
    /// What was proposed when it was decided; nil where no run had proposed the pair.
    public var run: Int64?
    public var weight: Int?
    public var probability: Int?
    public var pattern: String?

    public init(
        id: Int64 = 0, pair: SubjectPair, verdict: Verdict, reverses: Int64? = nil, decidedAt: String, actor: String,
        note: String?, isBlind: Bool, bundle: Int64? = nil, candidate: CandidateRecord? = nil
    ) {
        self.id = id
        self.pair = pair
        self.verdict = verdict
        self.reverses = reverses
        self.decidedAt = decidedAt
        self.actor = actor
        self.note = note
        self.isBlind = isBlind
        self.bundle = bundle
        run = candidate?.run
        weight = candidate?.weight
        probability = candidate?.probability
        pattern = candidate?.pattern
    }
}

/// A record that may be the same person as another.
public struct SubjectRecord: Sendable, Hashable {
    /// The number of the line.
    public var id: Int64
    /// Whether the line made a person; else it was refused.
    public var isPerson: Bool
    public var list: Int64
    public var batch: Int64
    public var row: Int
    /// A whole, valid number.
    public var nik: String?
    public var familyCard: String?
    public var name: String
    public var sex: String?
    public var birthDate: String?
    public var phone: String?
    public var address: String?
    public var village: String?
    public var regionCode: String?
    public var business: String?
    /// The cells of a refused line, a JSON array: a damaged number stands nowhere else.
    public var raw: String?
}
