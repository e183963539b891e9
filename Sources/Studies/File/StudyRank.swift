import Foundation
import Problems

/// The living standard that rows are ranked by, and what one unit of it is.
struct StudyRank: Sendable {
    /// Whose living standard it is.
    enum Basis: String, Sendable, CaseIterable {
        case household
        case head
        case equivalised
        /// The file does not say.
        case unstated
    }

    let formula: StudyFormula
    let basis: Basis
    /// Whether the formula is a household's total that is still to be divided by its members.
    private let isTotal: Bool
    /// Members count as members to this power: 0.5 is the square-root scale.
    private let elasticity: Double
    let label: LocalText

    /// `rank: column`, or `{value|total, per, elasticity, label}`.
    init(_ node: StudyNode) throws(Problem) {
        if node.isScalar {
            formula = try StudyFormula(node)
            (basis, isTotal, elasticity) = (.unstated, false, 1)
            label = LocalText(formula.source)
            return
        }
        try node.allow(["value", "total", "per", "elasticity", "label"])
        basis = try node.required("per").choice(Basis.self)
        if let total = try node.child("total") {
            guard try node.child("value") == nil else {
                throw total.problem("study.either-or", ["first": "value", "second": "total"])
            }
            guard basis == .head || basis == .equivalised else {
                throw try node.required("per").problem("study.total-needs-divisor", value: basis.rawValue)
            }
            formula = try StudyFormula(total)
            isTotal = true
        } else {
            formula = try StudyFormula(node.required("value"))
            isTotal = false
        }
        elasticity =
            basis == .equivalised ? try node.child("elasticity")?.number(in: 0...1) ?? 0.5 : 1
        label = try node.child("label")?.localText() ?? LocalText(formula.source)
    }

    /// The living standard of each row.
    func values(_ context: StudyContext) throws(Problem) -> [Double] {
        let values = try context.values(formula)
        guard isTotal else { return values }
        let members = try context.members(formula.place)
        return zip(values, members).map { $0 / pow($1, elasticity) }
    }

    /// What a reader is told: the name, and whose it is.
    var description: LocalText {
        let basis = Wording.text("rank." + basis.rawValue)
        return LocalText("\(label.id) (\(basis.id))", en: "\(label.en) (\(basis.en))")
    }

    var warnings: [StudyWarning] {
        switch basis {
        case .household: [StudyWarning("ranked-by-household")]
        case .unstated: [StudyWarning("rank-basis-not-stated", ["rank": formula.source])]
        case .head, .equivalised: []
        }
    }
}
