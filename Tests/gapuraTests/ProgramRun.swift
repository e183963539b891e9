import Examples
import Foundation
import Testing

/// What a run of the program printed and how it ended.
struct ProgramRun {
    private struct NotBuilt: Error {}

    let status: Int32
    let output: String
    let errors: String

    private static let program: URL? = {
        // The tests' bundle stands beside the program in the build folder.
        var folder = Bundle.main.bundleURL
        for _ in 0..<4 {
            let candidate = folder.appendingPathComponent("gapura")
            if FileManager.default.isExecutableFile(atPath: candidate.path) { return candidate }
            folder.deleteLastPathComponent()
        }
        let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
        let built = package.appendingPathComponent(".build/debug/gapura").standardizedFileURL
        return FileManager.default.isExecutableFile(atPath: built.path) ? built : nil
    }()

    /// Runs the program as a user would, in a folder.
    ///
    /// - Parameter interruptedAfter: seconds after which it is interrupted, as by Ctrl-C.
    init(_ arguments: [String], in folder: URL, language: String = "id", interruptedAfter: Double? = nil) throws {
        let process = Process()
        guard let program = Self.program else { throw NotBuilt() }
        process.executableURL = program
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ["LANG": language, "PATH": "/usr/bin:/bin"]
        let output = folder.appendingPathComponent(".out"), errors = folder.appendingPathComponent(".err")
        for file in [output, errors] { try Data().write(to: file) }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardInput = FileHandle.nullDevice
        try process.run()
        if let interruptedAfter {
            Thread.sleep(forTimeInterval: interruptedAfter)
            process.interrupt()
        }
        process.waitUntilExit()
        status = process.terminationStatus
        self.output = try String(contentsOf: output, encoding: .utf8)
        self.errors = try String(contentsOf: errors, encoding: .utf8)
    }

    func json() throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    }

    func jsonList() throws -> [[String: Any]] {
        try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    }

    /// A new folder to run in.
    static func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-run-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    /// The path of a file of the examples.
    static func example(_ path: String) throws -> String {
        let parts = path.split(separator: "/", maxSplits: 1).map(String.init)
        return try #require(Examples.folder(parts[0])).appendingPathComponent(parts[1]).path
    }
}
