import ArgumentParser
import Foundation
import Problems
import Registry

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
            var log: [String: LogAnswer.Head]
            var problems: [Answer.ProblemLine]
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry()
                var anchors: [LogAnchor] = []
                for path in anchor { anchors += try LogAnchor.read(URL(fileURLWithPath: path)) }
                let problems = try registry.verify(anchors: anchors)
                let heads = try LogAnswer.heads(registry)
                if console.format == .json {
                    try console.json(
                        Result(
                            verified: problems.isEmpty, invariants: Registry.invariantCount, anchors: anchors.count,
                            log: heads,
                            problems: problems.map { Answer.ProblemLine($0, console.language) }))
                } else {
                    for problem in problems { try console.line(Catalogue.bundled.sentence(problem, console.language)) }
                    if problems.isEmpty {
                        try console.line(console.say("verify.sound", ["count": String(Registry.invariantCount)]))
                        try console.line(
                            console.say(
                                "verify.log",
                                [
                                    "changes": console.integer(heads["changes"]?.entries ?? 0),
                                    "access": console.integer(heads["access"]?.entries ?? 0),
                                    "anchors": console.integer(anchors.count),
                                ]))
                    }
                }
                if !problems.isEmpty { throw ExitCode(65) }
            }
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
