import ArgumentParser
import Problems
import Registry

extension RulesCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Semua aturan dalam satu tabel; dengan --format csv untuk dibuka di lembar kerja.",
            discussion: """
                All rules in one table: code, kind, statement in both languages, regulation, article, date, issuer, \
                validity, severity, expression, file and version. --format csv or --out writes a rules.csv for a \
                spreadsheet. Without files all bundled rules.
                """)
        @Argument(help: "Berkas aturan (YAML), atau nama aturan bawaan / rule files, or names of bundled ones.")
        var files: [String] = []
        @Option(help: ArgumentHelp("Tulis sebagai CSV ke berkas ini / write as CSV to this file.", valueName: "csv"))
        var out: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let answer = RuleListAnswer(
                    try files.isEmpty
                        ? RuleLibrary.all() : files.map { name throws(Problem) in try RuleLibrary.named(name) })
                if let out {
                    let table = try OutputFile(out)
                    try table.write(answer.table.csv)
                    console.noteWritten(try table.close())
                }
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.table.csv)
                case .text, .html: if out == nil { try console.out(answer.grid(console).text) }
                }
            }
        }
    }
}
