import Linkage
import Tabular

/// The labels of comparison vectors as cells, a comma in front of each. Few vectors stand for many pairs: those made
/// last are kept.
struct LevelCells: Sendable {
    private let result: LinkageResult
    private let labels: [[[UInt8]]]
    private var kept: [(vector: Int, cells: [UInt8])]
    private static let places = 1 << 12

    init(_ result: LinkageResult) {
        self.result = result
        labels = result.model.comparisons.map { comparison in
            (0...comparison.levels.count).map { [0x2C] + Self.cell(comparison.label($0)) }
        }
        kept = Array(repeating: (-1, []), count: Self.places)
    }

    /// The most bytes that the cells of a vector take.
    var most: Int { labels.reduce(0) { $0 + ($1.map(\.count).max() ?? 0) } }

    subscript(vector: Int) -> [UInt8] {
        mutating get {
            let place = vector & (Self.places - 1)
            if kept[place].vector != vector {
                kept[place] = (vector, zip(labels, result.levels(vector)).flatMap { $0[$1] })
            }
            return kept[place].cells
        }
    }

    /// A text as a cell of a table.
    static func cell(_ text: String) -> [UInt8] {
        var cell = RowText()
        cell.append(cell: text)
        return cell.bytes
    }
}
