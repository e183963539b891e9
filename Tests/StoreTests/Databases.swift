import Foundation
import PostgresStore
import SQLiteStore
import Store
import TestServer
import Testing

/// The databases every test of the store runs on.
enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// The address of a server for tests; those on PostgreSQL are left out where there is none and none is asked for.
    static var server: String? { TestServer.isUsed ? TestServer.address ?? "" : TestServer.address }

    static var atHand: [Kind] { server == nil ? [.sqlite] : allCases }
}

extension Database {
    /// Runs one statement in a transaction of its own.
    func change(_ sql: String) throws {
        _ = try write { try $0.execute(sql) }
    }
}

/// An empty database that is gone when nobody holds it.
final class Scratch {
    let database: any Database
    let kind: Kind
    private let folder: URL
    let name = "t" + UUID().uuidString.replacing("-", with: "").lowercased()

    init(_ kind: Kind) throws {
        self.kind = kind
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(name)
        switch kind {
        case .sqlite:
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            database = try SQLiteDatabase(path: folder.appendingPathComponent("gapura.sqlite").path)
        case .postgres:
            try TestServer.create(name)
            database = try PostgresDatabase(TestServer.address(of: name))
        }
    }

    deinit {
        switch kind {
        case .sqlite: try? FileManager.default.removeItem(at: folder)
        case .postgres: _ = try? TestServer.psql("DROP DATABASE \(name) WITH (FORCE)")
        }
    }
}
