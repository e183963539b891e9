import Problems
import Store

/// Programmes as the ledger keeps them: one entry a fiscal year, whatever brought it.
struct ProgrammeLedger {
    static let kind = "programme"
    private let connection: any Connection

    init(_ connection: any Connection) { self.connection = connection }

    /// What holds now of each programme, with the periods of all years, in the order in which they were entered.
    func programmes() throws -> [ProgrammeRecord] {
        let years = Dictionary(grouping: try records(), by: \.code)
        return try CatalogueQueries(connection).programmeCodes().compactMap { code in
            years[code].flatMap(ProgrammeRecord.merged)
        }
    }

    /// The versions that hold for a fiscal year.
    func programmes(of year: Int) throws -> [ProgrammeRecord] {
        try records(year: year)
    }

    /// The versions of all fiscal years, or of one.
    func records(year: Int? = nil) throws -> [ProgrammeRecord] {
        try LedgerQueries(connection).current(.init(Self.kind, fiscalYear: year)).compactMap {
            LedgerJSON.value(ProgrammeRecord.self, $0.document)
        }
    }

    /// An entry for each year of a programme.
    static func entries(_ programme: ProgrammeRecord, row: Int) -> [EntryRecord] {
        programme.yearly.map { record in
            EntryRecord(
                row: row, kind: kind, key: record.yearKey, programme: record.code, institution: record.owner,
                fiscalYear: record.periods.first?.fiscalYear, document: LedgerJSON.text(record))
        }
    }

    /// Brings the anchors of programmes, to which lists refer, in step with the ledger.
    func anchor(_ codes: some Sequence<String>) throws {
        let catalogue = CatalogueQueries(connection)
        let years = Dictionary(grouping: try records(), by: \.code)
        for code in Set(codes).sorted() {
            if let owner = years[code].flatMap(ProgrammeRecord.merged)?.owner {
                try catalogue.anchor(code: code, owner: owner)
            } else if try !catalogue.removeAnchor(code: code) {
                throw Problem("sheet.programme-in-use", .refuse, ["code": code])
            }
        }
    }
}
