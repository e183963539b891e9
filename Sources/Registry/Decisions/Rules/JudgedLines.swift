import Problems
import Rules

/// What of a case is counted.
struct CountedCase: Sendable {
    var signature: RuleSignature
    /// The sum of what the rules give, in rupiah; nil where no rule says.
    var benefit: Int64?
    var isEligible = false
    /// Names whose lack holds the case.
    var missing: Set<String> = []

    var isUnread: Bool { signature.isUnread }

    static let unread = CountedCase(signature: .ofUnreadRow)
}

/// What came of some lines.
struct JudgedLines: Sendable {
    /// Of every line, in their order.
    var counted: [CountedCase] = []
    /// The cases that are handed on, in their order: all of them, or the first ones.
    var told: [RuledCase] = []
    var explaining: RuleJudge.Explained
    /// What ends the run: a rule that reaches the limit of steps on one line after the other. Lines after it are not judged.
    var runaway: Problem?

    init(_ explaining: RuleJudge.Explained) { self.explaining = explaining }

    mutating func append(_ more: JudgedLines) {
        counted += more.counted
        runaway = runaway ?? more.runaway
        guard case .first(let most) = explaining else { return told += more.told }
        told += more.told.prefix(max(0, most - told.count))
    }

    /// - Throws: `rules.runaway`.
    func checked() throws(Problem) -> JudgedLines {
        if let runaway { throw runaway }
        return self
    }

    /// Takes a case back whose row turns out to be nobody's.
    mutating func unread(_ place: Int, row: Int, _ facts: () -> RuledCase) {
        counted[place] = .unread
        guard case .first = explaining else {
            told[place] = facts()
            return
        }
        told.removeAll { $0.row == row }
    }
}

extension RuleJudge {
    /// Which cases are explained, and handed on.
    public enum Explained: Sendable, Hashable {
        /// All cases, all explained.
        case all
        /// All cases; explained are those of which there is more to tell than that they are eligible.
        case notPlain
        /// The first so many, of each piece of the list, that are refused or held; all others are only counted.
        case first(Int)

        /// Whether cases that are not explained are handed on as well.
        var handsAllOn: Bool { if case .first = self { false } else { true } }

        /// - Parameter told: how many were explained before.
        func takes(_ verdict: RuleVerdict, isPlain: Bool, told: Int) -> Bool {
            switch self {
            case .all: true
            case .notPlain: !isPlain
            case .first(let most): verdict != .eligible && told < most
            }
        }
    }

    /// Judges cases one after the other.
    func judged(_ cases: some Sequence<CaseFacts>, explaining: Explained) -> JudgedLines {
        var judging = CaseJudging(self)
        var judged = JudgedLines(explaining)
        judged.counted.reserveCapacity(cases.underestimatedCount)
        for facts in cases { judging.judge(facts, into: &judged) }
        return judged
    }
}
