public import Foundation
import Indonesia
public import Problems
public import Store

/// Reads files that tell what became of codes.
public enum ChangeFile {
    /// Changes of regions, from one of three layouts: `from_version,from_code,to_version,to_code` with `name`,
    /// `from_system` and `to_system` where they are told; `kode_2022,kode_2025`, where the headers name the versions; and
    /// `kode_bps,kode_dagri`.
    ///
    /// - Parameter version: of codes of BPS, where the file does not say it.
    /// - Throws: `change.columns`; `change.code` naming row, column and value.
    public static func regions(_ url: URL, version: String? = nil) throws(Problem) -> [RegionChangeRecord] {
        let table = try TextTable(url)
        guard let layout = Layout(table.columns, version) else {
            throw Problem("change.columns", at: Place(file: table.name))
        }
        return try table.rows.map { row throws(Problem) in
            func cell(_ column: String?) -> String? {
                column.flatMap { row.cells[$0] }.flatMap { $0.isEmpty ? nil : $0 }
            }
            func code(_ column: String, _ system: String) throws(Problem) -> String {
                guard let text = cell(column), let code = RegionCode(text) else {
                    throw Problem(
                        "change.code", .refuse, at: Place(file: table.name, row: row.number, column: column),
                        value: cell(column) ?? "")
                }
                return system == CodeSystem.bps.rawValue ? code.digits : code.dotted
            }
            let from = cell(layout.fromSystemColumn) ?? layout.fromSystem
            let to = cell(layout.toSystemColumn) ?? CodeSystem.kemendagri.rawValue
            return RegionChangeRecord(
                fromSystem: from, fromVersion: cell(layout.fromVersionColumn) ?? layout.fromVersion ?? "-",
                fromCode: try code(layout.from, from), toSystem: to,
                toVersion: cell(layout.toVersionColumn) ?? layout.toVersion ?? "-", toCode: try code(layout.to, to),
                name: cell(layout.name))
        }.filter { $0.fromCode != $0.toCode || $0.fromSystem != $0.toSystem }
    }

    private struct Layout {
        var from = "from_code"
        var to = "to_code"
        var name: String? = "name"
        var fromSystem = CodeSystem.kemendagri.rawValue
        var fromVersion: String?
        var toVersion: String?
        var fromSystemColumn: String?
        var toSystemColumn: String?
        var fromVersionColumn: String?
        var toVersionColumn: String?

        init?(_ columns: [String], _ version: String?) {
            if columns.contains(from), columns.contains(to) {
                (fromSystemColumn, toSystemColumn) = ("from_system", "to_system")
                (fromVersionColumn, toVersionColumn) = ("from_version", "to_version")
                return
            }
            if columns.contains("kode_bps"), columns.contains("kode_dagri") {
                (from, to, name, fromSystem) = ("kode_bps", "kode_dagri", "nama_dagri", CodeSystem.bps.rawValue)
                (fromVersion, toVersion) = (version, version)
                return
            }
            let years = columns.compactMap { $0.wholeMatch(of: /kode_([0-9]{4})/).map { String($0.1) } }.sorted()
            guard years.count == 2 else { return nil }
            (from, to, name) = ("kode_" + years[0], "kode_" + years[1], "nama_" + years[1])
            (fromVersion, toVersion) = (years[0], years[1])
        }
    }

    /// Classes of the business classification, from a file of `code,title` (`kode,judul`).
    ///
    /// - Throws: `kbli.columns`; `kbli.code` naming row, column and value.
    public static func classes(_ url: URL, edition: String) throws(Problem) -> [BusinessClassRecord] {
        let table = try TextTable(url)
        guard let code = ["code", "kode"].first(where: table.columns.contains),
            let title = ["title", "judul"].first(where: table.columns.contains)
        else { throw Problem("kbli.columns", at: Place(file: table.name), ["columns": "code,title"]) }
        return try table.rows.map { row throws(Problem) in
            BusinessClassRecord(
                edition: edition, code: try Self.kbli(row.cells[code], row.number, code, table.name),
                title: row.cells[title] ?? "")
        }
    }

    /// What classes became in another edition, from a file of `from_code,to_code`; a code may stand in several rows.
    ///
    /// - Throws: as ``classes(_:edition:)``.
    public static func classChanges(
        _ url: URL, from: String, to: String
    ) throws(Problem) -> [BusinessClassChangeRecord] {
        let table = try TextTable(url)
        guard table.columns.contains("from_code"), table.columns.contains("to_code") else {
            throw Problem("kbli.columns", at: Place(file: table.name), ["columns": "from_code,to_code"])
        }
        return try table.rows.map { row throws(Problem) in
            BusinessClassChangeRecord(
                fromEdition: from, fromCode: try Self.kbli(row.cells["from_code"], row.number, "from_code", table.name),
                toEdition: to, toCode: try Self.kbli(row.cells["to_code"], row.number, "to_code", table.name))
        }
    }

    private static func kbli(
        _ text: String?, _ row: Int, _ column: String, _ file: String
    ) throws(Problem) -> String {
        guard let text, BusinessClasses.isCode(text) else {
            throw Problem("kbli.code", .refuse, at: Place(file: file, row: row, column: column), value: text ?? "")
        }
        return text
    }
}
