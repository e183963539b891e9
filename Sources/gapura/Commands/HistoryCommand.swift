// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Problems
import Registry

struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Setiap perubahan: nilai sebelum dan sesudah, kapan diketahui, oleh siapa, dari mana, mengapa.",
        discussion: """
            Every change: the value before and after it, when it became known, by whom, from which row of which list or \
            sheet, and why. A person's history is that of all their numbers, each row under the number it was told of. \
            Personal values are masked, unless --full asks for them whole and --purpose says what for; what looks the \
            same when masked is told to differ. What: person NIK, batch ID, list ID (the number of any of its \
            sendings), programme CODE.
            """)

    enum What: String, ExpressibleByArgument, CaseIterable { case person, batch, list, programme }

    @Argument(help: "Yang ditanya / what is asked: person, batch, list, programme.") var what: What
    @Argument(help: ArgumentHelp("NIK, nomor impor, atau kode program / NIK, import or code.", valueName: "which"))
    var which: String
    @Flag(help: "Tanpa penyamaran; wajib menyebut --purpose / nothing masked; needs --purpose.") var full = false
    @OptionGroup var database: DatabaseOptions
    @OptionGroup var common: CommonOptions

    private struct Entry: Encodable {
        var known_at: String
        var act: String
        var actor: String?
        var reason: String?
        var batch: Int64?
        var sending: Int64?
        var row: Int?
        var thing: String
        var key: String
        var field: String
        var before: String?
        var after: String?
        /// Whether before and after are two values that masking makes look like one.
        var masked_alike: Bool
        /// The number of the person under which it was told.
        var nik: String?

        init(_ entry: HistoryEntry) {
            known_at = entry.at
            act = entry.act.rawValue
            actor = entry.actor
            reason = entry.shownReason
            batch = entry.batch
            sending = entry.sending
            row = entry.row
            thing = entry.thing
            key = entry.shownKey
            field = entry.field
            before = entry.shownBefore
            after = entry.shownAfter
            masked_alike = entry.looksUnchanged
            nik = entry.shownNumber
        }
    }

    func run() async throws {
        let console = common.console
        try await console.run(in: OutputFormat.ofTables) {
            let entries = try entries(try database.registry())
            if entries.isEmpty, console.format == .text { return try console.line(console.say("history.none")) }
            try console.answer(entries.map(Entry.init), grid(entries, console))
        }
    }

    private func entries(_ registry: Registry) throws(Problem) -> [HistoryEntry] {
        switch what {
        case .person: return try registry.history(of: PersonAnswer.number(which), isFull: full)
        case .programme: return try registry.history(ofProgramme: which.uppercased())
        case .batch, .list:
            guard let id = Int64(which) else { throw Problem("import.unknown", .refuse, ["id": which]) }
            return try what == .batch
                ? registry.history(ofBatch: id, isFull: full) : registry.history(ofListWith: id, isFull: full)
        }
    }

    private func grid(_ entries: [HistoryEntry], _ console: Console) -> TextGrid {
        let language = console.language
        let isPerson = what == .person
        var grid = TextGrid(
            (["at", "act", "actor", "from"] + (isPerson ? ["number"] : [])
                + ["thing", "field", "before", "after", "reason"]).map { console.say("history." + $0) })
        for entry in entries {
            let source = [
                entry.batch.map { console.say("history.batch", ["id": String($0)]) },
                entry.sending.map { console.say("history.sending", ["id": String($0)]) },
                entry.row.map { console.say("history.row", ["row": String($0)]) },
            ].compactMap(\.self).joined(separator: ", ")
            grid.add(
                [entry.at, HistoryWords.act(entry.act, in: language), entry.actor ?? "–", source]
                    + (isPerson ? [entry.shownNumber ?? ""] : [])
                    + [
                        HistoryWords.subject(entry, in: language), HistoryWords.field(entry, in: language),
                        HistoryWords.before(entry, in: language) ?? "–",
                        HistoryWords.after(entry, in: language) ?? "–", entry.shownReason ?? "",
                    ])
        }
        return grid
    }
}
