import Indonesia
import Rules

/// Answers for one case after the other; where it is to explain, it keeps what was looked at, so that a reason can name value
/// and source.
final class CaseActivation: Activation {
    private let schema: FactSchema
    let references: ReferenceLists
    let day: CalendarDate
    private let year: Int
    private let given: GivenFacts
    private(set) var facts = CaseFacts(row: 0)
    /// By which lists know the person.
    private(set) var key: String?
    /// Whether an answer may turn on a match that nobody has decided.
    private(set) var isOpen = false
    private var questions: CaseQuestions
    /// Of each name: where the line may tell it, and what is known of it where the line does not.
    private var places: [[Int]] = []
    private let known: [KnownFact?]
    let birth: Int?
    /// Of each name the one that it is worked out of.
    private let bases: [Int?]
    private let credits: Int?
    /// Questions that were asked before, of lines of this list.
    private var asked: [AskedQuestion] = []
    /// The people of each list; looked at where they are, since a copy would be counted part by part.
    let people: [ReferencedPeople]
    /// Whether it is asked for names, sources and reasons; otherwise they are not made.
    var explains = true
    /// What was looked at since ``begin(_:)`` or ``clear()``, by the name that expressions use.
    private(set) var looks: [(name: String, facts: [KnownFact])] = []

    init(_ schema: FactSchema, _ references: ReferenceLists, day: CalendarDate, year: Int, given: GivenFacts) {
        self.schema = schema
        self.references = references
        people = references.lists.map { ReferencedPeople($0, on: day) }
        self.day = day
        self.year = year
        self.given = given
        let decided = FactSchema.decided(on: day, year: year)
        known = schema.schema.slots.map { slot in
            decided[slot.name].map { KnownFact($0, FactSource(kind: .decision)) }
                ?? given.values[slot.name].map { KnownFact($0, FactSource(kind: .given)) }
        }
        birth = schema.schema.slot(FactSchema.birth)
        bases = schema.schema.slots.map { slot in schema.fact(slot.name)?.base.flatMap { schema.schema.slot($0) } }
        credits = references.tellCredits ? schema.schema.slot(FactSchema.credits) : nil
        questions = CaseQuestions(
            schema: schema, references: references, day: day, year: year, given: given, layout: facts.layout)
        enter(facts.layout)
    }

    func begin(_ facts: CaseFacts) {
        if facts.layout !== self.facts.layout { enter(facts.layout) }
        self.facts = facts
        key = references.key(of: facts.nik)
        isOpen = references.isOpen(facts.nik, facts.familyCard)
        looks = []
    }

    /// Finds out where the lines of a list tell what.
    private func enter(_ layout: FactLayout) {
        questions = CaseQuestions(
            schema: schema, references: references, day: day, year: year, given: given, layout: layout)
        asked = []
        // What follows from the decision is no line's to say.
        places = schema.schema.slots.enumerated().map { place, slot in
            known[place]?.source.kind == .decision ? [] : layout.places(of: slot.name)
        }
    }

    func clear() { looks = [] }

    /// Keeps what was looked at, where it is to explain.
    func look(_ name: String, _ facts: [KnownFact]) {
        if explains { looks.append((name, facts)) }
    }

    /// The answer that somebody proved.
    func proved(_ name: String, _ proof: KnownFact) -> RuleOutcome {
        look(name, [proof])
        return .value(proof.value)
    }

    func value(at slot: Int) -> RuleOutcome {
        // Who reads what follows from a value wants to see the value.
        if explains, let base = bases[slot] {
            guard case .value = value(at: base) else {
                let told = told(slot)
                return told == .missing ? .unknown([schema.schema.slots[base].name]) : told
            }
        }
        return told(slot)
    }

    private func told(_ slot: Int) -> RuleOutcome {
        if !facts.evidence.isEmpty, known[slot]?.source.kind != .decision,
            let proof = facts.evidence[schema.schema.slots[slot].name]
        {
            return proved(schema.schema.slots[slot].name, proof)
        }
        for place in places[slot] {
            if let value = facts.cells[place] {
                if explains { look(schema.schema.slots[slot].name, [KnownFact(value, source(place))]) }
                return .value(value)
            }
        }
        // A cell that cannot be understood says something other than what was given for all.
        if !facts.unread.isEmpty, let cell = facts.unread[schema.schema.slots[slot].name] {
            return .unknown([Self.unread(cell, of: schema.schema.slots[slot].name)])
        }
        if slot == credits, known[slot] == nil, let fact = references.credits(of: facts.nik, on: day) {
            look(schema.schema.slots[slot].name, [fact])
            return .value(fact.value)
        }
        guard let fact = known[slot] else {
            // What is worked out of several values is missing with the name of what there is not.
            guard !facts.gaps.isEmpty, let gaps = facts.gaps[schema.schema.slots[slot].name] else { return .missing }
            return .unknown(gaps)
        }
        if explains { look(schema.schema.slots[slot].name, [fact]) }
        return .value(fact.value)
    }

    /// What is missing, with the cell that holds something else.
    static func unread(_ cell: String, of name: String) -> String { name + ": “" + cell + "”" }

    private func source(_ place: Int) -> FactSource { facts.layout.entries[place].source }

    func call(_ function: Int, _ arguments: [RuleValue]) -> RuleOutcome {
        for known in asked where known.function == function && known.arguments == arguments {
            return answer(known.question, arguments)
        }
        let question = questions.question(function, arguments)
        // Arguments that differ from line to line are not worth keeping.
        if asked.count < 64 { asked.append(AskedQuestion(function, arguments, question)) }
        return answer(question, arguments)
    }
}

/// A question that was asked, with how it is answered for the lines of a list.
private final class AskedQuestion {
    let function: Int
    let arguments: [RuleValue]
    let question: CaseQuestion

    init(_ function: Int, _ arguments: [RuleValue], _ question: CaseQuestion) {
        (self.function, self.arguments, self.question) = (function, arguments, question)
    }
}
