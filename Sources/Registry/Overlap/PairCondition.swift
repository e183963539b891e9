import Indonesia
import Problems
import Rules

/// A condition of a rule about two programmes, in the language of rules: on a line of list `a` and one of list `b`.
///
/// Each side has `programme`, `kind`, `distributor` (who sent the list), `year`, `date` (the day as of which the list speaks),
/// `amount`, `started`, `ended`, `activity`, and on the day of the other line `active` and `closed`. `times` is how often the
/// same was given, on both lists together.
struct PairCondition: Sendable {
    enum Answer { case yes, no, unknown }

    private static let side: [String: RuleType] = [
        "programme": .string, "kind": .string, "distributor": .string, "activity": .string, "year": .int,
        "amount": .int, "date": .timestamp, "started": .timestamp, "ended": .timestamp, "active": .bool,
        "closed": .bool,
    ]

    private let expression: CheckedExpression

    /// - Throws: what reading and checking an expression throws.
    init(_ text: String) throws(Problem) {
        let schema = try RuleSchema(
            variables: ["a": .record("side"), "b": .record("side"), "times": .int], records: ["side": Self.side])
        expression = try CheckedExpression(text, schema: schema, expected: .bool)
    }

    /// Whether it holds for any line of the one side with any of the other; not known where no pair of lines meets it and
    /// of one it cannot be told.
    ///
    /// - Parameter isInForce: which lines of the one side it speaks of.
    func holds(
        _ a: OverlapList, _ linesA: some Collection<OverlapEntry>, _ b: OverlapList,
        _ linesB: some Collection<OverlapEntry>, _ isInForce: (OverlapEntry) -> Bool
    ) -> Answer {
        let isOneList = linesA.first?.list == linesB.first?.list
        let times = isOneList ? Self.times(Array(linesA)) : Self.times(Array(linesA) + Array(linesB))
        var answer = Answer.no
        for one in linesA where isInForce(one) {
            for other in linesB where !isOneList || linesA.count == 1 || one.row != other.row {
                var values: [String: RuleValue] = ["times": .int(Int64(times))]
                Self.add("a.", a, one, on: b.day(of: other), to: &values)
                Self.add("b.", b, other, on: a.day(of: one), to: &values)
                switch expression.evaluate(Bindings(expression.schema, values)) {
                case .value(.bool(true)): return .yes
                case .value(.bool(false)): continue
                default: answer = .unknown
                }
            }
        }
        return answer
    }

    /// How many lines tell the same activity; where one of them tells none, all are taken for the same.
    private static func times(_ lines: [OverlapEntry]) -> Int {
        let activities = lines.compactMap(\.activity)
        guard activities.count == lines.count else { return lines.count }
        return Dictionary(grouping: activities) { $0 }.values.map(\.count).max() ?? 0
    }

    private static func add(
        _ path: String, _ list: OverlapList, _ line: OverlapEntry, on day: CalendarDate?,
        to values: inout [String: RuleValue]
    ) {
        func set(_ name: String, _ value: RuleValue?) { values[path + name] = value }
        func date(_ day: CalendarDate?) -> RuleValue? {
            day.flatMap { TimePoint(year: $0.year, month: $0.month, day: $0.day) }.map(RuleValue.timestamp)
        }
        set("programme", .string(list.programme))
        set("kind", list.kind.map(RuleValue.string))
        set("distributor", list.institution.map(RuleValue.string))
        set("year", list.fiscalYear.map { .int(Int64($0)) })
        set("date", date(list.referenceDate))
        set("activity", line.activity.map(RuleValue.string))
        // A line without an amount is one that does not say.
        set("amount", line.amount > 0 ? .int(line.amount) : nil)
        set("started", date(line.startedOn))
        set("ended", date(line.endedOn))
        func truth(_ answer: BenefitSpan.Answer) -> RuleValue? { answer == .open ? nil : .bool(answer == .yes) }
        set("active", day.flatMap { truth(line.runs(on: $0, in: list)) })
        set("closed", day.flatMap { truth(line.isClosed(on: $0, in: list)) })
    }
}

extension OverlapList {
    /// The day on which a line's benefit is judged: that of payment or contract, where the line tells it.
    func day(of line: OverlapEntry) -> CalendarDate? { line.startedOn ?? referenceDate }
}

extension OverlapEntry {
    private var span: BenefitSpan { BenefitSpan(startedOn, endedOn, state) }

    /// Whether anything was given: money that came back was not.
    var isGiven: Bool { state != .returned }

    /// Whether the benefit runs on a day, as its list tells it.
    func runs(on day: CalendarDate, in list: OverlapList) -> BenefitSpan.Answer {
        span.runs(on: BenefitSpan.number(day), asOf: BenefitSpan.number(list.referenceDate))
    }

    /// Whether it is known to have ended by a day.
    func isClosed(on day: CalendarDate, in list: OverlapList) -> BenefitSpan.Answer {
        span.isClosed(on: BenefitSpan.number(day), asOf: BenefitSpan.number(list.referenceDate))
    }
}
