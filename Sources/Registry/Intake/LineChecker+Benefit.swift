import Indonesia
import Problems
import Store
import Tabular

/// How to reach the person, and what they get.
extension LineChecker {
    func checkContact(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let bytes = cells.batch.bytes.span
        if let column = cells.column(.phone) {
            let checked = PhoneNumber.parse(bytes.extracting(cells.range(column)))
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            if wantsRecords { record.phone = checked.value?.e164 }
        }
        if let column = cells.column(.nib) {
            let checked = NIB.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if wantsRecords { record.nib = checked.value?.digits }
        }
        if let column = cells.column(.npwp) {
            let checked = NPWP.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if wantsRecords { record.npwp = checked.value?.digits }
        }
    }

    func checkBenefit(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        if let column = cells.column(.amount), let money = survey.money[column] {
            let checked = money.read(cells.batch.bytes.span.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            record.amount = plausible(checked.value, column, &line)
        }
        checkSize(cells, &line, &record)
        for field in [Field.startDate, .endDate, .activityDate] {
            guard let column = cells.column(field), let date = date(column, cells, &line) else { continue }
            switch field {
            case .startDate: record.startedOn = date.description
            case .endDate: record.endedOn = date.description
            default: if record.startedOn == nil { record.startedOn = date.description }
            }
        }
        let numbered = Self.texts.filter { holdsNumber($0, cells, &line) }
        guard wantsRecords else { return }
        func text(_ field: Field) -> String? { numbered.contains(field) ? nil : cells.trimmed(field) }
        record.status = text(.status)
        record.business = text(.business)
        record.group = text(.group)
        record.subgroup = text(.subgroup)
        // The same officer is written with one blank or two. Some go by a number; pages show it masked.
        record.officer = cells.trimmed(.officer).map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard let column = cells.column(.origin), let text = cells.trimmed(.origin) else { return }
        record.origin = CandidateOrigin(word: text)
        if record.origin == nil { report([Problem("row.origin", .warn, value: text)], column, &line) }
    }

    private static let texts: [Field] = [.status, .business, .group, .subgroup]

    /// No benefit of one person reaches a trillion rupiah; a larger amount is a shifted or mistyped cell, such as an
    /// identity number in the column of amounts.
    private static let ceiling: Int64 = 1_000_000_000_000

    func plausible(_ rupiah: Rupiah?, _ column: Int, _ line: inout CheckedLine) -> Int64? {
        guard let amount = rupiah?.amount else { return nil }
        guard amount > Self.ceiling else { return amount }
        report([Problem("rupiah.implausible", .warn, value: String(amount))], column, &line)
        return nil
    }

    /// The size class of the business, under the regulation in force, where the list tells yearly sales.
    func checkSize(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        func money(_ field: Field) -> Rupiah? {
            guard let column = cells.column(field), let money = survey.money[column] else { return nil }
            let checked = money.read(cells.batch.bytes.span.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            return checked.value
        }
        let capital = money(.capital)
        let sales = money(.annualSales)
        guard wantsRecords, sales != nil else { return }
        let rules = SizeRuleSet.regulation7of2021
        record.sizeClass = rules.classify(capital: capital, yearlySales: sales).sizeClass?.rawValue
        if record.sizeClass != nil { record.sizeRuleSet = rules.title }
    }
}
