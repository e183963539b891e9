// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Foundation
import Problems
import Registry
import Store

struct DbCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Periksa, hitung, cadangkan, pulihkan, dan pindahkan basis data.",
        subcommands: [
            Verify.self, Stats.self, Backup.self, Restore.self, Move.self, Compare.self, Migrate.self,
        ])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Periksa keutuhan, juga rantai catatan / check that all is sound, the log's chains too.",
            discussion: """
                Jangkar (`gapura log anchor`) yang disimpan di tempat lain membuktikan bahwa catatan tidak ditulis ulang dari \
                awal. / Anchors that were kept elsewhere prove that the log was not written anew from its beginning.
                """)
        @Option(help: ArgumentHelp("Berkas jangkar; boleh berulang / file with anchors.", valueName: "file"))
        var anchor: [String] = []
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var verified: Bool
            var invariants: Int
            var anchors: Int
            /// The last of the anchors that agree with the chains; nothing proves what was told after it and cut off again.
            var newest_anchor: LogAnswer.Anchor?
            var log: [String: LogAnswer.Head]
            var problems: [Answer.ProblemLine]
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                var anchors: [LogAnchor] = []
                for path in anchor { anchors += try LogAnchor.read(URL(fileURLWithPath: path)) }
                let problems = try registry.verify(anchors: anchors)
                // Of a registry whose tables are missing there may be none to tell.
                let heads = problems.isEmpty ? try LogAnswer.heads(registry) : (try? LogAnswer.heads(registry)) ?? [:]
                let newest = try registry.newestProved(of: anchors, despite: problems)
                switch console.format {
                case .json:
                    try console.json(
                        Result(
                            verified: problems.isEmpty, invariants: Registry.invariantCount, anchors: anchors.count,
                            newest_anchor: newest.map(LogAnswer.Anchor.init), log: heads,
                            problems: problems.map { Answer.ProblemLine($0, console.language) }))
                case .csv: try console.out(Self.table(problems, heads, console).csv)
                case .text, .html:
                    for problem in problems { try console.line(Catalogue.bundled.sentence(problem, console.language)) }
                    if problems.isEmpty { try Self.tellSound(heads, anchors.count, console) }
                    try Self.tellEnd(
                        newest, among: anchors.count, isRead: !problems.contains(where: Registry.leavesUnread), heads,
                        console)
                }
                if !problems.isEmpty { throw ExitCode(65) }
            }
        }

        /// A row for each finding, and one for each end of a chain.
        private static func table(
            _ problems: [Problem], _ heads: [String: LogAnswer.Head], _ console: Console
        ) -> TextGrid {
            var grid = TextGrid(["what", "rows", "message"].map { console.say("column." + $0) }, numeric: [1])
            for problem in problems {
                grid.add([
                    problem.code, problem.arguments["rows"] ?? "",
                    Catalogue.bundled.sentence(problem, console.language),
                ])
            }
            for (chain, head) in heads.sorted(by: { $0.key < $1.key }) {
                grid.add(["log." + chain, String(head.entries), head.hash ?? ""])
            }
            return grid
        }

        private static func tellSound(
            _ heads: [String: LogAnswer.Head], _ anchors: Int, _ console: Console
        ) throws(Problem) {
            try console.line(console.say("verify.sound", ["count": String(Registry.invariantCount)]))
            try console.line(
                console.say(
                    "verify.log",
                    [
                        "changes": console.integer(heads["changes"]?.entries ?? 0),
                        "access": console.integer(heads["access"]?.entries ?? 0),
                        "anchors": console.integer(anchors),
                    ]))
        }

        /// What was told last and cut off again is missed by nobody but an anchor.
        private static func tellEnd(
            _ newest: LogAnchor?, among given: Int, isRead: Bool, _ heads: [String: LogAnswer.Head], _ console: Console
        ) throws(Problem) {
            guard let newest else {
                let key = isRead ? "verify.anchor-unproved" : "verify.anchor-unread"
                return try console.line(console.say(given == 0 ? "verify.no-anchor" : key))
            }
            try console.line(
                console.say(
                    "verify.newest-anchor",
                    [
                        "at": newest.instant, "changes": console.integer(newest.changes.number),
                        "access": console.integer(newest.access?.number ?? 0),
                        "later": console.integer(
                            max(0, (heads["changes"]?.entries ?? 0) - newest.changes.number)),
                    ]))
        }
    }

    struct Stats: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Jumlah isi tiap tabel / rows in each table.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                var totals = try registry.totals()
                let bytes = try registry.bytes()
                totals.append(("bytes", Int(bytes)))
                if let people = totals.first(where: { $0.name == "people" })?.rows, people > 0 {
                    totals.append(("bytes_per_person", Int(bytes) / people))
                }
                var grid = TextGrid(["what", "rows"].map { console.say("column." + $0) }, numeric: [1])
                for total in totals {
                    grid.add([console.say("total." + total.name), console.integer(total.rows)])
                }
                try console.answer(Dictionary(totals.map { ($0.name, $0.rows) }, uniquingKeysWith: +), grid)
            }
        }
    }
}
