import Foundation
import Indonesia
public import Problems
public import Rules

/// What rules may speak of: the one vocabulary of all rule files, with what each name means and where its value comes from.
///
/// It stands as data in `RuleFiles/facts.json`; `docs/rules.md` lists it.
public struct FactSchema: Sendable {
    /// A value of a case, such as `person.job`.
    public struct Fact: Sendable, Hashable, Decodable {
        /// The path as expressions write it.
        public var name: String
        /// `string`, `int`, `bool`, `date` or `list(…)` of a record.
        public var type: String
        public var label: BilingualText
        /// What the list's profile calls it.
        var field: String?
        /// Headings of list columns that hold it, where no profile knows the field.
        var columns: [String]?
        /// The fact that it is worked out of, for each line.
        public var base: String? { from }
        private var from: String?
        /// How texts of it are read, where not as they stand.
        private var reads: FactReading?
        /// A smaller number can be nobody's: it says nothing.
        var least: Int64?
        private var always: Bool?
        private var personal: Bool?

        /// Whether it is known of every case, whatever the list says.
        public var isAlwaysKnown: Bool { always ?? false }
        /// Whether the value is masked where it is shown.
        public var isPersonal: Bool { personal ?? false }
        /// Where lists hold it; empty where it is given beside the list.
        public var headings: [String] { columns ?? [] }
        /// How texts of it are read.
        var reading: FactReading { reads ?? .plain }
    }

    /// A question that lists answer, such as `received('BPUM', 2020)`.
    public struct Question: Sendable, Hashable, Decodable {
        public var name: String
        /// The types of the arguments, one list for each way of asking.
        public var forms: [[String]]
        public var result: String
        public var label: BilingualText
        /// Headings of list columns that answer it; `{programme}` and `{period}` stand for the arguments.
        var columns: [String]?

        /// The ways of asking, as documentation writes them.
        public var signatures: [String] {
            forms.map { name + "(" + $0.joined(separator: ", ") + ") → " + result }
        }
    }

    private struct Document: Decodable {
        var facts: [Fact]
        var records: [String: [String: String]]
        var functions: [Question]
    }

    public let facts: [Fact]
    public let questions: [Question]
    /// The vocabulary as the language of rules knows it.
    public let schema: RuleSchema
    private let places: [String: Int]

    /// The vocabulary that ships with Gapura.
    ///
    /// - Throws: `rule-file.vocabulary` where the bundled file is missing or damaged.
    public static func bundled() throws(Problem) -> FactSchema { try shared.get() }

    private static let shared: Result<FactSchema, Problem> = {
        do throws(Problem) {
            return .success(try FactSchema(try RuleLibrary.data("facts.json")))
        } catch {
            return .failure(error)
        }
    }()

    init(_ data: Data) throws(Problem) {
        guard let document = try? JSONDecoder().decode(Document.self, from: data) else {
            throw Problem("rule-file.vocabulary")
        }
        var records: [String: [String: RuleType]] = [:]
        for (name, fields) in document.records {
            records[name] = fields.compactMapValues { Self.type($0) }
        }
        var variables: [String: RuleType] = [:]
        for fact in document.facts {
            let parts = fact.name.split(separator: ".").map(String.init)
            guard parts.count == 2, let type = Self.type(fact.type) else {
                throw Problem("rule-file.vocabulary", value: fact.name)
            }
            records[parts[0], default: [:]][parts[1]] = type
            variables[parts[0]] = .record(parts[0])
        }
        var functions: [HostFunction] = []
        for question in document.functions {
            guard let result = Self.type(question.result) else {
                throw Problem("rule-file.vocabulary", value: question.name)
            }
            functions.append(
                HostFunction(
                    question.name,
                    question.forms.map { HostFunction.Overload($0.compactMap { Self.type($0) }, result) }))
        }
        facts = document.facts
        questions = document.functions
        schema = try RuleSchema(variables: variables, records: records, functions: functions)
        places = Dictionary(facts.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The facts that are answered otherwise than by looking them up.
    static let birth = path("person", "birth")
    static let proposed = path("application", "proposed")
    static let year = path("application", "year")
    static let day = path("decision", "date")
    static let card = path("family", "card")
    static let nik = path("person", "nik")
    static let credits = path("person", "credits")

    /// What follows from the decision, whatever a list says.
    static func decided(on day: CalendarDate, year: Int) -> [String: RuleValue] {
        var values: [String: RuleValue] = [Self.year: .int(Int64(year))]
        values[Self.day] = TimePoint(year: day.year, month: day.month, day: day.day).map(RuleValue.timestamp)
        return values
    }

    /// The village on the identity card, which lists of applicants seldom tell.
    public static let cardVillage = path("person", "village")

    /// What lines are grouped and ranked by.
    static let sex = path("person", "sex")
    static let village = path("enterprise", "village")
    static let business = path("enterprise", "business")
    static let income = path("family", "income_per_head")

    private static func path(_ record: String, _ field: String) -> String { record + "." + field }

    /// The fact of a path; nil where there is none.
    public func fact(_ path: String) -> Fact? { places[path].map { facts[$0] } }

    /// What a path is called for readers: its label, or the path itself where it is a question.
    public func label(_ path: String, _ language: Language) -> String { fact(path)?.label(language) ?? path }

    private static func type(_ name: String) -> RuleType? {
        switch name {
        case "string": return .string
        case "int": return .int
        case "bool": return .bool
        case "double": return .double
        case "date": return .timestamp
        default:
            guard name.hasPrefix("list("), name.hasSuffix(")") else { return nil }
            return .list(.record(String(name.dropFirst(5).dropLast())))
        }
    }
}
