import Indonesia
import Problems
import Registry
import Store

/// The versions of a programme's record, and what changed from one to the next.
enum ProgrammeVersions {
    static func grid(_ history: ProgrammeHistory, _ words: Words) -> Grid {
        Grid(
            words("programme.versions"),
            [
                .text(words("column.version")), .text(words("column.state")), .text(words("column.change")),
                .text(words("column.received")), .text(words("column.file")),
            ],
            history.versions.map { version in
                let sending = version.sending
                return Grid.Line([
                    .init(
                        words(
                            "programme.version",
                            ["year": version.fiscalYear.map(String.init) ?? "–", "n": words.count(version.number)])),
                    .init(
                        words(version.isCurrent ? "programme.version.current" : "programme.version.old"),
                        chip: version.isCurrent ? "light-green" : "plain"), .init(changes(version.changes, words)),
                    .init(words.day(sending.receivedOn)),
                    .init(sending.name, href: "/kirim/kiriman/\(sending.id)"),
                ])
            }, none: "–", fold: words.fold)
    }

    private static func changes(_ changes: [ProgrammeHistory.Change]?, _ words: Words) -> String {
        guard let changes else { return words("programme.version.first") }
        guard !changes.isEmpty else { return words("programme.version.same") }
        return changes.map { change in
            words(
                "programme.version.change",
                [
                    "field": MappingDoubles.field(change.field, words), "old": value(change.old, words),
                    "new": value(change.new, words),
                ])
        }.joined(separator: "; ")
    }

    /// A cell in words; whole numbers with their groups.
    private static func value(_ text: String, _ words: Words) -> String {
        if text.isEmpty { return words("programme.version.empty") }
        return text.count > 4 ? Int64(text).map { words.count($0) } ?? text : text
    }

    static func text(_ indicator: ProgrammeRecord.Indicator) -> String {
        let values = [indicator.baseline, indicator.target.map { "→ " + $0 }].compactMap { $0 }.joined(separator: " ")
        return values.isEmpty ? indicator.name : indicator.name + ": " + values
    }
}
