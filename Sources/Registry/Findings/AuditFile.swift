import Foundation
import Indonesia
import Problems
import Tabular

/// A list that is audited, or one that it is held against: which column means what, and how its cells are read.
struct AuditFile: Sendable {
    let file: ListFile
    let mapping: ColumnMapping
    let nik: Int
    let name: Int?
    let birth: Int?
    let amount: Int?
    /// When it happened, began or was paid.
    let start: Int?
    let end: Int?
    let state: Int?
    let size: Int?
    let capital: Int?
    let sales: Int?
    private let dates: [DateParser?]
    private let money: [RupiahColumn?]

    /// - Parameters:
    ///   - sheet: the sheet of a workbook; found by what its columns hold when nil.
    ///   - kind: what it says; nil for the audited list.
    /// - Throws: what ``ListFile`` throws; `list.not-people` for a list without identity numbers.
    init(
        _ url: URL, sheet: String? = nil, kind: ReferenceKind?, _ catalogue: FindingCatalogue, today: CalendarDate
    ) throws(Problem) {
        file = try ListFile(url, sheet: sheet)
        let columns = file.layout.columns
        var surveys = [ColumnSurvey](repeating: ColumnSurvey(), count: columns.count)
        var orders = [DateColumn](repeating: DateColumn(), count: columns.count)
        var sums = [RupiahColumn](repeating: RupiahColumn(), count: columns.count)
        let mapping: ColumnMapping
        do throws(Problem) {
            var reader = try file.reader()
            if let batch = try reader.next() {
                let bytes = batch.bytes.span
                for position in 0..<batch.count {
                    for column in columns.indices {
                        let cell = bytes.extracting(batch.range(position, column))
                        if position < 500 { surveys[column].add(cell) }
                        orders[column].add(cell)
                        if position < 2000 { sums[column].add(cell) }
                    }
                }
            }
            mapping = try ColumnMapper.map(file.layout, surveys, profile: nil)
        } catch {
            throw error.inFile(file.name)
        }
        guard let nik = mapping.column(.nik) else {
            throw Problem("list.not-people", at: Place(file: file.name))
        }
        let plain = columns.map(ColumnMapper.normalised)
        func place(_ column: String, _ field: Field?) -> Int? {
            for heading in catalogue.headings(column, kind).map(ColumnMapper.normalised) {
                if let place = plain.firstIndex(of: heading) { return place }
            }
            return field.flatMap { mapping.column($0) }
        }
        self.mapping = mapping
        self.nik = nik
        name = mapping.column(.name)
        let (amount, start, end) = (place("amount", .amount), place("start", .startDate), place("end", .endDate))
        let (capital, sales, birth) = (
            mapping.column(.capital), mapping.column(.annualSales), mapping.column(.birthDate)
        )
        state = place("state", .status)
        size = place("size", nil)
        var dates = [DateParser?](repeating: nil, count: columns.count)
        for column in [birth, start, end].compactMap(\.self) {
            dates[column] = DateParser(order: LineChecker.order(orders[column]), notAfter: today)
        }
        (self.birth, self.start, self.end) = (birth, start, end)
        (self.amount, self.capital, self.sales) = (amount, capital, sales)
        self.dates = dates
        var money = [RupiahColumn?](repeating: nil, count: columns.count)
        for column in [amount, capital, sales].compactMap(\.self) { money[column] = sums[column] }
        self.money = money
    }

    /// What stands for no day.
    static let noDay = BenefitSpan.noDay

    /// The day of a cell, counted from 1970; ``noDay`` where it holds none.
    func day(_ batch: RecordBatch, _ position: Int, _ column: Int?) -> Int32 {
        guard let column, let parser = dates[column] else { return Self.noDay }
        let cell = batch.bytes.span.extracting(batch.range(position, column))
        guard !cell.isEmpty, let day = parser.value(of: cell) else { return Self.noDay }
        return Int32(truncatingIfNeeded: day.daysSince1970)
    }

    /// The rupiah of a cell; nil where it holds none.
    func rupiah(_ batch: RecordBatch, _ position: Int, _ column: Int?) -> Int64? {
        guard let column, let reader = money[column] else { return nil }
        let cell = batch.bytes.span.extracting(batch.range(position, column))
        if let plain = Self.plainDigits(cell) { return plain }
        return cell.isEmpty ? nil : reader.read(cell).value?.amount
    }

    /// Where a cell's text stands without blanks at its ends.
    static func trimmed(_ batch: RecordBatch, _ position: Int, _ column: Int) -> Range<Int> {
        let bytes = batch.bytes.span
        var range = batch.range(position, column)
        while !range.isEmpty, bytes[range.lowerBound] <= 0x20 { range = range.lowerBound + 1..<range.upperBound }
        while !range.isEmpty, bytes[range.upperBound - 1] <= 0x20 { range = range.lowerBound..<range.upperBound - 1 }
        return range
    }

    private static func plainDigits(_ cell: Span<UInt8>) -> Int64? {
        guard cell.count > 0, cell.count <= 15 else { return nil }
        var value: Int64 = 0
        for index in cell.indices {
            let digit = cell[index] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int64(digit)
        }
        return value
    }
}
