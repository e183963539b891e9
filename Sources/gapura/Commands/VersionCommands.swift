// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Foundation
import Indonesia
import Problems
import Registry
import Store

extension RegionCommand {
    struct Changes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat perubahan kode wilayah antarversi / load what became of codes.",
            discussion: """
                Berkas: from_version,from_code,to_version,to_code; atau kode_2022,kode_2025; atau kode_bps,kode_dagri.
                """)
        @Argument var file: String
        @Option(help: "Edisi kode BPS, bila berkas tidak menyebutnya / edition of BPS codes.") var edition: String?
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var file: String
            var rows: Int
            var new: Int
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let url = URL(fileURLWithPath: file)
                let changes = try ChangeFile.regions(url, version: edition)
                let registry = try database.registry(create: true)
                try registry.ensureCatalogue(from: BundledCatalogue.folder())
                let new = try registry.importRegionChanges(changes)
                guard console.format != .json else {
                    return try console.json(Result(file: url.lastPathComponent, rows: changes.count, new: new))
                }
                try console.line(
                    console.say(
                        "region.changes",
                        ["read": console.integer(changes.count), "new": console.integer(new)]))
            }
        }
    }

    struct Resolve: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Kode wilayah versi lama menjadi kode sekarang / an older code in today's terms.")
        @Argument(help: "Kode / code.") var code: String
        @Option(help: "kemendagri|bps") var system: CodeSystem = .kemendagri
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var code: String
            var today: String
            var version: String?
            var is_coarser: Bool
            /// Whether anything at hand holds the code of today.
            var is_known: Bool
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                guard let parsed = RegionCode(code) else {
                    throw Problem("region.invalid", .refuse, value: code, ["code": code])
                }
                let given = system == .bps ? parsed.digits : parsed.dotted
                let found = try database.registry().regionVersions().today(given, system: system)
                guard console.format != .json else {
                    return try console.json(
                        Result(
                            code: given, today: found.code, version: found.from, is_coarser: found.isCoarser,
                            is_known: found.isKnown))
                }
                let key =
                    !found.isKnown ? "unknown" : found.from == nil ? "same" : found.isCoarser ? "coarser" : "changed"
                try console.line(
                    console.say(
                        "region.resolved." + key,
                        ["code": given, "today": found.code, "version": found.from ?? ""]))
            }
        }
    }
}

struct KBLICommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kbli", abstract: "Klasifikasi usaha (KBLI) menurut edisinya / business classes by edition.",
        subcommands: [Show.self, Import.self, Changes.self], defaultSubcommand: Show.self)

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Satu kode dan penerusnya; tanpa kode: edisi yang ada / a code and what it became.")
        @Argument(help: "Kode / code.") var code: String?
        @Option(help: "2015|2020|2025") var edition = "2020"
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var edition: String
            var code: String
            var title: String?
            var successors: [BusinessClassRecord]
        }
        private struct Edition: Encodable {
            var edition: String
            var classes: Int
        }

        func run() async throws {
            let console = common.console
            try await console.run {
                let registry = try database.registry()
                guard let code else {
                    let editions = try registry.businessClassEditions()
                    guard console.format != .json else {
                        return try console.json(editions.map { Edition(edition: $0.edition, classes: $0.classes) })
                    }
                    guard !editions.isEmpty else { return try console.line(console.say("kbli.none")) }
                    for one in editions {
                        try console.line(
                            console.say(
                                "kbli.edition",
                                ["edition": one.edition, "classes": console.integer(one.classes)]))
                    }
                    return
                }
                let view = try registry.businessClass(code, edition: edition)
                guard view.title != nil || !view.successors.isEmpty else {
                    throw Problem("kbli.unknown", .refuse, ["code": code, "edition": edition])
                }
                guard console.format != .json else {
                    return try console.json(
                        Result(edition: edition, code: code, title: view.title, successors: view.successors))
                }
                try console.line("\(edition)  \(code)  \(view.title ?? "–")")
                for one in view.successors { try console.line("  → \(one.edition)  \(one.code)  \(one.title)") }
            }
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat satu edisi dari berkas code,title / load an edition.")
        @Argument var file: String
        @Option(help: "2015|2020|2025") var edition: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await KBLICommand.take(database, common) { registry throws(Problem) in
                let classes = try ChangeFile.classes(URL(fileURLWithPath: file), edition: edition)
                try registry.importBusinessClasses(classes)
                return classes.count
            }
        }
    }

    struct Changes: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Muat tabel peralihan antaredisi dari berkas from_code,to_code / load a crosswalk.")
        @Argument var file: String
        @Option(help: "Edisi asal / from edition.") var from: String
        @Option(help: "Edisi tujuan / to edition.") var to: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            try await KBLICommand.take(database, common) { registry throws(Problem) in
                let changes = try ChangeFile.classChanges(URL(fileURLWithPath: file), from: from, to: to)
                try registry.importBusinessClassChanges(changes)
                return changes.count
            }
        }
    }

    private struct Taken: Encodable { var rows: Int }

    private static func take(
        _ database: DatabaseOptions, _ common: CommonOptions, _ work: (Registry) throws(Problem) -> Int
    ) async throws {
        let console = common.console
        try await console.run {
            let rows = try work(try database.registry(create: true))
            guard console.format != .json else { return try console.json(Taken(rows: rows)) }
            try console.line(console.say("kbli.taken", ["rows": console.integer(rows)]))
        }
    }
}
