import Indonesia
import Problems
import Rules
import Store

/// Lines as rows of the table of cases.
struct PackedCases: Sendable {
    var rows: PackedRows
    /// Those that no table can hold as they are.
    var apart: [CaseFacts] = []
    /// What ends the run; lines after it are left out.
    var runaway: Problem?
}

/// Packs lines as the table of cases holds them; several threads may do so.
struct CasePacking: Sendable {
    private let judge: RuleJudge
    private let translation: RuleTranslation
    private let known: [RuleValue?]
    private let facts: [[Int]]

    init(_ judge: RuleJudge, _ layout: FactLayout, _ translation: RuleTranslation) {
        self.judge = judge
        self.translation = translation
        let names = translation.facts.map { [judge] in judge.schema.schema.slots[$0.slot].name }
        known = names.map { [judge] in judge.given.values[$0] }
        facts = names.map { layout.places(of: $0) }
    }

    func pack(_ lines: [CaseFacts]) -> PackedCases {
        var packed = PackedCases(rows: PackedRows(isNumber: CaseTables.kinds(translation.columns)))
        var watch = RunawayWatch()
        let activation = judge.activation()
        activation.explains = false
        for line in lines {
            let values = values(of: line, activation, &watch)
            packed.runaway = watch.problem
            guard packed.runaway == nil else { return packed }
            guard let values else {
                packed.apart.append(line)
                continue
            }
            packed.rows.beginRow()
            for value in values {
                switch value {
                case .null: packed.rows.addNull()
                case .integer(let number): packed.rows.add(number)
                case .text(let text): packed.rows.add(text: text)
                }
            }
        }
        return packed
    }

    private func values(
        of line: CaseFacts, _ activation: CaseActivation, _ watch: inout RunawayWatch
    ) -> [Store.SQLValue]? {
        // What was proved of a line goes before its columns and before all lists.
        guard line.evidence.isEmpty else { return nil }
        var values: [Store.SQLValue] = [
            .integer(Int64(line.row)), .integer(line.problems.isEmpty ? 1 : 0), .optional(line.nik),
            .optional(line.familyCard),
        ]
        values.reserveCapacity(4 + translation.columns.count)
        for (place, known) in zip(facts, known) {
            let own = line.filled(place).flatMap { line.cells[$0] }
            guard let value = Self.stored(own ?? known) else { return nil }
            values.append(value)
        }
        for answer in translation.answers {
            let own = line.filled(answer.sources.own).flatMap { line.cells[$0] }
            guard let value = Self.stored(own ?? answer.sources.given) else { return nil }
            values.append(value)
        }
        guard !translation.leftOut.isEmpty else { return values }
        activation.begin(line)
        for rule in translation.leftOut {
            values.append(line.problems.isEmpty ? told(rule.place, activation, &watch) : .null)
        }
        return values
    }

    /// What the evaluator makes of a rule, as a column holds it: 1, 0 or nothing; or the number.
    private func told(_ place: Int, _ activation: CaseActivation, _ watch: inout RunawayWatch) -> Store.SQLValue {
        let rule = judge.rules[place]
        if rule.kind.isCondition {
            switch watch.truth(rule, at: place, activation) {
            case .yes: return .integer(1)
            case .no: return .integer(0)
            case .unknown, .error: return .null
            }
        }
        guard case .value(.int(let number)) = rule.expression.evaluate(activation) else { return .null }
        return .integer(number)
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
            let list = references.lists[place]
            try list.people.forEachMember(on: day, asOf: list.asOf) { nik, isReceived, runs in
                let mark: Int64 =
                    switch runs {
                    case .yes: 2
                    case .open: 1
                    case .no: 0
                    }
                try people.add([
                    .integer(Int64(place)), .text(nik), .integer(isReceived ? 1 : 0), .integer(mark),
                ])
            }
        }
        try people.finish()
        let cards = try families()
        for place in asked.families.sorted() {
            try references.lists[place].people.forEachFamily(by: day) { card, member in
                try cards.add([.integer(Int64(place)), .text(card), .text(member)])
            }
        }
        try cards.finish()
    }
}
