import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

struct LogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "log", abstract: "Catatan siapa mengubah dan siapa melihat apa; jangkar untuk auditor.",
        discussion: "Who changed and who looked at what, in chains that show every forgery; anchors for auditors.",
        subcommands: [List.self, Anchor.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Catatan, yang terbaru dahulu / entries, the newest first.")
        @Option(help: ArgumentHelp("Satu rantai saja / one chain only.", valueName: "changes|access"))
        var chain: String?
        @Option(help: ArgumentHelp("Hanya tindakan ini / only this action: \(known).", valueName: "action"))
        var action: String?
        @Option(help: "Hanya pelaku ini / only this actor.") var actor: String?
        @Option(help: ArgumentHelp("Sejak hari ini (WIB) / from this day on.", valueName: "yyyy-mm-dd"))
        var since: String?
        @Option(help: ArgumentHelp("Sampai dengan hari ini (WIB) / to this day.", valueName: "yyyy-mm-dd"))
        var until: String?
        @Option(help: ArgumentHelp("Tentang orang ini / about this person.", valueName: "NIK")) var subject: String?
        @Option(help: "Paling banyak sekian baris / at most so many rows.") var limit = 100
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private static let known = LogAction.allCases.map(\.rawValue).joined(separator: ", ")

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables, page: "/jejak") {
                if let action, LogAction(rawValue: action) == nil {
                    throw Problem("usage.log-action", value: LongNumbers.hidden(in: action), ["known": Self.known])
                }
                let registry = try database.registry()
                let only = try chain.map { name throws(Problem) in
                    guard let chain = LogChain(rawValue: name) else {
                        throw Problem("usage.log-chain", value: LongNumbers.hidden(in: name))
                    }
                    return chain
                }
                let filter = LogFilter(
                    action: action, actor: actor,
                    since: try NeedText.date(since).map { Registry.instants(of: $0).first },
                    before: try NeedText.date(until).map { Registry.instants(of: $0).next })
                let most = max(1, limit)
                let entries: [LoggedEntry]
                if let subject {
                    let checked = NIK.parse(subject)
                    guard let nik = checked.value else { throw checked.problems.first ?? Problem("nik.missing") }
                    entries = try registry.log(about: nik, filter, limit: most).filter {
                        only == nil || $0.chain == only
                    }
                } else if let only {
                    entries = try registry.log(only, filter, limit: most)
                } else {
                    entries = try registry.log(filter, limit: most)
                }
                try console.answer(entries.map(LogAnswer.Entry.init), LogAnswer.grid(entries, console))
                if entries.count >= most, console.format == .text {
                    console.note(console.say("log.more", ["n": console.integer(most)]))
                }
            }
        }
    }

    struct Anchor: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Jangkar untuk disimpan di tempat lain / an anchor to be kept elsewhere.",
            discussion: """
                Satu baris: cetak, kirim, atau simpan di luar jangkauan siapa pun yang dapat menulis ke basis data. / One \
                line: print it, send it, or keep it out of reach of anybody who can write into the database.
                """)
        @Option(help: "Tambahkan ke berkas ini / add it to this file.") var out: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts, page: "/jejak") {
                let anchor: LogAnchor
                do throws(Problem) {
                    anchor = try database.registry().provedLogAnchor()
                } catch {
                    if error.code.hasPrefix("log.") { console.warn(console.say("log.unanchored")) }
                    throw error
                }
                if let out {
                    let url = URL(fileURLWithPath: out)
                    // Earlier anchors stay: each of them proves something of its own.
                    let earlier = try FileManager.default.fileExists(atPath: out) ? LogAnchor.read(url) : []
                    let lines = (earlier + [anchor]).map { $0.line + "\n" }
                    try OutputFile.write(lines.joined(), to: url)
                    console.note(console.say("written", ["file": url.path]))
                }
                guard console.format != .json else { return try console.json(LogAnswer.Anchor(anchor)) }
                try console.line(anchor.line)
            }
        }
    }
}
