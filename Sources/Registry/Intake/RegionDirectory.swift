public import Foundation
public import Indonesia
public import Problems
public import Store
import Tabular

/// The regions at hand, as the engine wants them and as a list of villages.
public struct RegionDirectory: Sendable {
    public let table: RegionTable
    let villages: [RegionRecord]
    private let names: [String: String]

    /// Codes through their versions.
    let versions: RegionVersions

    /// - Parameter changes: what became of codes; the districts that were recoded are known to judge numbers by, which
    ///   keep the area of first registration.
    public init(_ records: [RegionRecord], _ changes: [RegionChangeRecord] = []) {
        func region(_ code: String, _ system: String, _ version: String, _ name: String) -> Region? {
            guard let code = RegionCode(code), let system = CodeSystem(rawValue: system) else { return nil }
            return Region(code: code, name: name, system: system, version: version)
        }
        table = RegionTable(
            records.compactMap { region($0.code, $0.system, $0.version, $0.name) }
                + changes.filter { $0.fromSystem == $0.toSystem }.compactMap { change in
                    var old = region(change.fromCode, change.fromSystem, change.fromVersion, change.name ?? "")
                    old?.isHistoric = true
                    old?.successor = RegionCode(change.toCode)
                    return old
                })
        versions = RegionVersions(records, changes)
        villages = records.newest(changes).filter { $0.level == "village" }
        // Of several editions the newest names a code.
        names = Dictionary(
            records.sorted { $0.version > $1.version }.map { ($0.system + $0.code, $0.name) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The name of a Kemendagri code; the code itself when it is not at hand.
    public func name(_ code: String) -> String { names["kemendagri" + code] ?? code }

    /// Reads regions from a file of `code,name` (Kemendagri, dotted or not) or `system,version,code,name,level`.
    ///
    /// - Parameters:
    ///   - system: the code system, where the file does not say it.
    /// - Throws: `region.columns` when the file has neither layout, `region.system-needed` when the codes' form and the
    ///   caller leave the system open: it is never guessed.
    public static func read(
        _ url: URL, system: CodeSystem?, version: String?
    ) throws(Problem) -> (records: [RegionRecord], refused: [Problem]) {
        let file = try ListFile(url)
        let names = file.layout.columns.map(ColumnMapper.normalised)
        func column(_ candidates: [String]) -> Int? { names.firstIndex { candidates.contains($0) } }
        guard let code = column(["code", "kode", "kodewilayah"]), let name = column(["name", "nama", "namawilayah"])
        else {
            throw Problem("region.columns", at: Place(file: file.name))
        }
        let systemColumn = column(["system", "sistem"])
        let versionColumn = column(["version", "versi"])
        var reader = try file.reader()
        var rows: [(row: Int, system: String?, version: String?, code: String, name: String)] = []
        var judge = CodeSystemJudge(header: file.layout.columns[code])
        do {
            while let batch = try reader.next() {
                for position in 0..<batch.count where !batch.isBlank(position) {
                    let record = (
                        batch.row(position), systemColumn.map { batch.text(position, $0) },
                        versionColumn.map { batch.text(position, $0) }, batch.text(position, code),
                        batch.text(position, name)
                    )
                    judge.add(code: record.3, name: record.4)
                    rows.append(record)
                }
            }
        } catch {
            throw error.inFile(file.name)
        }
        if let system, let found = judge.verdict.system, found != system {
            throw Problem(
                "region.system-given", at: Place(file: file.name, column: file.layout.columns[code]),
                ["given": system.rawValue, "found": found.rawValue])
        }
        guard let fallback = system ?? (systemColumn == nil ? judge.verdict.system : .kemendagri) else {
            throw Problem("region.system-needed", at: Place(file: file.name, column: file.layout.columns[code]))
        }
        var records: [RegionRecord] = []
        var refused: [Problem] = []
        for row in rows {
            let used = row.system.flatMap { CodeSystem(rawValue: $0.lowercased()) } ?? fallback
            guard let parsed = RegionCode(row.code), !row.name.isEmpty else {
                refused.append(
                    Problem(
                        "region.invalid", .refuse,
                        at: Place(file: file.name, row: row.row, column: file.layout.columns[code]), value: row.code,
                        ["code": row.code]))
                continue
            }
            records.append(
                RegionRecord(
                    system: used.rawValue, version: row.version ?? version ?? "-",
                    code: used == .kemendagri ? parsed.dotted : parsed.digits, name: row.name,
                    level: Self.name(of: parsed.level),
                    parent: parsed.parent(in: used).map { used == .kemendagri ? $0.dotted : $0.digits }))
        }
        return (records, refused)
    }

    private static func name(of level: RegionLevel) -> String {
        switch level {
        case .province: "province"
        case .regency: "regency"
        case .district: "district"
        case .village: "village"
        }
    }
}
