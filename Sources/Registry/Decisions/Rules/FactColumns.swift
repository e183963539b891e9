import Indonesia
import Problems
import Rules
import Store

/// Which columns of a list hold which facts, and the facts of its lines.
public struct FactColumns: Sendable {
    enum Cell: Sendable {
        /// A value of the checked record.
        case record(Field)
        /// The size class that capital and sales give.
        case size
        /// A cell as it stands in the file.
        case raw(Int)
        /// What another reading, at this place, tells.
        case base(Int)
    }

    struct Reading: Sendable {
        var name: String
        var kind: Kind
        var cell: Cell
        var source: FactSource
        var reading = FactReading.plain
        /// Whether it answers a question, by the call.
        var isAnswer = false
        /// A smaller number says nothing.
        var least: Int64?
    }

    let readings: [Reading]
    /// What of the readings a line is read by.
    let cells: [(cell: Cell, kind: Kind, reading: FactReading, least: Int64?)]
    let twins: ColumnTwins
    /// Readings of one question.
    let doubles: [(first: Int, second: Int)]
    /// The cells of the file that are read.
    private(set) var wanted: [Int]
    let isOfCandidates: Bool
    let file: String
    /// What the lines tell.
    private(set) var layout: FactLayout
    let forms: [FormColumns]
    /// Where the sums of the forms stand among what lines tell.
    let formsFrom: Int
    /// The headings as they are compared, and where columns stand that were asked for beside the vocabulary.
    private let headings: [String]
    private(set) var further: [(name: String, place: Int)] = []

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
                            source: source(entries[place].name), reading: fact.reading, least: fact.least))
                } else if field == .village, let place = column(.address) {
                    // The village is read out of the address where it has no column of its own.
                    readings.append(
                        Reading(
                            name: fact.name, kind: kind, cell: .record(field),
                            source: source(entries[place].name), reading: fact.reading))
                }
            }
            for heading in fact.headings {
                guard let place = headings.firstIndex(of: ColumnMapper.normalised(heading)) else { continue }
                readings.append(
                    Reading(
                        name: fact.name, kind: kind, cell: .raw(place), source: source(entries[place].name),
                        reading: fact.reading, least: fact.least))
                break
            }
            for (place, base) in readings.enumerated() where base.name == fact.base {
                readings.append(
                    Reading(
                        name: fact.name, kind: kind, cell: .base(place), source: base.source, reading: fact.reading))
            }
        }
        for (place, entry) in entries.enumerated() {
            guard let call = schema.questions.lazy.compactMap({ $0.call(of: entry.name) }).first else { continue }
            readings.append(
                Reading(
                    name: call, kind: .bool, cell: .raw(place), source: source(entry.name), isAnswer: true))
        }
        self.readings = readings
        cells = readings.map { ($0.cell, $0.kind, $0.reading, $0.least) }
        let raw = readings.compactMap { if case .raw(let place) = $0.cell { place } else { nil } }
        twins = ColumnTwins(headings.indices.map { [entries] in entries[$0].name }) { [entries] place in
            entries[place].field != nil || raw.contains(place)
        }
        doubles = readings.indices.flatMap { [readings] first in
            readings.indices.filter {
                $0 > first && readings[first].isAnswer && readings[$0].name == readings[first].name
            }.map { (first, $0) }
        }
        wanted = raw + twins.places
        var entries = readings.map {
            FactLayout.Entry(
                name: $0.isAnswer ? GivenFacts.call($0.name) : $0.name, isAnswer: $0.isAnswer, source: $0.source)
        }
        if isOfCandidates {
            entries.append(
                FactLayout.Entry(
                    name: FactSchema.proposed, isAnswer: false, source: FactSource(kind: .list, name: file)))
        }
        // Of several places of a fact the last one counts: a form's sum before a column.
        formsFrom = entries.count
        entries += self.forms.map { columns in
            FactLayout.Entry(
                name: columns.form.fact, isAnswer: false,
                source: FactSource(kind: .list, name: file, column: columns.form.code))
        }
        layout = FactLayout(entries)
    }

    /// The same for another thread: several that refer to one layout wait for each other's counting of that.
    var separate: FactColumns {
        var separate = self
        separate.layout = FactLayout(layout.entries)
        return separate
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
            asking.wanted.append(place)
        }
        return asking
    }
}
