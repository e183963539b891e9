import Evaluation
import Problems

/// The effectiveness index with its spread, its dimensions and its class by both readings of the table.
struct EffectivenessResult {
    let index: EffectivenessIndex
    let indicators: [EffectivenessAnalysis.Indicator]
    let classes: EffectivenessClasses
    /// Whether a publication's rounded scores stand beside the counts.
    let isPublished: Bool

    /// A class as a reader knows it; a table of the study's own keeps its names.
    private func className(_ name: String) -> LocalText {
        classes.name == EffectivenessClasses.litbang1991.name ? Wording.text("class." + name) : LocalText(name)
    }

    /// The share of the indicators' realisation in each dimension, in the order of the file, in percent.
    private var dimensions: [(name: LocalText, value: Double, indicators: Int)] {
        var order: [LocalText] = []
        var counts: [LocalText: [Int]] = [:]
        for (indicator, count) in zip(indicators, index.counts) {
            guard let dimension = indicator.dimension else { continue }
            if counts[dimension] == nil { order.append(dimension) }
            counts[dimension, default: []].append(count)
        }
        return order.map { name in
            let parts = counts[name] ?? []
            return (name, 100 * Double(parts.reduce(0, +)) / Double(parts.count * index.n), parts.count)
        }
    }

    private var equalDimensions: Double? {
        let dimensions = dimensions
        guard dimensions.count > 1 else { return nil }
        return dimensions.map(\.value).reduce(0, +) / Double(dimensions.count)
    }

    /// Cut at 0 and 100, which a mean of percentages cannot leave unless it is above 100 itself.
    private func interval(_ error: Double) -> (Double, Double) {
        let half = 1.959963984540054 * error
        return (max(0, index.exact - half), max(index.exact, min(100, index.exact + half)))
    }

    var recommended: [String: JSON] {
        let reading = classes.reading(of: index.exact)
        let errors = index.standardErrors
        let (low, high) = (interval(errors.independent), interval(errors.dependent))
        var fields: [String: JSON] = [
            "n": .integer(index.n), "count": .integers(index.counts), "value": .number(index.exact),
            "class_literal": reading.literal.map(JSON.string) ?? .null, "class_continuous": .string(reading.continuous),
            "in_gap": .bool(reading.inGap), "se_independent": .number(errors.independent),
            "se_dependent": .number(errors.dependent), "ci_independent": .numbers([low.0, low.1]),
            "ci_dependent": .numbers([high.0, high.1]),
        ]
        if let equalDimensions {
            fields["value_equal_dimensions"] = .number(equalDimensions)
            fields["value_by_dimension"] = .object(
                Dictionary(dimensions.map { ($0.name.en, JSON.number($0.value)) }) { first, _ in first })
        }
        return fields
    }

    var warnings: [StudyWarning] {
        var found: [StudyWarning] = []
        if isPublished, index.fromRounded != index.exact {
            found.append(
                StudyWarning(
                    "double-rounding", ["rounded": number(index.fromRounded, 1), "exact": number(index.exact, 1)]))
        }
        let dependent = interval(index.standardErrors.dependent)
        let class1 = classes.reading(of: dependent.0).continuous
        if class1 != classes.reading(of: min(100, dependent.1)).continuous {
            found.append(
                StudyWarning("class-not-robust", ["lower": number(dependent.0, 1), "upper": number(dependent.1, 1)]))
        }
        if let equalDimensions {
            let weights = LocalText(
                dimensions.map { "\($0.name.id) \($0.indicators)/\(indicators.count)" }.joined(separator: ", "),
                en: dimensions.map { "\($0.name.en) \($0.indicators)/\(indicators.count)" }.joined(separator: ", "))
            found.append(
                StudyWarning("dimension-weights", ["weights": weights, "value": number(equalDimensions, 1)]))
        }
        found += classes.warnings([index.exact]).map { StudyWarning($0.code.rawValue, $0.arguments) }
        return found
    }

    func indicatorTable(caption: LocalText) -> StudyTable {
        let headings = [
            "column.indicator", "column.met", "column.n", "column.percent-exact", "column.score-rounded",
            "column.printed-score", "column.class",
        ]
        var rows: [StudyTable.Row] = []
        for (position, indicator) in indicators.enumerated() {
            let exact = 100 * Double(index.counts[position]) / Double(index.n)
            rows.append(
                .init([
                    .text(indicator.label), .count(index.counts[position]), .count(index.n),
                    .percent(index.counts[position], of: index.n, places: 2), .count(index.roundedScores[position]),
                    indicator.printedScore.map { .printed(String($0)) } ?? .empty,
                    .text(className(classes.reading(of: exact).continuous)),
                ]))
        }
        rows.append(
            .init(
                [
                    .text(Wording.text("row.total")), .count(index.counts.reduce(0, +)),
                    .count(index.n * indicators.count), .number(index.exact, places: 2), .count(index.sumOfRounded),
                    .empty, .text(className(classes.reading(of: index.exact).continuous)),
                ], total: true))
        // The rounded and the printed score say something only beside a publication.
        let shown = headings.indices.filter { isPublished || ($0 != 4 && $0 != 5) }
        return StudyTable(
            .effectiveness, caption,
            columns: shown.map { .init(Wording.text(headings[$0]), numeric: $0 > 0 && $0 < 6) },
            rows: rows.map { row in .init(shown.map { row.cells[$0] }, total: row.isTotal) })
    }

    func indexTable(caption: LocalText) -> StudyTable {
        let errors = index.standardErrors
        let (low, high) = (interval(errors.independent), interval(errors.dependent))
        var rows: [StudyTable.Row] = [
            row(Wording.text("row.from-counts"), .number(index.exact, places: 1)),
            row(Wording.text("row.class"), .text(className(classes.reading(of: index.exact).continuous))),
            row(Wording.text("row.interval-independent"), .interval(low.0, low.1, places: 1)),
            row(Wording.text("row.interval-dependent"), .interval(high.0, high.1, places: 1)),
        ]
        if isPublished {
            rows.insert(row(Wording.text("row.from-rounded"), .number(index.fromRounded, places: 1)), at: 0)
        }
        for dimension in dimensions {
            let label = Wording.text("row.dimension") { ["name": dimension.name[$0]] }
            rows.append(row(label, .number(dimension.value, places: 1)))
        }
        if let equalDimensions {
            rows.append(row(Wording.text("row.equal-dimensions"), .number(equalDimensions, places: 1)))
        }
        return StudyTable(
            .estimates, IncidenceLayout.joined(caption, Wording.text("table.index")),
            columns: [.init(Wording.text("column.quantity")), .init(Wording.text("column.value"), numeric: true)],
            rows: rows)
    }

    private func row(_ label: LocalText, _ cell: StudyCell) -> StudyTable.Row { .init([.text(label), cell]) }

    private func number(_ value: Double, _ places: Int) -> LocalText {
        LocalText(Language.id.decimal(value, places: places), en: Language.en.decimal(value, places: places))
    }
}
