import Evaluation
import Problems

/// A sentence of the publication that can be held against the data or against another sentence.
enum Claim: Sendable {
    /// How many rows a sentence speaks of.
    enum Quantifier: String, Sendable, CaseIterable {
        case all, most, majority, plurality, none
    }

    /// "Most do not keep records": a condition and how many rows it says meet it.
    case share(says: LocalText, condition: StudyFormula, quantifier: Quantifier)
    /// Two sentences that cannot both be true.
    case conflict(LocalText, LocalText)
    /// "Nine kinds" followed by a list of another length.
    case listed(says: LocalText, stated: Int, items: [String])
    /// The rule in one wording and in another: do they decide alike?
    case wording(says: LocalText, first: StudyFormula, second: StudyFormula)
    /// A range printed where an average is announced.
    case rangeAsAverage(says: LocalText, column: StudyFormula)
    /// A product or sum of printed numbers.
    case product(says: LocalText, factors: [Double], stated: Double)

    private enum Kind: String, CaseIterable {
        case share, conflict, listed, wording, rangeAsAverage = "range-as-average", product
    }

    init(_ node: StudyNode) throws(Problem) {
        switch try node.required("kind").choice(Kind.self) {
        case .share:
            try node.allow(["kind", "says", "condition", "quantifier"])
            self = .share(
                says: try node.required("says").localText(),
                condition: try StudyFormula(node.required("condition")),
                quantifier: try node.required("quantifier").choice(Quantifier.self))
        case .conflict:
            try node.allow(["kind", "first", "second"])
            self = .conflict(try node.required("first").localText(), try node.required("second").localText())
        case .listed:
            try node.allow(["kind", "says", "stated", "items"])
            var items: [String] = []
            for item in try node.required("items").list() { items.append(try item.text()) }
            self = .listed(
                says: try node.required("says").localText(), stated: try node.required("stated").integer(), items: items
            )
        case .wording:
            try node.allow(["kind", "says", "first", "second"])
            self = .wording(
                says: try node.required("says").localText(), first: try StudyFormula(node.required("first")),
                second: try StudyFormula(node.required("second")))
        case .rangeAsAverage:
            try node.allow(["kind", "says", "column"])
            self = .rangeAsAverage(
                says: try node.required("says").localText(), column: try StudyFormula(node.required("column")))
        case .product:
            try node.allow(["kind", "says", "factors", "stated"])
            var factors: [Double] = []
            for factor in try node.required("factors").list() { factors.append(try factor.number()) }
            self = .product(
                says: try node.required("says").localText(), factors: factors,
                stated: try node.required("stated").number())
        }
    }
}

extension Claim {
    /// What became of a claim.
    struct Finding: Sendable {
        /// The claim's sentence.
        var says: LocalText
        /// What the data say.
        var found: LocalText
        var holds: Bool
        /// The warning where it does not hold.
        var warning: StudyWarning?
        /// For the machine-readable result.
        var fields: [String: JSON]
    }

    /// Holds the claim against the data.
    func checked(_ context: StudyContext) throws(Problem) -> Finding {
        switch self {
        case .share(let says, let condition, let quantifier): return try share(context, says, condition, quantifier)
        case .conflict(let first, let second):
            return Finding(
                says: first, found: second, holds: false,
                warning: StudyWarning("statements-conflict", ["other": second], subject: first), fields: [:])
        case .listed(let says, let stated, let items):
            let arguments = ["stated": String(stated), "listed": String(items.count)]
            return finding(
                says, Wording.text("claim.listed", arguments), stated == items.count,
                StudyWarning("list-length-differs", arguments, subject: says),
                ["stated": .integer(stated), "listed": .integer(items.count)])
        case .wording(let says, let first, let second):
            let (a, b) = (try context.values(first), try context.values(second))
            let rows = zip(a, b).count { !$0.isNaN && !$1.isNaN && ($0 != 0) != ($1 != 0) }
            let arguments = ["first": first.source, "second": second.source, "rows": String(rows)]
            // Even where no row decides it, a rule must have one wording: the next list may hold such a row.
            return finding(
                says, Wording.text("claim.wording", arguments), false,
                StudyWarning("rule-worded-differently", arguments, subject: says), ["rows_that_differ": .integer(rows)])
        case .rangeAsAverage(let says, let column):
            let values = try context.values(column).filter { !$0.isNaN }
            let mean = values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
            let found = Wording.text("claim.average") {
                ["mean": $0.decimal(mean, places: 0), "n": String(values.count)]
            }
            return finding(
                says, found, false, StudyWarning("range-printed-as-average", ["found": found], subject: says),
                ["mean": .number(mean), "n": .integer(values.count)])
        case .product(let says, let factors, let stated):
            let product = factors.reduce(1, *)
            let found = Wording.text("claim.product") { ["product": $0.decimal(product, places: 0)] }
            return finding(
                says, found, product == stated, StudyWarning("arithmetic-differs", ["found": found], subject: says),
                ["product": .number(product), "stated": .number(stated)])
        }
    }

    private func share(
        _ context: StudyContext, _ says: LocalText, _ condition: StudyFormula, _ quantifier: Quantifier
    ) throws(Problem) -> Finding {
        let values = try context.values(condition).filter { !$0.isNaN }
        let n = values.count
        let count = values.count { $0 != 0 }
        let isMajority = 2 * count > n
        let holds =
            switch quantifier {
            case .all: count == n
            case .most, .majority: isMajority
            case .plurality: true
            case .none: count == 0
            }
        let arguments = ["count": String(count), "n": String(n)]
        let code = quantifier == .majority && 2 * count <= n && count > 0 ? "not-a-majority" : "claim-contradicted"
        return finding(
            says, Wording.text("claim.share", arguments), holds, StudyWarning(code, arguments, subject: says),
            ["count": .integer(count), "n": .integer(n)])
    }

    private func finding(
        _ says: LocalText, _ found: LocalText, _ holds: Bool, _ warning: StudyWarning, _ fields: [String: JSON]
    ) -> Finding {
        Finding(says: says, found: found, holds: holds, warning: holds ? nil : warning, fields: fields)
    }
}
