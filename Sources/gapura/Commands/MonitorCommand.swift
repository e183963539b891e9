// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Foundation
import Problems
import Registry
import Store

struct MonitorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "monitor", abstract: "Angka pemantauan: hitung, lihat, indikator.",
        discussion: "Figures for monitoring: counting, looking at them, indicators.",
        subcommands: [Compute.self, Show.self, Indicators.self], defaultSubcommand: Show.self)

    struct Compute: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Hitung semua angka / count all figures.")
        @Option(help: ArgumentHelp("Keadaan per / as of.", valueName: "yyyy-mm-dd")) var asOf: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var computed_at: String
            var as_of: String
            var milliseconds: Int
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let run = try database.registry().computeFigures(asOf: NeedText.date(asOf))
                let result = Result(computed_at: run.computedAt, as_of: run.asOf, milliseconds: run.milliseconds)
                var grid = TextGrid(["computed_at", "as_of", "milliseconds"])
                grid.add([run.computedAt, run.asOf, String(run.milliseconds)])
                guard console.format == .text else { return try console.answer(result, grid) }
                try console.line(
                    console.say(
                        "monitor.computed",
                        [
                            "asOf": run.asOf,
                            "time": console.decimal(Double(run.milliseconds) / 1000, places: 1),
                        ]
                    ))
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Angka suatu wilayah dan tahun / figures of a region and year.",
            discussion: """
                Untuk kerja di dalam kantor: jumlah kecil tidak disembunyikan. Yang dikirim keluar: `gapura report`. /
                For work inside the office: small counts are not hidden. What goes out: `gapura report`.
                """)
        @Option(help: "Kode wilayah / region code.") var region = RegionScope.nation
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @Option(help: "Kode program / programme code.") var programme: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let view = try database.registry().monitoring(region: region, year: year, programme: programme)
                let answer = MonitorAnswer(view, console.language)
                switch console.format {
                case .json: try console.json(answer)
                case .csv: try console.out(answer.parts(console).csv)
                case .text, .html:
                    try console.line(
                        console.say(
                            "monitor.title",
                            [
                                "region": view.place.name, "year": String(view.year), "asOf": view.computation.asOf,
                                "programme": view.programme ?? console.say("monitor.all"),
                            ]))
                    if view.isStale { console.note(console.say("monitor.stale")) }
                    try console.line()
                    try console.out(answer.parts(console).text)
                    try console.line()
                    try console.out(answer.indicators(console).text)
                    for line in answer.leftOut(console) { try console.line(line) }
                    try console.line()
                    for alert in answer.alerts {
                        try console.line(console.say("monitor.alert", ["alert": alert.message]))
                    }
                    try console.line(
                        console.say("monitor.findings", ["count": console.integer(view.findings.count)]))
                }
            }
        }
    }

    struct Indicators: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Indikator dan artinya / indicators and what they mean.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let indicators = try database.registry().indicators()
                var grid = TextGrid(["code", "name", "unit", "formula"].map { console.say("indicator." + $0) })
                for indicator in indicators {
                    grid.add([
                        indicator.code, indicator.name(console.language),
                        console.say("unit." + indicator.unit.rawValue),
                        indicator.formula,
                    ])
                }
                try console.answer(indicators, grid)
            }
        }
    }
}
