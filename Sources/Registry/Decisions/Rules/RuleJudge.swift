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
    private let given: GivenFacts

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
        schema = try FactSchema.bundled()
        self.files = files
        self.programme = programme
        self.day = day
        self.year = year ?? day.year
        self.references = references
        self.given = given
        self.forms = forms
    }

    /// A judge of the same day, lists and values by other rules.
    ///
    /// - Throws: as above.
    public func with(_ files: [RuleFile]) throws(Problem) -> RuleJudge {
        try RuleJudge(files, day: day, year: year, references: references, given: given)
    }

    /// Judges cases; the order stays.
    public func judge(_ cases: [CaseFacts]) -> [RuledCase] {
        let activation = CaseActivation(schema, references, day: day, year: year, given: given)
        return cases.map { judge($0, activation) }
    }

    private func judge(_ facts: CaseFacts, _ activation: CaseActivation) -> RuledCase {
        var ruled = RuledCase(
            row: facts.row, nik: facts.nik, name: facts.name, place: facts.place, verdict: .held, findings: [],
            problems: facts.problems)
        // A row that could not be read is nobody's case yet.
        guard facts.problems.isEmpty else { return ruled }
        activation.begin(facts)
        ruled.findings = rules.map { finding($0, activation) }
        let refuses = ruled.findings.contains { $0.refuses }
        let holds = ruled.findings.contains { $0.holds }
        ruled.verdict = refuses ? .refused : holds ? .held : .eligible
        return ruled
    }

    private func finding(_ rule: ProgrammeRule, _ activation: CaseActivation) -> RuleFinding {
        activation.clear()
        let outcome = rule.expression.evaluate(activation)
        let result = RuleResult(outcome, rule.kind)
        var finding = RuleFinding(
            rule: rule, result: result, deciding: nil, evidence: Self.evidence(activation.looks), missing: [],
            problem: nil)
        switch outcome {
        case .unknown(let names): finding.missing = names.sorted()
        case .error(let problem): finding.problem = problem
        case .value: break
        }
        if result == .violated || result == .held {
            finding.deciding = rule.expression.explain(activation).deciding?.expression
        }
        return finding
    }

    /// Each name once, with all its sources.
    private static func evidence(_ looks: [(name: String, facts: [KnownFact])]) -> [RuleFinding.Evidence] {
        var seen: Set<RuleFinding.Evidence> = []
        return looks.flatMap { look in
            look.facts.map { RuleFinding.Evidence(name: look.name, value: $0.value, source: $0.source) }
        }.filter { seen.insert($0).inserted }
    }
}
