// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Examples
import Foundation
import GRDB
import Indonesia
import PostgresStore
import Problems
import Registry
import SQLiteStore
import Store
import TestServer
import Testing

/// A folder of its own that goes with the test.
final class Scratch: Sendable {
    let url: URL
    /// Of its database, where that is on a server.
    var databaseName: String { url.lastPathComponent.lowercased().replacing("-", with: "_") }

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-test-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
        // A registry may outlive its folder; then its database stays until the server goes.
        if TestServer.isUsed { _ = try? TestServer.psql("DROP DATABASE IF EXISTS \(databaseName)") }
    }

    func file(_ name: String, _ text: String) throws -> URL {
        try file(name, Data(text.utf8))
    }

    func file(_ name: String, _ data: Data) throws -> URL {
        let file = url.appendingPathComponent(name)
        try data.write(to: file)
        return file
    }

    /// An empty database: an SQLite file, or, where GAPURA_TEST_STORE says `postgres`, one on the server for tests.
    func database() throws -> any Store.Database {
        guard TestServer.isUsed else {
            return try SQLiteDatabase(path: url.appendingPathComponent("gapura.sqlite").path)
        }
        let known = try TestServer.psql("SELECT COUNT(*) FROM pg_database WHERE datname = '\(databaseName)'")
        if known == "0" {
            try TestServer.create(databaseName)
        }
        return try PostgresDatabase(TestServer.address(of: databaseName), connections: 4)
    }

    /// A registry in a real database, with the example catalogue unless told otherwise.
    func registry(catalogue: Bool = true) throws -> Registry {
        let registry = Registry(try database(), actor: "test")
        if catalogue { try registry.ensureCatalogue(from: example("catalogue")) }
        return registry
    }
}

extension Registry {
    /// Takes one row in that must be stored.
    func take(_ kind: String, _ row: [String: String]) throws {
        let receipt = try takeIn(Sheet(name: "uji", channel: "program", rows: [row]), as: SheetKinds.bundled.kind(kind))
        try #require(receipt.isStored, "\(receipt.problems)")
    }
}

func example(_ name: String) throws -> URL { try #require(Examples.folder(name)) }

/// The truth file of the one-gate example, as the generator wrote it.
struct Truth: Decodable {
    struct Row: Decodable, Hashable {
        var row: Int
        var column: String?
        var code: String
        /// For a refused row the number of the person it truly is about.
        var means: String?
    }
    struct List: Decodable {
        var name: String
        var rows: Int
        var new: Int
        var refused_rows: Int
        var warned_rows: Int
        var noted_rows: Int
        var people: Int
        var amount: Int64
        var codes: [String: Int]
        var refused: [Row]
        var warned: [Row]
        var noted: [Row]
    }
    struct Pair: Decodable {
        struct Verdict: Decodable {
            var verdict: String
            var unit: String
            var people: Int?
            var families: Int?
            var amount_a: Int64
            var amount_b: Int64
        }
        var a: String
        var b: String
        var people: Int
        var families: Int
        var families_only: Int
        var by_verdict: [Verdict]
    }
    struct SameList: Decodable {
        var list: String
        var unit: String
        var verdict: String
        var people: Int
        var families: Int?
        var amount: Int64?
    }
    struct Complement: Decodable {
        var served_by: String
        var not_on: String
        var people: Int
        var by_village: [String: Int]
    }
    struct Combination: Decodable {
        var lists: [String]
        var people: Int
    }
    var lists: [List]
    var people: Int
    var people_on_two_or_more: Int
    var people_by_exact_lists: [Combination]
    var pairs: [Pair]
    var same_list: [SameList]
    var missing_complement: [Complement]

    static func load() throws -> Truth {
        try JSONDecoder().decode(
            Truth.self, from: Data(contentsOf: example("one-gate").appendingPathComponent("truth.json")))
    }
}

struct Manifest: Decodable {
    struct List: Decodable {
        var name: String
        var file: String
        var programme: String
        var institution: String
        var profile: String
        var fiscalYear: Int
        var referenceDate: String
        var encoding: String
        var delimiter: String
        var header_row: Int
    }
    var lists: [List]

    static func load() throws -> Manifest {
        try JSONDecoder().decode(
            Manifest.self, from: Data(contentsOf: example("one-gate").appendingPathComponent("manifest.json")))
    }
}

extension Registry {
    /// Stages and commits the five example lists.
    func importOneGate() throws -> [BatchRecord] {
        try Manifest.load().lists.map { list in
            let staged = try stage(
                ImportRequest(
                    file: example("one-gate").appendingPathComponent(list.file), programme: list.programme,
                    institution: list.institution, profile: list.profile, fiscalYear: list.fiscalYear,
                    referenceDate: list.referenceDate, name: list.name))
            return try commit(staged.batch.id)
        }
    }
}

extension Scratch {
    /// Tables that hold proposals and decisions about matches, and the log that tells of them.
    static let matchTables: Set<String> = [
        "linkage_run", "match_candidate", "match_decision", "log_entry", "access_entry",
    ]

    /// Every row of every table, by table, those of matches left out: what a registry is apart from them.
    func tables(_ file: String = "gapura.sqlite") throws -> [String: [String]] {
        if TestServer.isUsed {
            let names = try TestServer.psql(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", in: databaseName
            ).split(separator: "\n").map(String.init)
            var tables: [String: [String]] = [:]
            for name in names where !Self.matchTables.contains(name) {
                tables[name] = try TestServer.psql("COPY \(name) TO STDOUT", in: databaseName).split(separator: "\n")
                    .map(String.init).sorted()
            }
            return tables
        }
        let queue = try DatabaseQueue(path: url.appendingPathComponent(file).path)
        return try queue.read { database in
            let names = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
            var tables: [String: [String]] = [:]
            for name in names where !Self.matchTables.contains(name) {
                tables[name] = try Row.fetchAll(database, sql: "SELECT * FROM \(name)").map(\.debugDescription).sorted()
            }
            return tables
        }
    }
}
