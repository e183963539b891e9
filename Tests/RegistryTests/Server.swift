import Foundation
import Testing

/// The PostgreSQL server for tests.
enum Server {
    /// Whether the suite runs on it; on SQLite otherwise.
    static let isUsed: Bool = {
        let environment = ProcessInfo.processInfo.environment
        return environment["GAPURA_TEST_STORE"] == "postgres" && environment["GAPURA_TEST_POSTGRES"] != nil
    }()

    /// The address of a database there: that of GAPURA_TEST_POSTGRES with another name.
    static func address(of database: String) -> String {
        (ProcessInfo.processInfo.environment["GAPURA_TEST_POSTGRES"] ?? "").replacing(
            "/postgres?", with: "/\(database)?")
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
