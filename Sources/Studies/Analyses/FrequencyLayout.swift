import Evaluation
import Problems

/// The recommended figures of a frequency table, and the table for a reader.
struct FrequencyLayout {
    let categories: [Category]
    let counted: CategoryCounts
    let decimals: Int
    let withInterval: Bool

    func recommended() throws(EvaluationRefusal) -> [String: JSON] {
        guard counted.n > 0 else { throw EvaluationRefusal(.emptyData) }
        let rounding = try PercentRounding(decimals: decimals)
        var all: [Double] = []
        var valid: [JSON] = []
        var wilson: [JSON] = []
        for count in counted.counts {
            all.append(try rounding.percent(count, of: counted.n))
            valid.append(counted.valid > 0 ? .number(try rounding.percent(count, of: counted.valid)) : .null)
            guard withInterval else { continue }
            let interval = try ProportionIntervals(successes: count, of: counted.n).wilson
            wilson.append(.numbers([interval.lower, interval.upper]))
        }
        var fields: [String: JSON] = [
            "categories": .strings(categories.map(\.label.en)), "count": .integers(counted.counts),
            "n": .integer(counted.n), "n_valid": .integer(counted.valid), "missing": .integer(counted.missing),
            "percent_of_all": .numbers(all), "percent_valid": .array(valid),
        ]
        if withInterval { fields["wilson"] = .array(wilson) }
        if counted.unlisted > 0 { fields["in_no_category"] = .integer(counted.unlisted) }
        if let largest = counted.counts.max(), let index = counted.counts.firstIndex(of: largest) {
            fields["largest"] = .string(categories[index].label.en)
            fields["largest_is"] = .string(2 * largest > counted.n ? "majority" : "plurality")
        }
        return fields
    }

    func table(caption: LocalText) -> StudyTable {
        let showsValid = counted.missing > 0
        let showsPrinted = categories.contains { $0.printedCount != nil || $0.printedPercentText != nil }
        var columns: [StudyTable.Column] = [
            .init(Wording.text("column.category")), .init(Wording.text("column.n"), numeric: true),
            .init(Wording.text("column.percent-all"), numeric: true),
        ]
        if showsValid { columns.append(.init(Wording.text("column.percent-valid"), numeric: true)) }
        if withInterval { columns.append(.init(Wording.text("column.wilson"), numeric: true)) }
        if showsPrinted {
            columns += [
                .init(Wording.text("column.printed-n"), numeric: true),
                .init(Wording.text("column.printed-percent"), numeric: true), .init(Wording.text("column.verdict")),
            ]
        }
        func row(_ label: LocalText, _ count: Int, _ category: Category?, valid: Bool, total: Bool = false)
            -> StudyTable.Row
        {
            var cells: [StudyCell] = [
                .text(label), .count(count), .percent(count, of: counted.n, places: decimals),
            ]
            if showsValid { cells.append(valid ? .percent(count, of: counted.valid, places: decimals) : .empty) }
            if withInterval { cells.append(category == nil ? .empty : interval(count)) }
            if showsPrinted { cells += printed(category, count) }
            return .init(cells, total: total)
        }
        var rows = zip(categories, counted.counts).map { row($0.label, $1, $0, valid: true) }
        if counted.unlisted > 0 { rows.append(row(Wording.text("row.unlisted"), counted.unlisted, nil, valid: true)) }
        if counted.missing > 0 { rows.append(row(Wording.text("row.missing"), counted.missing, nil, valid: false)) }
        rows.append(row(Wording.text("row.total"), counted.n, nil, valid: false, total: true))
        let sizes = ["n": String(counted.n), "valid": String(counted.valid), "missing": String(counted.missing)]
        var notes = [StudyTable.Footnote("", Wording.text("note.denominators", sizes))]
        if withInterval { notes.append(.init("", Wording.text("note.wilson"))) }
        return StudyTable(.frequency, caption, columns: columns, rows: rows, footnotes: notes)
    }

    private func interval(_ count: Int) -> StudyCell {
        guard let wilson = try? ProportionIntervals(successes: count, of: counted.n).wilson else {
            return .empty
        }
        return .interval(100 * wilson.lower, 100 * wilson.upper, places: 1)
    }

    private func printed(_ category: Category?, _ count: Int) -> [StudyCell] {
        guard let category else { return [.empty, .empty, .empty] }
        let verdict = category.printedPercent.map { $0.verdict(count: category.printedCount ?? count, of: counted.n) }
        return [
            category.printedCount.map(StudyCell.count) ?? .empty,
            category.printedPercentText.map(StudyCell.printed) ?? .empty,
            verdict.map { .text(Wording.text("verdict." + $0.rawValue)) } ?? .empty,
        ]
    }
}
