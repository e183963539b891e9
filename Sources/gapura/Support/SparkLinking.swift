import ArgumentParser
import Foundation
import Linkage
import Problems
import Registry
import Spark

/// What compares, scores and joins.
enum LinkEngine: String, ExpressibleByArgument, CaseIterable { case native, spark }

/// Options of `link --engine spark`.
struct SparkOptions: ParsableArguments {
    @Option(
        name: .customLong("spark-master"),
        help: ArgumentHelp("Tempat Spark berjalan, seperti pada spark-submit / where Spark runs.", valueName: "url"))
    var master: String?
    @Option(
        name: .customLong("spark-set"),
        help: ArgumentHelp("Setelan Spark; dapat diulang / a setting of Spark, repeatable.", valueName: "key=value"))
    var settings: [String] = []
    @Option(
        name: .customLong("spark-storage"),
        help: ArgumentHelp("Penyimpanan yang terlihat semua mesin / storage all machines reach.", valueName: "uri"))
    var storage: String?
    @Option(
        name: .customLong("spark-folder"),
        help: ArgumentHelp(
            "Folder pekerjaan, yang lalu disimpan / folder for the job, kept afterwards.", valueName: "dir"))
    var folder: String?

    /// The first option that was given.
    var given: String? {
        if master != nil { return "--spark-master" }
        if !settings.isEmpty { return "--spark-set" }
        if storage != nil { return "--spark-storage" }
        return folder == nil ? nil : "--spark-folder"
    }

    /// Links on Spark. Without a folder of the user's the job's goes away, but for the log of a failed one.
    func link(_ list: LinkageFile, _ linker: Linker, _ monitor: LinkageMonitor) throws(Problem) -> LinkageResult {
        var options = SparkLinker.Options()
        (options.master, options.settings, options.storage) = (master, settings, storage)
        guard let program = Bundle.main.executableURL else {
            throw Problem("program.fault", .refuse, ["detail": "executable"])
        }
        let spark = SparkLinker(linker, program: program, options: options)
        let installation = try SparkInstallation()
        if let folder {
            return try spark.link(
                list.records, truth: list.truth, folder: URL(fileURLWithPath: folder), installation: installation,
                monitor: monitor)
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gapura-link-" + UUID().uuidString)
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Problem("output.unwritable", at: Place(file: folder.lastPathComponent))
        }
        do {
            let result = try spark.link(
                list.records, truth: list.truth, folder: folder, installation: installation, monitor: monitor)
            try? FileManager.default.removeItem(at: folder)
            return result
        } catch {
            // Personal data do not stay behind.
            for name in ["records", "tables", "results", "program"] {
                try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
            }
            throw error
        }
    }
}
