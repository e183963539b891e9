import ArgumentParser
import Foundation
import Problems
import Registry
import Reports

struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Dokumen yang dikirim keluar: laporan wilayah, surat, tabel.",
        discussion: "Documents that go out: the report on a region, letters, published tables.",
        subcommands: [Region.self, Letter.self, Publish.self])

    /// Whom a document is from.
    struct EditionOptions: ParsableArguments {
        @Option(help: "Penerbit; baris kop dipisah “;” / publisher; lines of the letterhead separated by “;”.")
        var publisher: String?
        @Option(help: ArgumentHelp("Tanggal dokumen / date of the document.", valueName: "yyyy-mm-dd"))
        var date: String?
        @Flag(help: "Data rekaan; dokumen mengatakannya / invented data; the document says so.") var synthetic = false

        /// - Throws: `import.date` for a date that is no day.
        func edition(lines: Bool) throws(Problem) -> Edition {
            _ = try NeedText.date(date)
            return Edition(
                date: date, publisher: publisher.map { lines ? $0.replacing(";", with: "\n") : $0 },
                synthetic: synthetic)
        }
    }

    struct Region: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Laporan tahunan program suatu wilayah / the annual report on a region's programmes.")
        @Argument(help: "Kode wilayah; ID = nasional / region code; ID = the nation.") var code: String
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int
        @Option(help: "Folder hasil / folder to write to.") var out = "."
        @OptionGroup var edition: EditionOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let edition = try edition.edition(lines: false)
                let registry = try database.registry()
                let input = try registry.regionReport(region: code, year: year)
                let report = try Reports.Report.region(input, in: console.language, edition: edition)
                try registry.tellExport("region-report")
                try DocumentAnswer.give(
                    report, to: out,
                    [
                        "programmes": input.programmes.count, "cells": input.publication.cellCount,
                        "hidden": input.publication.hiddenCount,
                        "threshold": input.publication.threshold,
                    ], console)
            }
        }
    }

    struct Letter: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Surat pengingat laporan kepada lembaga / a letter that reminds an institution of its reports.")
        @Argument(help: "Kode lembaga / institution code.") var institution: String
        @Option(help: ArgumentHelp("Keadaan per / as of.", valueName: "yyyy-mm-dd")) var asOf: String?
        @Option(help: "Hanya tahun ini / only this fiscal year.") var year: Int?
        @Option(help: "Hari untuk menjawab / days to answer.") var days = 14
        @Option(help: "Folder hasil / folder to write to.") var out = "."
        @OptionGroup var edition: EditionOptions
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                let edition = try edition.edition(lines: true)
                let (registry, day) = (try database.registry(), try NeedText.date(asOf))
                let input = try registry.reminder(of: institution, asOf: day, year: year, within: days)
                try Self.refuseEmpty(input, try registry.reporting(asOf: day, year: year), year)
                let report = try Reports.Report.reminder(input, in: console.language, edition: edition)
                try registry.tellExport("letter")
                try DocumentAnswer.give(
                    report, to: out,
                    [
                        "missing": input.missing.count, "late": input.late.count,
                        "contradictions": input.contradictions.count,
                    ], console)
            }
        }

        /// A letter about reports that nobody owes says nothing.
        private static func refuseEmpty(
            _ input: ReminderInput, _ state: ReportingState, _ year: Int?
        ) throws(Problem) {
            let owes = state.duties.contains { $0.duty.institution == input.institution }
            guard !owes, !input.isNeeded else { return }
            throw Problem(
                "report.no-duties", value: input.institution,
                ["institution": input.institution, "year": year.map(String.init) ?? "–"])
        }
    }

    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tabel terbitan dengan kamus data / published tables with their dictionary.")
        @Option(help: "Tahun anggaran / fiscal year.") var year: Int
        @Option(help: "Kode wilayah / region code.") var region = RegionScope.nation
        @Option(help: "Folder hasil / folder to write to.") var out: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var region: String
            var year: Int
            var threshold: Int
            var cells: Int
            var hidden: Int
            var files: [String]
            /// Those that took the place of others.
            var replaced: [String]
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry()
                try registry.tellExport("publication")
                // Without a folder the table itself is the answer.
                if out == nil, console.format == .csv {
                    let table = try registry.publicationTables(
                        year: year, region: region, in: console.language
                    ).counts
                    var grid = TextGrid(table.header)
                    for row in table.rows { grid.add(row) }
                    return try console.out(grid.csv)
                }
                let publication = try registry.publication(year: year, region: region)
                let files = try registry.exportPublication(
                    year: year, region: region, to: URL(fileURLWithPath: out ?? "."), in: console.language)
                let result = Result(
                    region: region, year: year, threshold: publication.threshold, cells: publication.cellCount,
                    hidden: publication.hiddenCount, files: files.map(\.url.path),
                    replaced: files.filter(\.isReplaced).map(\.url.path))
                guard console.format != .json else { return try console.json(result) }
                try console.line(
                    console.say(
                        "publish.done",
                        [
                            "region": publication.place.name, "year": String(year),
                            "cells": console.integer(result.cells),
                            "hidden": console.integer(result.hidden),
                            "threshold": console.integer(publication.threshold),
                        ]))
                for file in files { console.noteWritten(file) }
            }
        }
    }
}

/// Writes a document and says where it stands.
enum DocumentAnswer {
    private struct Result: Encodable {
        var report: String
        /// Whether an earlier document of the same name gave way.
        var replaced: Bool
        var title: String
        var figures: [String: Int]
    }

    static func give(
        _ report: Reports.Report, to folder: String, _ figures: [String: Int], _ console: Console
    ) throws(Problem) {
        guard console.format != .html else { return try console.out(report.html) }
        let file = try OutputFile.write(report.html, as: report.name + ".html", in: URL(fileURLWithPath: folder))
        switch console.format {
        case .json:
            try console.json(
                Result(report: file.url.path, replaced: file.isReplaced, title: report.title, figures: figures))
        case .csv:
            var grid = TextGrid(["report"] + figures.keys.sorted())
            grid.add([file.url.path] + figures.sorted { $0.key < $1.key }.map { String($0.value) })
            try console.out(grid.csv)
        case .text, .html:
            try console.line(report.title)
            for (key, value) in figures.sorted(by: { $0.key < $1.key }) {
                try console.line("  " + console.say("document." + key) + ": " + console.integer(value))
            }
            console.noteWritten(file)
        }
    }
}
