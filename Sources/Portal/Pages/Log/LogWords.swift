import Registry
import Store

/// Entries of the log as pages show them.
enum LogWords {
    static func grid(_ entries: [LoggedEntry], _ words: Words) -> Grid {
        Grid(
            words("log.entries"),
            [.figure(words("log.column.number"))]
                + ["at", "actor", "action", "object", "purpose", "subject"].map { .text(words("log.column." + $0)) },
            entries.map { logged in
                let entry = logged.entry
                return Grid.Line([
                    .init(words.count(entry.number), detail: String(entry.hash.prefix(12))),
                    .init(words.instant(entry.instant)), .init(Masked.digits(entry.actor)),
                    .init(action(entry.action, words)), object(entry, words),
                    .init(entry.purpose.map { Masked.digits($0) } ?? words("log.no-purpose")),
                    .init(entry.subject.map { SubjectPair.text($0) } ?? "–"),
                ])
            }, none: words("log.none"))
    }

    static func action(_ action: String, _ words: Words) -> String { words.name("log-action", action) }

    private static func object(_ entry: LogEntry, _ words: Words) -> Grid.Cell {
        guard let kind = entry.objectKind, let number = entry.object else { return .init("–") }
        let address: String? =
            switch LogObject.Kind(rawValue: kind) {
            case .batch, .stages: "/daftar/\(number)"
            case .sending: "/kirim/kiriman/\(number)"
            case .decision, .run, .ruling, nil: nil
            }
        return .init(words.name("log-object", kind) + " \(number)", href: address)
    }
}
