// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Problems
import Registry
import Store

extension InstitutionCommand {
    struct Score: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Ketertiban pelaporan setiap lembaga / how each institution reports.")
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @Option(help: ArgumentHelp("Keadaan per / as of.", valueName: "yyyy-mm-dd")) var asOf: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Line: Encodable {
            var institution: String
            var name: String
            var due: Int
            var on_time: Int
            var on_time_by_word: Int
            var late: Int
            var missing: Int
            var reports: Int
            var contradictory: Int
            var share: Double?
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let registry = try database.registry()
                let state = try registry.reporting(asOf: NeedText.date(asOf), year: year)
                let names = Dictionary(
                    try registry.institutions().map {
                        ($0.code, console.language == .en ? $0.nameEn ?? $0.name : $0.name)
                    },
                    uniquingKeysWith: { first, _ in first })
                let lines = state.institutions.map { code in
                    let score = state.score { $0 == code }
                    return Line(
                        institution: code, name: names[code] ?? code, due: score.due, on_time: score.onTime,
                        on_time_by_word: score.onTimeByWord,
                        late: score.late, missing: score.missing, reports: score.reports,
                        contradictory: score.contradictory, share: score.share)
                }.sorted { ($0.share ?? 2, $0.institution) < ($1.share ?? 2, $1.institution) }
                var grid = TextGrid(
                    ["code", "name", "due", "on-time", "late", "missing", "contradictory", "share"]
                        .map { console.say("score." + $0) }, numeric: [2, 3, 4, 5, 6, 7])
                for line in lines {
                    grid.add([
                        line.institution, line.name, String(line.due), String(line.on_time), String(line.late),
                        String(line.missing), String(line.contradictory),
                        line.share.map { console.decimal($0 * 100, places: 1) } ?? "–",
                    ])
                }
                try console.answer(lines, grid)
            }
        }
    }
}
