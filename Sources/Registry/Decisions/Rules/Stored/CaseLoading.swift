import Indonesia
import Rules
import Store

/// Packs lines as the table of cases holds them; several threads may do so.
struct CasePacking: Sendable {
    private let judge: RuleJudge
    private let translation: RuleTranslation
    private let known: [RuleValue?]
    private let facts: [[Int]]
    private let names: [String]

    init(_ judge: RuleJudge, _ layout: FactLayout, _ translation: RuleTranslation) {
        self.judge = judge
        self.translation = translation
        names = translation.facts.map { [judge] in judge.schema.schema.slots[$0.slot].name }
        known = names.map { [judge] in judge.given.values[$0] }
        facts = names.map { layout.places(of: $0) }
    }

    /// Lines as rows of the table, and those that no table can hold as they are.
    func pack(_ lines: [CaseFacts]) -> (rows: PackedRows, apart: [CaseFacts]) {
        var rows = PackedRows(isNumber: CaseTables.kinds(translation.columns))
        var apart: [CaseFacts] = []
        let activation = judge.activation()
        activation.explains = false
        for line in lines {
            guard let values = values(of: line, activation) else {
                apart.append(line)
                continue
            }
            rows.beginRow()
            for value in values {
                switch value {
                case .null: rows.addNull()
                case .integer(let number): rows.add(number)
                case .text(let text): rows.add(text: text)
                }
            }
        }
        return (rows, apart)
    }

    private func values(of line: CaseFacts, _ activation: CaseActivation) -> [Store.SQLValue]? {
        // What was proved of a line goes before its columns and before all lists.
        guard line.evidence.isEmpty else { return nil }
        var values: [Store.SQLValue] = [
            .integer(Int64(line.row)), .integer(line.problems.isEmpty ? 1 : 0), .optional(line.nik),
            .optional(line.familyCard),
        ]
        values.reserveCapacity(4 + translation.columns.count)
        for (index, place) in facts.enumerated() {
            let own = line.filled(place).flatMap { line.cells[$0] }
            // What nobody understands is no gap that a value given for all may fill.
            let known = line.unread.isEmpty || line.unread[names[index]] == nil ? known[index] : nil
            guard let value = Self.stored(own ?? known) else { return nil }
            values.append(value)
        }
        for answer in translation.answers {
            let own = line.filled(answer.sources.own).flatMap { line.cells[$0] }
            let given = line.unread[answer.sources.call] == nil ? answer.sources.given : nil
            guard let value = Self.stored(own ?? given) else { return nil }
            values.append(value)
        }
        guard !translation.leftOut.isEmpty else { return values }
        activation.begin(line)
        for rule in translation.leftOut {
            values.append(line.problems.isEmpty ? judge.rules[rule.place].told(activation) : .null)
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

extension CaseTables {
    /// Fills in the people and families of the lists that questions ask.
    func add(_ references: ReferenceLists, askedBy translation: RuleTranslation, on day: CalendarDate) throws {
        var asked: (lists: Set<Int>, families: Set<Int>) = ([], [])
        for question in translation.questions {
            switch question {
            case .listed(let sources): asked.lists.formUnion(sources.lists)
            case .ever(_, let years, _): asked.lists.formUnion(years.flatMap(\.lists))
            case .family(let sources): asked.families.formUnion(sources.lists)
            case .age, .unanswerable: break
            }
        }
        let people = try members()
        for place in asked.lists.sorted() {
            try references.lists[place].people.forEachMember(on: day) { nik, runs in
                try people.add([.integer(Int64(place)), .text(nik), .integer(runs ? 1 : 0)])
            }
        }
        try people.finish()
        let cards = try families()
        for place in asked.families.sorted() {
            try references.lists[place].people.forEachFamily { card, member in
                try cards.add([.integer(Int64(place)), .text(card), .text(member)])
            }
        }
        try cards.finish()
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
