import ArgumentParser
import Foundation
import Problems
import Registry
import Reports
import Studies

struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Jalankan sebuah studi evaluasi dan tulis laporannya.",
        discussion: """
            Runs a study file and writes report.html, tables.xlsx, tables/*.csv and figures/*.svg into the folder. \
            --format csv prints all figures as one table, --format html the report alone.
            """)

    @Argument(help: "Berkas studi (YAML) / study file.") var study: String
    @Option(help: "Folder hasil; evaluation-NAMA bila tidak disebut / folder for the results.") var out: String?
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let result = try Study(contentsOf: URL(fileURLWithPath: study)).run()
            let report = try Report.evaluation(result, in: console.language)
            switch console.format {
            case .html:
                try console.out(report.html)
                return
            case .csv:
                try console.out(result.estimates(in: console.language).csv)
                return
            case .text, .json: break
            }
            let folder = URL(fileURLWithPath: out ?? report.name)
            try OutputFile.check(
                EvaluationFiles.names.map { folder.appendingPathComponent($0) },
                against: [URL(fileURLWithPath: study)])
            let file = try EvaluationFiles(result: result, report: report, language: console.language)
                .write(to: folder)
            if console.format == .json {
                try console.json(result.document(in: console.language, report: file.url.path))
            } else {
                try console.line("\(result.title[console.language])  (n = \(console.integer(result.n)))")
                for sentence in try Report.evaluationSummary(result, in: console.language) {
                    try console.line("  - " + sentence)
                }
                console.noteWritten(file)
            }
        }
    }
}

struct StatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stat",
        abstract: "Hitung satu statistik, atau jalankan berkas kasus.",
        discussion: """
            One statistic: stat METHOD --data FILE --options JSON; or a case file: stat --cases CASES.json.

            Metode / methods:
            \(methods)
            """)

    /// Every method that can be asked for: a line in each language, short enough that no terminal breaks them.
    private static var methods: String {
        CaseRunner.methods.map { method in
            let said = CaseRunner.summary(of: method)
            return "  \(method)  \(said.id)\n      \(said.en)"
        }.joined(separator: "\n")
    }

    @Argument(help: "Metode / method.") var method: String?
    @Option(help: ArgumentHelp("Berkas kasus / case file.", valueName: "json")) var cases: String?
    @Option(help: "Folder data kasus / folder the cases' data stand in.") var root: String?
    @Option(help: ArgumentHelp("Berkas data (CSV, XLSX, SPSS, Stata) / data file.", valueName: "file")) var data:
        String?
    @Option(help: ArgumentHelp("Pilihan metode / the method's options.", valueName: "json")) var options = "{}"
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            let runner = CaseRunner(language: console.language)
            if let cases {
                let url = URL(fileURLWithPath: cases)
                let folder = root.map { URL(fileURLWithPath: $0) } ?? url.deletingLastPathComponent()
                try console.json(runner.answers(casesAt: url, root: folder))
                return
            }
            guard let method else {
                throw Problem("usage.stat", .refuse, ["methods": CaseRunner.methods.joined(separator: ", ")])
            }
            guard let given = try? JSONDecoder().decode(JSON.self, from: Data(options.utf8)) else {
                throw Problem("usage.options", .refuse)
            }
            let answer = runner.answer(
                method: method, dataURL: data.map { URL(fileURLWithPath: $0) }, options: given,
                root: root.map { URL(fileURLWithPath: $0) })
            try console.json(answer)
            if answer["status"] != nil { throw ExitCode(65) }
        }
    }
}
