import ArgumentParser
import Evaluation
import Foundation
import Problems
import Registry
import Reports

extension RulesCommand {
    struct Undeclared: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cari kriteria yang tidak ada dalam aturan mana pun, tetapi dipakai menolak orang.",
            discussion: """
                Searches for undeclared criteria: which refusals of a list the rules explain and which not, which \
                acceptances break a rule, the simplest conditions that go together with the rest, and how each stands \
                towards the catalogue of rules; and who decides. Only rules with a legal basis explain a refusal. With \
                --db and --batch an import and the decisions recorded about it. Stores nothing. docs/undeclared-criteria.md tells the method.
                """)
        @OptionGroup var options: RuleRunOptions
        @Option(
            help: ArgumentHelp(
                "Berkas keputusan bertahap: NIK, Tahap, Pelaku, Waktu, Keputusan, Alasan / file of decisions in stages.",
                valueName: "file"))
        var stages: String?
        @Option(
            help: ArgumentHelp(
                "Kolom wilayah; orang dibandingkan di dalam wilayahnya / column with the area.", valueName: "column"))
        var area: String?
        @Option(
            help: ArgumentHelp(
                "Kolom jenis wilayah, misalnya kota dan desa / column with the kind of area.", valueName: "column"))
        var kind: String?
        @Option(
            help: ArgumentHelp(
                "Kolom lain yang boleh menjadi syarat / further column that conditions may speak of; may be repeated.",
                valueName: "column"))
        var attribute: [String] = []
        @Option(
            help: ArgumentHelp(
                "Peluang menyatakan sesuatu pada daftar yang adil, tanpa opsi ini 0,05 / chance of a claim on a fair list.",
                valueName: "p"),
            transform: DecimalNumber.option)
        var level = 0.05
        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("Banyaknya pengacakan / random assignments.", valueName: "number"))
        var draws = 1999
        @Option(help: ArgumentHelp("Benih pengacakan / seed.", valueName: "number")) var seed: UInt64 = 1
        @Option(help: ArgumentHelp("Tulis laporan ke berkas ini / write the report.", valueName: "html"))
        var out: String?
        @Option(help: ArgumentHelp("Tanggal laporan / date of the report.", valueName: "yyyy-mm-dd")) var date: String?
        @Flag(help: "Data rekaan: laporannya mengatakan demikian / invented data, as the report then says.")
        var synthetic = false
        @Flag(help: "Keluar dengan status 1 bila ada temuan / exit with 1 where something is found.") var strict = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: [.text, .json, .csv, .html]) {
                guard level > 0, level < 1 else { throw Problem("usage.level", .refuse, value: String(level)) }
                guard (99...1_000_000).contains(draws) else {
                    throw Problem("usage.draws", .refuse, value: String(draws))
                }
                if let out { try OutputFile.check([URL(fileURLWithPath: out)], against: inputs) }
                let report = try report(console)
                for problem in report.problems {
                    console.warn(Catalogue.bundled.sentence(problem, console.language))
                }
                let answer = UndeclaredAnswer(report, try UndeclaredSentences(console.language), console.language)
                let edition = Edition(date: date, synthetic: synthetic)
                if let out {
                    let page = try Report.undeclared(report, in: console.language, edition: edition)
                    console.noteWritten(try OutputFile.write(page.html, to: URL(fileURLWithPath: out)))
                }
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .html: try console.out(Report.undeclared(report, in: console.language, edition: edition).html)
                case .text: try console.out(answer.text(console))
                }
                // Decisions that could not be read may be the very ones that matter.
                guard report.unreadRows == 0 else {
                    console.warn(console.say("undeclared.unread", ["count": console.integer(report.unreadRows)]))
                    throw ExitStatus.notChecked
                }
                if strict, !report.findings.isEmpty { throw ExitStatus.problemsFound }
            }
        }

        private func report(_ console: Console) throws(Problem) -> UndeclaredReport {
            var asking = UndeclaredQuestion()
            (asking.area, asking.kind, asking.columns) = (area, kind, attribute)
            (asking.options.level, asking.options.draws, asking.options.seed) = (level, draws, seed)
            if let stored = try options.stored(console) {
                guard stages == nil else { throw Problem("usage.undeclared", .refuse) }
                if out != nil || [.html, .csv].contains(console.format) { try stored.tellExport("undeclared") }
                return try stored.registry.undeclared(
                    batch: stored.batch, by: stored.rules, on: stored.day, given: stored.given,
                    against: stored.references, forms: stored.forms, asking: asking)
            }
            guard let stages else { throw Problem("usage.undeclared", .refuse) }
            let opened = try options.open(console, withCatalogue: true)
            let history = try StageHistory(URL(fileURLWithPath: stages), today: Registry.day(of: Date()))
            var search = UndeclaredSearch(opened.given, opened.judge)
            search.asking = asking
            return try search.run(opened.reading, history)
        }

        private var inputs: [URL] { options.inputs + [stages].compactMap { $0.map { URL(fileURLWithPath: $0) } } }
    }
}
