public import Indonesia
public import Problems
public import Rules

/// Where a value was read.
public struct FactSource: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable {
        /// A column of the list that is judged.
        case list
        /// Another list, that the list is held against.
        case reference
        /// Given beside the list.
        case given
        /// What follows from the day and the programme of the decision.
        case decision
    }

    public var kind: Kind
    /// The list's name.
    public var name: String?
    public var column: String?
    /// The day as of which the source speaks, where it says so.
    public var asOf: CalendarDate?
    public init(kind: Kind, name: String? = nil, column: String? = nil, asOf: CalendarDate? = nil) {
        self.kind = kind
        self.name = name
        self.column = column
        self.asOf = asOf
    }

    /// That day as it is written.
    public var asOfText: String? { asOf?.description }
}

/// A value with its source.
public struct KnownFact: Sendable, Hashable {
    public var value: RuleValue
    public var source: FactSource

    public init(_ value: RuleValue, _ source: FactSource) {
        self.value = value
        self.source = source
    }
}

/// What is known of one line, before any rule is asked.
public struct CaseFacts: Sendable {
    public var row: Int
    /// Whole: whoever shows it masks it.
    public var nik: String?
    public var familyCard: String?
    public var name: String?
    public var place = CasePlace()
    /// What keeps the row from being judged.
    public var problems: [Problem] = []
    /// Values by path.
    public var values: [String: KnownFact] = [:]
    /// What the line itself answers, by the call.
    public var answers: [String: KnownFact] = [:]
    /// What is missing of a value that is worked out of several, by path.
    public var gaps: [String: Set<String>] = [:]
    /// What somebody proved since, by path or call: it goes before whatever lists say.
    public var evidence: [String: KnownFact] = [:]
    /// Cells of columns that were asked for by their heading; what is empty is not among them.
    public internal(set) var cells: [String: String] = [:]

    public init(row: Int) { self.row = row }
}

/// Ages on a day.
enum CaseAge {
    /// The answer where the birth is known; nil for another question.
    static func answer(_ name: String, _ arguments: [RuleValue], _ birth: RuleValue?) -> RuleOutcome? {
        guard name == "age", case .timestamp(let point) = birth, case .timestamp(let on) = arguments.first,
            let born = day(of: point), let day = day(of: on)
        else { return nil }
        let isBefore = (day.month, day.day) < (born.month, born.day)
        let years = day.year - born.year - (isBefore ? 1 : 0)
        // Who is not born yet has no age: the dates are wrong.
        return years < 0 ? .unknown([FactSchema.birth]) : .value(.int(Int64(years)))
    }

    /// What is missing for an answer.
    static func missing(_ name: String, _ arguments: [RuleValue]) -> RuleOutcome {
        .unknown([name == "age" ? FactSchema.birth : shown(name, arguments)])
    }

    /// A call as readers see it: `received('BPUM', 2020)`.
    static func shown(_ name: String, _ arguments: [RuleValue]) -> String {
        let texts = arguments.map { argument -> String in
            if case .string(let text) = argument { return "'" + text + "'" }
            return argument.literal
        }
        return name + "(" + texts.joined(separator: ", ") + ")"
    }

    static func day(of point: TimePoint) -> CalendarDate? {
        CalendarDate(daysSince1970: Int((Double(point.seconds) / 86_400).rounded(.down)))
    }
}
