import Foundation
public import Store

/// A programme's record of one year in the cells of its template: what exports write, versions are compared by, and an
/// import reads again as the same.
///
/// Lists are joined as the template asks for it, choices are the template's words, and what is not known is empty.
public struct ProgrammeCells: Sendable, Hashable {
    /// Cells by the template's fields; fields that are not filled are left out.
    public let cells: [String: String]

    /// - Parameter record: a record whose first period is the year meant.
    public init(_ record: ProgrammeRecord) {
        let period = record.periods.first
        let kind = SheetKinds.bundled.kinds.first { $0.name == ProgrammeLedger.kind }
        var cells: [String: String] = [:]
        for column in kind?.columns ?? [] {
            let values = Self.values(column.field, record, period).map { Self.word($0, column) }
            let text = Self.joined(values, column)
            if !text.isEmpty { cells[column.field] = text }
        }
        self.cells = cells
    }

    public subscript(field: String) -> String { cells[field] ?? "" }

    /// What a template's column holds of a record.
    private static func values(
        _ field: String, _ record: ProgrammeRecord, _ period: ProgrammeRecord.Period?
    ) -> [String] {
        func one(_ text: String?) -> [String] { text.map { [$0] } ?? [] }
        func number(_ value: Int64?) -> [String] { value.map { [String($0)] } ?? [] }
        return switch field {
        case "code": [record.code]
        case "year": one(period.map { String($0.fiscalYear) })
        case "name": [record.name]
        case "nameEn": one(record.nameEn)
        case "abbreviation": one(record.abbreviation)
        case "owner": [record.owner]
        case "unit": one(record.unit)
        case "legalBasis": one(record.legalBasis)
        case "pillar": one(record.pillar)
        case "aims": record.aims
        case "kinds": record.kinds
        case "targetUnit": [record.targetUnit]
        case "sizeClasses": record.sizeClasses
        case "sectors": record.sectors
        case "specialTargets": record.specialTargets
        case "requirements": record.criteria.filter { !$0.isExclusion }.map(\.statement)
        case "exclusions": record.criteria.filter(\.isExclusion).map(\.statement)
        case "proposers": record.proposers
        case "distributors": record.distributors
        case "benefitForm": one(record.benefitForm)
        case "amount": number(period?.amount)
        case "tenorMonths": number(record.tenorMonths.map { Int64($0) })
        case "budget": number(period?.budget)
        case "target": number(period?.target)
        case "realised": number(period?.realised)
        case "area": record.area
        case "validFrom": one(period?.validFrom)
        case "validTo": one(period?.validTo)
        case "dataSystem": one(record.dataSystem)
        case "dataKey": one(record.dataKey)
        case "indicators": record.indicators.map(\.text)
        case "complementary": record.complementary
        case "conflicting": record.conflicting
        case "exitRule": one(record.exitRule)
        case "status": one(record.status)
        case "sources": record.sources
        default: []
        }
    }

    /// A choice in the template's word for it.
    private static func word(_ value: String, _ column: SheetKind.Column) -> String {
        guard let vocabulary = column.vocabulary else { return value }
        let kinds = SheetKinds.bundled
        return kinds.word(vocabulary, kinds.code(vocabulary, value) ?? value)
    }

    /// The values as one cell. A value that holds the separator reads as several, as it will when it is taken in again.
    private static func joined(_ values: [String], _ column: SheetKind.Column) -> String {
        func parts(_ separator: Character) -> [String] {
            values.flatMap { $0.split(separator: separator) }.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                .filter { !$0.isEmpty }
        }
        return switch column.type {
        case .choices, .texts, .regions, .niks: parts(";").joined(separator: ";")
        case .statements: parts("|").joined(separator: " | ")
        default: values.first?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        }
    }
}

extension ProgrammeRecord.Criterion {
    /// Whether it says who may not; everything else says who may.
    var isExclusion: Bool { kind == "exclusion" }
}

extension ProgrammeRecord.Indicator {
    /// As the template writes it: `name: baseline > target`.
    var text: String {
        guard baseline != nil || target != nil else { return name }
        let end = target.map { "> " + $0 }
        return name + ": " + [baseline, end].compactMap { $0 }.joined(separator: " ")
    }
}

extension ProgrammeRecord {
    /// This record as the successor of an earlier one of the same year: what a template cannot hold, such as the legal
    /// basis of each criterion, stays with what did not change.
    func carryingOn(from before: ProgrammeRecord) -> ProgrammeRecord {
        guard ProgrammeCells(self) != ProgrammeCells(before) else { return before }
        var record = self
        record.criteria = criteria.map { criterion in
            before.criteria.first { $0.statement == criterion.statement && $0.isExclusion == criterion.isExclusion }
                ?? criterion
        }
        for index in record.periods.indices {
            let earlier = before.periods.first { $0.fiscalYear == record.periods[index].fiscalYear }
            record.periods[index].legalBasis = record.periods[index].legalBasis ?? earlier?.legalBasis
        }
        return record
    }
}
