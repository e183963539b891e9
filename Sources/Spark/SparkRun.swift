import Foundation
import Linkage
import Problems

/// One submission of a job's steps.
struct SparkRun {
    let installation: SparkInstallation
    let job: JobFolder
    /// The driver's script.
    let script: URL

    /// Submits the job and waits for its end.
    ///
    /// - Parameter finished: told after each step how many are done, of how many, and the step's name.
    /// - Throws: `spark.failed` with the last thing that was said; `linkage.cancelled`.
    func run(
        master: String?, settings: [String], storage: String?, isCancelled: () -> Bool,
        finished: (Int, Int, String) -> Void
    ) throws(Problem) {
        let process = Process()
        process.executableURL = installation.submit
        var arguments: [String] = []
        if let master { arguments += ["--master", master] }
        for setting in ["spark.ui.showConsoleProgress=false"] + settings { arguments += ["--conf", setting] }
        let files = ["program/" + NativeProgram.shippedName, PartitionWork.fileName].map { job.file($0).path }
        arguments += ["--files", files.joined(separator: ","), script.path, job.url.path]
        process.arguments = arguments + (storage.map { [$0] } ?? [])
        process.environment = ProcessInfo.processInfo.environment.merging(installation.environment) { $1 }
        process.currentDirectoryURL = job.url
        let (output, log) = (job.file("progress.tsv"), job.file("spark-log.txt"))
        for file in [output, log] { try JobFolder.write([], to: file) }
        process.standardOutput = try? FileHandle(forWritingTo: output)
        process.standardError = try? FileHandle(forWritingTo: log)
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw Problem("spark.absent")
        }
        var told = 0
        while process.isRunning {
            if isCancelled() {
                process.terminate()
                process.waitUntilExit()
                throw Problem("linkage.cancelled")
            }
            tell(output, &told, finished)
            Thread.sleep(forTimeInterval: 0.2)
        }
        tell(output, &told, finished)
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw Problem("spark.failed", at: Place(file: log.path), value: Self.reason(log))
        }
    }

    private func tell(_ output: URL, _ told: inout Int, _ finished: (Int, Int, String) -> Void) {
        guard let data = try? Data(contentsOf: output) else { return }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        for line in lines.dropFirst(told) {
            let cells = line.split(separator: "\t")
            guard cells.count == 4, let done = Int(cells[0]), let all = Int(cells[1]) else { continue }
            finished(done, all, String(cells[2]))
        }
        told = lines.count
    }

    /// What the native program said, else the last error in the log.
    private static func reason(_ log: URL) -> String {
        let text = (try? Data(contentsOf: log)).map { String(decoding: $0.suffix(1 << 20), as: UTF8.self) } ?? ""
        let lines = text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        let own = lines.last { $0.contains(NativeProgram.shippedName + ":") }
        let other = lines.last { line in
            line.contains("Exception:") || line.contains("Error:") || line.contains("ERROR")
        }
        return String((own ?? other ?? lines.last ?? "").prefix(400))
    }
}
