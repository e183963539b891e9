import Foundation
import Indonesia
import Problems
import Rules
import Store
import Tabular

/// The facts of lines.
extension FactColumns {
    /// What a line tells.
    public func facts(of line: CheckedLine) -> CaseFacts {
        let problems = line.problems.filter { $0.severity == .refuse }.map { $0.inFile(file) }
        let record = line.record ?? LineRecord(row: line.row)
        return facts(of: record, RowCells(json: record.raw, wanted), problems)
    }

    /// What a line tells whose cells are read from the batch that it stands in.
    ///
    /// - Parameter memo: what cells before were read as.
    func facts(of line: CheckedLine, in batch: RecordBatch, _ memo: CellMemo) -> CaseFacts {
        let problems = line.problems.filter { $0.severity == .refuse }.map { $0.inFile(file) }
        return facts(
            of: line.record ?? LineRecord(row: line.row), .batch(batch, position: line.row - batch.firstRow), problems,
            memo)
    }

    private static func told(
        _ text: String, at place: Int, _ memo: CellMemo?, _ read: (String) -> CellMemo.Told
    ) -> CellMemo.Told { memo?.told(text, at: place, read) ?? read(text) }

    /// What a record tells, and what keeps it from being judged.
    func facts(of record: LineRecord, _ problems: [Problem]) -> CaseFacts {
        facts(of: record, RowCells(json: record.raw, wanted), problems)
    }

    private func facts(
        of record: LineRecord, _ raw: RowCells, _ problems: [Problem], _ memo: CellMemo? = nil
    ) -> CaseFacts {
        var cells: [RuleValue?] = []
        var unread: [String: String] = [:]
        cells.reserveCapacity(layout.entries.count)
        for (cell, kind, reading, least) in self.cells {
            let text: String?
            switch cell {
            case .record(let field): text = Self.text(field, record)
            case .size: text = record.sizeClass
            case .raw(let column): text = raw[column]
            case .base(let place):
                guard case .string(let text) = cells[place] else {
                    cells.append(nil)
                    continue
                }
                cells.append(Self.told(text, at: cells.count, memo) { .init(value: reading.value($0)) }.value)
                continue
            }
            // Texts as they stand and numbers in digits are read faster than they are found again.
            guard let text, reading != .plain || kind != .string, !(kind == .int && Int64(text) != nil) else {
                let value = text.flatMap { Self.value($0, kind, reading, least: least) }
                if value == nil, let shown = text.flatMap(Self.unread) {
                    unread[layout.entries[cells.count].name] = shown
                }
                cells.append(value)
                continue
            }
            let told = Self.told(text, at: cells.count, memo) { text in
                let value = Self.value(text, kind, reading, least: least)
                return .init(value: value, unread: value == nil ? Self.unread(text) : nil)
            }
            if let shown = told.unread { unread[layout.entries[cells.count].name] = shown }
            cells.append(told.value)
        }
        if isOfCandidates { cells.append(.bool(true)) }
        cells += forms.map { _ in nil }
        let double = doubles.first { [cells] pair in
            guard let one = cells[pair.first], let other = cells[pair.second] else { return false }
            return one != other
        }
        var facts = CaseFacts(row: record.row, layout, cells)
        facts.unread = unread
        facts.problems = problems
        if let problem = twins.problem(raw, row: record.row, file: file) {
            facts.problems.append(problem)
        } else if let double {
            facts.problems.append(contradiction(double, row: record.row))
        }
        facts.nik = record.nik
        facts.name = record.name
        facts.familyCard = record.familyCard
        facts.place = CasePlace(village: record.village, regionCode: record.regionCode)
        for (name, place) in further {
            let text = raw[place]?.trimmingCharacters(in: .whitespaces) ?? ""
            if !text.isEmpty { facts.further[name] = text }
        }
        guard !forms.isEmpty else { return facts }
        let all = raw.all
        for (place, form) in forms.enumerated() { facts.add(form, form.score(all), at: formsFrom + place) }
        return facts
    }

    /// That two columns answer one question otherwise.
    private func contradiction(_ double: (first: Int, second: Int), row: Int) -> Problem {
        ColumnTwins.problem(
            readings[double.first].source.column ?? "", readings[double.second].source.column ?? "", row: row,
            file: file)
    }
}
