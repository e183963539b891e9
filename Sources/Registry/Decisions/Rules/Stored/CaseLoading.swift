import Indonesia
import Rules
import Store

/// Fills the tables of cases: the lines of a list, several at a time, and the lists that they are held against.
struct CaseLoading {
    private let judge: RuleJudge
    private let translation: RuleTranslation
    private let layout: FactLayout
    private let tables: CaseTables
    private let known: [RuleValue?]
    private let cases: any BulkWriter

    init(_ judge: RuleJudge, _ layout: FactLayout, _ translation: RuleTranslation, _ tables: CaseTables) throws {
        self.judge = judge
        self.layout = layout
        self.translation = translation
        self.tables = tables
        let schema = judge.schema.schema
        known = translation.facts.map { [judge] in judge.given.values[schema.slots[$0.slot].name] }
        cases = try tables.cases()
    }

    /// Adds the people and families of the lists that questions ask.
    func addLists() throws {
        var asked: (lists: Set<Int>, families: Set<Int>) = ([], [])
        for question in translation.questions {
            switch question {
            case .listed(let sources): asked.lists.formUnion(sources.lists)
            case .ever(_, let years, _): asked.lists.formUnion(years.flatMap(\.lists))
            case .family(let sources): asked.families.formUnion(sources.lists)
            case .age, .unanswerable: break
            }
        }
        let members = try tables.members()
        for place in asked.lists.sorted() {
            try judge.references.lists[place].forEachMember(on: judge.day) { nik, runs in
                try members.add([.integer(Int64(place)), .text(nik), .integer(runs ? 1 : 0)])
            }
        }
        try members.finish()
        let families = try tables.families()
        for place in asked.families.sorted() {
            try judge.references.lists[place].forEachFamily { card, member in
                try families.add([.integer(Int64(place)), .text(card), .text(member)])
            }
        }
        try families.finish()
    }

    /// Adds lines, in the order of their rows.
    ///
    /// - Returns: those that no table can hold as they are: the evaluator judges them.
    func add(_ lines: [CaseFacts]) throws -> [CaseFacts] {
        var apart: [CaseFacts] = []
        let activation = judge.activation()
        activation.explains = false
        for facts in lines {
            guard let values = values(of: facts, activation) else {
                apart.append(facts)
                continue
            }
            try cases.add(values)
        }
        return apart
    }

    func finish() throws { try cases.finish() }

    private func values(of facts: CaseFacts, _ activation: CaseActivation) -> [Store.SQLValue]? {
        var values: [Store.SQLValue] = [
            .integer(Int64(facts.row)), .integer(facts.problems.isEmpty ? 1 : 0), .optional(facts.nik),
            .optional(facts.familyCard),
        ]
        for (place, fact) in translation.facts.enumerated() {
            let name = judge.schema.schema.slots[fact.slot].name
            let own = facts.filled(layout.places(of: name)).flatMap { facts.cells[$0] }
            guard let value = Self.stored(own ?? known[place]) else { return nil }
            values.append(value)
        }
        for answer in translation.answers {
            let own = facts.filled(answer.sources.own).flatMap { facts.cells[$0] }
            guard let value = Self.stored(own ?? answer.sources.given) else { return nil }
            values.append(value)
        }
        guard !translation.leftOut.isEmpty else { return values }
        activation.begin(facts)
        for rule in translation.leftOut {
            values.append(facts.problems.isEmpty ? judge.rules[rule.place].told(activation) : .null)
        }
        return values
    }

    /// A value as a column holds it; nil where none can.
    private static func stored(_ value: RuleValue?) -> Store.SQLValue? {
        switch value {
        case nil: .null
        case .bool(let flag)?: .integer(flag ? 1 : 0)
        case .int(let number)?: .integer(number)
        // An empty text is one, and a zero byte ends none.
        case .string(let text)?: text.utf8.contains(0) ? nil : .text(text)
        case .timestamp(let point)?:
            point.seconds % 86_400 == 0 && point.nanoseconds == 0
                ? CaseAge.day(of: point).map { .text($0.description) } : nil
        default: nil
        }
    }
}

extension ProgrammeRule {
    /// What the evaluator makes of a rule, as a column holds it: 1, 0 or nothing; or the number.
    fileprivate func told(_ activation: CaseActivation) -> Store.SQLValue {
        if kind.isCondition {
            switch expression.truth(activation) {
            case .yes: return .integer(1)
            case .no: return .integer(0)
            case .unknown, .error: return .null
            }
        }
        guard case .value(.int(let number)) = expression.evaluate(activation) else { return .null }
        return .integer(number)
    }
}

extension ReferenceList {
    /// Hands over each member, and whether an entry of theirs runs on a day.
    fileprivate func forEachMember(on day: CalendarDate, _ each: (String, Bool) throws -> Void) rethrows {
        for (nik, entries) in members { try each(nik, entries.contains { $0.runs(on: day) }) }
    }

    /// Hands over each member of each family.
    fileprivate func forEachFamily(_ each: (String, String) throws -> Void) rethrows {
        for (card, niks) in families {
            for nik in niks { try each(card, nik) }
        }
    }
}
