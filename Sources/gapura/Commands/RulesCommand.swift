import ArgumentParser
import Foundation
import Problems
import Registry

struct RulesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract:
            "Aturan program: lihat dan periksa, nilai satu ungkapan, jalankan atas sebuah daftar, cetak suratnya.",
        discussion: """
            Rules of programmes: lists the rules, checks a rule file, evaluates one expression, applies rule files to a \
            list and explains each row, prints letters, stores what comes of it and judges appeals, compares changed rules \
            with the present ones, searches for undeclared criteria. docs/rules.md tells the shape of a rule file and what \
            rules may speak of.
            """,
        subcommands: [
            List.self, Check.self, Eval.self, Score.self, Run.self, Letters.self, Stored.self, Appeal.self,
            WhatIfRun.self, Undeclared.self,
        ])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Periksa berkas aturan: bentuk, jenis, masa berlaku, dasar hukum, dan ujinya / check rule files.",
            discussion: """
                Tanpa berkas: semua aturan bawaan. Keluar dengan status 65 bila ada yang tidak dapat dipakai atau ujinya \
                gagal. / Without files all bundled rules. Ends with 65 where one cannot be used or a test fails.
                """)
        @Argument(help: "Berkas aturan (YAML), atau nama aturan bawaan / rule files, or names of bundled ones.")
        var files: [String] = []
        @Flag(help: "Keluar dengan status 1 bila ada peringatan / exit with 1 where there are warnings.")
        var strict = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let names = files.isEmpty ? RuleLibrary.names : files
                let readings = try names.map { name throws(Problem) in try RuleLibrary.reading(name) }
                let problems = readings.flatMap(\.problems)
                let answer = RuleCheckAnswer(readings, console.language)
                if console.format != .json {
                    for problem in problems { console.warn(Catalogue.bundled.sentence(problem, console.language)) }
                }
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html:
                    try console.out(answer.grid(console).text)
                    try console.line(answer.sentence(console))
                }
                if problems.contains(where: { $0.severity == .refuse }) { throw ExitCode(65) }
                if strict, !problems.isEmpty { throw ExitStatus.problemsFound }
            }
        }
    }

    struct Eval: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Nilai satu ungkapan dan jelaskan setiap bagiannya / evaluate one expression, explained.",
            discussion: """
                Nama di luar kosakata aturan boleh dipakai: nilainya dari --with, dan yang tidak ada di sana “tidak \
                diketahui”. / Names outside the vocabulary may be used: their values come from --with; what is not \
                there is unknown.
                """)
        @Option(help: ArgumentHelp("Ungkapan CEL / CEL expression.", valueName: "text")) var expr: String
        @Option(help: ArgumentHelp("Nilai nama-namanya / values of its names.", valueName: "json")) var with = "{}"
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let answer: RuleEvalAnswer
                do throws(Problem) {
                    answer = RuleEvalAnswer(try ExpressionTrial(expr, with: with), console.language)
                } catch {
                    guard console.format == .json else { throw error }
                    answer = RuleEvalAnswer(error, console.language)
                }
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.grid(console).csv)
                case .text, .html:
                    try console.line(answer.sentence(console))
                    try console.out(answer.grid(console).text)
                }
                if let problem = answer.problem {
                    if console.format != .json {
                        console.warn(Catalogue.bundled.sentence(problem, console.language))
                    }
                    throw ExitStatus.of(problem)
                }
            }
        }
    }
}
