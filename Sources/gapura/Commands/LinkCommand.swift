import ArgumentParser
import Foundation
import Linkage
import Problems
import Registry

struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract:
            "Siapa orang (keluarga, usaha) yang sama, juga bila NIK rusak, hilang, atau dipinjam; tanpa basis data.",
        discussion: """
            Probabilistic linkage of lists: pairs of records that are one person, family or enterprise, and clusters of \
            them, with a probability for each pair. Proposes, never decides. The model is persons, families, \
            enterprises, or a YAML or JSON file. Writes pairs.csv, clusters.csv, bridges.csv and model.json to --out; a \
            model.json may be given back to --model, and is then used as it was trained. --engine spark finds the same \
            clusters on Apache Spark, for lists too large for one machine. --report also writes report.html, --format \
            html prints it.
            """)

    @Argument(help: "Satu berkas atau lebih / one file or more.") var files: [String]
    @Option(help: ArgumentHelp("Model / model.", valueName: "persons|families|enterprises|file"))
    var model = "persons"
    @Option(help: ArgumentHelp("Peluang mulai dari mana pasangan disatukan / join from.", valueName: "p"))
    var threshold = 0.95
    @Option(
        help: ArgumentHelp("Kolom yang tahu kebenarannya, hanya untuk penilaian / truth column.", valueName: "column"))
    var truth: String?
    @Option(help: ArgumentHelp("Kolom nama baris / column with the records' ids.", valueName: "column"))
    var id: String?
    @Flag(help: "Hanya pasangan dari daftar yang berbeda / only pairs across lists.") var across = false
    @Option(help: "Jumlah utas / threads.") var threads = max(1, ProcessInfo.processInfo.activeProcessorCount)
    @Option(help: ArgumentHelp("Mesin pencocokan / engine.", valueName: "native|spark"))
    var engine = LinkEngine.native
    @OptionGroup var spark: SparkOptions
    @Option(help: "Folder hasil / folder for the results.") var out: String?
    @Flag(help: "Tulis juga report.html ke folder itu / also write report.html there.") var report = false
    @OptionGroup var common: CommonOptions

    func run() async throws {
        let console = common.console
        try await console.run {
            guard !files.isEmpty else { throw Problem("usage.no-list") }
            guard threshold > 0, threshold < 1 else {
                throw Problem("usage.threshold", .refuse, value: String(threshold))
            }
            if report, out == nil { throw Problem("usage.report-folder", value: "--report") }
            if engine == .native, let option = spark.given { throw Problem("usage.spark-option", value: option) }
            let clock = LinkClock()
            let model = try LinkageModelFile.named(model)
            var list = try LinkageFile(files.map { URL(fileURLWithPath: $0) }, model: model, truth: truth, id: id)
            if !list.missing.isEmpty {
                console.note(console.say("link.missing", ["fields": list.missing.joined(separator: ", ")]))
            }
            clock.begin("block")
            var options = Linker.Options()
            options.threshold = threshold
            options.reported = min(options.reported, threshold)
            options.crossListsOnly = across
            options.threads = max(1, threads)
            let progress = LinkProgress(console)
            let monitor = LinkageMonitor(report: { phase, part in
                clock.begin(phase == .pack ? "block" : phase.rawValue)
                progress.show(phase, part)
            })
            let linker = Linker(model, options: options)
            let result =
                switch engine {
                case .native: try linker.link(list.takeRecords(), truth: list.truth, monitor: monitor)
                case .spark: try spark.link(list, linker, monitor)
                }
            clock.end()
            let answer = LinkAnswer(result, list, threshold: threshold, phases: clock.seconds)
            if let out { try write(result, list, to: URL(fileURLWithPath: out), console) }
            let pages = LinkPages(result, list, threshold: threshold, isTrainedHere: model.parameters == nil)
            if report, let out { console.noteWritten(try pages.write(to: URL(fileURLWithPath: out), console.language)) }
            switch console.format {
            case .json: try console.json(answer)
            case .csv: try LinkageTables(result, list).pairs { try console.out($0) }
            case .html: try console.out(pages.html(console.language))
            case .text: try console.out(LinkText(answer, result, console).text)
            }
        }
    }

    private func write(
        _ result: LinkageResult, _ list: LinkageFile, to folder: URL, _ console: Console
    ) throws {
        let tables = LinkageTables(result, list)
        console.noteWritten(
            try OutputFile.write(
                LinkageModelFile.json(result.model), to: folder.appendingPathComponent("model.json")))
        for (name, table) in [
            ("pairs.csv", tables.pairs), ("clusters.csv", tables.clusters), ("bridges.csv", tables.bridges),
        ] as [(String, ((String) throws -> Void) throws -> Void)] {
            let url = folder.appendingPathComponent(name)
            let isReplaced = FileManager.default.fileExists(atPath: url.path)
            let file = try OutputFile(url.path)
            try table { try file.write($0) }
            try file.close()
            console.noteWritten(WrittenFile(url: url, isReplaced: isReplaced))
        }
    }
}
