import Foundation
import Indonesia
public import Problems
public import Store

/// A row of what stands in the ledger, in the columns of its kind of sheets. What is personal is masked: numbers, names,
/// streets, RT and RW, and words in which somebody may be named.
public struct StandingRow: Sendable {
    /// What the entry is about among those of its kind.
    public var key: String
    public var version: Int
    /// The sending that brought it, and the row in it.
    public var sending: Int64
    public var row: Int
    /// By the column's field; what is not known is left out.
    public var values: [String: SheetValue]
}

extension Registry {
    /// What stands now of a kind of sheets, in the order in which the keys first came. An entry made of several rows is
    /// given as those rows.
    ///
    /// - Parameters:
    ///   - programme: only entries of this programme.
    ///   - year: only entries of this fiscal year.
    public func standing(
        _ kind: SheetKind, programme: String? = nil, year: Int? = nil
    ) throws(Problem) -> [StandingRow] {
        try database.read { connection in
            try LedgerQueries(connection).current(.init(kind.name, programme: programme, fiscalYear: year))
                .flatMap { StandingRow.rows(of: $0, kind) }
        }
    }

    /// One sending; nil where there is none of that number.
    public func sending(_ id: Int64) throws(Problem) -> SendingRecord? {
        try database.read { try LedgerQueries($0).sending(id) }
    }

    /// What a sending brought, in the order of its rows, also where it was taken back since.
    public func rows(ofSending id: Int64) throws(Problem) -> [StandingRow] {
        try database.read { connection in
            try LedgerQueries(connection).entries(of: id).flatMap { entry in
                let kind = SheetKinds.bundled.kinds.first { $0.name == entry.kind }
                return kind.map { StandingRow.rows(of: entry, $0) } ?? []
            }
        }
    }
}

extension StandingRow {
    static func rows(of entry: EntryRecord, _ kind: SheetKind) -> [StandingRow] {
        let isPersonal = kind.isPersonal
        func row(_ number: Int, _ values: [String: SheetValue]) -> StandingRow {
            let shown = Dictionary(
                uniqueKeysWithValues: kind.columns.compactMap { column in
                    values[column.field].map { (column.field, masked($0, column, isPersonal: isPersonal)) }
                })
            // A key is made of what stands in the row: the number of a paper may be part of it.
            let key =
                isPersonal
                ? kind.key.map { shown[$0]?.plain ?? "" }.joined(separator: "/") : masked(entry.key)
            return StandingRow(
                key: key, version: entry.version, sending: entry.sending, row: number, values: shown)
        }
        if kind.name == ProgrammeLedger.kind {
            guard let record = LedgerJSON.value(ProgrammeRecord.self, entry.document) else { return [] }
            return [row(entry.row, programme(record, kind))]
        }
        guard let values = LedgerJSON.value([String: SheetValue].self, entry.document) else { return [] }
        guard let grouping = kind.grouped, case .rows(let lines) = values[grouping.into] else {
            return [row(entry.row, values)]
        }
        return lines.map { line in
            var number = entry.row
            if case .integer(let told) = line["row"] { number = Int(told) }
            return row(number, values.merging(line) { $1 })
        }
    }

    /// A programme's record in the columns of its template.
    private static func programme(_ record: ProgrammeRecord, _ kind: SheetKind) -> [String: SheetValue] {
        let cells = ProgrammeCells(record)
        var values: [String: SheetValue] = [:]
        for column in kind.columns where !cells[column.field].isEmpty {
            let text = cells[column.field]
            func codes(_ parts: [String]) -> [String] {
                column.vocabulary.map { name in parts.map { SheetKinds.bundled.code(name, $0) ?? $0 } } ?? parts
            }
            func parts(_ separator: Character) -> [String] {
                text.split(separator: separator).map { $0.trimmingCharacters(in: .whitespaces) }
            }
            values[column.field] =
                switch column.type {
                case .choices, .texts, .regions, .niks: .texts(codes(parts(";")))
                case .statements: .texts(parts("|"))
                case .integer, .rupiah, .year, .month: Int64(text).map { .integer($0) } ?? .text(text)
                case .choice: .text(codes([text])[0])
                default: .text(text)
                }
        }
        return values
    }

    private static func masked(
        _ value: SheetValue, _ column: SheetKind.Column, isPersonal: Bool
    ) -> SheetValue {
        switch (column.type, value) {
        case (.nik, .text(let text)), (.card, .text(let text)), (.number, .text(let text)): .text(NIK.masked(raw: text))
        case (.niks, .texts(let texts)): .texts(texts.map { NIK.masked(raw: $0) })
        case (_, .text(let text)): .text(masked(text, column, isPersonal))
        case (_, .texts(let texts)): .texts(texts.map { masked($0, column, isPersonal) })
        default: value
        }
    }

    private static func masked(_ text: String, _ column: SheetKind.Column, _ isPersonal: Bool) -> String {
        switch column.mask {
        case .name: PersonName.masked(raw: text)
        case .digits: String(text.map { $0.isNumber ? "*" : $0 })
        // What somebody says of people in their own words may hold a number of any kind.
        case nil: isPersonal && column.type == .text ? LongNumbers.hidden(in: text) : masked(text)
        }
    }

    /// A text in which runs of digits that may be an identity number are masked: keys are made of them, and a statement in
    /// somebody's own words may hold one.
    private static func masked(_ text: String) -> String {
        guard text.count(where: \.isNumber) >= 16 else { return text }
        return text.replacing(/[0-9]{16,}/) { NIK.masked(raw: String($0.output)) }
    }
}

extension SheetKind {
    /// Rows of the kind as delimited text with the template's headers, in its words; it can be taken in again, but for
    /// what is masked.
    public func csv(_ rows: [StandingRow], _ language: Language) -> String {
        SheetTemplate(self, language).csv(
            rows.map { row in
                Dictionary(
                    uniqueKeysWithValues: columns.compactMap { column in
                        row.values[column.field].map { (column.field, $0.cell(column)) }
                    })
            })
    }
}

extension SheetValue {
    /// The value as a cell of its column.
    public func cell(_ column: SheetKind.Column) -> String {
        func word(_ code: String) -> String {
            column.vocabulary.map { SheetKinds.bundled.word($0, code) } ?? code
        }
        switch self {
        case .text(let text): return word(text)
        case .texts(let texts): return texts.map(word).joined(separator: column.type == .statements ? " | " : ";")
        case .integer, .decimal, .flag, .rows: return plain
        }
    }
}
