public import Foundation
public import Problems

/// Where Spark, Java and Python are on this machine.
public struct SparkInstallation: Sendable {
    /// The program that submits jobs.
    public let submit: URL
    /// What its environment is to hold beside the caller's own.
    let environment: [String: String]

    /// Looks for `SPARK_HOME`, then for `spark-submit` in the path, then for the package `pyspark` of the Python that
    /// `PYSPARK_PYTHON` names, else of `python3`.
    ///
    /// - Throws: `spark.no-java`, `spark.no-python`, `spark.absent`.
    public init(environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problem) {
        guard Self.program("java", home: environment["JAVA_HOME"], environment) != nil else {
            throw Problem("spark.no-java")
        }
        let given = environment["PYSPARK_PYTHON"] ?? ""
        let named = given.isEmpty ? "python3" : given
        guard let python = Self.program(named, home: nil, environment) else {
            throw Problem("spark.no-python", value: named)
        }
        var added = ["PYSPARK_PYTHON": python.path, "PYSPARK_DRIVER_PYTHON": python.path]
        if let found = Self.program("spark-submit", home: environment["SPARK_HOME"], environment) {
            submit = found
        } else if let folder = Self.package(python, environment) {
            submit = folder.appendingPathComponent("bin/spark-submit")
            added["SPARK_HOME"] = folder.path
        } else {
            throw Problem("spark.absent")
        }
        self.environment = added
    }

    /// A program in a home's `bin`, at a path, or in the folders of `PATH`.
    private static func program(_ name: String, home: String?, _ environment: [String: String]) -> URL? {
        var folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        if let home, !home.isEmpty { folders.insert(home + "/bin", at: 0) }
        let candidates = name.contains("/") ? [name] : folders.map { $0 + "/" + name }
        return candidates.first { FileManager.default.isExecutableFile(atPath: $0) }.map { URL(fileURLWithPath: $0) }
    }

    /// The folder of the package `pyspark`.
    private static func package(_ python: URL, _ environment: [String: String]) -> URL? {
        let process = Process()
        process.executableURL = python
        process.arguments = ["-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))"]
        process.environment = environment
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let bytes = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        let path = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard process.terminationStatus == 0, FileManager.default.isExecutableFile(atPath: path + "/bin/spark-submit")
        else { return nil }
        return URL(fileURLWithPath: path)
    }
}
