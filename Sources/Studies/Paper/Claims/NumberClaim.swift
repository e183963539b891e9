import Evaluation
import Problems

/// A figure that a sentence repeats from a table.
struct NumberClaim: PaperClaim {
    private enum Field: String, CaseIterable { case count, percent }

    private let value: PaperCell
    private let other: PaperCell
    private let source: String

    init(_ node: StudyNode, _ head: PaperHead, _ tables: PaperTables) throws(Problem) {
        try node.allow(ClaimList.keys + ["table", "row", "field", "value"])
        let (table, row) = try PaperReference(node).resolved(tables)
        let field = try node.required("field")
        let isCount = try field.choice(Field.self) == .count
        value = try node.requiredCell("value", head, grouped: isCount)
        guard let other = isCount ? row.count : row.percent else {
            throw field.problem("paper.figure-not-in-table", value: try field.text())
        }
        self.other = other
        source = table.head.name
    }

    func judged(_ paper: PaperTables) -> ClaimVerdict {
        // Printed with fewer places here or there, one may be the other rounded.
        let isSame =
            value.value == other.value
            || (value.number.places < other.number.places && value.number.roundedOrCut.contains(other.value))
            || (value.number.places > other.number.places && other.number.roundedOrCut.contains(value.value))
        guard !isSame else { return .holds }
        return .fails(
            "paper.number-differs", .contradicts, printed: value.text, possible: [other.text],
            ["other": LocalText(other.text), "table": LocalText(source)])
    }
}
