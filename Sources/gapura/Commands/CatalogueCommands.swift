public import ArgumentParser
import Foundation
public import Indonesia
import Problems
import Registry
import Store

struct ProgrammeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Katalog program.", subcommands: [List.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua program / all programmes.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
                // Before the first import there is no registry, and its codes are needed for just that.
                let programmes =
                    try database.existing()?.programmes()
                    ?? CatalogueFile.programmes(BundledCatalogue.folder().appendingPathComponent("programmes.json"))
                var grid = TextGrid(
                    ["code", "name", "owner", "pillar", "kind", "basis"].map { console.say("column." + $0) })
                for programme in programmes {
                    grid.add([
                        programme.code, console.language == .en ? programme.nameEn ?? programme.name : programme.name,
                        programme.owner, programme.pillar ?? "–", programme.kind, programme.legalBasis ?? "–",
                    ])
                }
                try console.answer(programmes, grid)
            }
        }
    }
}

struct InstitutionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "institution", abstract: "Katalog lembaga.", subcommands: [List.self], defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua lembaga / all institutions.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
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

extension CodeSystem: ExpressibleByArgument {}

struct RegionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "region", abstract: "Wilayah dan kodenya.", subcommands: [List.self, Import.self],
        defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Semua wilayah / all regions.")
        @Option(help: "province|regency|district|village") var level: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run {
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
                            "read": console.language.integer(stored + refused.count),
                            "stored": console.language.integer(stored),
                            "refused": console.language.integer(refused.count),
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
        case .text, .html: try out(grid.text)
        }
    }
}
