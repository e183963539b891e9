import Indonesia
public import Foundation
public import Problems
public import Store

extension Registry {
    /// Loads institutions, programmes, rules, compatibility and regions from a folder: `institutions.json`,
    /// `programmes.json`, `rules.csv`, `compatibility.csv`, `regions.csv`, `indicators.json`, and, where they are there,
    /// `typology.json`, `need-rules.json` and `limits.json`. What exists is replaced; all or nothing.
    ///
    /// - Throws: `catalogue.unreadable` naming the file, and what ``CompatibilityFile`` and ``RegionDirectory`` throw.
    public func loadCatalogue(from folder: URL) throws(Problem) {
        let institutions: [InstitutionRecord] = try CatalogueFile.decode(
            folder.appendingPathComponent("institutions.json"))
        let programmes = try CatalogueFile.programmes(folder.appendingPathComponent("programmes.json"))
        let compatibility = try CompatibilityFile.read(folder.appendingPathComponent("compatibility.csv"))
        let rules = try Self.rules(folder.appendingPathComponent("rules.csv"))
        let regions = try RegionDirectory.read(folder.appendingPathComponent("regions.csv"), system: nil, version: nil)
        if let problem = regions.refused.first { throw problem }
        let entries = programmes.enumerated().flatMap { ProgrammeLedger.entries($1, row: $0 + 1) }
        let indicators: [Indicator] = try CatalogueFile.decode(folder.appendingPathComponent("indicators.json"))
        for indicator in indicators where IndicatorFormula(indicator.formula) == nil {
            throw Problem(
                "catalogue.formula", at: Place(file: "indicators.json"), value: indicator.formula,
                ["code": indicator.code])
        }
        let definitions = indicators.enumerated().map { index, indicator in
            EntryRecord(
                row: index + 1, kind: Self.indicatorKind, key: indicator.code, document: LedgerJSON.text(indicator))
        }
        func sending(_ kind: String, _ file: String, rows: Int) -> SendingRecord {
            SendingRecord(
                kind: kind, name: file, sha256: "", channel: "program", receivedOn: today.description, takenAt: now,
                actor: actor, rows: rows)
        }
        let sendings = [
            (sending(ProgrammeLedger.kind, "programmes.json", rows: entries.count), entries),
            (sending(Self.indicatorKind, "indicators.json", rows: definitions.count), definitions),
        ]
        let needData = try CatalogueData.entries(in: folder).map { (sending($0.kind, $1, rows: 1), [$0]) }
        try database.write { connection in
            let catalogue = CatalogueQueries(connection)
            for institution in institutions { try catalogue.save(institution) }
            for (sending, entries) in sendings + needData { try Self.store(entries, sending, connection) }
            try catalogue.replace(compatibility: compatibility)
            for rule in rules { try catalogue.save(rule) }
            try catalogue.save(regions.records)
        }
    }

    /// Adds the entries that say something new as versions, and counts them.
    private static func store(
        _ entries: [EntryRecord], _ sending: SendingRecord, _ connection: any Connection
    ) throws {
        let ledger = LedgerQueries(connection)
        var sending = sending
        var changed: [EntryRecord] = []
        for entry in entries {
            let before = try ledger.current(kind: entry.kind, key: entry.key)
            guard before?.document != entry.document else {
                sending.unchanged += 1
                continue
            }
            if before == nil { sending.new += 1 } else { sending.updated += 1 }
            changed.append(entry)
        }
        _ = try ledger.add(sending, changed)
        try ProgrammeLedger(connection).anchor(changed.compactMap(\.programme))
    }

    /// Loads the catalogue of a folder into a registry that has none yet.
    public func ensureCatalogue(from folder: URL) throws(Problem) {
        if try programmes().isEmpty { return try loadCatalogue(from: folder) }
        // A registry from before there were types of enterprises.
        if try typology() == nil { try loadCatalogueData(from: folder) }
    }

    /// Loads `typology.json`, `need-rules.json` and `limits.json` of a folder, as far as they are there, as the versions that
    /// hold now.
    ///
    /// - Throws: `catalogue.unreadable` naming the file and the part that nobody knows.
    public func loadCatalogueData(from folder: URL) throws(Problem) {
        let needData = try CatalogueData.entries(in: folder)
        let (day, instant, actor) = (today.description, now, actor)
        try database.write { connection in
            for (entry, name) in needData {
                try Self.store(
                    [entry],
                    SendingRecord(
                        kind: entry.kind, name: name, sha256: "", channel: "program", receivedOn: day,
                        takenAt: instant, actor: actor, rows: 1), connection)
            }
        }
    }

    /// Stores regions; returns how many.
    public func importRegions(_ records: [RegionRecord]) throws(Problem) -> Int {
        try database.write { try CatalogueQueries($0).save(records) }
        return records.count
    }

    private static func rules(_ url: URL) throws(Problem) -> [RuleRecord] {
        let table = try TextTable(url)
        return try table.rows.map { row throws(Problem) in
            func value(_ name: String) -> String? { row.cells[name].flatMap { $0.isEmpty ? nil : $0 } }
            guard let code = value("code"), let programme = value("programme"), let statement = value("statement_id")
            else {
                throw Problem("catalogue.rule", at: Place(file: table.name, row: row.number))
            }
            return RuleRecord(
                code: code, programme: programme, kind: value("kind") ?? "requirement", statementId: statement,
                statementEn: value("statement_en"), legalBasis: value("legal_basis"), issuer: value("issuer"),
                validFrom: value("valid_from"), validTo: value("valid_to"), verification: value("verification"),
                contradictedBy: (value("contradicted_by") ?? "").split(separator: " ").map(String.init))
        }
    }
}

/// Reads files of the catalogue.
public enum CatalogueFile {
    /// Programmes from a JSON file.
    ///
    /// - Throws: `catalogue.unreadable` naming the file and where its shape is wrong.
    public static func programmes(_ url: URL) throws(Problem) -> [ProgrammeRecord] { try decode(url) }

    /// Institutions from a JSON file.
    ///
    /// - Throws: as ``programmes(_:)``.
    public static func institutions(_ url: URL) throws(Problem) -> [InstitutionRecord] { try decode(url) }

    static func decode<Value: Decodable>(_ url: URL) throws(Problem) -> Value {
        do {
            return try JSONDecoder().decode(Value.self, from: Data(contentsOf: url))
        } catch {
            throw Problem("catalogue.unreadable", at: Place(file: url.lastPathComponent), ["detail": detail(of: error)])
        }
    }

    /// Where a JSON file breaks its shape, without the value.
    private static func detail(of error: any Error) -> String {
        let context: DecodingError.Context
        switch error as? DecodingError {
        case .keyNotFound(let key, let found): return path(found) + key.stringValue
        case .typeMismatch(_, let found), .valueNotFound(_, let found), .dataCorrupted(let found): context = found
        default: return "–"
        }
        return path(context)
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue + "." }.joined()
    }
}
