import Foundation
public import Problems
import Store

/// The typology, the rules about needs and the limits of monitoring as the ledger keeps them: one entry each, a version
/// for each file loaded.
enum CatalogueData {
    static let typology = "typology"
    static let rules = "need-rules"
    static let limits = "limits"
    private static let key = "all"

    /// The entries that a folder's files make, each with its file's name; none where a file is not there.
    static func entries(in folder: URL) throws(Problem) -> [(EntryRecord, String)] {
        var entries: [(EntryRecord, String)] = []
        if let types: Typology = try read(folder, "typology.json") { entries.append(entry(typology, types)) }
        if let own: NeedRules = try read(folder, "need-rules.json") { entries.append(entry(rules, own)) }
        if let own: MonitoringLimits = try read(folder, "limits.json") { entries.append(entry(limits, own)) }
        return entries
    }

    private static func read<Value: Decodable>(_ folder: URL, _ name: String) throws(Problem) -> Value? {
        let url = folder.appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: url.path) else { return nil }
        return try CatalogueFile.decode(url)
    }

    private static func entry(_ kind: String, _ value: some Encodable) -> (EntryRecord, String) {
        (EntryRecord(row: 1, kind: kind, key: key, document: LedgerJSON.text(value)), kind + ".json")
    }

    static func current<Value: Decodable>(_ type: Value.Type, _ kind: String, _ ledger: LedgerQueries) throws -> Value?
    {
        try ledger.current(kind: kind, key: key).flatMap { LedgerJSON.value(type, $0.document) }
    }
}

extension Registry {
    /// The types of enterprises that hold now; nil where no catalogue brought any.
    public func typology() throws(Problem) -> Typology? {
        try database.read { try CatalogueData.current(Typology.self, CatalogueData.typology, LedgerQueries($0)) }
    }

    /// The rules that infer needs now; nil where no catalogue brought any.
    public func needRules() throws(Problem) -> NeedRules? {
        try database.read { try CatalogueData.current(NeedRules.self, CatalogueData.rules, LedgerQueries($0)) }
    }

    /// The limits of monitoring that hold now; the usual ones where no catalogue brought any.
    public func monitoringLimits() throws(Problem) -> MonitoringLimits {
        try database.read { try MonitoringLimits.current(LedgerQueries($0)) }
    }
}
