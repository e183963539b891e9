import Indonesia
import Linkage
import Problems
import Tabular

/// Turns a cell of a list into a value to compare, by the cleaning that a model's field names.
struct FieldCleaner: Sendable {
    enum Cleaning: String, Sendable {
        /// A person's name in its comparison form.
        case personName = "person-name"
        /// 16 digits of a NIK or family card; placeholders and other lengths are missing.
        case identity
        case phone, sex, area
        /// Day, month and year in any usual order.
        case date
        /// Lower case, other signs than letters and digits as blanks.
        case text
        /// As it stands, without blanks at the ends.
        case raw
        /// Digits alone, 1 to 16.
        case digits
        case number
    }

    let cleaning: Cleaning
    private var name = ComparisonName()
    /// Cleaned texts one behind the other, and where each ends.
    private var texts: [UInt8] = []
    private var ends: [UInt32] = []
    private let dates = DateParser()
    private var cells = FieldReading.Cells()

    /// - Throws: `linkage.model` for a cleaning that is not known.
    init(_ field: LinkageField) throws(Problem) {
        let usual: Cleaning =
            switch field.kind {
            case .text: .text
            case .digits: .digits
            case .date: .date
            case .number: .number
            }
        guard let named = field.cleaning else {
            cleaning = usual
            return
        }
        guard let cleaning = Cleaning(rawValue: named) else { throw Problem("linkage.model", value: named) }
        self.cleaning = cleaning
    }

    /// Adds the values of a batch's column.
    ///
    /// - Parameter rows: positions in the batch.
    mutating func append(_ batch: RecordBatch, _ rows: [Int], _ place: Int, to column: inout RecordColumnBuilder) {
        let bytes = batch.bytes.span
        guard cleaning == .personName || cleaning == .text || cleaning == .raw else {
            column.reserve(rows.count)
            for row in rows { append(bytes.extracting(batch.range(row, place)), to: &column) }
            return
        }
        clearTexts()
        ends.reserveCapacity(rows.count)
        for row in rows {
            let cell = bytes.extracting(batch.range(row, place))
            if !cell.isEmpty { cells.filled += 1 }
            write(cell)
        }
        column.append(texts: texts, ends: ends)
    }

    /// Adds the value of a cell to a column.
    mutating func append(_ cell: Span<UInt8>, to column: inout RecordColumnBuilder) {
        if cell.isEmpty { return column.appendMissing() }
        cells.filled += 1
        switch cleaning {
        case .personName, .text, .raw:
            clearTexts()
            write(cell)
            column.append(texts: texts, ends: ends)
        case .identity:
            guard let number = ComparisonDigits.identity(cell) else { return leaveOut(cell, &column) }
            if cell.count == 16, column.append(digits: cell) { return }
            column.append(digits: number, count: 16)
        case .phone:
            guard let number = ComparisonDigits.phone(cell) else { return leaveOut(cell, &column) }
            // Nearly all have more than ten digits, none so many that the bound overflows.
            var (count, bound): (Int, UInt64) = number < 1_000_000_000 ? (0, 1) : (10, 10_000_000_000)
            while number >= bound {
                count += 1
                bound *= 10
            }
            column.append(digits: number, count: count)
        case .sex:
            guard let sex = Sex.value(of: cell) else { return leaveOut(cell, &column) }
            column.append(digits: sex == .male ? 1 : 2, count: 1)
        case .area:
            guard let area = ComparisonDigits.area(cell) else { return leaveOut(cell, &column) }
            column.append(digits: area.number, count: area.count)
        case .date: appendDate(cell, to: &column)
        case .digits:
            var (number, count): (UInt64, Int) = (0, 0)
            for index in cell.indices {
                let digit = cell[index] &- 0x30
                guard digit < 10 else { continue }
                count += 1
                if count <= 16 { number = number * 10 + UInt64(digit) }
            }
            column.append(digits: number, count: count)
        case .number:
            var text = ""
            for index in cell.indices where cell[index] > 0x20 {
                text.unicodeScalars.append(Unicode.Scalar(cell[index]))
            }
            column.append(number: Double(text) ?? .nan)
        }
    }

    private mutating func appendDate(_ cell: Span<UInt8>, to column: inout RecordColumnBuilder) {
        // yyyy-mm-dd, the usual form of a machine.
        if cell.count == 10, cell[4] == 0x2D, cell[7] == 0x2D {
            var (number, isPlain) = (0, true)
            for index in cell.indices where index != 4 && index != 7 {
                let digit = cell[index] &- 0x30
                isPlain = isPlain && digit < 10
                number = number * 10 + Int(digit)
            }
            if isPlain { return column.append(year: number / 10000, month: number / 100 % 100, day: number % 100) }
        }
        // yyyymmdd
        if cell.count == 8 {
            var (number, isPlain) = (0, true)
            for index in cell.indices {
                let digit = cell[index] &- 0x30
                isPlain = isPlain && digit < 10
                number = number * 10 + Int(digit)
            }
            if isPlain, number / 10000 >= 1850, number / 10000 < 2100, number / 100 % 100 <= 12 {
                return column.append(year: number / 10000, month: number / 100 % 100, day: number % 100)
            }
        }
        guard let date = dates.value(of: cell) ?? dateBehindPlace(cell) else { return leaveOut(cell, &column) }
        column.append(year: date.year, month: date.month, day: date.day)
    }

    /// The day of `Malang, 12-03-1965`.
    private func dateBehindPlace(_ cell: Span<UInt8>) -> CalendarDate? {
        let start = PlaceAndDate.dateStart(in: cell)
        return start > 0 ? dates.value(of: cell.extracting(start..<cell.count)) : nil
    }

    /// Counts a cell that holds something which cannot be read, or nothing but blanks.
    private mutating func leaveOut(_ cell: Span<UInt8>, _ column: inout RecordColumnBuilder) {
        if cell.indices.allSatisfy({ cell[$0] <= 0x20 }) { cells.filled -= 1 } else { cells.unread += 1 }
        column.appendMissing()
    }

    /// What was read since the last call.
    mutating func takeCells() -> FieldReading.Cells {
        defer { cells = FieldReading.Cells() }
        return cells
    }

    private mutating func clearTexts() {
        texts.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Adds a cleaned text.
    private mutating func write(_ cell: Span<UInt8>) {
        switch cleaning {
        case .personName: name.write(cell, to: &texts)
        case .text: fold(cell)
        default:
            var (low, high) = (0, cell.count)
            while low < high, cell[low] <= 0x20 { low += 1 }
            while low < high, cell[high - 1] <= 0x20 { high -= 1 }
            for index in low..<high { texts.append(cell[index]) }
        }
        ends.append(UInt32(truncatingIfNeeded: texts.count))
    }

    private mutating func fold(_ cell: Span<UInt8>) {
        let start = texts.count
        texts.append(addingCapacity: cell.count) { text in
            var isOpen = false
            for index in cell.indices {
                var byte = cell[index]
                if (byte | 0x20) &- 0x61 < 26 {
                    byte |= 0x20
                } else if byte < 0x80, byte &- 0x30 > 9 {
                    isOpen = !text.isEmpty
                    continue
                }
                if isOpen { text.append(0x20) }
                isOpen = false
                text.append(byte)
            }
        }
        let count = texts.count - start
        if count > 0, count <= 12, Self.placeholders.contains(where: { $0.elementsEqual(texts[start...]) }) {
            texts.removeLast(count)
        }
    }

    private static let placeholders = [
        "0", "null", "nil", "nihil", "none", "nan", "na", "n a", "kosong", "belum", "belum ada", "tidak ada",
        "tdk ada", "tidak punya",
    ].map { Array($0.utf8) }
}
