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
            enterprises, a YAML or JSON file, or Splink's settings. Writes pairs.csv, clusters.csv, bridges.csv and \
            model.json to --out; a model.json may be given back to --model, and is then used as it was trained. \
            --engine spark finds the same clusters on Apache Spark, for lists too large for one machine. --memory \
            bounds what one machine uses: what does not fit goes through temporary files, and the result is the same. \
            --report also writes report.html, --format html prints it.
            """)

    @Argument(help: "Satu berkas atau lebih / one file or more.") var files: [String]
    @Option(help: ArgumentHelp("Model / model.", valueName: "persons|families|enterprises|file"))
    var model = "persons"
    @Option(
        help: ArgumentHelp(
            "Peluang mulai dari mana pasangan disatukan, tanpa opsi ini 0,95 / join from, 0.95 by default.",
            valueName: "p"),
        transform: DecimalNumber.option)
    var threshold = 0.95
    @Option(
        help: ArgumentHelp(
            "Peluang mulai dari mana pasangan ditulis ke pairs.csv, misalnya 0,01 agar orang dapat memberi putusan; tanpa opsi ini 0,5 / write pairs from, 0.5 by default.",
            valueName: "p"),
        transform: DecimalNumber.option)
    var candidates = 0.5
    @Option(
        help: ArgumentHelp("Kolom yang tahu kebenarannya, hanya untuk penilaian / truth column.", valueName: "column"))
    var truth: String?
    @Option(help: ArgumentHelp("Kolom nama baris / column with the records' ids.", valueName: "column"))
    var id: String?
    @Option(help: ArgumentHelp("Lembar buku kerja Excel / sheet of the workbooks.", valueName: "name"))
    var sheet: String?
    @Flag(help: "Hanya pasangan dari daftar yang berbeda / only pairs across lists.") var across = false
    @Option(parsing: .unconditional, help: "Jumlah utas / threads.") var threads = max(
        1, ProcessInfo.processInfo.activeProcessorCount)
    @Option(help: ArgumentHelp("Mesin pencocokan / engine.", valueName: "native|spark"))
    var engine = LinkEngine.native
    @OptionGroup var beside: LinkOptions
    @OptionGroup var spark: SparkOptions
    @OptionGroup var memory: MemoryOptions
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
            guard candidates > 0, candidates < 1 else {
                throw Problem("usage.candidates", .refuse, value: String(candidates))
            }
            guard threads > 0 else { throw Problem("usage.threads", .refuse, value: String(threads)) }
            try OutputFile.check(outputs, against: files.map { URL(fileURLWithPath: $0) } + beside.inputs)
            if report, out == nil { throw Problem("usage.report-folder", value: "--report") }
            if engine == .native, let option = spark.given { throw Problem("usage.spark-option", value: option) }
            try beside.check(files: files.count, engine: engine)
            var options = Linker.Options()
            try memory.apply(to: &options, engine)
            let clock = LinkClock()
            let given = try LinkageModelFile.given(model)
            for note in given.notes { console.note(Catalogue.bundled.sentence(note, console.language)) }
            let model = try beside.applied(to: given.model)
            func read() throws(Problem) -> LinkageFile {
                try LinkageFile(
                    files.map { URL(fileURLWithPath: $0) }, model: model, truth: truth, id: id ?? given.idColumn,
                    sheet: sheet, threads: threads)
            }
            var list = try read()
            guard list.records.count > 0 else {
                throw Problem("linkage.empty", .refuse, at: Place(file: list.names.joined(separator: ", ")))
            }
            if !list.missing.isEmpty {
                console.note(console.say("link.missing", ["fields": list.missing.joined(separator: ", ")]))
            }
            for problem in list.oddities.problems {
                console.note(Catalogue.bundled.sentence(problem, console.language))
            }
            clock.begin("block")
            options.threshold = threshold
            options.reported = min(candidates, threshold)
            options.crossListsOnly = across || given.acrossListsOnly
            let linksAcross = options.crossListsOnly || beside.oneToOne
            if options.crossListsOnly, files.count < 2 { throw Problem("usage.across", value: "--across") }
            options.threads = min(threads, 1024)
            options.needsPairsInMemory = report || console.format == .html
            let (progress, interruption) = (LinkProgress(console), LinkInterruption())
            let flag = interruption.flag
            let monitor = LinkageMonitor(
                report: { phase, part in
                    clock.begin(phase == .pack ? "block" : phase.rawValue)
                    progress.show(phase, part)
                }, counted: { progress.count($0, $1) }, isCancelled: { flag.isRaised })
            defer { progress.clear() }
            let settings = options
            var isRead = true
            let taught = try TaughtLinking(
                model, records: list.records.count, pairs: list.pairs(acrossListsOnly: linksAcross)
            ) { model throws(Problem) in
                // Records are handed over, so that nothing is held twice: a second run reads them anew.
                if !isRead { list = try read() }
                isRead = false
                var linker = Linker(model, options: settings)
                try beside.apply(to: &linker, list.records, console)
                return switch engine {
                case .native: try linker.link(list.takeRecords(), truth: list.truth, monitor: monitor)
                case .spark: try spark.link(list, linker, monitor)
                }
            }
            let result = taught.result
            progress.clear()
            clock.end()
            let basis = LinkBasis(taught, isGiven: model.parameters != nil)
            if let note = basis.note(console, records: result.clusters.count) { console.note(note) }
            // The other forms of the answer say it themselves.
            if let refusal = result.uncalibrated, console.format == .csv || console.format == .html {
                console.note(Catalogue.bundled.sentence(refusal, console.language))
            }
            var answer = try LinkAnswer(result, list, threshold: threshold, phases: clock.seconds, console.language)
            answer.basis = basis
            answer.not_in_splink = try beside.export(
                result.model, acrossListsOnly: options.crossListsOnly || options.isOneToOne, lists: files.count, console
            )
            let pages = LinkPages(result, list, threshold: threshold, basis)
            if let out { try write(result, list, to: URL(fileURLWithPath: out), console, flag) }
            if report, let out { console.noteWritten(try pages.write(to: URL(fileURLWithPath: out), console.language)) }
            if let out {
                EarlierResults.note(
                    in: URL(fileURLWithPath: out), besides: Set(outputs.map(\.lastPathComponent)), console)
            }
            switch console.format {
            case .json: try console.json(answer)
            case .csv: try LinkageTables(result, list).pairs(threads: options.threads) { try console.out($0) }
            case .html: try console.out(pages.html(console.language))
            case .text: try console.out(LinkText(answer, result, console).text)
            }
        }
    }

    /// The files that will be written.
    private var outputs: [URL] {
        let names = ["model.json", "pairs.csv", "clusters.csv", "bridges.csv"] + (report ? ["report.html"] : [])
        let folder = out.map { URL(fileURLWithPath: $0) }
        return names.compactMap { folder?.appendingPathComponent($0) }
            + [beside.splink].compactMap { $0.map { URL(fileURLWithPath: $0) } }
    }

    /// Writes the results; all of them take their names at the end, so that an interruption leaves none behind.
    private func write(
        _ result: LinkageResult, _ list: LinkageFile, to folder: URL, _ console: Console,
        _ interruption: SharedFlag
    ) throws {
        let tables = LinkageTables(result, list)
        let model = try LinkageModelFile.json(result.model)
        let threads = min(threads, 1024)
        typealias Sink = @Sendable ([UInt8]) throws -> Void
        let contents: [(String, (Sink) throws -> Void)] = [
            ("model.json", { try $0(Array(model.utf8)) }), ("pairs.csv", { try tables.pairs(threads: threads, $0) }),
            ("clusters.csv", { try tables.clusters(threads: threads, $0) }),
            ("bridges.csv", { try tables.bridges(threads: threads, $0) }),
        ]
        try OutputFile.makeFolder(folder)
        // All are written before one of them takes its name, so that a full disk leaves none behind.
        var drafts: [(OutputFile, WrittenFile)] = []
        for (name, content) in contents {
            let url = folder.appendingPathComponent(name)
            let isReplaced = FileManager.default.fileExists(atPath: url.path)
            let file = try OutputFile(url.path)
            try content { bytes in
                try interruption.check()
                try file.write(bytes)
            }
            drafts.append((file, WrittenFile(url: url, isReplaced: isReplaced)))
        }
        for (file, written) in drafts {
            try file.close()
            console.noteWritten(written)
        }
    }
}
