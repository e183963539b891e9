import Foundation

/// The PostgreSQL server that tests may use: `Scripts/postgres with COMMAND` starts one and tells its address.
public enum TestServer {
    /// The server's address; nil where there is none.
    public static let address = ProcessInfo.processInfo.environment["GAPURA_TEST_POSTGRES"]

    /// Whether the registry's suites run on it; on SQLite otherwise. Where it is asked for and there is none, they fail.
    public static let isUsed = ProcessInfo.processInfo.environment["GAPURA_TEST_STORE"] == "postgres"

    /// The server's client did not do what it was asked.
    public struct Refusal: Error {
        public var sql: String
    }

    /// `GAPURA_TEST_STORE` asks for a server and `GAPURA_TEST_POSTGRES` names none.
    public struct Missing: Error {}

    /// The address of a database there.
    public static func address(of database: String) -> String {
        (address ?? "").replacing("/postgres?", with: "/\(database)?")
    }

    /// Makes an empty database as a registry wants it.
    public static func create(_ database: String) throws {
        try psql("CREATE DATABASE \(database) TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
    }

    /// Asks the server by its own client.
    @discardableResult
    public static func psql(_ sql: String, in database: String = "postgres") throws -> String {
        // Without an address the client would go to whatever server it finds.
        guard address != nil else { throw Missing() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", address(of: database), "-c", sql]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Refusal(sql: sql) }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
