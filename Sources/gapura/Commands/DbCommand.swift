import ArgumentParser
import Problems
import Registry

struct DbCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Periksa, hitung, cadangkan, pulihkan, dan pindahkan basis data.",
        subcommands: [
            Verify.self, Stats.self, Backup.self, Restore.self, Move.self, Compare.self, Migrate.self,
        ])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Periksa keutuhan / check that all is sound.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var verified: Bool
            var invariants: Int
            var problems: [Answer.ProblemLine]
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let problems = try database.registry().verify()
                if console.format == .json {
                    try console.json(
                        Result(
                            verified: problems.isEmpty, invariants: Registry.invariantCount,
                            problems: problems.map { Answer.ProblemLine($0, console.language) }))
                } else {
                    for problem in problems { try console.line(Catalogue.bundled.sentence(problem, console.language)) }
                    if problems.isEmpty {
                        try console.line(console.say("verify.sound", ["count": String(Registry.invariantCount)]))
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
                    grid.add([console.say("total." + total.name), console.language.integer(total.rows)])
                }
                try console.answer(Dictionary(totals.map { ($0.name, $0.rows) }, uniquingKeysWith: +), grid)
            }
        }
    }
}
