import Indonesia
public import Foundation
public import Problems
public import Store

extension Registry {
    /// Loads institutions, programmes, rules, compatibility and regions from a folder: `institutions.json`,
    /// `programmes.json`, `rules.csv`, `compatibility.csv`, `regions.csv`, `indicators.json`, and, where they are there,
    /// `typology.json`, `need-rules.json` and `limits.json`. What exists is replaced, but for regions, whose
    /// editions are extended alone; all or nothing.
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
        let changed = folder.appendingPathComponent("region-changes.csv")
        let changes = FileManager.default.fileExists(atPath: changed.path) ? try ChangeFile.regions(changed) : []
        let entries = programmes.enumerated().flatMap { ProgrammeLedger.entries($1, row: $0 + 1) }
        func sending(_ kind: String, _ file: String, rows: Int) -> SendingRecord {
            SendingRecord(
                kind: kind, name: file, sha256: "", channel: "program", receivedOn: today.description, takenAt: now,
                actor: actor, rows: rows)
        }
        let sendings =
            [(sending(ProgrammeLedger.kind, "programmes.json", rows: entries.count), entries)]
            + (try CatalogueData.parts(in: folder)).map {
                (sending($0.kind, $0.file, rows: $0.entries.count), $0.entries)
            }
        try change(.catalogue) { connection, log in
            let examined = try log.examine([.institutions, .programmes, .compatibility, .rules, .regions])
            let catalogue = CatalogueQueries(connection)
            for institution in institutions { try catalogue.save(institution, at: log.instant) }
            for (sending, entries) in sendings { try Self.store(entries, sending, connection, log) }
            try catalogue.replace(compatibility: compatibility, at: log.instant)
            for rule in rules { try catalogue.save(rule, at: log.instant) }
            try catalogue.save(regions.records)
            try VersionQueries(connection).save(changes)
            try log.tell(.catalogue, guarding: examined)
        }
    }

    /// Adds the entries that say something new as versions; returns how many.
    @discardableResult
    private static func store(
        _ entries: [EntryRecord], _ sending: SendingRecord, _ connection: any Connection, _ log: ChangeLog
    ) throws -> Int {
        let ledger = LedgerQueries(connection)
        var sending = sending
        sending.takenAt = log.instant
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
        let id = try ledger.add(sending, changed)
        try log.tell(.takeIn, LogObject(.sending, id), isGuarded: true)
        try ProgrammeLedger(connection).anchor(changed.compactMap(\.programme))
        return changed.count
    }

    /// Loads the catalogue of a folder into a registry that has none yet.
    public func ensureCatalogue(from folder: URL) throws(Problem) {
        if try programmes().isEmpty { return try loadCatalogue(from: folder) }
        // A registry from before there were types of enterprises.
        if try typology() == nil { try loadCatalogueData(from: folder) }
    }

    /// Loads `typology.json`, `need-rules.json`, `limits.json` and `indicators.json` of a folder, as far as they are there,
    /// as the versions that hold now; all or nothing.
    ///
    /// - Parameter path: a folder, or one of these files.
    /// - Returns: the files loaded, each with how many of its entries say something new.
    /// - Throws: `input.missing`; `catalogue.files` where there is none of them; `catalogue.unreadable` naming the file and
    ///   the part that nobody knows; `catalogue.formula`, `catalogue.measure`.
    @discardableResult
    public func loadCatalogueData(from path: URL) throws(Problem) -> [(file: String, changed: Int)] {
        let isFolder = (try? path.resourceValues(forKeys: [.isDirectoryKey]))?.isDirectory
        guard let isFolder else {
            throw Problem("input.missing", at: Place(file: path.lastPathComponent), ["path": path.lastPathComponent])
        }
        let parts = try CatalogueData.parts(
            in: isFolder ? path : path.deletingLastPathComponent(),
            isFolder ? CatalogueData.files : [path.lastPathComponent])
        guard !parts.isEmpty else {
            throw Problem(
                "catalogue.files", at: Place(file: path.lastPathComponent),
                ["known": CatalogueData.files.joined(separator: ", ")])
        }
        let (day, instant, actor) = (today.description, now, actor)
        return try change(.catalogue) { connection, log in
            try parts.map { part in
                let sending = SendingRecord(
                    kind: part.kind, name: part.file, sha256: "", channel: "program", receivedOn: day, takenAt: instant,
                    actor: actor, rows: part.entries.count)
                return (part.file, try Self.store(part.entries, sending, connection, log))
            }
        }
    }

    /// Stores regions of an edition, or what is new of it; returns how many were told.
    ///
    /// - Throws: `edition.changed` for a region that stands there otherwise: an edition is never overwritten.
    public func importRegions(_ records: [RegionRecord]) throws(Problem) -> Int {
        try change(.regions, guarding: [.regions]) { connection, _ in try CatalogueQueries(connection).save(records) }
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
        case .typeMismatch(_, let found), .valueNotFound(_, let found): context = found
        // What our own types refuse names the value or what it may be; what Foundation says of broken JSON is English.
        case .dataCorrupted(let found) where !found.codingPath.isEmpty:
            return path(found).trimmingSuffix(".") + ": " + found.debugDescription
        case .dataCorrupted(let found): context = found
        default: return "–"
        }
        let path = path(context).trimmingSuffix(".")
        return path.isEmpty ? "JSON" : path
    }

    private static func path(_ context: DecodingError.Context) -> String {
        context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue + "." }.joined()
    }
}

extension String {
    fileprivate func trimmingSuffix(_ suffix: String) -> String {
        hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
    }
}
