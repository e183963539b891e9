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
    private let names: [String]

    init(_ judge: RuleJudge, _ layout: FactLayout, _ translation: RuleTranslation) {
        self.judge = judge
        self.translation = translation
        names = translation.facts.map { [judge] in judge.schema.schema.slots[$0.slot].name }
        known = names.map { [judge] in judge.given.values[$0] }
        facts = names.map { layout.places(of: $0) }
    }

    /// Lines as rows of the table.
    func pack(_ lines: some Sequence<CaseFacts>) -> PackedCases {
        var packed = PackedCases(rows: PackedRows(isNumber: CaseTables.kinds(translation.columns)))
        var watch = RunawayWatch()
        let activation = judge.activation()
        activation.explains = false
        for line in lines {
            if !pack(line, activation, &watch, &packed.rows) { packed.apart.append(line) }
            packed.runaway = watch.problem(judge.rules)
            guard packed.runaway == nil else { return packed }
        }
        return packed
    }

    /// - Returns: whether the line could be packed.
    private func pack(
        _ line: CaseFacts, _ activation: CaseActivation, _ watch: inout RunawayWatch, _ rows: inout PackedRows
    ) -> Bool {
        // What was proved of a line goes before its columns and before all lists; a match that nobody has decided makes lists
        // say neither yes nor no.
        guard line.evidence.isEmpty, !judge.references.isOpen(line.nik, line.familyCard) else { return false }
        let nik = judge.references.key(of: line.nik)
        guard Self.isNumber(nik), Self.isNumber(line.familyCard) else { return false }
        func told(_ places: [Int], _ known: RuleValue?) -> RuleValue? {
            line.filled(places).flatMap { line.cells[$0] } ?? known
        }
        // What nobody understands is no gap that a value given for all may fill.
        func known(at place: Int) -> RuleValue? {
            line.unread.isEmpty || line.unread[names[place]] == nil ? self.known[place] : nil
        }
        func given(_ sources: CaseQuestion.Sources) -> RuleValue? {
            line.unread.isEmpty || line.unread[sources.call] == nil ? sources.given : nil
        }
        let values = facts.indices.map { told(facts[$0], known(at: $0)) }
        let answers = translation.answers.map { told($0.sources.own, given($0.sources)) }
        guard values.allSatisfy(Self.isStorable), answers.allSatisfy(Self.isStorable) else { return false }
        rows.beginRow()
        rows.add(Int64(line.row))
        rows.add(line.problems.isEmpty ? 1 : 0)
        Self.add(number: nik, to: &rows)
        Self.add(number: line.familyCard, to: &rows)
        for value in values { Self.add(value, to: &rows) }
        for answer in answers { Self.add(answer, to: &rows) }
        guard !translation.leftOut.isEmpty else { return true }
        activation.begin(line)
        for rule in translation.leftOut {
            guard line.problems.isEmpty, let number = self.told(rule.place, activation, &watch) else {
                rows.addNull()
                continue
            }
            rows.add(number)
        }
        return true
    }

    /// What the evaluator makes of a rule, as a column holds it: 1, 0 or nothing; or the number.
    private func told(_ place: Int, _ activation: CaseActivation, _ watch: inout RunawayWatch) -> Int64? {
        let rule = judge.rules[place]
        if rule.kind.isCondition {
            switch watch.truth(rule.expression, at: place, activation) {
            case .yes: return 1
            case .no: return 0
            case .unknown, .error: return nil
            }
        }
        guard case .value(.int(let number)) = rule.expression.evaluate(activation) else { return nil }
        return number
    }

    /// Numbers of sixteen digits are their own words; lists of others are judged by the evaluator.
    private static func isNumber(_ text: String?) -> Bool { text.map { NumberCodes.number($0) != nil } ?? true }

    private static func add(number text: String?, to rows: inout PackedRows) {
        guard let number = text.flatMap({ NumberCodes.number($0) }) else { return rows.addNull() }
        rows.add(Int64(bitPattern: number + 1))
    }

    private static func isStorable(_ value: RuleValue?) -> Bool {
        switch value {
        case nil, .bool?, .int?: true
        // A zero byte ends a text in databases.
        case .string(let text)?: !text.utf8.contains(0)
        case .timestamp(let point)?:
            point.seconds % 86_400 == 0 && point.nanoseconds == 0 && CaseAge.day(of: point) != nil
        default: false
        }
    }

    private static func add(_ value: RuleValue?, to rows: inout PackedRows) {
        switch value {
        case .bool(let flag)?: rows.add(flag ? 1 : 0)
        case .int(let number)?: rows.add(number)
        // An empty text is one.
        case .string(let text)?: rows.add(text: text)
        case .timestamp(let point)?:
            guard let day = CaseAge.day(of: point) else { return rows.addNull() }
            rows.add(text: day.description)
        default: rows.addNull()
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
        // Numbers of sixteen digits have the words that they have among the cases.
        var codes = NumberCodes()
        let people = try members()
        var rows = PackedRows(isNumber: [true, true, true, true])
        for place in asked.lists.sorted() {
            let list = references.lists[place]
            try list.people.forEachMember(on: day, asOf: list.asOf) { code, isReceived, runs in
                let mark: Int64 =
                    switch runs {
                    case .yes: 2
                    case .open: 1
                    case .no: 0
                    }
                let word = codes.code(of: code, in: list.people.numbers)
                try rows.add([Int64(place), Int64(bitPattern: word), isReceived ? 1 : 0, mark], for: people)
            }
        }
        try people.add(rows)
        try people.finish()
        let cards = try families()
        rows = PackedRows(isNumber: [true, true, true])
        for place in asked.families.sorted() {
            let numbers = references.lists[place].people.numbers
            try references.lists[place].people.forEachFamily(by: day) { card, member in
                let words = [codes.code(of: card, in: numbers), codes.code(of: member, in: numbers)]
                try rows.add([Int64(place)] + words.map { Int64(bitPattern: $0) }, for: cards)
            }
        }
        try cards.add(rows)
        try cards.finish()
    }
}

extension PackedRows {
    /// So many rows are handed over at once.
    private static let enough = 8192

    /// Adds a row of numbers; when there are many, the writer gets them.
    fileprivate mutating func add(_ numbers: [Int64], for writer: any BulkWriter) throws {
        beginRow()
        for number in numbers { add(number) }
        guard count >= Self.enough else { return }
        try writer.add(self)
        removeAll()
    }
}
