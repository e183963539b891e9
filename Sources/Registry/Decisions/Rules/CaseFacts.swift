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
    /// What the list can tell, and what of it the line does.
    private(set) var layout = FactLayout.empty
    private(set) var cells: [RuleValue?] = []
    /// What is missing of a value that is worked out of several, by path.
    public var gaps: [String: Set<String>] = [:]
    /// Cells of which nothing can be made, as they may be shown, by path or call.
    var unread: [String: String] = [:]
    /// What somebody proved since, by path or call: it goes before whatever lists say.
    public var evidence: [String: KnownFact] = [:]
    /// Cells of columns that were asked for by their heading; what is empty is not among them.
    public internal(set) var further: [String: String] = [:]

    public init(row: Int) { self.row = row }

    init(row: Int, _ layout: FactLayout, _ cells: [RuleValue?]) {
        self.row = row
        self.layout = layout
        self.cells = cells
    }

    /// Values by path.
    public var values: [String: KnownFact] {
        get { facts(areAnswers: false) }
        set { set(newValue, answers) }
    }

    /// What the line itself answers, by the call.
    public var answers: [String: KnownFact] {
        get { facts(areAnswers: true) }
        set { set(values, newValue) }
    }

    /// The value of a path with its source; nil where the line does not tell it.
    func fact(_ path: String) -> KnownFact? { fact(layout.places(of: path)) }

    /// Takes a value at a place instead of whatever the line says of a path; with nil nothing is known of it.
    mutating func replace(_ path: String, by value: RuleValue?, at place: Int) {
        for other in layout.places(of: path) { cells[other] = nil }
        cells[place] = value
    }

    /// The first place that holds something.
    func filled(_ places: [Int]) -> Int? { places.first { cells[$0] != nil } }

    /// The value of the first place that holds one, with its source.
    func fact(_ places: [Int]) -> KnownFact? {
        guard let place = filled(places), let value = cells[place] else { return nil }
        return KnownFact(value, layout.entries[place].source)
    }

    private func facts(areAnswers: Bool) -> [String: KnownFact] {
        var facts: [String: KnownFact] = [:]
        for (place, entry) in layout.entries.enumerated() where entry.isAnswer == areAnswers {
            if let value = cells[place] { facts[entry.name] = KnownFact(value, entry.source) }
        }
        return facts
    }

    private mutating func set(_ values: [String: KnownFact], _ answers: [String: KnownFact]) {
        let told = values.map { ($0.key, false, $0.value) } + answers.map { ($0.key, true, $0.value) }
        layout = FactLayout(
            told.map { FactLayout.Entry(name: $0.0, isAnswer: $0.1, source: $0.2.source) })
        cells = told.map(\.2.value)
    }
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
