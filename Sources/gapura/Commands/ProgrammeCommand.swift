import ArgumentParser
import Foundation
import Problems
import Registry
import Store

struct ProgrammeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Katalog dan pemetaan program.",
        subcommands: [List.self, Show.self, Import.self, Report.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Semua program / all programmes.",
            discussion: """
                --format csv: kolom templat, dapat disunting lalu dimasukkan lagi dengan `programme import`. /
                The template's columns, to be edited and taken in again with `programme import`.
                """)
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                // Before the first import there is no registry, and its codes are needed for just that.
                guard let registry = try database.existing() else {
                    let file = try BundledCatalogue.folder().appendingPathComponent("programmes.json")
                    let bundled = try CatalogueFile.programmes(file)
                    let yearly = bundled.flatMap(\.yearly).filter { record in
                        year.map { $0 == record.periods.first?.fiscalYear } ?? true
                    }
                    return try answer(year == nil ? bundled : yearly, yearly, console)
                }
                var yearly: [ProgrammeRecord] = []
                for year in try year.map({ [$0] }) ?? registry.programmeYears() {
                    yearly += try registry.programmes(of: year)
                }
                try answer(year == nil ? registry.programmes() : yearly, yearly, console)
            }
        }

        private func answer(
            _ programmes: [ProgrammeRecord], _ yearly: [ProgrammeRecord], _ console: Console
        ) throws(Problem) {
            guard console.format != .csv else {
                let template = SheetTemplate(try SheetKinds.bundled.kind("programme"), console.language)
                return try console.out(template.csv(yearly.map { ProgrammeCells($0).cells }))
            }
            try console.answer(programmes, ProgrammeText.grid(programmes, console))
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Terima catatan program (CSV atau XLSX) / take programme records in.")
        @Argument(help: "Berkas catatan program / programme records.") var files: [String]
        @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                try SheetTaking(console: console, database: database).run(files, kind: "programme", isDryRun: dryRun)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Satu program: catatan, kelengkapan, versi / one programme with its versions.")
        @Argument(help: "Kode program / programme code.") var code: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let history = try database.registry().programmeHistory(code)
                guard let current = history.versions.last(where: \.isCurrent) else {
                    throw Problem("programme.unknown", .refuse, ["code": code])
                }
                switch console.format {
                case .json: try console.json(Answer.Programme(history, current.record))
                case .csv: try console.out(ProgrammeText.record(current.record, console).csv)
                case .text, .html:
                    try console.out(ProgrammeText.record(current.record, console).text)
                    try console.out("\n" + ProgrammeText.completeness(current.record, console) + "\n\n")
                    try console.out(ProgrammeText.versions(history, console))
                }
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pemetaan program setahun / the mapping of a year's programmes.",
            discussion: """
                Kelengkapan, kriteria, sebaran, wilayah kosong, bentrok, dan program kembar. / Completeness, criteria,
                distribution, white spots, clashes, duplicates.
                """)
        @Option(help: "Tahun anggaran; yang terakhir bila dikosongkan / fiscal year; the latest where none is given.")
        var year: Int?
        @Option(help: "Ambang kemiripan 0–1 / likeness from which programmes are near-duplicates.")
        var threshold = MappingReport.usualThreshold
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard (0...1).contains(threshold) else { throw ValidationError("--threshold: 0–1") }
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry()
                guard let year = try year ?? registry.programmeYears().last else {
                    return try console.line(console.say("mapping.none"))
                }
                let report = try registry.mapping(year: year, threshold: threshold)
                switch console.format {
                case .json: try console.json(report)
                case .csv: try console.out(MappingText(report, console).csv)
                case .text, .html:
                    let names = try registry.programmes(of: year).map { ($0.code, $0.name) }
                    try console.out(MappingText(report, console, names: names).text)
                }
            }
        }
    }
}
