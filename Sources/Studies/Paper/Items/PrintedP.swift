import Evaluation
import Problems

/// A p-value as printed: a number, or a limit such as `< .05`.
struct PrintedP: Sendable {
    enum Relation: Sendable { case equal, less, more }

    let cell: PaperCell
    let relation: Relation

    var text: String { cell.text }

    /// - Throws: `paper.not-a-p-value`.
    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        let text = try node.text()
        var bare = text.lowercased().filter { !$0.isWhitespace }[...]
        if bare.first == "p" { bare = bare.dropFirst() }
        if bare.hasPrefix("<") || bare.hasPrefix("≤") {
            relation = .less
        } else if bare.hasPrefix(">") || bare.hasPrefix("≥") {
            relation = .more
        } else {
            relation = .equal
        }
        bare = bare.drop { "<>≤≥=".contains($0) }
        guard let number = PrintedNumber(String(bare), decimalSign: head.decimalSign), number.units >= 0 else {
            throw node.problem("paper.not-a-p-value", value: text)
        }
        cell = PaperCell(text: text, number: number, line: node.place.row)
    }

    /// Whether one of these p-values prints so.
    func fits(_ range: ClosedRange<Double>) -> Bool {
        switch relation {
        case .equal: cell.number.roundedOrCut.overlaps(range)
        case .less: range.lowerBound <= cell.value
        case .more: range.upperBound >= cell.value
        }
    }

    /// Judges the figure by itself. False where it was flagged.
    func judgeAlone(_ place: PaperPlace, _ ledger: inout PaperLedger) -> Bool {
        if cell.number.isZero, relation != .more {
            ledger.flag(
                "paper.p-printed-as-zero", .wording, place, printed: cell.text, possible: ["< " + limit],
                ["limit": LocalText(limit)])
            return false
        }
        guard cell.number.rounded.lowerBound <= 1 else {
            ledger.flag("paper.p-above-one", .impossible, place, printed: cell.text)
            return false
        }
        return true
    }

    /// A p-value in the figure's own style; below its last place a limit, never zero.
    func like(_ p: Double) -> String { p < cell.number.lastPlace / 2 ? "< " + limit : cell.like(p) }

    /// One unit of the last printed place.
    private var limit: String {
        let places = max(1, cell.number.places)
        return PaperText.plain(1 / pow10(places), places: places, comma: cell.text.contains(","))
    }

    private func pow10(_ places: Int) -> Double { (0..<places).reduce(1.0) { power, _ in power * 10 } }
}
