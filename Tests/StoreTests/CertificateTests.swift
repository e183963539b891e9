import Foundation
import PostgresStore
import Problems
import Store
import Testing

/// Programs of the system that tests need.
private enum Shell {
    struct Failed: Error { var command: [String] }

    static let hasOpenSSL = (try? run(["openssl", "version"])) != nil

    @discardableResult
    static func run(_ command: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed(command: command) }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A server that proves who it is, and one that does not. Wants `openssl` to make certificates.
@Suite(
    .enabled(if: Kind.server != nil, "no PostgreSQL server for tests: GAPURA_TEST_POSTGRES is not set"),
    .enabled(if: Shell.hasOpenSSL, "openssl is missing: certificates cannot be made"))
struct CertificateTests {
    /// Runs a command that leaves a server behind, without what this process has open: it would wait for the server's end.
    private static let closing = [
        "python3", "-c", "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)",
    ]

    /// A certificate that signs itself, for `localhost` alone.
    private static func certify(_ name: String, in folder: URL) throws -> URL {
        let certificate = folder.appendingPathComponent(name + ".crt")
        try Shell.run([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost", "-keyout", folder.appendingPathComponent(name + ".key").path,
            "-out", certificate.path,
        ])
        return certificate
    }

    /// A port of this computer that nobody listens on.
    private static func freePort() throws -> Int {
        Int(
            try Shell.run([
                "python3", "-c",
                "import socket; s = socket.socket(); s.bind(('127.0.0.1', 0)); print(s.getsockname()[1])",
            ]))
            ?? 0
    }

    @Test func onlyWhoProvesItselfIsSpokenTo() throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Scripts/postgres").standardizedFileURL.path
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tls-" + UUID().uuidString.prefix(8))
        let papers = FileManager.default.temporaryDirectory.appendingPathComponent("crt-" + UUID().uuidString.prefix(8))
        try FileManager.default.createDirectory(at: papers, withIntermediateDirectories: true)
        defer {
            _ = try? Shell.run([script, "stop", folder.path])
            try? FileManager.default.removeItem(at: papers)
        }
        let (own, other) = (try Self.certify("own", in: papers), try Self.certify("other", in: papers))
        let port = try Self.freePort()
        let address =
            try Shell.run(
                Self.closing + [script, "start", folder.path, "listen_addresses = '127.0.0.1'", "port = \(port)"])
            + "&port=\(port)"
        // The server's own files, which nobody else may read.
        let data = folder.appendingPathComponent("data").path
        let owner = try FileManager.default.attributesOfItem(atPath: data)[.ownerAccountName] as? String ?? ""
        for ending in ["crt", "key"] {
            let file = data + "/server." + ending
            try FileManager.default.copyItem(atPath: papers.appendingPathComponent("own." + ending).path, toPath: file)
            try Shell.run(["chown", owner, file])
            try Shell.run(["chmod", "600", file])
        }
        try Shell.run(["psql", "-qAtX", address, "-c", "ALTER SYSTEM SET ssl = on", "-c", "SELECT pg_reload_conf()"])

        func code(_ host: String, _ root: URL?, _ mode: String = "verify-full") throws -> String? {
            let trusted = root.map { "&sslrootcert=" + $0.path } ?? ""
            do {
                let database = try PostgresDatabase(
                    "postgresql://gapura@\(host):\(port)/postgres?sslmode=\(mode)\(trusted)", asItIs: true)
                let secret = try database.read {
                    try $0.count("SELECT COUNT(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")
                }
                return secret == 1 ? nil : "open"
            } catch { return error.code }
        }
        // What reloading began may take a moment.
        for _ in 0..<50 where try code("localhost", own) != nil { Thread.sleep(forTimeInterval: 0.1) }
        #expect(try code("localhost", own) == nil)
        #expect(try code("localhost", other) == "store.certificate")
        #expect(try code("127.0.0.1", own) == "store.certificate")
        #expect(try code("localhost", papers.appendingPathComponent("none.crt")) == "store.certificate")
        // Who does not ask for proof gets secrecy without it.
        #expect(try code("127.0.0.1", nil, "require") == nil)
        let words = Catalogue.bundled.sentence(
            Problem("store.certificate", at: Place(file: "umk"), ["detail": "x"]), .en)
        #expect(words.contains("prove"))
    }
}
