import Evaluation
import Problems

/// The sum and the value of an index, from its printed parts and, where the tables print counts, from those.
struct IndexSums {
    let table: IndexTable
    let paper: PaperTables

    private var head: PaperHead { table.head }
    private var rounded: RoundedParts { RoundedParts(table.parts.map(\.cell.number)) }
    private var factor: Double { 1 / Double(table.parts.count) }

    /// The counts behind the parts, where each names a row with a count and all have one n.
    private var counts: (counts: [Int], n: Int)? {
        var counts: [Int] = []
        var sizes: Set<Int> = []
        for part in table.parts {
            guard let source = part.source?.found(paper), let count = source.row.count?.whole,
                let n = source.table.n(of: source.row), count <= n
            else { return nil }
            counts.append(count)
            sizes.insert(n)
        }
        guard let n = sizes.first, sizes.count == 1 else { return nil }
        return (counts, n)
    }

    func audit(_ ledger: inout PaperLedger) {
        if let cell = table.sum {
            ledger.judge(
                (cell.value - rounded.sum).magnitude <= cell.number.lastPlace / 2, "paper.total-differs", .doesNotAddUp,
                head.place(nil, "sum", cell), printed: cell.text, possible: [cell.like(rounded.sum)],
                [
                    "sum": PaperText.exact(rounded.sum),
                    "parts": LocalText(table.parts.map(\.cell.text).joined(separator: " + ")),
                ])
        }
        if let cell = table.value { judgeValue(cell, &ledger) }
        noteScale(&ledger)
        guard let counts else { return }
        noteDimensions(counts, &ledger)
        noteClass(counts, &ledger)
    }

    private func judgeValue(_ cell: PaperCell, _ ledger: inout PaperLedger) {
        let place = head.place(nil, "value", cell)
        let fromParts = rounded.sum * factor
        let hair = 1e-9
        let fitsParts = cell.number.roundedOrCut.overlaps(fromParts - hair...fromParts + hair)
        if let counts {
            let exact = 100 * Double(counts.counts.reduce(0, +)) / Double(counts.n * counts.counts.count)
            if cell.number.rounded.overlaps(exact - hair...exact + hair) { return ledger.right(place) }
            let arguments = [
                "exact": PaperText.number(exact, places: cell.number.places),
                "sum": PaperText.count(counts.counts.reduce(0, +)),
                "of": PaperText.count(counts.n * counts.counts.count),
            ]
            return ledger.flag(
                fitsParts ? "paper.double-rounding" : "paper.index-differs",
                fitsParts ? .doubleRounding : .contradicts, place, printed: cell.text, possible: [cell.like(exact)],
                arguments)
        }
        let range = rounded.exactSum.lowerBound * factor...rounded.exactSum.upperBound * factor
        let arguments = [
            "exact": PaperText.number(fromParts, places: cell.number.places), "sum": PaperText.exact(rounded.sum),
            "of": PaperText.count(100 * table.parts.count),
            "range": PaperText.range(range, places: cell.number.places + 1),
        ]
        guard fitsParts || range.overlaps(cell.number.rounded) else {
            return ledger.flag(
                "paper.index-differs", .contradicts, place, printed: cell.text, possible: [cell.like(fromParts)],
                arguments)
        }
        guard !rounded.isTooPrecise(cell.number, factor: factor) else {
            return ledger.flag(
                "paper.index-too-precise", .doubleRounding, place, printed: cell.text, possible: [], arguments)
        }
        ledger.right(place)
    }

    /// Only the first step of a scale counts: who chose the next one counts like who chose the last.
    private func noteScale(_ ledger: inout PaperLedger) {
        var cut: [String] = []
        for part in table.parts {
            guard let source = part.source?.found(paper), source.table.isOrdered, source.table.rows.count > 2,
                source.row.key == source.table.rows[0].key
            else { continue }
            cut.append(part.label)
        }
        guard !cut.isEmpty else { return }
        ledger.flag(
            "paper.only-top-step-counts", .note, head.place(), printed: cut.joined(separator: "; "),
            ["parts": LocalText(cut.joined(separator: "; "))])
    }

    private func noteDimensions(_ counts: (counts: [Int], n: Int), _ ledger: inout PaperLedger) {
        var order: [String] = []
        var members: [String: [Int]] = [:]
        for (part, count) in zip(table.parts, counts.counts) {
            guard let dimension = part.dimension else { return }
            if members[dimension] == nil { order.append(dimension) }
            members[dimension, default: []].append(count)
        }
        let sizes = Set(members.values.map(\.count))
        guard order.count > 1, sizes.count > 1 else { return }
        let values = order.map { name in
            let own = members[name] ?? []
            return 100 * Double(own.reduce(0, +)) / Double(own.count * counts.n)
        }
        let equal = values.reduce(0, +) / Double(values.count)
        func list(_ language: Language) -> String {
            zip(order, values).map { name, value in
                "\(name) \((members[name] ?? []).count)/\(table.parts.count) (\(language.decimal(value, places: 1)) %)"
            }.joined(separator: ", ")
        }
        ledger.flag(
            "paper.dimension-weights", .note, head.place(), printed: table.value?.text ?? "",
            possible: [PaperText.plain(equal, places: 1)],
            [
                "weights": LocalText(list(.id), en: list(.en)), "equal": PaperText.number(equal, places: 1),
            ])
    }

    private func noteClass(_ counts: (counts: [Int], n: Int), _ ledger: inout PaperLedger) {
        guard let name = table.classes, let classes = paper.classes(name), table.value != nil else { return }
        let exact = 100 * Double(counts.counts.reduce(0, +)) / Double(counts.n * counts.counts.count)
        let error = EffectivenessIndex.standardErrors(counts: counts.counts, of: counts.n).dependent
        let half = CriticalValue.twoSided(0.95, degrees: .infinity) * error
        let (low, high) = (max(0, exact - half), min(100, exact + half))
        guard let first = classes.label(of: low), let last = classes.label(of: high), first != last else { return }
        ledger.flag(
            "paper.class-not-robust", .note, head.place(), printed: table.printedClass ?? "", possible: [first, last],
            [
                "low": PaperText.number(low, places: 1), "high": PaperText.number(high, places: 1),
                "first": LocalText(first), "last": LocalText(last),
            ])
    }
}
