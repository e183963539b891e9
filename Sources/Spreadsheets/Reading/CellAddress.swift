/// Addresses such as `B7` and `A1:C3`, as numbers that begin at 1.
public enum CellAddress {
    /// The column of an address; nil where it has none, or one beyond the format's `XFD`.
    static func column(_ address: String) -> Int? { parse(address)?.column }

    static func parse(_ address: String) -> (row: Int, column: Int)? {
        var column = 0
        var row = 0
        for byte in address.utf8 where byte != UInt8(ascii: "$") {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
                column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
            case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            default: return nil
            }
            if column > 16_384 || row > 1_048_576 { return nil }
        }
        return row > 0 ? (row, column) : nil
    }

    /// The range of `A1:C3` (or of `A1` alone).
    static func range(_ text: String) -> CellRange? {
        let ends = text.split(separator: ":", maxSplits: 1)
        guard let first = ends.first.flatMap({ parse(String($0)) }),
            let last = ends.last.flatMap({ parse(String($0)) }),
            first.row <= last.row, first.column <= last.column
        else { return nil }
        return CellRange(rows: first.row...last.row, columns: first.column...last.column)
    }

    /// The letters of a column that is counted from 1.
    public static func letters(_ column: Int) -> String {
        var rest = column
        var text = ""
        while rest > 0 {
            text = String(UnicodeScalar(UInt8(ascii: "A") + UInt8((rest - 1) % 26))) + text
            rest = (rest - 1) / 26
        }
        return text
    }
}

/// A block of cells; rows and columns are counted from 1.
public struct CellRange: Sendable, Hashable {
    public var rows: ClosedRange<Int>
    public var columns: ClosedRange<Int>

    public init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }
}
