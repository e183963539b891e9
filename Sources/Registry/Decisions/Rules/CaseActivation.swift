import Indonesia
import Problems
import Rules

/// Answers for one case after the other; where it is to explain, it keeps what was looked at, so that a reason can name value
/// and source.
final class CaseActivation: Activation {
    private let schema: FactSchema
    private let references: ReferenceLists
    private let day: CalendarDate
    private let year: Int
    private let given: GivenFacts
    private var facts = CaseFacts(row: 0)
    private var questions: CaseQuestions
    /// Of each name: where the line may tell it, and what is known of it where the line does not.
    private var places: [[Int]] = []
    private let known: [KnownFact?]
    private let birth: Int?
    /// Questions that were asked before, of lines of this list.
    private var asked: [(function: Int, arguments: [RuleValue], question: CaseQuestion)] = []
    /// Whether it is asked for names, sources and reasons; otherwise they are not made.
    var explains = true
    /// What was looked at since ``begin(_:)`` or ``clear()``, by the name that expressions use.
    private(set) var looks: [(name: String, facts: [KnownFact])] = []

    /// What stands for a problem where nobody asks which.
    private static let disagreement = RuleOutcome.error(Problem("rules.sources-disagree"))

    init(_ schema: FactSchema, _ references: ReferenceLists, day: CalendarDate, year: Int, given: GivenFacts) {
        self.schema = schema
        self.references = references
        self.day = day
        self.year = year
        self.given = given
        let decided = FactSchema.decided(on: day, year: year)
        known = schema.schema.slots.map { slot in
            decided[slot.name].map { KnownFact($0, FactSource(kind: .decision)) }
                ?? given.values[slot.name].map { KnownFact($0, FactSource(kind: .given)) }
        }
        birth = schema.schema.slot(FactSchema.birth)
        questions = CaseQuestions(
            schema: schema, references: references, year: year, given: given, layout: facts.layout)
        enter(facts.layout)
    }

    func begin(_ facts: CaseFacts) {
        if facts.layout !== self.facts.layout { enter(facts.layout) }
        self.facts = facts
        looks = []
    }

    /// Finds out where the lines of a list tell what.
    private func enter(_ layout: FactLayout) {
        questions = CaseQuestions(schema: schema, references: references, year: year, given: given, layout: layout)
        asked = []
        // What follows from the decision is no line's to say.
        places = schema.schema.slots.enumerated().map { place, slot in
            known[place]?.source.kind == .decision ? [] : layout.places(of: slot.name)
        }
    }

    func clear() { looks = [] }

    func value(at slot: Int) -> RuleOutcome {
        for place in places[slot] {
            if let value = facts.cells[place] {
                if explains { looks.append((schema.schema.slots[slot].name, [KnownFact(value, source(place))])) }
                return .value(value)
            }
        }
        guard let fact = known[slot] else { return .missing }
        if explains { looks.append((schema.schema.slots[slot].name, [fact])) }
        return .value(fact.value)
    }

    private func source(_ place: Int) -> FactSource { facts.layout.entries[place].source }

    func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome {
        if let known = asked.first(where: { $0.function == function && $0.arguments == arguments }) {
            return answer(known.question, arguments)
        }
        let question = questions.question(function, arguments)
        // Arguments that differ from line to line are not worth keeping.
        if asked.count < 64 { asked.append((function, arguments, question)) }
        return answer(question, arguments)
    }

    private func answer(_ question: CaseQuestion, _ arguments: [RuleValue]) -> RuleOutcome {
        switch question.kind {
        case .listed(let sources): return settle(sources, listed(sources))
        case .ever(let sources, let years, let isComplete):
            return ever(question.shown, sources, years, isComplete: isComplete)
        case .family(let sources): return family(sources)
        case .age: return age(question.name, arguments)
        case .unanswerable: return .unknown([question.shown])
        }
    }

    private func age(_ name: String, _ arguments: [RuleValue]) -> RuleOutcome {
        guard let birth, case .value(let value) = value(at: birth) else { return CaseAge.missing(name, arguments) }
        return CaseAge.answer(name, arguments, value) ?? CaseAge.missing(name, arguments)
    }

    // MARK: Questions

    /// What the line itself answers, or else what was given.
    private func said(_ sources: CaseQuestion.Sources) -> RuleValue? {
        for place in sources.own {
            if let value = facts.cells[place] { return value }
        }
        return sources.given
    }

    /// What lists answer together: yes where one of them does, no where none does; nothing where there is none.
    private func listed(_ sources: CaseQuestion.Sources) -> (answer: Bool, list: Int)? {
        guard let first = sources.lists.first, let nik = facts.nik else { return nil }
        for place in sources.lists {
            if sources.asksRunning
                ? references.lists[place].runs(nik, on: day) : references.lists[place].contains(nik)
            {
                return (true, place)
            }
        }
        return (false, first)
    }

    private func family(_ sources: CaseQuestion.Sources) -> RuleOutcome {
        guard said(sources) == nil else { return settle(sources, nil) }
        guard let card = facts.familyCard else { return missing(FactSchema.card) }
        guard let first = sources.lists.first else { return missing(sources.shown) }
        let list = sources.lists.first { references.lists[$0].holdsAnother(than: facts.nik, on: card) }
        return settle(sources, (list != nil, list ?? first))
    }

    /// Ever: yes where any year says so; no where every year since the programme began does.
    private func ever(
        _ shown: String, _ sources: CaseQuestion.Sources, _ years: [CaseQuestion.Sources], isComplete: Bool
    ) -> RuleOutcome {
        if said(sources) != nil { return settle(sources, nil) }
        var missing: Set<String> = []
        var isMissing = !isComplete
        if !isComplete, explains { missing.insert(shown) }
        var found: [KnownFact] = []
        var isYes = false
        for year in years {
            let (own, listed) = (said(year), listed(year))
            guard own != nil || listed != nil else {
                isMissing = true
                if explains { missing.insert(year.shown) }
                continue
            }
            if let own, let listed, own != .bool(listed.answer) { return settle(year, listed) }
            if own == .bool(true) || listed?.answer == true { isYes = true }
            if explains { found += known(year, listed) }
        }
        if isYes {
            if explains, let yes = found.first(where: { $0.value == .bool(true) }) { looks.append((shown, [yes])) }
            return .value(.bool(true))
        }
        guard !isMissing else { return .unknown(missing) }
        if explains { looks.append((shown, found.map { KnownFact(.bool(false), $0.source) })) }
        return .value(.bool(false))
    }

    private func missing(_ name: String) -> RuleOutcome { explains ? .unknown([name]) : .missing }

    /// All answers with their sources.
    private func known(_ sources: CaseQuestion.Sources, _ listed: (answer: Bool, list: Int)?) -> [KnownFact] {
        var answers = facts.fact(sources.own).map { [$0] } ?? []
        if answers.isEmpty, let given = sources.given { answers = [KnownFact(given, FactSource(kind: .given))] }
        if let listed { answers.append(KnownFact(.bool(listed.answer), references.lists[listed.list].source)) }
        return answers
    }

    /// The answer of several sources; where they disagree, a person has to look.
    private func settle(_ sources: CaseQuestion.Sources, _ listed: (answer: Bool, list: Int)?) -> RuleOutcome {
        let own = said(sources)
        guard let first = own ?? listed.map({ .bool($0.answer) }) else { return missing(sources.shown) }
        let isSettled = listed.map { first == .bool($0.answer) } ?? true
        guard explains else { return isSettled ? .value(first) : Self.disagreement }
        let facts = known(sources, listed)
        looks.append((sources.shown, facts))
        guard !isSettled, let one = facts.first, let other = facts.last else { return .value(first) }
        return .error(
            Problem(
                "rules.sources-disagree", value: sources.shown,
                [
                    "first": one.source.name ?? "–", "one": one.value.literal, "second": other.source.name ?? "–",
                    "other": other.value.literal,
                ]))
    }
}
