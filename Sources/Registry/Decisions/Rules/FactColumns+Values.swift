import Foundation
import Indonesia
import Problems
import Rules
import Store

/// Cells as values.
extension FactColumns {
    /// What a cell is read as, as the vocabulary names types.
    enum Kind: String, Sendable {
        case string, int, double, bool, date
    }

    /// A cell as a fact's type has it; nil where it is empty or says nothing that can be read: then it is missing.
    ///
    /// - Parameter least: a smaller whole number says nothing.
    static func value(
        _ text: String, _ kind: Kind, _ reading: FactReading = .plain, least: Int64? = nil
    ) -> RuleValue? {
        guard let value = value(of: trimmed(text), kind, reading) else { return nil }
        if let least, case .int(let number) = value, number < least { return nil }
        return value
    }

    private static func isBlank(_ cell: String) -> Bool { cell.isEmpty || cell == "-" || cell == "–" }

    /// A cell that holds something of which nothing can be made, as it may be shown; nil where it is empty.
    static func unread(_ text: String) -> String? {
        let cell = trimmed(text)
        return isBlank(cell) ? nil : LongNumbers.hidden(in: cell.prefix(30))
    }

    private static func value(of cell: String, _ kind: Kind, _ reading: FactReading) -> RuleValue? {
        guard !isBlank(cell) else { return nil }
        switch kind {
        case .string: return reading.value(cell)
        case .int:
            if let number = Int64(cell) { return .int(number) }
            let rupiah = Rupiah.parse(cell)
            guard !rupiah.problems.contains(where: { $0.severity > .note }) else { return nil }
            return rupiah.value.map { .int($0.amount) }
        case .double:
            guard let number = Double(cell.replacing(",", with: ".")), number.isFinite else { return nil }
            return .double(number)
        case .date:
            guard let day = CalendarDate(cell) else { return nil }
            return TimePoint(year: day.year, month: day.month, day: day.day).map(RuleValue.timestamp)
        case .bool: return (FlagWord.value(cell) ?? state(cell.lowercased())).map(RuleValue.bool)
        }
    }

    /// What a checked record holds of a field.
    static func text(_ field: Field, _ record: LineRecord) -> String? {
        switch field {
        case .nik: record.nik
        case .familyCard: record.familyCard
        case .sex: record.sex
        case .birthDate: record.birthDate
        case .business: record.business
        case .village: record.village
        case .amount: record.amount.map { String($0) }
        case .origin: record.origin?.rawValue
        default: nil
        }
    }

    /// Without blanks around it; most cells have none.
    private static func trimmed(_ text: String) -> String {
        let plain: ClosedRange<UInt8> = 0x21...0x7E
        if let first = text.utf8.first, let last = text.utf8.last, plain.contains(first), plain.contains(last) {
            return text
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What lists write where others write yes or no.
    private static func state(_ word: String) -> Bool? {
        switch word {
        case "benar", "aktif", "sudah", "pernah", "wni": true
        case "salah", "tidak aktif", "belum", "lunas", "wna": false
        default: nil
        }
    }
}
