// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import ArgumentParser
import Foundation
import Problems
import Registry
import Store

extension DbCommand {
    struct Backup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Cadangkan ke satu berkas selagi dipakai / back up to one file while it is in use.")
        @Argument(help: "Berkas cadangan yang belum ada / a file that is not there yet.") var to: String
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let target = URL(fileURLWithPath: to)
                try OutputFile.checkFolder(of: target)
                // As it is: a copy is no occasion to change anything.
                let source = try Storage.database(at: database.db, create: false, asItIs: true)
                try Registry(source, actor: NSUserName(), purpose: database.purpose).tellCopy("backup")
                let receipt = try Storage.files.backup(
                    source, at: Storage.file(of: database.db), to: target, progress: console.progress)
                try CopyAnswer(receipt, in: to).write("db.backed-up", console)
                if !receipt.problems.isEmpty { throw ExitCode(65) }
            }
        }
    }

    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Pulihkan dari cadangan ke --db / restore a backup to --db.")
        @Argument(help: "Berkas cadangan / the backup.") var from: String
        @Flag(help: "Yang ada sekarang disimpan dengan nama lain / what is there now is kept under another name.")
        var replace = false
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let backup = URL(fileURLWithPath: from)
                let receipt: BackupReceipt
                if let file = Storage.file(of: database.db) {
                    try OutputFile.checkFolder(of: file)
                    receipt = try Storage.files.restore(
                        backup, to: file, replacing: replace, by: NSUserName())
                } else {
                    let target = try Storage.database(at: database.db, create: true, asItIs: true)
                    receipt = try Storage.files.restore(
                        backup, to: target, replacing: replace, by: NSUserName(), progress: console.progress)
                }
                try CopyAnswer(receipt, in: database.shown).write("db.restored", console)
            }
        }
    }

    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Salin seluruh isi ke basis data kosong / copy everything to an empty database.")
        @Argument(help: "Asal: berkas atau postgresql://… / from.") var from: String
        @Argument(help: "Tujuan yang kosong / to, empty.") var to: String
        @Flag(help: "Salin juga registri yang tidak utuh / copy also a registry that is not sound.") var unsound = false
        @OptionGroup var common: CommonOptions

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let source = try Storage.database(at: from, create: false, asItIs: true)
                let digest: RegistryDigest
                let registry = Registry(source, actor: NSUserName())
                if !unsound { try registry.requireSound() }
                try registry.tellCopy("move")
                if let file = Storage.file(of: to) {
                    try OutputFile.checkFolder(of: file)
                    digest = try Storage.files.move(from: source, to: file, progress: console.progress)
                } else {
                    let target = try Storage.database(at: to, create: true, asItIs: true)
                    digest = try RegistryMove.run(from: source, to: target, progress: console.progress)
                }
                try CopyAnswer(digest, in: DatabaseOptions.shown(to)).write("db.moved", console)
            }
        }
    }

    struct Compare: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bandingkan isi dua basis data / compare two databases table by table.")
        @Argument(help: "Yang satu / one.") var a: String
        @Argument(help: "Yang lain / the other.") var b: String
        @OptionGroup var common: CommonOptions

        private struct Row: Encodable {
            var table: String
            var rows_a: Int64?
            var rows_b: Int64?
            var digest_a: String?
            var digest_b: String?
            var same: Bool
            /// Whether the one log goes on where the other ends.
            var goes_on: Bool?
        }

        private struct Result: Encodable {
            var same: Bool
            var tables: [Row]
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTables) {
                let comparison = try RegistryComparison.of(
                    Storage.database(at: a, create: false, asItIs: true),
                    Storage.database(at: b, create: false, asItIs: true))
                var grid = TextGrid(
                    ["table", "rows-a", "rows-b", "digest-a", "digest-b", "same"].map { console.say("column." + $0) },
                    numeric: [1, 2])
                for line in comparison.lines {
                    func rows(_ found: TableDigest?) -> String {
                        found.map { console.integer(Int($0.rows)) } ?? "–"
                    }
                    func digest(_ found: TableDigest?) -> String { found.map { String($0.digest.prefix(16)) } ?? "–" }
                    grid.add([
                        line.table, rows(line.a), rows(line.b), digest(line.a), digest(line.b),
                        console.say(line.goesOn ? "db.goes-on" : line.isSame ? "db.same" : "db.differs"),
                    ])
                }
                let result = Result(
                    same: comparison.differing.isEmpty,
                    tables: comparison.lines.map {
                        Row(
                            table: $0.table, rows_a: $0.a?.rows, rows_b: $0.b?.rows, digest_a: $0.a?.digest,
                            digest_b: $0.b?.digest, same: $0.isSame, goes_on: $0.goesOn ? true : nil)
                    })
                try console.answer(result, grid)
                if !result.same { throw ExitStatus.problemsFound }
            }
        }
    }

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bawa ke bentuk terbaru, dengan cadangan lebih dulu / bring to today's shape, after a backup.")
        @OptionGroup var database: DatabaseOptions
        @OptionGroup var common: CommonOptions

        private struct Result: Encodable {
            var from: Int
            var to: Int
            var backup: String?
        }

        func run() async throws {
            let console = common.console
            try await console.run(in: OutputFormat.ofTexts) {
                let result: Result
                if let file = Storage.file(of: database.db) {
                    let done = try Storage.files.migrate(file, by: NSUserName())
                    result = Result(
                        from: done?.from ?? Registry.version, to: Registry.version,
                        backup: done?.backup.lastPathComponent)
                } else {
                    let from = try Registry.bring(
                        try Storage.database(at: database.db, create: false, asItIs: true), by: NSUserName())
                    result = Result(from: from, to: Registry.version)
                }
                guard console.format != .json else { return try console.json(result) }
                try console.line(
                    console.say(
                        result.from == result.to ? "db.up-to-date" : "db.migrated",
                        ["from": String(result.from), "to": String(result.to)]))
                if let backup = result.backup { try console.line(console.say("db.migrate-backup", ["file": backup])) }
                if result.from != result.to, result.backup == nil { console.note(console.say("db.migrate-server")) }
            }
        }
    }
}
