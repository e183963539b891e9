import Indonesia
import Problems
import Rules
import Store

/// The rules in force as SQL over a table of cases: what each comes to for a row, in the words of a ``RuleSignature``.
///
/// A rule that the database cannot be trusted with is told by name; the evaluator judges it, and its answers stand in the
/// table as a column.
struct RuleTranslation: Sendable {
    /// A fact that rules look at, as a column.
    struct Fact: Sendable {
        var slot: Int
        var type: RuleType
        var column: String
    }

    /// What the line itself, or who gave it, answers to a question, as a column.
    struct Answer: Sendable {
        var sources: CaseQuestion.Sources
        var column: String
    }

    let facts: [Fact]
    private(set) var answers: [Answer] = []
    private(set) var questions: [CaseTables.Question] = []
    /// The same as the evaluator knows them.
    let asked: [CaseQuestion]
    /// Rules that the evaluator judges, with the reason.
    let leftOut: [(place: Int, problem: Problem)]
    /// Places of the rules that give a number.
    let numbers: [Int]
    private let rendered: [RenderedSQL?]
    private let rules: [ProgrammeRule]
    /// The column of the birth.
    private let birth: String?

    init(_ judge: RuleJudge, _ layout: FactLayout, _ kind: DatabaseKind) {
        rules = judge.rules
        numbers = rules.indices.filter { [rules] in !rules[$0].kind.isCondition }
        let schema = judge.schema.schema
        let decided = FactSchema.decided(on: judge.day, year: judge.year)
        var known = decided.mapValues { RuleOutcome.value($0) }
        var columns: [String: SQLMapping.Column] = [:]
        var facts: [Fact] = []
        // Who asks for an age looks at the birth.
        let asked = rules.flatMap(\.expression.referencedSlots) + [schema.slot(FactSchema.birth)].compactMap(\.self)
        let slots = Set(asked)
        for slot in slots.sorted() where decided[schema.slots[slot].name] == nil {
            let (name, type) = (schema.slots[slot].name, schema.slots[slot].type.present)
            let column = "f\(slot)"
            switch type {
            case .bool: columns[name] = .init(SQLFragment("(j." + column + " = 1)"))
            case .int, .string: columns[name] = .init(SQLFragment("j." + column))
            case .timestamp: columns[name] = .init(SQLFragment("j." + column), time: .day)
            default:
                // Lists of records and numbers with decimals are no columns: where all lines have the same they are known,
                // where a line may tell its own the rules that ask are left to the evaluator.
                if layout.places(of: name).isEmpty, name != FactSchema.credits || !judge.references.tellCredits {
                    known[name] = judge.given.values[name].map { .value($0) } ?? .missing
                }
                continue
            }
            facts.append(Fact(slot: slot, type: type, column: column))
        }
        self.facts = facts
        birth = facts.first { schema.slots[$0.slot].name == FactSchema.birth }?.column
        let found = AskedQuestions(judge, layout)
        let functions = judge.schema.questions.map { question -> (String, SQLMapping.Call) in
            (question.name, { found.fragment(question.name, $0, isNumber: question.result == "int") })
        }
        let mapping = SQLMapping(
            columns: columns, functions: Dictionary(functions, uniquingKeysWith: { first, _ in first }), known: known)
        let dialect: any SQLDialect = kind == .postgres ? PostgresConditions() : SQLiteConditions()
        var rendered: [RenderedSQL?] = []
        var leftOut: [(place: Int, problem: Problem)] = []
        for (place, rule) in rules.enumerated() {
            do throws(Problem) {
                rendered.append(try Self.render(rule, dialect, mapping))
            } catch {
                rendered.append(nil)
                leftOut.append((place, error))
            }
        }
        self.rendered = rendered
        self.leftOut = leftOut
        self.asked = found.all
        for question in found.all { questions.append(stored(question)) }
    }

    private static func render(
        _ rule: ProgrammeRule, _ dialect: any SQLDialect, _ mapping: SQLMapping
    ) throws(Problem) -> RenderedSQL {
        let sql = try rule.expression.sql(dialect, mapping)
        // Texts and whole numbers alone have a place in the vocabulary.
        guard rule.kind.isCondition == (rule.expression.type.present == .bool),
            sql.parameters.allSatisfy({ $0.written != nil }),
            sql.text.count(where: { $0 == "?" }) == sql.parameters.count
        else { throw Problem("rules.sql-left-out", value: rule.code, ["what": rule.expression.type.name]) }
        return sql
    }

    // MARK: Questions

    private mutating func stored(_ question: CaseQuestion) -> CaseTables.Question {
        switch question.kind {
        case .listed(let sources): .listed(stored(sources))
        case .ever(let sources, let years, let isComplete):
            .ever(own: own(sources), years: years.map { stored($0) }, isComplete: isComplete)
        case .family(let sources): .family(stored(sources))
        case .age(let day):
            if let day, let birth {
                .age(birth: birth, year: day.year, month: day.month, day: day.day)
            } else {
                .unanswerable
            }
        case .unanswerable: .unanswerable
        }
    }

    private mutating func stored(_ sources: CaseQuestion.Sources) -> CaseTables.Sources {
        let asked: CaseTables.Asked =
            switch sources.question {
            case .isListed: .isListed
            case .received: .received
            case .runs: .runs
            }
        return CaseTables.Sources(
            own: own(sources), lists: sources.lists, asked: asked, saysNo: sources.noFrom != nil,
            isOptional: sources.isOptional)
    }

    private mutating func own(_ sources: CaseQuestion.Sources) -> String? {
        guard !sources.own.isEmpty || sources.given != nil else { return nil }
        if let known = answers.first(where: { $0.sources.shown == sources.shown }) { return known.column }
        let column = "a\(answers.count)"
        answers.append(Answer(sources: sources, column: column))
        return column
    }

    // MARK: The statement

    /// The columns of the cases.
    var columns: [CaseTables.Column] {
        facts.map { .init($0.column, isNumber: $0.type == .bool || $0.type == .int) }
            + answers.map { .init($0.column, isNumber: true) } + leftOut.map { .init("e\($0.place)", isNumber: true) }
    }

    /// How many words hold what all rules come to.
    var words: Int { max(1, (rules.count + RuleSignature.rulesPerWord - 1) / RuleSignature.rulesPerWord) }

    /// The words and numbers of a row, the values written into them.
    func expressions() -> (words: [String], numbers: [String]) {
        func text(_ place: Int) -> String {
            guard let sql = rendered[place] else { return "j.e\(place)" }
            return sql.written
        }
        let words = (0..<words).map { word in
            var sum = "CAST(0 AS BIGINT)"
            let first = word * RuleSignature.rulesPerWord
            for place in first..<min(rules.count, first + RuleSignature.rulesPerWord)
            where rules[place].kind.isCondition {
                let unit = Int64(1) << Int64(2 * (place - first))
                let isTrue = text(place) + (rendered[place] == nil ? " = 1" : "")
                sum += " + CASE (\(isTrue)) WHEN TRUE THEN \(unit) WHEN FALSE THEN 0 ELSE \(2 * unit) END"
            }
            return sum
        }
        return (words, numbers.map { text($0) })
    }
}

extension RenderedSQL {
    /// The text with the values in place of its placeholders.
    fileprivate var written: String {
        var values = parameters.compactMap(\.written)[...]
        return text.reduce(into: "") { $0 += $1 == "?" ? values.popFirst() ?? "NULL" : String($1) }
    }
}

extension RuleValue {
    /// As SQL writes it; nil for what has no place in the vocabulary.
    fileprivate var written: String? {
        switch self {
        // Both databases read the smallest number too where it stands as text.
        case .int(let number): "CAST('\(number)' AS BIGINT)"
        case .string(let text): text.utf8.contains(0) ? nil : "'" + text.replacing("'", with: "''") + "'"
        default: nil
        }
    }
}
