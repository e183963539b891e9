public import Evaluation
import Foundation
import Problems
import Store

/// What a search for undeclared criteria is asked with.
public struct UndeclaredQuestion: Sendable {
    /// The column that holds the area.
    public var area: String?
    /// The column that holds the kind of area, such as urban and rural.
    public var kind: String?
    /// Further columns that conditions may speak of.
    public var columns: [String] = []
    public var options = UndeclaredCriteria.Options()

    public init() {}

    /// - Parameters:
    ///   - area: the column that holds the area.
    ///   - draws: random assignments.
    public init(area: String?, draws: Int) {
        self.area = area
        options.draws = draws
    }
}

/// The lines of a list as a search takes them: judged, with what is known of each.
struct SearchedLines {
    let list: String
    private let judge: RuleJudge
    private let further: [String]
    private let places: [String: Int]
    private(set) var ruled: [RuledCase] = []
    private var known: CaseAttributes
    private var texts: [String: [String?]]

    /// - Parameter columns: the list's headings.
    /// - Throws: `rules.no-column` for a column that is asked for and that the list does not have.
    init(_ judge: RuleJudge, columns: [String], list: String, _ asking: UndeclaredQuestion) throws(Problem) {
        let headings = columns.map(ColumnMapper.normalised)
        var places: [String: Int] = [:]
        for name in [asking.area, asking.kind].compactMap(\.self) + asking.columns {
            guard let place = headings.firstIndex(of: ColumnMapper.normalised(name)) else {
                throw Problem("rules.no-column", .refuse, at: Place(file: list, column: name), value: name)
            }
            places[name] = place
        }
        (self.list, self.judge, self.places, further) = (list, judge, places, asking.columns)
        known = CaseAttributes(judge.schema, day: judge.day)
        texts = places.mapValues { _ in [] }
    }

    /// - Parameter lines: what each tells, with its cells as the store keeps them.
    /// - Throws: `rules.runaway`.
    mutating func add(_ lines: [(facts: CaseFacts, raw: String?)]) throws(Problem) {
        for (line, item) in zip(lines, try judge.judge(lines.map(\.facts))) {
            known.add(line.facts, item)
            ruled.append(item)
            guard !places.isEmpty else { continue }
            let cells = line.raw.flatMap { LedgerJSON.value([String].self, $0) } ?? []
            for (name, place) in places {
                let text = place < cells.count ? cells[place].trimmingCharacters(in: .whitespaces) : ""
                texts[name]?.append(text.isEmpty ? nil : text)
            }
        }
    }

    /// The cells of a column that was asked for.
    func cells(_ column: String) -> [String?]? { texts[column] }

    var attributes: [CriterionAttribute] { known.attributes(texts.filter { further.contains($0.key) }) }
}
