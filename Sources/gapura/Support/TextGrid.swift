import Tabular

/// A table for a terminal: columns as wide as their widest cell, numbers to the right.
struct TextGrid {
    private var rows: [[String]] = []
    private let numeric: Set<Int>

    /// - Parameter numeric: columns whose cells stand to the right.
    init(_ header: [String], numeric: Set<Int> = []) {
        rows = [header]
        self.numeric = numeric
    }

    mutating func add(_ cells: [String]) { rows.append(cells) }

    /// The table as text, with a line under its header. A cell of several lines stands on one.
    var text: String {
        let rows = rows.map { $0.map { $0.split(whereSeparator: \.isNewline).joined(separator: " ") } }
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        var lines: [String] = []
        for (index, row) in rows.enumerated() {
            let cells = row.enumerated().map { column, cell in
                let gap = String(repeating: " ", count: widths[column] - cell.count)
                return numeric.contains(column) ? gap + cell : cell + gap
            }
            lines.append(Self.trimmed(cells.joined(separator: "  ")))
            if index == 0 { lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The same rows as delimited text. Where there is no number, a program reads an empty cell.
    var csv: String {
        var writer = CSVWriter()
        for row in rows {
            writer.write(row.enumerated().map { numeric.contains($0.offset) && $0.element == "–" ? "" : $0.element })
        }
        return writer.text
    }

    private static func trimmed(_ line: String) -> String {
        var line = line
        while line.last == " " { line.removeLast() }
        return line
    }
}
