import Evaluation
import Problems
import Tabular

/// The subgroups and the domain that estimates are wanted for; rows outside stay in the design.
struct Subgroups: Sendable {
    static let keys = ["by", "domain"]
    private let columns: [StudyFormula]
    private let domain: StudyFormula?

    init(_ node: StudyNode) throws(Problem) {
        var columns: [StudyFormula] = []
        for child in try node.child("by")?.oneOrMore() ?? [] { columns.append(try StudyFormula(child)) }
        self.columns = columns
        domain = try node.child("domain").map { node throws(Problem) in try StudyFormula(node) }
    }

    /// More subgroups than this are a column of names, not of groups.
    private static let most = 200

    /// The whole and each subgroup, with the condition of its rows; nil for all.
    func parts(_ context: StudyContext) throws(Problem) -> [(group: LocalText, rows: [Double]?)] {
        let inside = try domain.map { domain throws(Problem) in try context.values(domain) }
        guard let first = columns.first else { return [(LocalText(""), inside)] }
        let groups = try context.told(first) { () throws(EvaluationRefusal) in
            try CaseGroups(columns.map(\.source), context.data, rows: context.rows)
        }
        guard groups.keys.count <= Self.most else {
            throw Problem(
                "study.too-many-groups", at: first.place, value: first.source,
                ["groups": String(groups.keys.count), "most": String(Self.most)])
        }
        var labels: [[String: String]] = []
        for (place, column) in columns.enumerated() {
            let codes = Set(groups.keys.map { Self.name($0[place]) })
            let named = context.data.named(codes.sorted(), of: column.source)
            labels.append(Dictionary(named.map { ($0.code, $0.label) }) { first, _ in first })
        }
        var parts: [(LocalText, [Double]?)] = [(Wording.text("row.all"), inside)]
        for (index, key) in groups.keys.enumerated() {
            let member = context.select(groups.groups).map { Int($0) == index ? 1.0 : 0 }
            let rows = inside.map { zip($0, member).map { $0.isNaN ? 0 : $0 * $1 } } ?? member
            let names = zip(key, labels).map { value, labels in labels[Self.name(value)] ?? Self.name(value) }
            parts.append((LocalText(names.joined(separator: " · ")), rows))
        }
        return parts
    }

    private static func name(_ value: JSON) -> String {
        switch value {
        case .integer(let number): String(number)
        case .number(let number): NumberCell.text(number)
        default: value.text ?? ""
        }
    }
}
