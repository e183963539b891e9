public import ArgumentParser
import Foundation
public import Indonesia
import Problems
import Registry
import Store

struct InstitutionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "institution", abstract: "Katalog lembaga dan laporannya.",
        subcommands: [List.self, Import.self, Report.self, Score.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua lembaga / all institutions.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let institutions =
                    try database.existing()?.institutions()
                    ?? CatalogueFile.institutions(BundledCatalogue.folder().appendingPathComponent("institutions.json"))
                var grid = TextGrid(["code", "name", "kind"].map { console.say("column." + $0) })
                for institution in institutions {
                    grid.add([
                        institution.code,
                        console.language == .en ? institution.nameEn ?? institution.name : institution.name,
                        console.say("institution." + institution.kind),
                    ])
                }
                try console.answer(institutions, grid)
            }
        }
    }
}

extension InstitutionCommand {
    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat lembaga dari berkas JSON / load institutions from a JSON file.")
        @Argument(help: "[{\"code\", \"name\", \"nameEn\", \"kind\", \"regionCode\"}]") var file: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var file: String
            var stored: Int
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let url = URL(fileURLWithPath: file)
                guard FileManager.default.fileExists(atPath: url.path) else {
                    throw Problem("input.missing", at: Place(file: url.lastPathComponent), ["path": file])
                }
                let registry = try database.registry(create: true)
                try registry.ensureCatalogue(from: BundledCatalogue.folder())
                let stored = try registry.loadInstitutions(from: url)
                guard console.format != .json else {
                    return try console.json(Result(file: url.lastPathComponent, stored: stored))
                }
                try console.line(console.say("institution.stored", ["stored": console.integer(stored)]))
            }
        }
    }

    struct Report: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Terima laporan lembaga, sama dengan `sheet take --kind laporan` / take reports in.")
        @Argument(help: "Berkas laporan / reports.") var files: [String]
        @Option(help: ArgumentHelp("Hari diterima / day received.", valueName: "yyyy-mm-dd")) var received: String?
        @Flag(help: "Hanya hitung, tidak menyimpan / work it out and store nothing.") var dryRun = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                try SheetTaking(console: console, database: database)
                    .run(files, kind: "report", received: received, isDryRun: dryRun)
            }
        }
    }
}

struct CatalogueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue", abstract: "Jenis usaha, aturan kebutuhan, batas, dan indikator sebagai data.",
        subcommands: [Import.self], defaultSubcommand: Import.self)

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat sebagai versi berikutnya / load as the next version.",
            discussion: "typology.json, need-rules.json, limits.json, indicators.json; see Examples/catalogue.")
        @Argument(help: "Folder, atau salah satu berkasnya / a folder, or one of its files.") var path: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var file: String
            var changed: Int
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry(create: true)
                try registry.ensureCatalogue(from: BundledCatalogue.folder())
                let loaded = try registry.loadCatalogueData(from: URL(fileURLWithPath: path))
                guard console.format != .json else {
                    return try console.json(loaded.map { Result(file: $0.file, changed: $0.changed) })
                }
                for (file, changed) in loaded {
                    try console.line(
                        console.say(
                            "catalogue.loaded", ["file": file, "changed": console.integer(changed)]))
                }
                try console.line(console.say("catalogue.recount"))
            }
        }
    }
}

extension CodeSystem: ExpressibleByArgument {}

struct RegionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region", abstract: "Wilayah dan kodenya.",
        subcommands: [List.self, Import.self, Changes.self, Resolve.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua wilayah / all regions.")
        @Option(help: "province|regency|district|village") var level: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let regions = try database.registry().regions(level: level)
                var grid = TextGrid(["system", "version", "code", "name", "level"].map { console.say("column." + $0) })
                for region in regions {
                    grid.add([
                        region.system, region.version, region.code, region.name, console.say("level." + region.level),
                    ])
                }
                try console.answer(regions, grid)
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat wilayah dari berkas kode,nama / load regions from a file of code,name.")
        @Argument var file: String
        @Option(help: "kemendagri|bps") var system: CodeSystem?
        @Option(help: "Edisi, misalnya 2025 / edition.") var edition: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var file: String
            var rows: Int
            var stored: Int
            var refused: Int
            var problems: [Answer.ProblemLine]
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let url = URL(fileURLWithPath: file)
                let (records, refused) = try RegionDirectory.read(url, system: system, version: edition)
                let registry = try database.registry(create: true)
                try registry.ensureCatalogue(from: BundledCatalogue.folder())
                let stored = try registry.importRegions(records)
                guard console.format != .json else {
                    return try console.json(
                        Result(
                            file: url.lastPathComponent, rows: stored + refused.count, stored: stored,
                            refused: refused.count,
                            problems: refused.map { Answer.ProblemLine($0, console.language) }))
                }
                for problem in refused.prefix(20) {
                    console.note(Catalogue.bundled.sentence(problem, console.language))
                }
                try console.line(
                    console.say(
                        "region.stored",
                        [
                            "read": console.integer(stored + refused.count),
                            "stored": console.integer(stored),
                            "refused": console.integer(refused.count),
                        ]))
            }
        }
    }
}

extension Console {
    /// Writes a list in the format that was asked for.
    func answer(_ values: some Encodable, _ grid: TextGrid) throws(Problem) {
        switch format {
        case .json: try json(values)
        case .csv: try out(grid.csv)
        case .text: try out(grid.text)
        case .html: throw notOffered(OutputFormat.ofTables)
        }
    }
}
