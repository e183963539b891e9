import Evaluation
import Problems

/// Sums, differences, products and quotients that a publication prints with their result.
struct ArithmeticTable: PaperItem {
    enum Operation: String, CaseIterable { case sum, difference, product, quotient, percent }

    struct Row: Sendable {
        let label: String
        let operation: Operation
        let terms: [PaperCell]
        let result: PaperCell
    }

    let head: PaperHead
    let rows: [Row]

    init(_ node: StudyNode, _ head: PaperHead) throws(Problem) {
        try node.allow(PaperHead.keys + ["rows"])
        self.head = head
        let names = Operation.allCases.map(\.rawValue)
        var rows: [Row] = []
        for row in try node.required("rows").list() {
            try row.allow(names + ["label", "result"])
            var found: (Operation, [PaperCell])?
            for operation in Operation.allCases {
                guard let list = try row.child(operation.rawValue) else { continue }
                guard found == nil else { throw row.problem("paper.two-operations", value: operation.rawValue) }
                var terms: [PaperCell] = []
                for term in try list.list() {
                    guard let cell = try term.figure(head, grouped: true) else {
                        throw term.problem("paper.not-a-figure", value: try term.text())
                    }
                    terms.append(cell)
                }
                let isBinary = operation != .sum && operation != .product
                guard isBinary ? terms.count == 2 : (2...1000).contains(terms.count) else {
                    throw list.problem("paper.wrong-terms", value: String(terms.count))
                }
                found = (operation, terms)
            }
            guard let (operation, terms) = found else {
                throw row.problem("study.missing-key", value: names.joined(separator: ", "))
            }
            rows.append(
                Row(
                    label: try row.required("label").text(), operation: operation, terms: terms,
                    result: try row.requiredCell("result", head, grouped: true)))
        }
        guard !rows.isEmpty else { throw try node.required("rows").problem("study.not-a-list") }
        self.rows = rows
    }

    func audit(_ paper: PaperTables, _ ledger: inout PaperLedger) {
        for row in rows {
            let place = head.place(row.label, "result", row.result)
            let exact = row.value(row.terms.map(\.value))
            guard exact.isFinite else {
                ledger.unchecked(place)
                continue
            }
            // Terms with decimals may be rounded themselves; whole numbers are taken as they stand.
            let spans = row.terms.map { $0.number.places > 0 ? $0.number.rounded : $0.value...$0.value }
            let range = row.range(spans)
            ledger.judge(
                range.overlaps(row.result.number.roundedOrCut), "paper.arithmetic-differs", .doesNotAddUp, place,
                printed: row.result.text, possible: [row.result.like(exact)],
                ["right": PaperText.number(exact, places: row.result.number.places), "terms": LocalText(row.written)])
        }
    }
}

extension ArithmeticTable.Row {
    fileprivate var written: String {
        let signs: [ArithmeticTable.Operation: String] = [
            .sum: " + ", .difference: " − ", .product: " × ", .quotient: " : ", .percent: " : ",
        ]
        return terms.map(\.text).joined(separator: signs[operation] ?? " ")
    }

    fileprivate func value(_ terms: [Double]) -> Double {
        switch operation {
        case .sum: terms.reduce(0, +)
        case .product: terms.reduce(1, *)
        case .difference: terms[0] - terms[1]
        case .quotient: terms[0] / terms[1]
        case .percent: 100 * terms[0] / terms[1]
        }
    }

    /// The results over all values that the terms may stand for: each operation is monotone in each term by itself.
    fileprivate func range(_ spans: [ClosedRange<Double>]) -> ClosedRange<Double> {
        var low = spans[0].lowerBound
        var high = spans[0].upperBound
        for span in spans.dropFirst() {
            let ends = [low, high].flatMap { first in
                [span.lowerBound, span.upperBound].map { second in step(first, second) }
            }
            low = ends.min() ?? low
            high = ends.max() ?? high
        }
        guard low.isFinite, high.isFinite else {
            return -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude
        }
        let hair = 1e-12 * max(low.magnitude, high.magnitude)
        return low - hair...high + hair
    }

    private func step(_ first: Double, _ second: Double) -> Double {
        switch operation {
        case .sum: first + second
        case .difference: first - second
        case .product: first * second
        case .quotient: first / second
        case .percent: 100 * first / second
        }
    }
}
