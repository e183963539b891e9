import Indonesia
import Problems
import Store
import Tabular

/// Who a row speaks of.
extension LineChecker {
    func checkIdentity(_ cells: Cells, _ line: inout CheckedLine, _ record: inout LineRecord) {
        let bytes = cells.batch.bytes.span
        var nik: NIK?
        if let column = cells.column(.nik) {
            let cell = bytes.extracting(cells.range(column))
            let checked = NIK.parse(cell)
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            nik = checked.value
            if damagedRuns, let found = nik, survey.damage.isDamaged(row: line.row, cell) {
                let problem = Problem("nik.trailing-zero", .refuse, value: found.masked)
                report([problem], column, &line)
                nik = nil
            }
            if let nik {
                line.identity = nik.number
                record.nik = nik.digits
                if let regions, let problem = nik.problem(withAreaIn: regions) { report([problem], column, &line) }
            }
        }
        if let column = cells.column(.familyCard) {
            let checked = FamilyCardNumber.parse(bytes.extracting(cells.range(column)))
            if !checked.problems.isEmpty { report(checked.problems, column, &line) }
            if let card = checked.value {
                if let nik, let problem = card.problem(with: nik) {
                    report([problem], column, &line)
                } else if wantsRecords {
                    record.familyCard = card.digits
                }
            }
        }
        if let column = cells.column(.name) {
            report(PersonName.check(bytes.extracting(cells.range(column))), column, &line)
            if wantsRecords, let text = cells.trimmed(.name) { record.name = PersonName(text).display }
        }
        if let column = cells.column(.sex) {
            let checked = Sex.parse(bytes.extracting(cells.range(column)))
            report(checked.problems, column, &line)
            if let sex = checked.value {
                record.sex = sex.letter
                if let nik, let problem = nik.problem(withSex: sex) { report([problem], column, &line) }
            }
        }
        if let column = cells.column(.birthDate), let date = date(column, cells, &line) {
            if wantsRecords { record.birthDate = date.description }
            if let nik, let problem = nik.problem(withBirth: date) { report([problem], column, &line) }
        }
    }

    func date(_ column: Int, _ cells: Cells, _ line: inout CheckedLine) -> CalendarDate? {
        guard let parser = parsers[column] else { return nil }
        let cell = cells.batch.bytes.span.extracting(cells.range(column))
        let start = column == columns[.birthDate] ? PlaceAndDate.dateStart(in: cell) : 0
        let checked = parser.parse(cell.extracting(start..<cell.count))
        if !checked.problems.isEmpty { report(checked.problems, column, &line) }
        return checked.value
    }
}
