public import Problems
import Tabular

/// A table for other programs: numbers in full, intervals as two columns, no marks.
public struct StudyGrid: Sendable {
    /// One value.
    public enum Value: Sendable, Hashable {
        case blank
        case text(String)
        case integer(Int)
        case decimal(Double)
        /// A share from 0 to 1.
        case share(Double)
        case rupiah(Double)
    }

    /// A name for files and sheets: letters, digits and `-`.
    public var name: String
    /// What the table shows, with its notes.
    public var caption: String
    public var header: [String]
    /// One value per heading in each row.
    public var rows: [[Value]]

    /// The grid as comma-separated text; shares stay shares, `0.25` and not `25 %`.
    public var csv: String {
        var writer = CSVWriter()
        writer.write(header)
        for row in rows { writer.write(row.map(\.text)) }
        return writer.take()
    }
}

extension StudyGrid.Value {
    /// The value in full, with a point.
    public var text: String {
        switch self {
        case .blank: ""
        case .text(let text): text
        case .integer(let value): String(value)
        case .decimal(let value), .share(let value), .rupiah(let value): StudyCell.digits(value)
        }
    }
}

extension StudyCell {
    /// The cell as one value, or two where it is an interval.
    func values(in language: Language) -> [StudyGrid.Value] {
        func number(_ value: Double, _ make: (Double) -> StudyGrid.Value) -> StudyGrid.Value {
            value.isFinite ? make(value) : .blank
        }
        switch self {
        case .empty: return [.blank]
        case .text, .printed: return [.text(text(in: language))]
        case .count(let value): return [.integer(value)]
        case .percent(let count, let total, _):
            return [total > 0 ? .share(Double(count) / Double(total)) : .blank]
        case .number(let value, _), .pValue(let value): return [number(value) { .decimal($0) }]
        case .share(let value, _): return [number(value) { .share($0) }]
        case .rupiah(let value): return [number(value) { .rupiah($0) }]
        case .interval(let low, let high, _): return [number(low) { .decimal($0) }, number(high) { .decimal($0) }]
        case .range(let low, let high):
            return Array(low.values(in: language).prefix(1)) + Array(high.values(in: language).prefix(1))
        case .marked(let cell, _): return cell.values(in: language)
        }
    }
}

extension StudyTable {
    /// The table for other programs.
    func grid(_ name: String, in language: Language) -> StudyGrid {
        let cells = rows.map { row in row.cells.map { $0.values(in: language) } }
        let isDouble = columns.indices.map { column in cells.contains { column < $0.count && $0[column].count == 2 } }
        let header = zip(columns, isDouble).flatMap { column, isDouble -> [String] in
            let heading = column.heading[language]
            guard isDouble else { return [heading] }
            return ["value.low-of", "value.high-of"].map { Wording.text($0, ["name": heading])[language] }
        }
        let notes = footnotes.map { ($0.mark.isEmpty ? "" : $0.mark + ". ") + $0.text[language] }
        return StudyGrid(
            name: name, caption: ([caption[language]] + notes).joined(separator: " · "), header: header,
            rows: cells.map { row in
                zip(row, isDouble).flatMap { values, isDouble in
                    isDouble && values.count == 1 ? values + [.blank] : values
                }
            })
    }
}

extension StudyResult {
    /// All estimates of all analyses, one row each, with what they rest on: the grid for further computing.
    public func estimates(in language: Language) -> StudyGrid {
        let keys = [
            "analysis", "group", "key", "quantity", "value", "se", "low", "high", "bootstrap-low", "bootstrap-high",
            "numerator", "denominator", "n", "n-used", "n-dropped", "method", "se-method", "warnings", "refusal",
        ]
        func decimal(_ value: Double?) -> StudyGrid.Value { value.map { .decimal($0) } ?? .blank }
        var rows: [[StudyGrid.Value]] = []
        for item in items {
            for estimate in item.estimates {
                let codes = (item.warnings + estimate.warnings).map(\.code)
                var row: [StudyGrid.Value] = [
                    .text(item.name), .text(estimate.group[language]), .text(estimate.key),
                    .text(estimate.label[language]), decimal(estimate.value), decimal(estimate.standardError),
                    decimal(estimate.interval?.low), decimal(estimate.interval?.high),
                    decimal(estimate.bootstrap?.low), decimal(estimate.bootstrap?.high), decimal(estimate.numerator),
                    decimal(estimate.denominator), estimate.n.map { .integer($0) } ?? .blank,
                ]
                row += [
                    item.evidence.map { .integer($0.used) } ?? .blank,
                    item.evidence.map { .integer($0.dropped) } ?? .blank, .text(item.method),
                    .text(item.evidence?.errorMethod ?? ""), .text(codes.joined(separator: " ")),
                    .text((estimate.refusal ?? item.refusal)?.code ?? ""),
                ]
                rows.append(row)
            }
        }
        return StudyGrid(
            name: "figures", caption: title[language], header: keys.map { Wording.text("column." + $0)[language] },
            rows: rows)
    }

    /// Every table of every analysis, named after its analysis: `table-4`, or `table-4-1` where there are several.
    public func grids(in language: Language) -> [StudyGrid] {
        items.flatMap { item in
            item.tables.enumerated().map { index, table in
                table.grid(item.tables.count > 1 ? "\(item.name)-\(index + 1)" : item.name, in: language)
            }
        }
    }
}
