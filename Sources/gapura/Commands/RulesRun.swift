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
                    console, engine: engine, stores: store, within: plan,
                    exporting: table != nil || console.format == .csv,
                    explaining: plan == nil ? lines.explaining : .all
                ) { ruled, judge in
                    guard plan != nil else { return try lines.add(ruled, by: judge) }
                    kept.withLock { $0 += ruled }
                }
                var answer = RuleRunAnswer(outcome, try RuleSentences(console.language), console.language)
                if let plan {
                    let cases = kept.withLock { $0 }
                    let ranking = RuleRankingAnswer(
                        try outcome.ranking ?? QuotaRanking(cases, by: outcome.judge, plan), cases)
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
                for a printer. With --quota or --budget also for those who are eligible and not served. A page holds that \
                person's data alone.
                """)
        @OptionGroup var options: RuleRunOptions
        @OptionGroup var quota: QuotaOptions
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
                let plan = try quota.plan()
                let all = Mutex<[RuledCase]>([])
                @Sendable func keep(_ lines: [RuledCase]) {
                    // Who is served is known only when all are judged.
                    let wanted = plan == nil ? lines.filter { $0.verdict != .eligible } : lines
                    all.withLock { $0 += wanted }
                }
                let outcome: RuleRunOptions.Outcome
                var (standings, appeal): (RulingStandings?, LetterAppeal?)
                var later: [Ruling.Later] = []
                if let ruling {
                    guard plan == nil else { throw Problem("usage.ruling", .refuse) }
                    let found = try options.ruling(ruling)
                    all.withLock { $0 = found.cases }
                    (outcome, standings, later) = (found.outcome, found.ruling.standings, found.ruling.later)
                    appeal = found.ruling.record.appeals.flatMap { against in
                        found.ruling.evidence.map { LetterAppeal(against: against, source: $0.source, asOf: $0.asOf) }
                    }
                } else {
                    outcome = try options.run(console, explaining: plan == nil ? .notPlain : .all) { lines, _ in
                        keep(lines)
                    }
                    standings = try plan.map { plan throws(Problem) in
                        RulingStandings(try QuotaRanking(all.withLock { $0 }, by: outcome.judge, plan))
                    }
                }
                let cases = all.withLock { $0 }.filter { line in
                    (row.map { $0 == line.row } ?? true)
                        && (line.verdict == .eligible
                            ? standings?.leavesOut(line) ?? false : !line.reasons.isEmpty)
                }
                guard !cases.isEmpty else {
                    if let ruling, let again = later.last(where: { item in row.map { $0 == item.row } ?? true }) {
                        throw Problem(
                            "ruling.judged-again", .refuse, at: Place(row: again.row),
                            ["id": String(ruling), "row": String(again.row), "later": String(again.ruling)])
                    }
                    throw Problem("rules.no-letters", .refuse, at: Place(file: outcome.list, row: row))
                }
                try outcome.stored?.tellExport("reason-letters")
                let report = try Report.reasonLetters(
                    cases, by: outcome.judge, list: outcome.list, ruling: outcome.ruling?.id, appeal: appeal,
                    standings: standings, in: console.language,
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
