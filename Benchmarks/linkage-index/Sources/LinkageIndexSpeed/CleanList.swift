import Foundation
import Linkage

/// A list of clean cells without quotes: `id`, `person` and the fields of a model.
struct CleanList {
    private let lines: [Substring]
    private let places: [String: Int]

    init(_ file: String) throws {
        var lines = try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        let header = lines.removeFirst().split(separator: ",", omittingEmptySubsequences: false)
        places = Dictionary(uniqueKeysWithValues: header.enumerated().map { (String($1), $0) })
        self.lines = lines
    }

    var count: Int { lines.count }

    func cells(_ row: Int) -> [Substring] { lines[row].split(separator: ",", omittingEmptySubsequences: false) }

    func cell(_ name: String, _ cells: [Substring]) -> Substring { places[name].map { cells[$0] } ?? "" }

    func records(_ model: LinkageModel) throws -> LinkageRecords {
        var ids = RecordIDs()
        var columns = model.fields.map { RecordColumnBuilder($0.kind) }
        for row in lines.indices {
            let cells = cells(row)
            ids.append(cell("id", cells).utf8Span.span)
            for (place, field) in model.fields.enumerated() {
                let cell = cell(field.name, cells)
                switch (field.kind, cell.isEmpty) {
                case (.text, false): columns[place].append(text: cell.utf8Span.span)
                case (.digits, false): _ = columns[place].append(digits: cell.utf8Span.span)
                case (.date, false):
                    let parts = cell.split(separator: "-").compactMap { Int($0) }
                    columns[place].append(year: parts[0], month: parts[1], day: parts[2])
                default: columns[place].appendMissing()
                }
            }
        }
        return try LinkageRecords(
            ids: ids,
            columns: Dictionary(uniqueKeysWithValues: zip(model.fields.map(\.name), columns.map(\.column))))
    }

    func values(_ row: Int, _ model: LinkageModel) -> [String: LinkageIndex.Value] {
        let cells = cells(row)
        var values: [String: LinkageIndex.Value] = [:]
        for field in model.fields {
            let cell = String(cell(field.name, cells))
            if cell.isEmpty { continue }
            switch field.kind {
            case .text: values[field.name] = .text(cell)
            case .digits: values[field.name] = .digits(cell)
            case .date:
                let parts = cell.split(separator: "-").compactMap { Int($0) }
                values[field.name] = .date(year: parts[0], month: parts[1], day: parts[2])
            case .number: values[field.name] = Double(cell).map { .number($0) }
            }
        }
        return values
    }
}
