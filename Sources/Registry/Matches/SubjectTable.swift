import Foundation
import Indonesia
import Linkage
import Problems
import Store

/// Records of the registry as the engine compares them, cleaned one by one as they are read: of a large registry there is
/// no room for all of them as they stand.
struct SubjectTable {
    /// The records' numbers, in their order.
    private(set) var ids: [Int64] = []
    private let fields: [LinkageField]
    private var cleaners: [FieldCleaner] = []
    private var columns: [RecordColumnBuilder]
    private let numberColumns: [Int64: Int]
    private let today: CalendarDate

    /// - Parameters:
    ///   - numberColumns: the place of the identity number among the cells of a batch's rows.
    ///   - today: nobody is born later.
    /// - Throws: `linkage.model` for a model with a cleaning that is not known.
    init(_ model: LinkageModel, numberColumns: [Int64: Int], today: CalendarDate) throws(Problem) {
        fields = model.fields
        for field in fields { cleaners.append(try FieldCleaner(field)) }
        columns = fields.map { RecordColumnBuilder($0.kind) }
        self.numberColumns = numberColumns
        self.today = today
    }

    mutating func append(_ subject: SubjectRecord) {
        ids.append(subject.id)
        let number = SubjectNumber(
            nik: subject.nik, cell: Self.cell(subject, numberColumns[subject.batch]), today: today)
        for (place, field) in fields.enumerated() {
            if field.name == "nik" {
                if let digits = number.digits {
                    columns[place].append(digits: digits.number, count: digits.count)
                } else {
                    columns[place].appendMissing()
                }
                continue
            }
            let text = Self.value(field.name, subject, number)
            cleaners[place].append((text ?? "").utf8Span.span, to: &columns[place])
        }
    }

    /// The records for the engine; the table is empty afterwards but for the numbers.
    mutating func takeRecords() throws(Problem) -> LinkageRecords {
        let made = columns
        columns = []
        return try LinkageRecords(
            ids: ids.map { String($0) },
            columns: Dictionary(
                zip(fields.map(\.name), made.map(\.column)), uniquingKeysWith: { first, _ in first }))
    }

    /// What a record says of a field of the model; nil where it says nothing.
    private static func value(_ field: String, _ subject: SubjectRecord, _ number: SubjectNumber) -> String? {
        switch field {
        case "name": subject.name
        case "kk": subject.familyCard
        case "birth_date": subject.birthDate ?? number.birthDate?.description
        case "sex": subject.sex ?? number.sex.map { $0 == .female ? "P" : "L" }
        case "village": subject.regionCode
        case "phone": subject.phone
        case "business": subject.business
        default: nil
        }
    }

    /// The cell with the identity number of a refused line.
    static func cell(_ subject: SubjectRecord, _ column: Int?) -> String? {
        guard let column, let raw = subject.raw, let cells = LedgerJSON.value([String].self, raw),
            cells.indices.contains(column)
        else { return nil }
        return cells[column]
    }
}
