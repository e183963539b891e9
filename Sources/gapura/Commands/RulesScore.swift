import ArgumentParser
import Foundation
import Problems
import Registry

extension RulesCommand {
    struct Score: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Formulir skor: periksa isinya, atau hitung atas sebuah daftar, butir demi butir.",
            discussion: """
                Scoring forms (house index, proxy means test): without a list the form is checked and shown; with one each \
                row gets its score, item by item. A missing answer never counts as zero: the row has no score.
                """)
        @Argument(help: "Formulir (YAML), atau nama bawaan / form, or name of a bundled one.") var form: String
        @Argument(help: "Daftarnya / the list.") var list: String?
        @Option(help: ArgumentHelp("Lembar buku kerja Excel / sheet of the workbook.", valueName: "name"))
        var sheet: String?
        @Option(help: "Jenis daftar; dikenali sendiri bila kosong / kind of list.") var profile: String?
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let reading = try RuleLibrary.formReading(form)
                for problem in reading.problems {
                    console.warn(Catalogue.bundled.sentence(problem, console.language))
                }
                guard let form = reading.form else { throw ExitCode(65) }
                guard let list else {
                    let answer = FormAnswer(form, console.language)
                    switch console.format {
                    case .json: try console.json(answer)
                    case .csv: try console.out(answer.grid(console).csv)
                    case .text, .html:
                        try console.line(answer.sentence(console))
                        try console.out(answer.grid(console).text)
                    }
                    return
                }
                let reader = try ListReading(
                    ListFile(URL(fileURLWithPath: list), sheet: sheet),
                    profile: try profile.map { name throws(Problem) in try ProfileLibrary.bundled.profile(name) },
                    regions: try BundledCatalogue().regions, today: Registry.day(of: Date()), wantsRecords: true,
                    progress: console.progress)
                let answer = FormScoresAnswer(form, try ScoredList(reader, form), console.language)
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html:
                    try console.line(answer.sentence(console))
                    try console.out(answer.grid(console).text)
                }
            }
        }
    }
}
