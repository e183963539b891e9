import Foundation
public import Problems
import Store

/// Typology, rules about needs, limits of monitoring and indicators as the ledger keeps them: a version for each file
/// loaded.
enum CatalogueData {
    static let typology = "typology"
    static let rules = "need-rules"
    static let limits = "limits"
    static let indicators = "indicator"
    private static let key = "all"

    /// What one file makes.
    struct Part {
        var kind: String
        var file: String
        var entries: [EntryRecord]
    }

    /// The files that a folder may hold.
    static let files = ["typology.json", "need-rules.json", "limits.json", "indicators.json"]

    /// What a folder's files make, of those that are there.
    ///
    /// - Parameter names: only these files.
    static func parts(in folder: URL, _ names: [String] = files) throws(Problem) -> [Part] {
        var parts: [Part] = []
        for name in names where FileManager.default.fileExists(atPath: folder.appendingPathComponent(name).path) {
            let url = folder.appendingPathComponent(name)
            switch name {
            case "typology.json": parts.append(part(typology, name, try CatalogueFile.decode(url) as Typology))
            case "need-rules.json": parts.append(part(rules, name, try CatalogueFile.decode(url) as NeedRules))
            case "limits.json": parts.append(part(limits, name, try CatalogueFile.decode(url) as MonitoringLimits))
            case "indicators.json":
                let found: [Indicator] = try CatalogueFile.decode(url)
                for indicator in found { try indicator.check(in: name) }
                parts.append(
                    Part(
                        kind: indicators, file: name,
                        entries: found.enumerated().map { index, indicator in
                            EntryRecord(
                                row: index + 1, kind: indicators, key: indicator.code,
                                document: LedgerJSON.text(indicator))
                        }))
            default: continue
            }
        }
        return parts
    }

    private static func part(_ kind: String, _ file: String, _ value: some Encodable) -> Part {
        Part(
            kind: kind, file: file,
            entries: [EntryRecord(row: 1, kind: kind, key: key, document: LedgerJSON.text(value))])
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
