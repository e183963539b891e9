import Foundation
import Indonesia
import Linkage
import Problems
import Store

/// Records of the registry as the engine compares them.
struct SubjectTable {
    let subjects: [SubjectRecord]
    let records: LinkageRecords

    /// - Parameters:
    ///   - numberColumns: the place of the identity number among the cells of a batch's rows.
    ///   - today: nobody is born later.
    /// - Throws: `linkage.model` for a model with a cleaning that is not known.
    init(
        _ subjects: [SubjectRecord], model: LinkageModel, numberColumns: [Int64: Int], today: CalendarDate
    ) throws(Problem) {
        self.subjects = subjects
        var cleaners: [FieldCleaner] = []
        for field in model.fields { cleaners.append(try FieldCleaner(field)) }
        var columns = model.fields.map { RecordColumnBuilder($0.kind) }
        for subject in subjects {
            let number = SubjectNumber(
                nik: subject.nik, cell: Self.cell(subject, numberColumns[subject.batch]), today: today)
            for (place, field) in model.fields.enumerated() {
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
        records = try LinkageRecords(
            ids: subjects.map { String($0.id) },
            columns: Dictionary(
                zip(model.fields.map(\.name), columns.map(\.column)), uniquingKeysWith: { first, _ in first }))
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
