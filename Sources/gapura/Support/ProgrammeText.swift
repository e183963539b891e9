// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Problems
import Registry
import Store

extension Answer {
    /// A programme with its versions.
    struct Programme: Encodable {
        struct Version: Encodable {
            var year: Int?
            var version: Int
            var current: Bool
            var sending: Int64
            var file: String
            var row: Int
            var received_on: String
            var taken_at: String
            var actor: String
            var changes: [ProgrammeHistory.Change]?
        }

        var code: String
        var record: ProgrammeRecord
        var completeness: Completeness
        var versions: [Version]

        init(_ history: ProgrammeHistory, _ record: ProgrammeRecord) {
            code = history.code
            self.record = record
            completeness = Completeness(record)
            versions = history.versions.map {
                Version(
                    year: $0.fiscalYear, version: $0.number, current: $0.isCurrent, sending: $0.sending.id,
                    file: $0.sending.name, row: $0.row, received_on: $0.sending.receivedOn,
                    taken_at: $0.sending.takenAt, actor: $0.sending.actor, changes: $0.changes)
            }
        }
    }
}

/// Programmes for a terminal.
enum ProgrammeText {
    static func grid(_ programmes: [ProgrammeRecord], _ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "name", "owner", "pillar", "kind", "basis"].map { console.say("column." + $0) })
        for programme in programmes {
            grid.add([
                programme.code, console.language == .en ? programme.nameEn ?? programme.name : programme.name,
                programme.owner, programme.pillar ?? "–", programme.kind, programme.legalBasis ?? "–",
            ])
        }
        return grid
    }

    /// What is known of a programme, field by field.
    static func record(_ record: ProgrammeRecord, _ console: Console) -> TextGrid {
        let cells = ProgrammeCells(record)
        var grid = TextGrid(["header", "value", "meaning"].map { console.say("column." + $0) })
        for column in columns where !cells[column.field].isEmpty {
            grid.add([column.header, cells[column.field], column.description(console.language)])
        }
        return grid
    }

    static func completeness(_ record: ProgrammeRecord, _ console: Console) -> String {
        let counted = Completeness(record)
        let key = counted.missing.isEmpty ? "mapping.complete" : "mapping.completeness"
        return console.say(
            key,
            [
                "filled": String(counted.filled), "count": String(Completeness.fieldCount),
                "missing": counted.missing.map(header).joined(separator: ", "),
            ])
    }

    static func versions(_ history: ProgrammeHistory, _ console: Console) -> String {
        var lines: [String] = []
        for version in history.versions {
            lines.append(
                console.say(
                    version.isCurrent ? "mapping.version.current" : "mapping.version",
                    [
                        "year": version.fiscalYear.map(String.init) ?? "–", "number": String(version.number),
                        "file": version.sending.name, "row": String(version.row), "actor": version.sending.actor,
                        "date": version.sending.receivedOn, "sending": String(version.sending.id),
                    ]))
            for change in version.changes ?? [] {
                lines.append("    \(header(change.field)): \(shown(change.old)) → \(shown(change.new))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The template's header of a field.
    static func header(_ field: String) -> String { columns.first { $0.field == field }?.header ?? field }

    private static var columns: [SheetKind.Column] {
        SheetKinds.bundled.kinds.first { $0.name == "programme" }?.columns ?? []
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "–" : text }
}
