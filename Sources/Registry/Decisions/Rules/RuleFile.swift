public import Indonesia
public import Problems
public import Rules

/// A file of rules of one programme.
public struct RuleFile: Sendable {
    /// The file's name.
    public var name: String
    /// Code of the programme.
    public var programme: String
    /// As whoever keeps the file numbers it.
    public var version: String
    /// SHA-256 of the file, hexadecimal: by it a decision remembers what it was made by.
    public var digest: String
    /// The text of the file.
    public var content: String
    public var rules: [ProgrammeRule]

    /// The rules that hold on a day.
    public func rules(on day: CalendarDate) -> [ProgrammeRule] { rules.filter { $0.isValid(on: day) } }
}

/// One rule: what it says, what it rests on, who made it, and how it is put right.
public struct ProgrammeRule: Sendable {
    /// What a rule does.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Whoever does not meet it is refused.
        case requirement
        /// Whoever it is true of is refused.
        case exclusion
        /// Names what may be counted in a person's favour; never refuses.
        case permission
        /// Gives the points by which people are ranked.
        case priority
        /// Gives the rupiah that a person gets.
        case benefit
        /// Gives a figure of the contract, such as the instalment.
        case term

        /// Whether people are refused by it.
        public var decides: Bool { self == .requirement || self == .exclusion }
        /// Whether its expression is a condition; otherwise it is a number.
        public var isCondition: Bool { decides || self == .permission }
    }

    /// What a rule rests on.
    public struct Basis: Sendable, Hashable {
        /// What weight it has.
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            /// A law, or a regulation or decree that rests on one: it alone is a legal basis.
            case regulation
            case circular
            /// What somebody does, or has written down for themselves.
            case practice
        }

        public var kind: Kind
        public var regulation: String
        public var article: String?
        public var date: CalendarDate?

        /// The date as it is written.
        public var dateText: String? { date?.description }
        /// As it is cited.
        public var text: String { article.map { regulation + " " + $0 } ?? regulation }
    }

    /// Who made a rule.
    public struct Issuer: Sendable, Hashable {
        public enum Level: String, Sendable, Hashable, CaseIterable {
            case ministry, province, district, village, proposer
            /// Who runs the programme on its own account.
            case `operator`
            case unknown
        }

        public var level: Level
        public var name: String?

        /// Whether it stands below the makers of the programme.
        public var isLocal: Bool {
            switch level {
            case .ministry, .operator: false
            case .province, .district, .village, .proposer, .unknown: true
            }
        }
    }

    public var code: String
    public var programme: String
    public var kind: Kind
    public var expression: CheckedExpression
    public var statement: BilingualText
    /// What it rests on; nil where nobody names anything. See ``legalBasis``.
    public var basis: Basis?
    /// Nil: no regulation holds it, at most a circular or a practice. It is told wherever the rule shows.
    public var legalBasis: Basis? { basis?.kind == .regulation ? basis : nil }
    public var issuer: Issuer
    public var validFrom: CalendarDate?
    public var validTo: CalendarDate?
    /// `refuse`: who breaks it is refused, who cannot be judged is held. `warn`, `note`: it is told, and decides nothing.
    public var severity: Severity
    /// What the person can do about it.
    public var correction: BilingualText?
    /// Where the rule was found.
    public var source: String?
    /// How well it is verified.
    public var verification: String?
    /// What a reader has to know of how it is judged.
    public var note: BilingualText?
    /// Whether who cannot be judged by it passes: it then refuses what is recorded, and asks for no record.
    public var passesMissing = false
    /// Codes of rules with a legal basis that say the opposite.
    public var contradictedBy: [String]
    public var tests: [RuleTest]
    /// The line of the file where it begins.
    public var line: Int

    /// The expression as it is written.
    public var expressionText: String { expression.parsed.text }
    /// Whether the expression is a bare number, such as an amount.
    public var isBareNumber: Bool { !kind.isCondition && Int64(expressionText) != nil }

    public func isValid(on day: CalendarDate) -> Bool {
        if let validFrom, day < validFrom { return false }
        if let validTo, day > validTo { return false }
        return true
    }
}

/// What a rule comes to for one case.
public enum RuleResult: Sendable, Hashable {
    /// A requirement is fulfilled, an exclusion does not apply, a permission does.
    case met
    /// A requirement is not fulfilled, or an exclusion applies.
    case violated
    /// Something is missing or went wrong: a person has to look.
    case held
    /// The number of a priority, benefit or term.
    case value(RuleValue)
    /// A permission that does not apply, or a number that there is none of.
    case idle

    /// The number, where it is a whole one.
    public var amount: Int64? { if case .value(.int(let amount)) = self { amount } else { nil } }

    /// The word of rule files and answers.
    public var word: String {
        switch self {
        case .met: "met"
        case .violated: "violated"
        case .held: "held"
        case .idle: "idle"
        case .value(let number): number.literal
        }
    }

    /// Reads a word or a number.
    public init?(word: String) {
        switch word {
        case "met": self = .met
        case "violated": self = .violated
        case "held": self = .held
        case "idle": self = .idle
        default:
            if let number = Int64(word) {
                self = .value(.int(number))
            } else {
                guard let number = Double(word), number.isFinite else { return nil }
                self = .value(.double(number))
            }
        }
    }

    /// What an outcome means for a rule of a kind.
    public init(_ outcome: RuleOutcome, _ kind: ProgrammeRule.Kind) {
        switch outcome {
        case .value(.bool(let flag)):
            switch kind {
            case .requirement: self = flag ? .met : .violated
            case .exclusion: self = flag ? .violated : .met
            case .permission: self = flag ? .met : .idle
            case .priority, .benefit, .term: self = .held
            }
        case .value(.double(let number)) where !number.isFinite || (kind == .benefit && number < 0): self = .held
        case .value(.int(let number)) where kind == .benefit && number < 0: self = .held
        case .value(.int), .value(.double):
            if !kind.isCondition, case .value(let number) = outcome { self = .value(number) } else { self = .held }
        case .value(.null): self = kind.isCondition ? .held : .idle
        case .value, .error, .unknown: self = .held
        }
    }
}
