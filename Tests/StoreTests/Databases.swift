import Foundation
import PostgresStore
import SQLiteStore
import Store
import Testing

/// The databases every test of the store runs on.
enum Kind: String, CaseIterable, CustomTestStringConvertible {
    case sqlite, postgres

    var testDescription: String { rawValue }

    /// The address of a server for tests; those on PostgreSQL are left out where there is none.
    static var server: String? { ProcessInfo.processInfo.environment["GAPURA_TEST_POSTGRES"] }

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
            try Self.psql("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
            database = try PostgresDatabase(Self.address(of: name))
        }
    }

    deinit {
        switch kind {
        case .sqlite: try? FileManager.default.removeItem(at: folder)
        case .postgres: _ = try? Self.psql("DROP DATABASE \(name) WITH (FORCE)")
        }
    }

    static func address(of database: String) -> String {
        (Kind.server ?? "").replacing("/postgres?", with: "/\(database)?")
    }

    /// Asks the server by its own client.
    @discardableResult
    static func psql(_ sql: String, in database: String = "postgres") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", address(of: database), "-c", sql]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "psql: \(sql)")
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
