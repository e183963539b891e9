/// What a column holds, judged from its cells and not from its header.
public enum ColumnType: String, Sendable, Hashable, Codable {
    case empty
    /// Digits that are a name and not a quantity: 10 and more digits, or digits with a leading zero.
    case identifier
    case integer
    case decimal
    case year
    case date
    case text
}

/// Counts over the cells of one column; the type follows from them when it is asked for.
public struct ColumnSurvey: Sendable, Hashable {
    /// Cells that are not blank.
    public private(set) var filled = 0
    public private(set) var blank = 0
    /// Cells of digits only.
    public private(set) var digitsOnly = 0
    /// Cells of exactly 16 digits, signs and blanks between them left out.
    public private(set) var sixteenDigits = 0
    private var integers = 0
    private var decimals = 0
    private var years = 0
    private var dates = 0
    private var identifiers = 0

    public init() {}

    /// Counts one cell.
    public mutating func add(_ cell: Span<UInt8>) {
        var digits = 0
        var separators = 0
        var others = 0
        var points = 0
        var first: UInt8 = 0
        for index in cell.indices {
            let byte = cell[index]
            switch byte {
            case 0x30...0x39:
                if digits == 0 { first = byte }
                digits += 1
            case 0x20, 0x09: break
            case 0x2E, 0x2C: points += 1
            case 0x2D, 0x2F: separators += 1
            case 0x27: break
            default: others += 1
            }
        }
        if digits == 0, others == 0, separators + points == 0 {
            blank += 1
            return
        }
        filled += 1
        guard others == 0, digits > 0 else { return }
        if separators == 0, points == 0 { digitsOnly += 1 }
        if digits == 16 { sixteenDigits += 1 }
        if separators == 2, points == 0, (6...8).contains(digits) {
            dates += 1
        } else if digits >= 10 || (digits > 1 && first == 0x30 && points == 0) {
            identifiers += 1
        } else if points > 0 {
            decimals += 1
        } else if separators == 0 || (separators == 1 && cell[0] == 0x2D) {
            integers += 1
            if digits == 4, first == 0x31 || first == 0x32 { years += 1 }
        }
    }

    /// The column's type: what at least nine of ten filled cells agree on, text otherwise.
    public var type: ColumnType {
        guard filled > 0 else { return .empty }
        func most(_ count: Int) -> Bool { count * 10 >= filled * 9 }
        if most(dates) { return .date }
        if most(years) { return .year }
        if most(integers) { return .integer }
        if most(identifiers) { return .identifier }
        if most(integers + decimals), decimals > 0 { return .decimal }
        if most(identifiers + integers), identifiers > 0 { return .identifier }
        return .text
    }
}
