public import Indonesia
public import Problems
import Rules

/// Applies the rules that hold on a day to one case after the other.
public struct RuleJudge: Sendable {
    public let files: [RuleFile]
    /// The rules in force on the day.
    public let rules: [ProgrammeRule]
    /// The rules that are not.
    public let resting: [ProgrammeRule]
    public let programme: String
    /// The day of the decision.
    public let day: CalendarDate
    /// The day as it is written: `yyyy-mm-dd`.
    public var dayText: String { day.description }
    /// The fiscal year of the decision.
    public let year: Int
    public let references: ReferenceLists
    /// Scoring forms whose sums are facts.
    public let forms: [ScoringForm]
    public let schema: FactSchema
    let given: GivenFacts
    /// Places of the rules that are conditions, and of those that give rupiah.
    let conditions: [Int]
    let benefits: [Int]

    /// - Parameters:
    ///   - files: of one programme.
    ///   - year: the fiscal year; that of the day when nil.
    ///   - given: values that hold for every line that does not say otherwise.
    /// - Throws: `rules.programmes` for files of several programmes, `rules.double` for a rule that two files hold,
    ///   `rules.none-in-force`.
    public init(
        _ files: [RuleFile], day: CalendarDate, year: Int? = nil, references: ReferenceLists = ReferenceLists(),
        given: GivenFacts = GivenFacts(), forms: [ScoringForm] = []
    ) throws(Problem) {
        let programmes = Set(files.map(\.programme)).sorted()
        guard let programme = programmes.first, programmes.count == 1 else {
            throw Problem("rules.programmes", .refuse, ["programmes": programmes.joined(separator: ", ")])
        }
        let all = files.flatMap(\.rules)
        var codes: Set<String> = []
        for rule in all where !codes.insert(rule.code).inserted { throw Problem("rules.double", value: rule.code) }
        rules = all.filter { $0.isValid(on: day) }
        resting = all.filter { !$0.isValid(on: day) }
        guard !rules.isEmpty else {
            throw Problem("rules.none-in-force", .refuse, ["programme": programme, "day": day.description])
        }
        conditions = rules.indices.filter { [rules] in rules[$0].kind.isCondition }
        benefits = rules.indices.filter { [rules] in rules[$0].kind == .benefit }
        schema = try FactSchema.bundled()
        self.files = files
        self.programme = programme
        self.day = day
        self.year = year ?? day.year
        self.references = references
        self.given = given
        self.forms = forms
    }

    /// A judge of the same day, lists, values and forms by other rules.
    ///
    /// - Throws: as above.
    public func with(_ files: [RuleFile]) throws(Problem) -> RuleJudge {
        try RuleJudge(files, day: day, year: year, references: references, given: given, forms: forms)
    }

    /// Judges cases; the order stays.
    ///
    /// - Throws: `rules.runaway`.
    public func judge(_ cases: [CaseFacts]) throws(Problem) -> [RuledCase] {
        try judged(cases, explaining: .all).checked().told
    }

    func activation() -> CaseActivation {
        CaseActivation(schema, references, day: day, year: year, given: given)
    }

    /// How a question is answered for the lines of a list.
    func questions(_ layout: FactLayout) -> CaseQuestions {
        CaseQuestions(schema: schema, references: references, day: day, year: year, given: given, layout: layout)
    }
}
