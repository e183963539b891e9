import ArgumentParser
import Foundation
import Problems
import Registry
import Reports
import Store

extension RulesCommand {
    struct Stored: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Putusan yang tersimpan: daftarnya, atau satu putusan baris demi baris.",
            discussion: """
                Stored rulings: all of them, those of an import, or one with its lines, as they were judged by the rule \
                files of that day, whatever the files say now. Appeals stand with the ruling they are about.
                """)
        @Argument(help: "Nomor putusan / number of a ruling.") var ruling: Int64?
        @Option(help: "Nomor impor / number of an import.") var batch: Int64?
        @Option(help: ArgumentHelp("Hanya baris ini / this row alone.", valueName: "number")) var row: Int?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                guard let ruling else {
                    let answer = RulingsAnswer(try registry.rulings(batch: batch))
                    switch console.format {
                    case .json: try console.json(answer)
                    case .csv: try console.out(answer.grid(console).csv)
                    case .text, .html: try console.out(answer.text(console))
                    }
                    return
                }
                if console.format == .csv {
                    let about = try registry.rulings().first { $0.id == ruling }?.batch
                    try registry.tellExport("reasons", object: about.map { LogObject(.batch, $0) })
                }
                let found = try registry.ruling(ruling, row: row)
                let answer = RulingAnswer(found, try RuleSentences(console.language), console.language)
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html: try console.out(answer.text(console))
                }
            }
        }
    }

    struct Appeal: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Buka kembali putusan atas satu baris dengan bukti baru; yang lama dan yang baru disimpan.",
            discussion: """
                Judges one line of a stored ruling anew with new evidence: by the same rule files, as of the same day. The \
                evidence goes before what lists say; source and who brought it are kept. Both decisions stay.
                """)
        @Argument(help: "Nomor putusan / number of the ruling.") var ruling: Int64
        @Argument(help: "Nomor baris pada daftarnya / number of the row in the list.") var row: Int
        @Option(
            help: ArgumentHelp("Yang dibuktikan / what is proved.", valueName: "json")) var with: String
        @Option(
            help: ArgumentHelp("Surat atau orang yang menyatakannya / who or which paper says so.", valueName: "text"))
        var source: String
        @Option(help: ArgumentHelp("Tanggal surat itu / date of that paper.", valueName: "yyyy-mm-dd"))
        var sourceDate: String?
        @Option(help: ArgumentHelp("Siapa yang membawanya / who brought it.", valueName: "text")) var broughtBy: String?
        @Option(help: ArgumentHelp("Catatan / note.", valueName: "text")) var note: String?
        @Option(
            help: ArgumentHelp(
                "Daftar acuan dari berkas, seperti pada putusannya / lists from files, as with the ruling.",
                valueName: "kind=file"))
        var against: [String] = []
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                var lists = RuleRunOptions()
                lists.against = against
                let appeal = try database.registry().appeal(
                    ruling, row: row,
                    bringing: AppealEvidence(
                        facts: with, source: source, asOf: sourceDate, broughtBy: broughtBy, note: note),
                    against: lists.references(console))
                let answer = AppealAnswer(appeal, try RuleSentences(console.language), console.language)
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html: try console.out(answer.text(console))
                }
            }
        }
    }
}

extension RuleRunOptions {
    /// A stored ruling as what a run came to.
    func ruling(_ number: Int64) throws(Problem) -> (outcome: Outcome, ruling: Ruling, cases: [RuledCase]) {
        guard let db, files.isEmpty, batch == nil else { throw Problem("usage.ruling", .refuse) }
        let registry = try Storage.registry(at: db, create: false, actor: NSUserName(), purpose: purpose)
        let found = try registry.ruling(number)
        // What was judged again on appeal stands no more.
        let cases = found.cases.filter { !found.reopened.contains($0.row) }
        var tally = RuleTally(found.judge)
        for item in cases { tally.add(item) }
        let outcome = Outcome(
            judge: found.judge, list: found.batch.name, tally: tally,
            stored: Stored(
                registry: registry, batch: found.batch.id, rules: found.judge.files, day: found.judge.day,
                given: GivenFacts(), references: []), ruling: found.record)
        return (outcome, found, cases)
    }
}
