public import Problems
import Store

/// What is measured, as data: how it is defined, from which measures it is computed, and when it is good enough.
public struct Indicator: Sendable, Hashable, Codable {
    /// What a value is counted in.
    public enum Unit: String, Sendable, Hashable, Codable { case share, people, rupiah, number }
    /// Which way is better; `exact`: neither more nor less than the target.
    public enum Direction: String, Sendable, Hashable, Codable { case up, down, exact }

    public var code: String
    /// By language code.
    public var name: [String: String]
    public var definition: [String: String]
    /// The concept that it stands for, by language code.
    public var concept: [String: String]
    public var unit: Unit
    /// A formula over measures, such as `cashed / distributed`.
    public var formula: String
    public var direction: Direction
    /// One of the six “rights” of programme monitoring, where it stands for one: `target`, `amount`, `quality`, `time`,
    /// `price`, `administration`.
    public var right: String?
    /// What it can be broken down by: `region`, `programme`, `period`, `sex`, `age`, `sector`, `decile`.
    public var disaggregation: [String]
    /// The value at the start, where no target of a region and year names one.
    public var baseline: Double?
    /// The value that is aimed at where no target was set for a region and year.
    public var target: Double?
    /// Shares of the target from which a value is green and amber.
    public var green: Double?
    public var amber: Double?
    public var source: String?

    public func name(_ language: Language) -> String { name[language.rawValue] ?? name["id"] ?? code }
    public func definition(_ language: Language) -> String { definition[language.rawValue] ?? definition["id"] ?? "" }

    /// The measures its formula names.
    public var measures: [String] { IndicatorFormula(formula)?.measures ?? [] }

    /// The measures of its formula that institutions report or plan, where it holds several of them against each other.
    /// Some programmes tell one and not the other: together they would make a ratio of different people.
    var compared: [String] {
        let reported = InstitutionReport.money.union(PublicationCounts.stages).union(ReportCount.plans)
        let own = Set(measures).intersection(reported)
        return own.count > 1 ? own.sorted() : []
    }

    /// Whether its formula can be read and names measures that are counted.
    ///
    /// - Throws: `catalogue.formula`; `catalogue.measure`, naming the measure and those there are.
    func check(in file: String) throws(Problem) {
        guard IndicatorFormula(formula) != nil else {
            throw Problem("catalogue.formula", at: Place(file: file), value: formula, ["code": code])
        }
        let known = Self.counted.union(SheetKinds.bundled.codes("measure"))
        guard let unknown = measures.first(where: { !known.contains($0) }) else { return }
        throw Problem(
            "catalogue.measure", at: Place(file: file), value: unknown,
            ["code": code, "measure": unknown, "known": known.sorted().joined(separator: ", ")])
    }

    /// What is counted beside the measures that institutions report.
    private static let counted: Set<String> = [
        "listed", "people", "amountListed", "listedWomen", "listedPoor", "listedDecileKnown",
        "microEnterprises", "population", "households", "poorHouseholds",
        "programmes", "budget", "target", "usedOfBudget", "reachedOfTarget", "amountDue", "amountFixed",
        "reportsDue", "reportsOnTime", "reportsLate", "reportsMissing", "reports", "reportsSound",
        "profiles", "taxNumberKnown", "withTaxNumber", "recordsKnown", "withRecords", "cashKnown", "lowCash",
        "turnoverKnown", "withTurnover", "measuredTwice", "turnoverRose", "turnoverHeld", "fundsUseKnown",
        "fundsInBusiness", "diaryNotes", "meetings", "meetingsAttended", "instalmentsDue", "instalmentsPaid",
    ]

    func value(_ figures: (String) -> Double?) -> Double? { IndicatorFormula(formula)?.value(figures) }
}

/// How an indicator stands against its target.
public enum TrafficLight: String, Sendable, Hashable, Codable, CaseIterable {
    case green, amber, red
    /// Without a value or a target there is no light.
    case none

    init(_ value: Double?, target: Double?, green: Double, amber: Double, _ direction: Indicator.Direction) {
        guard let value, let target, target > 0 || direction == .down else {
            self = .none
            return
        }
        switch direction {
        case .up:
            let reached = value / target
            self = reached >= green ? .green : reached >= amber ? .amber : .red
        case .down:
            // The same shares seen from the other side: at most the target over the share.
            self = value * green <= target ? .green : value * amber <= target ? .amber : .red
        case .exact:
            let reached = 1 - abs(value - target) / target
            self = reached >= green ? .green : reached >= amber ? .amber : .red
        }
    }
}

/// A target that somebody set for an indicator, a region and a year.
public struct IndicatorTarget: Sendable, Hashable, Codable {
    public var indicator: String
    public var programme: String?
    public var region: String
    public var year: Int
    public var baseline: Double?
    public var target: Double
    public var green: Double?
    public var amber: Double?
}

extension Registry {
    /// The indicators, in the order in which they were loaded.
    public func indicators() throws(Problem) -> [Indicator] {
        try database.read { try Self.indicators($0) }
    }

    static func indicators(_ connection: any Connection) throws -> [Indicator] {
        try LedgerQueries(connection).current(.init(CatalogueData.indicators)).compactMap {
            LedgerJSON.value(Indicator.self, $0.document)
        }
    }
}
