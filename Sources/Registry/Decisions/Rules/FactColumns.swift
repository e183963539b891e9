import Foundation
import Indonesia
import Problems
import Rules
import Store

/// Which columns of a list hold which facts, and the facts of its lines.
public struct FactColumns: Sendable {
    private enum Cell: Sendable {
        /// A value of the checked record.
        case record(Field)
        /// The size class that capital and sales give.
        case size
        /// A cell as it stands in the file.
        case raw(Int)
    }

    private struct Reading: Sendable {
        var name: String
        var kind: Kind
        var cell: Cell
        var source: FactSource
        /// Whether it answers a question, by the call.
        var isAnswer = false
    }

    /// What a cell is read as.
    enum Kind: String, Sendable {
        case string, int, bool, date
    }

    private let readings: [Reading]
    /// The cells of the file that are read.
    private let wanted: [Int]
    private let isOfCandidates: Bool
    private let file: String
    /// What the lines tell.
    let layout: FactLayout

    /// What the list tells, by the name that expressions use, with its column.
    public var known: [(name: String, column: String)] {
        readings.map { ($0.name, $0.source.column ?? "") }
    }

    public init(_ reading: ListReading, _ schema: FactSchema) {
        self.init(
            reading.mapping.entries.map { ($0.name, $0.field) },
            isOfCandidates: reading.mapping.profile.holds == .candidates, file: reading.file.name, schema)
    }

    /// - Parameter entries: the columns with the fields that they mean.
    init(_ entries: [(name: String, field: Field?)], isOfCandidates: Bool, file: String, _ schema: FactSchema) {
        let headings = entries.map { ColumnMapper.normalised($0.name) }
        let list = file
        func column(_ field: Field) -> Int? { entries.firstIndex { $0.field == field } }
        self.file = file
        self.isOfCandidates = isOfCandidates
        func source(_ column: String) -> FactSource { FactSource(kind: .list, name: list, column: column) }
        var readings: [Reading] = []
        for fact in schema.facts {
            guard let kind = Kind(rawValue: fact.type) else { continue }
            if fact.field == "sizeClass", let place = column(.annualSales) ?? column(.capital) {
                readings.append(
                    Reading(
                        name: fact.name, kind: kind, cell: .size, source: source(entries[place].name)))
            }
            if let field = fact.field.flatMap({ Field(rawValue: $0) }) {
                if let place = column(field) {
                    readings.append(
                        Reading(
                            name: fact.name, kind: kind, cell: .record(field),
                            source: source(entries[place].name)))
                } else if field == .village, let place = column(.address) {
                    // The village is read out of the address where it has no column of its own.
                    readings.append(
                        Reading(
                            name: fact.name, kind: kind, cell: .record(field),
                            source: source(entries[place].name)))
                }
            }
            for heading in fact.headings {
                guard let place = headings.firstIndex(of: ColumnMapper.normalised(heading)) else { continue }
                readings.append(
                    Reading(
                        name: fact.name, kind: kind, cell: .raw(place), source: source(entries[place].name)))
                break
            }
        }
        for (place, entry) in entries.enumerated() {
            guard let call = schema.questions.lazy.compactMap({ $0.call(of: entry.name) }).first else { continue }
            readings.append(
                Reading(
                    name: call, kind: .bool, cell: .raw(place), source: source(entry.name), isAnswer: true))
        }
        self.readings = readings
        wanted = readings.compactMap { if case .raw(let place) = $0.cell { place } else { nil } }
        var entries = readings.map {
            FactLayout.Entry(
                name: $0.isAnswer ? GivenFacts.call($0.name) : $0.name, isAnswer: $0.isAnswer, source: $0.source)
        }
        if isOfCandidates {
            entries.append(
                FactLayout.Entry(
                    name: FactSchema.proposed, isAnswer: false, source: FactSource(kind: .list, name: file)))
        }
        layout = FactLayout(entries)
    }

    /// What a line tells.
    public func facts(of line: CheckedLine) -> CaseFacts {
        let problems = line.problems.filter { $0.severity == .refuse }.map { $0.inFile(file) }
        return facts(of: line.record ?? LineRecord(row: line.row), problems)
    }

    /// What a record tells, and what keeps it from being judged.
    func facts(of record: LineRecord, _ problems: [Problem]) -> CaseFacts {
        let raw = wanted.isEmpty ? [:] : RawCells.cells(record.raw, at: wanted)
        var cells: [RuleValue?] = []
        cells.reserveCapacity(readings.count + 1)
        for reading in readings {
            let text: String? =
                switch reading.cell {
                case .record(let field): Self.text(field, record)
                case .size: record.sizeClass
                case .raw(let column): raw[column]
                }
            cells.append(text.flatMap { Self.value($0, reading.kind) })
        }
        if isOfCandidates { cells.append(.bool(true)) }
        var facts = CaseFacts(row: record.row, layout, cells)
        facts.problems = problems
        facts.nik = record.nik
        facts.name = record.name
        facts.familyCard = record.familyCard
        return facts
    }

    private static func text(_ field: Field, _ record: LineRecord) -> String? {
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

    /// A cell as a fact's type has it; nil where it is empty or says nothing that can be read: then it is missing.
    static func value(_ text: String, _ kind: Kind) -> RuleValue? {
        let cell = trimmed(text)
        guard !cell.isEmpty, cell != "-", cell != "–" else { return nil }
        switch kind {
        case .string: return .string(cell)
        case .int:
            if let number = Int64(cell) { return .int(number) }
            let rupiah = Rupiah.parse(cell)
            guard !rupiah.problems.contains(where: { $0.severity > .note }) else { return nil }
            return rupiah.value.map { .int($0.amount) }
        case .date:
            guard let day = CalendarDate(cell) else { return nil }
            return TimePoint(year: day.year, month: day.month, day: day.day).map(RuleValue.timestamp)
        case .bool: return (FlagWord.value(cell) ?? state(cell.lowercased())).map(RuleValue.bool)
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
