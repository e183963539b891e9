import ArgumentParser
import Foundation
import Problems
import Registry

struct DecisionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decisions",
        abstract: "Keputusan bertahap atas orang pada daftar: diusulkan sampai dicairkan.",
        discussion: "Decisions in stages about the people on a list, from proposed to cashed.",
        subcommands: [Import.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Terima keputusan tentang satu impor / take in decisions about one import.",
            discussion: """
                Satu baris satu keputusan, dengan kolom NIK, Tahap, Pelaku, Waktu, Keputusan; boleh Alasan dan Kode Alasan. \
                Semua baris diterima atau tidak satu pun; yang sudah tercatat dibiarkan. / One row for each decision; all \
                rows are taken in, or none; what is recorded already is left as it is.
                """)
        /// So many warnings are written where no program reads them.
        private static let mostWarnings = 20

        @Argument(help: "Berkas keputusan (CSV atau XLSX) / file of decisions.") var file: String
        @Option(help: "Nomor impor daftarnya / number of the list's import.") var batch: Int64
        @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let receipt = try database.registry().takeInStages(
                    from: URL(fileURLWithPath: file), to: batch, isDryRun: dryRun)
                let answer = DecisionsAnswer(receipt, isDryRun: dryRun, console.language)
                if console.format != .json {
                    for problem in receipt.problems {
                        console.warn(Catalogue.bundled.sentence(problem, console.language))
                    }
                    for warning in receipt.warnings.prefix(Self.mostWarnings) {
                        console.warn("! " + Catalogue.bundled.sentence(warning, console.language))
                    }
                    if receipt.warnings.count > Self.mostWarnings {
                        let more = console.integer(receipt.warnings.count - Self.mostWarnings)
                        console.warn(console.say("decisions.more", ["count": more]))
                    }
                }
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html: try console.line(answer.sentence(console))
                }
                if dryRun { console.note(console.say("import.dry")) }
                guard receipt.refused == 0 else {
                    console.warn(console.say("sheet.refused", ["file": receipt.file]))
                    throw ExitCode(65)
                }
            }
        }
    }
}

/// What became of a file of decisions, as programs read it.
private struct DecisionsAnswer: Encodable {
    private var batch: Int64
    private var file: String
    private var rows: Int
    private var new: Int
    private var unchanged: Int
    private var refused: Int
    private var stored: Bool
    private var problems: [Answer.ProblemLine]
    /// What is odd in the order of new decisions; they are taken in all the same.
    private var warnings: [Answer.ProblemLine]

    init(_ receipt: StageReceipt, isDryRun: Bool, _ language: Language) {
        (batch, file, rows) = (receipt.batch, receipt.file, receipt.rows)
        (new, unchanged, refused) = (receipt.new, receipt.unchanged, receipt.refused)
        stored = !isDryRun && receipt.refused == 0
        problems = receipt.problems.map { Answer.ProblemLine($0, language) }
        warnings = receipt.warnings.map { Answer.ProblemLine($0, language) }
    }

    func sentence(_ console: Console) -> String {
        console.say(
            "decisions.line",
            [
                "id": String(batch), "file": file, "read": console.integer(rows), "new": console.integer(new),
                "unchanged": console.integer(unchanged), "refused": console.integer(refused),
            ])
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["id", "file", "rows", "new", "unchanged", "refused"].map { console.say("column." + $0) },
            numeric: [0, 2, 3, 4, 5])
        grid.add([String(batch), file] + [rows, new, unchanged, refused].map(String.init))
        return grid
    }
}
