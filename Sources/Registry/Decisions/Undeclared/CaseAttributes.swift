import Evaluation
import Indonesia
import Rules

/// What is known of each line, as attributes that a condition may speak of: the declared vocabulary of rules, as far as list
/// and reference lists hold it. Numbers of persons are left out, but for whether they are there.
struct CaseAttributes {
    private enum Cell {
        case text(String)
        case number(Double)
    }

    /// How a value is worded where it is a truth value.
    static let yes = "true"
    static let no = "false"

    private let schema: FactSchema
    private let day: CalendarDate
    private var columns: [String: [Int: Cell]] = [:]
    private var count = 0

    init(_ schema: FactSchema, day: CalendarDate) {
        self.schema = schema
        self.day = day
    }

    /// Takes a line, with the values that rules looked at.
    mutating func add(_ facts: CaseFacts, _ ruled: RuledCase) {
        for (name, fact) in facts.values where fact.source.kind != .decision { set(name, fact.value) }
        for (call, fact) in facts.answers { set(Self.shown(call), fact.value) }
        for evidence in ruled.findings.flatMap(\.evidence) where evidence.source.kind != .decision {
            set(evidence.name, evidence.value)
        }
        count += 1
    }

    private mutating func set(_ name: String, _ value: RuleValue) {
        if name == FactSchema.birth {
            guard case .int(let age) = CaseAge.years(value, on: day) else { return }
            columns["age", default: [:]][count] = .number(Double(age))
            return
        }
        if let fact = schema.fact(name), fact.isPersonal {
            columns[name, default: [:]][count] = .text("…")
            return
        }
        switch value {
        case .string(let text): columns[name, default: [:]][count] = .text(text)
        case .bool(let flag): columns[name, default: [:]][count] = .text(flag ? Self.yes : Self.no)
        case .int(let number): columns[name, default: [:]][count] = .number(Double(number))
        case .double(let number) where number.isFinite: columns[name, default: [:]][count] = .number(number)
        default: break
        }
    }

    /// A call with blanks after commas, as evidence names it.
    private static func shown(_ call: String) -> String {
        call.replacing(", ", with: ",").replacing(",", with: ", ")
    }

    /// The attributes, in the order of their names, with further ones that the caller knows.
    func attributes(_ further: [String: [String?]] = [:]) -> [CriterionAttribute] {
        let own = columns.map { name, cells -> CriterionAttribute in
            let isNumeric = cells.values.allSatisfy { if case .number = $0 { true } else { false } }
            let values: CriterionAttribute.Values =
                isNumeric
                ? .numbers(
                    (0..<count).map { place in
                        if case .number(let number) = cells[place] { number } else { nil }
                    })
                : .categories(
                    (0..<count).map { place in
                        switch cells[place] {
                        case .text(let text): text
                        case .number(let number): "\(number)"
                        case nil: nil
                        }
                    })
            return CriterionAttribute(name, values)
        }
        let given = further.map { CriterionAttribute($0.key, .categories($0.value)) }
        return Self.withoutVaguer(own + given).sorted { $0.name < $1.name }
    }

    /// Of answers to one question that are the same on all lines, the most definite: `received('BPUM', 2020)` and not
    /// `received('BPUM')`.
    private static func withoutVaguer(_ attributes: [CriterionAttribute]) -> [CriterionAttribute] {
        func question(_ name: String) -> Substring? { name.firstIndex(of: "(").map { name[..<$0] } }
        return attributes.filter { attribute in
            guard let own = question(attribute.name) else { return true }
            return !attributes.contains {
                question($0.name) == own && $0.name.count > attribute.name.count && $0.values == attribute.values
            }
        }
    }
}

extension CaseAge {
    /// Full years of a birth on a day.
    static func years(_ birth: RuleValue, on day: CalendarDate) -> RuleValue? {
        guard let point = TimePoint(year: day.year, month: day.month, day: day.day),
            case .value(let years) = answer("age", [.timestamp(point)], birth)
        else { return nil }
        return years
    }
}
