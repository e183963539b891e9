import Problems
import Tabular

/// The cells of a table as they come out of the file, row by row; keeps to the limit of what a file may hold.
struct ColumnCollector {
    /// The numbers of each column; empty for columns of text.
    var numbers: [[Double]]
    /// The texts of each column; empty for columns of numbers.
    var texts: [TextColumnBuilder]
    private(set) var rows = 0
    private let mostCells: Int
    private var textBytes = 0

    init(columns: Int, mostCells: Int) {
        numbers = Array(repeating: [], count: columns)
        texts = Array(repeating: TextColumnBuilder(), count: columns)
        self.mostCells = mostCells
    }

    mutating func append(_ number: Double, to column: Int) { numbers[column].append(number) }

    mutating func append(_ text: Span<UInt8>, to column: Int) {
        texts[column].append(text)
        textBytes += text.count
    }

    /// Marks the end of a row.
    ///
    /// - Throws: `statistical-file.too-large`.
    mutating func endRow() throws(Problem) {
        rows += 1
        guard rows * numbers.count + textBytes / 8 <= mostCells else {
            throw Problem("statistical-file.too-large", .refuse, ["limit": String(mostCells)])
        }
    }
}

/// Counts of days and milliseconds as the programs keep them, and as ``StatisticalVariable/Kind`` counts.
enum Clock {
    static let day = 86_400.0
    /// From SPSS's beginning, 14 October 1582, to 1970, in seconds.
    static let spss = 141_428 * day
    /// From Stata's beginning, 1960, to 1970, in seconds.
    static let stata = 3_653 * day
}
