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
        var type: String
        var cell: Cell
        var source: FactSource
        /// Whether it answers a question, by the call.
        var isAnswer = false
    }

    private let readings: [Reading]
    private let isOfCandidates: Bool
    private let file: String
    private let forms: [FormColumns]
    /// The headings as they are compared, and where columns stand that were asked for beside the vocabulary.
    private let headings: [String]
    private var further: [(name: String, place: Int)] = []

    /// What the list tells, by the name that expressions use, with its column.
    public var known: [(name: String, column: String)] {
        readings.map { ($0.name, $0.source.column ?? "") }
    }

    /// - Parameter forms: whose answers the list may hold.
    public init(_ reading: ListReading, _ schema: FactSchema, forms: [ScoringForm] = []) {
        self.init(
            reading.mapping.entries.map { ($0.name, $0.field) },
            isOfCandidates: reading.mapping.profile.holds == .candidates, file: reading.file.name, schema, forms: forms)
    }

    /// - Parameter entries: the columns with the fields that they mean.
    init(
        _ entries: [(name: String, field: Field?)], isOfCandidates: Bool, file: String, _ schema: FactSchema,
        forms: [ScoringForm] = []
    ) {
        self.forms = forms.map { FormColumns($0, entries.map(\.name)) }.filter(\.isAnswered)
        let headings = entries.map { ColumnMapper.normalised($0.name) }
        self.headings = headings
        let list = file
        func column(_ field: Field) -> Int? { entries.firstIndex { $0.field == field } }
        self.file = file
        self.isOfCandidates = isOfCandidates
        func source(_ column: String) -> FactSource { FactSource(kind: .list, name: list, column: column) }
        var readings: [Reading] = []
        for fact in schema.facts {
            if fact.field == "sizeClass", let place = column(.annualSales) ?? column(.capital) {
                readings.append(
                    Reading(
                        name: fact.name, type: fact.type, cell: .size, source: source(entries[place].name)))
            }
            if let field = fact.field.flatMap({ Field(rawValue: $0) }) {
                if let place = column(field) {
                    readings.append(
                        Reading(
                            name: fact.name, type: fact.type, cell: .record(field),
                            source: source(entries[place].name)))
                } else if field == .village, let place = column(.address) {
                    // The village is read out of the address where it has no column of its own.
                    readings.append(
                        Reading(
                            name: fact.name, type: fact.type, cell: .record(field),
                            source: source(entries[place].name)))
                }
            }
            for heading in fact.headings {
                guard let place = headings.firstIndex(of: ColumnMapper.normalised(heading)) else { continue }
                readings.append(
                    Reading(
                        name: fact.name, type: fact.type, cell: .raw(place), source: source(entries[place].name)))
                break
            }
        }
        for (place, entry) in entries.enumerated() {
            guard let call = schema.questions.lazy.compactMap({ $0.call(of: entry.name) }).first else { continue }
            readings.append(
                Reading(
                    name: call, type: "bool", cell: .raw(place), source: source(entry.name), isAnswer: true))
        }
        self.readings = readings
    }

    /// The same, with the cells of columns beside the vocabulary.
    ///
    /// - Throws: `rules.no-column` for a heading that the list does not have.
    func asking(for columns: [String]) throws(Problem) -> FactColumns {
        var asking = self
        for name in columns {
            guard let place = headings.firstIndex(of: ColumnMapper.normalised(name)) else {
                throw Problem("rules.no-column", .refuse, at: Place(file: file, column: name), value: name)
            }
            asking.further.append((name, place))
        }
        return asking
    }

    /// What a line tells.
    public func facts(of line: CheckedLine) -> CaseFacts {
        let problems = line.problems.filter { $0.severity == .refuse }.map { $0.inFile(file) }
        return facts(of: line.record ?? LineRecord(row: line.row), problems)
    }

    /// What a record tells, and what keeps it from being judged.
    func facts(of record: LineRecord, _ problems: [Problem]) -> CaseFacts {
        var facts = CaseFacts(row: record.row)
        facts.problems = problems
        facts.nik = record.nik
        facts.name = record.name
        facts.familyCard = record.familyCard
        facts.place = CasePlace(village: record.village, regionCode: record.regionCode)
        let raw = LedgerJSON.value([String].self, record.raw) ?? []
        for (name, place) in further where place < raw.count {
            let text = raw[place].trimmingCharacters(in: .whitespaces)
            if !text.isEmpty { facts.cells[name] = text }
        }
        for reading in readings {
            let text: String? =
                switch reading.cell {
                case .record(let field): Self.text(field, record)
                case .size: record.sizeClass
                case .raw(let column): column < raw.count ? raw[column] : nil
                }
            guard let text, let value = Self.value(text, reading.type) else { continue }
            let fact = KnownFact(value, reading.source)
            if reading.isAnswer {
                facts.answers[GivenFacts.call(reading.name)] = fact
            } else {
                facts.values[reading.name] = fact
            }
        }
        for form in forms { facts.add(form, form.score(raw), file) }
        if isOfCandidates {
            facts.values[FactSchema.proposed] = KnownFact(.bool(true), FactSource(kind: .list, name: file))
        }
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
    static func value(_ text: String, _ type: String) -> RuleValue? {
        let cell = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !cell.isEmpty, cell != "-", cell != "–" else { return nil }
        switch type {
        case "string": return .string(cell)
        case "int":
            if let number = Int64(cell) { return .int(number) }
            let rupiah = Rupiah.parse(cell)
            guard !rupiah.problems.contains(where: { $0.severity > .note }) else { return nil }
            return rupiah.value.map { .int($0.amount) }
        case "double":
            guard let number = Double(cell.replacing(",", with: ".")), number.isFinite else { return nil }
            return .double(number)
        case "date":
            guard let day = CalendarDate(cell) else { return nil }
            return TimePoint(year: day.year, month: day.month, day: day.day).map(RuleValue.timestamp)
        case "bool": return (FlagWord.value(cell) ?? state(cell.lowercased())).map(RuleValue.bool)
        default: return nil
        }
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
