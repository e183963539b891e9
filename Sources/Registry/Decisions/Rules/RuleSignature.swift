import Rules

/// What all rules in force came to for one case, in a few bits: cases with one signature differ in nothing that is counted.
struct RuleSignature: Sendable, Hashable {
    /// What a condition comes to; unknown and error hold a case alike.
    enum Truth: UInt64 {
        case no, yes, open

        init(_ truth: RuleTruth) {
            switch truth {
            case .no: self = .no
            case .yes: self = .yes
            case .unknown, .error: self = .open
            }
        }
    }

    /// Rules in one word of 64 bits whose sign stays free.
    static let rulesPerWord = 31
    /// The first word of a row that could not be read.
    private static let unread = UInt64.max

    private var first: UInt64 = 0
    private var rest: [UInt64] = []

    /// Of no rule yet.
    init() {}

    /// The words of a case as a database keeps them.
    init(words: [Int64]) {
        first = UInt64(bitPattern: words.first ?? 0)
        rest = words.dropFirst().map { UInt64(bitPattern: $0) }
        if isUnread || rest.allSatisfy({ $0 == 0 }) { rest = [] }
    }

    /// That of a row that could not be read.
    static let ofUnreadRow: RuleSignature = {
        var signature = RuleSignature()
        signature.first = unread
        return signature
    }()

    var isUnread: Bool { first == Self.unread }

    /// So many words as a database keeps them.
    func words(_ count: Int) -> [Int64] {
        (0..<count).map { place in
            if place == 0 { return Int64(bitPattern: first) }
            return place <= rest.count ? Int64(bitPattern: rest[place - 1]) : 0
        }
    }

    /// What the condition at a place among the rules comes to.
    subscript(place: Int) -> Truth {
        get {
            let (word, shift) = (place / Self.rulesPerWord, UInt64(2 * (place % Self.rulesPerWord)))
            let bits = word == 0 ? first : word <= rest.count ? rest[word - 1] : 0
            return Truth(rawValue: bits >> shift & 3) ?? .open
        }
        set {
            let (word, shift) = (place / Self.rulesPerWord, UInt64(2 * (place % Self.rulesPerWord)))
            guard word > 0 else {
                first = first & ~(3 << shift) | newValue.rawValue << shift
                return
            }
            // Words of nothing at the end are left out, so that what is the same is equal.
            if word > rest.count {
                guard newValue != .no else { return }
                rest += Array(repeating: 0, count: word - rest.count)
            }
            rest[word - 1] = rest[word - 1] & ~(3 << shift) | newValue.rawValue << shift
        }
    }
}

extension RuleResult {
    /// What a condition means for a rule of a kind.
    init(_ truth: RuleSignature.Truth, _ kind: ProgrammeRule.Kind) {
        switch truth {
        case .no: self.init(.value(.bool(false)), kind)
        case .yes: self.init(.value(.bool(true)), kind)
        case .open: self = .held
        }
    }
}
