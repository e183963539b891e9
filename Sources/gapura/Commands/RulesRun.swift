import ArgumentParser
import Foundation
import Problems
import Registry
import Reports
import Store
import Synchronization

extension RulesCommand {
    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Jalankan aturan atas sebuah daftar: memenuhi syarat, ditolak, atau ditahan, dan mengapa.",
            discussion: """
                Applies rule files to a list: eligible, refused or held, row by row, with rule, value, source, issuer, \
                article and remedy. With --quota or --budget the eligible stand in the order of their points, and ties at \
                the cut are named. Stores nothing, but with --store what comes of an import, with the text of the rule \
                files. --format csv writes one row for each reason.
                """)
        @OptionGroup var options: RuleRunOptions
        @OptionGroup var quota: QuotaOptions
        @Option(help: ArgumentHelp("Tulis tabel alasan ke berkas ini / write the reasons as CSV.", valueName: "csv"))
        var out: String?
        @Option(
            help: ArgumentHelp(
                "Yang menilai daftar tersimpan: program, atau basis datanya / what judges a stored list.",
                valueName: "program|sql"))
        var engine = RuleEngine.program
        @Flag(help: "Simpan putusannya di registri / store what comes of it in the registry.") var store = false
        @Flag(
            help: "Keluar dengan status 1 bila ada yang ditolak atau ditahan / exit with 1 where not all are eligible.")
        var strict = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let plan = try quota.plan()
                if let out { try OutputFile.check([URL(fileURLWithPath: out)], against: options.inputs) }
                let table = try out.map { path throws(Problem) in try OutputFile(path) }
                let lines = try RuleRunLines(console, table: table)
                // Who is served is known only when all are judged, with the points of each.
                let kept = Mutex<[RuledCase]>([])
                let outcome = try options.run(
                    console, engine: engine, stores: store, exporting: table != nil || console.format == .csv,
                    explaining: plan == nil ? lines.explaining : .all
                ) { ruled, judge in
                    guard plan != nil else { return try lines.add(ruled, by: judge) }
                    kept.withLock { $0 += ruled }
                }
                var answer = RuleRunAnswer(outcome, try RuleSentences(console.language), console.language)
                if let plan {
                    let cases = kept.withLock { $0 }
                    let ranking = RuleRankingAnswer(try QuotaRanking(cases, by: outcome.judge, plan), cases)
                    answer.ranking = ranking
                    lines.rank(ranking)
                    try lines.add(cases, by: outcome.judge)
                }
                try lines.finish(answer)
                if let table { console.noteWritten(try table.close()) }
                if console.format == .text || console.format == .html {
                    try console.out(answer.text(console, lines.shown))
                }
                if strict, outcome.tally.eligible < outcome.tally.rows { throw ExitStatus.problemsFound }
            }
        }
    }

    struct Letters: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cetak surat “Mengapa saya tidak terdaftar”, satu halaman untuk setiap orang.",
            discussion: """
                Prints "Why am I not on the list" as one HTML file, a page for each person who is refused or held, ready \
                for a printer. A page holds that person's data alone.
                """)
        @OptionGroup var options: RuleRunOptions
        @Option(help: ArgumentHelp("Berkas hasil / file to write.", valueName: "html")) var out: String?
        @Option(help: ArgumentHelp("Hanya baris ini / this row alone.", valueName: "number")) var row: Int?
        @Option(
            help: ArgumentHelp(
                "Dari putusan yang tersimpan, dengan --db / from a stored ruling, with --db.", valueName: "number"))
        var ruling: Int64?
        @Option(help: ArgumentHelp("Kop surat, baris demi baris dengan \\n / letterhead.", valueName: "text"))
        var letterhead: String?
        @Option(help: ArgumentHelp("Tanggal surat / date of the letters.", valueName: "yyyy-mm-dd")) var date: String?
        @Flag(help: "Data rekaan: suratnya mengatakan demikian / invented data, as the letters then say.")
        var synthetic = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: [.text, .html, .json, .csv]) {
                if let out { try OutputFile.check([URL(fileURLWithPath: out)], against: options.inputs) }
                let chosen = Mutex<[RuledCase]>([])
                @Sendable func choose(_ lines: [RuledCase]) {
                    let wanted = lines.filter { line in
                        line.verdict != .eligible && !line.reasons.isEmpty && (row.map { $0 == line.row } ?? true)
                    }
                    chosen.withLock { $0 += wanted }
                }
                let outcome: RuleRunOptions.Outcome
                if let ruling {
                    let found = try options.ruling(ruling)
                    choose(found.cases)
                    outcome = found.outcome
                } else {
                    outcome = try options.run(console) { lines, _ in choose(lines) }
                }
                let cases = chosen.withLock { $0 }
                guard !cases.isEmpty else {
                    throw Problem("rules.no-letters", .refuse, at: Place(file: outcome.list, row: row))
                }
                try outcome.stored?.tellExport("reason-letters")
                let report = try Report.reasonLetters(
                    cases, by: outcome.judge, list: outcome.list, ruling: outcome.ruling?.id, in: console.language,
                    edition: Edition(
                        date: date, publisher: letterhead?.replacing("\\n", with: "\n"), synthetic: synthetic))
                let answer = RuleLettersAnswer(cases, file: out)
                if let out {
                    console.noteWritten(try OutputFile.write(report.html, to: URL(fileURLWithPath: out)))
                }
                switch console.format {
                case .html: try console.out(report.html)
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text:
                    guard out != nil else { throw Problem("usage.rules-letters") }
                    try console.line(answer.sentence(console))
                }
            }
        }
    }
}
