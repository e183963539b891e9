import Problems

/// Estimates as a table: one row each, with error, interval, what was divided by what, and marks for what concerns one.
struct EstimateTable {
    private let estimates: [StudyEstimate]
    private let rows: [(LocalText, StudyCell)]
    private let level: Double

    init(_ estimates: [StudyEstimate], rows: [(LocalText, StudyCell)] = [], _ context: StudyContext) {
        self.estimates = estimates
        self.rows = rows
        level = context.header.settings.confidence
    }

    func table(caption: LocalText) -> StudyTable {
        let hasGroups = estimates.contains { !$0.group.isEmpty }
        // One quantity for many groups is named by the caption.
        let hasNames = !hasGroups || Set(estimates.map(\.label)).count > 1 || !rows.isEmpty
        let hasError = estimates.contains { $0.standardError != nil }
        let hasInterval = estimates.contains { $0.interval != nil }
        let hasBootstrap = estimates.contains { $0.bootstrap != nil }
        let hasParts = estimates.contains { $0.numerator != nil || $0.denominator != nil }
        let hasCount = estimates.contains { $0.n != nil }
        var columns: [StudyTable.Column] = []
        let interval = Wording.text("column.interval") { ["level": $0.decimal(100 * level, places: 0)] }
        if hasGroups { columns.append(.init(Wording.text("column.group"))) }
        if hasNames { columns.append(.init(Wording.text("column.quantity"))) }
        let value = hasNames ? Wording.text("column.value") : estimates[0].label
        columns.append(.init(value, numeric: true))
        if hasError { columns.append(.init(Wording.text("column.se"), numeric: true)) }
        if hasInterval { columns.append(.init(interval, numeric: true)) }
        if hasBootstrap { columns.append(.init(Wording.text("column.bootstrap"), numeric: true)) }
        if hasParts {
            columns.append(.init(Wording.text("column.numerator"), numeric: true))
            columns.append(.init(Wording.text("column.denominator"), numeric: true))
        }
        if hasCount { columns.append(.init(Wording.text("column.n"), numeric: true)) }

        var notes: [StudyTable.Footnote] = []
        func mark(_ warning: StudyWarning) -> String {
            let text = LocalText(
                "\(warning.message.id) [\(warning.code)]", en: "\(warning.message.en) [\(warning.code)]")
            if let known = notes.first(where: { $0.text == text }) { return known.mark }
            let sign = Self.sign(notes.count)
            notes.append(.init(sign, text))
            return sign
        }
        var out: [StudyTable.Row] = []
        for estimate in estimates {
            let marks = (estimate.warnings + [estimate.refusal].compactMap { $0 }).map(mark)
            let shown = estimate.value == nil ? .text(Wording.text("value.none")) : estimate.cell(estimate.value)
            var cells: [StudyCell] = hasGroups ? [.text(estimate.group)] : []
            if hasNames { cells.append(.text(estimate.label)) }
            cells.append(marks.isEmpty ? shown : .marked(shown, marks.joined(separator: ",")))
            if hasError { cells.append(estimate.cell(estimate.standardError)) }
            if hasInterval { cells.append(estimate.cell(estimate.interval)) }
            if hasBootstrap { cells.append(estimate.cell(estimate.bootstrap)) }
            if hasParts {
                cells += [estimate.numerator, estimate.denominator].map { $0.map(Self.part) ?? .empty }
            }
            if hasCount { cells.append(estimate.n.map(StudyCell.count) ?? .empty) }
            out.append(.init(cells))
        }
        for (label, cell) in rows {
            var cells: [StudyCell] = Array(repeating: .empty, count: columns.count)
            let place = hasGroups ? 1 : 0
            cells[place] = .text(label)
            cells[place + 1] = cell
            out.append(.init(cells))
        }
        return StudyTable(.estimates, caption, columns: columns, rows: out, footnotes: notes)
    }

    /// A sum of weights or amounts: whole where it is large.
    private static func part(_ value: Double) -> StudyCell { .number(value, places: value.magnitude < 100 ? 2 : 0) }

    private static func sign(_ index: Int) -> String {
        let letter = String(Unicode.Scalar(UInt8(97 + index % 26)))
        return index < 26 ? letter : letter + String(index / 26)
    }
}
