public import Foundation
public import Linkage
public import Problems

/// Links records on Apache Spark, with the clusters that ``Linker`` finds on one machine.
public struct SparkLinker: Sendable {
    public struct Options: Sendable {
        /// Where the job runs, as `spark-submit --master` takes it; nil leaves it to Spark's own settings.
        public var master: String?
        /// Further settings, `KEY=VALUE` each.
        public var settings: [String] = []
        /// A URI for records and tables that every machine reaches; nil for the job's folder itself.
        public var storage: String?
        /// How many pieces rows are shuffled into; nil for one for each 100,000 records.
        public var partitions: Int?

        public init() {}
    }

    public var linker: Linker
    public var options: Options
    /// The native program, which works on partitions by its subcommand `link-partition`.
    public var program: URL

    public init(_ linker: Linker, program: URL, options: Options = Options()) {
        self.linker = linker
        self.program = program
        self.options = options
    }

    /// Trains, scores and clusters as ``Linker/link(_:truth:monitor:)`` does.
    ///
    /// - Parameter folder: a folder for the job, new or empty; it is left behind with the queries, the log and the
    ///   tables, and holds the cleaned records.
    /// - Throws: `spark.no-java`, `spark.no-python`, `spark.absent` where something is missing; `spark.failed` with what
    ///   was said last and the log; `spark.folder` where the folder holds something; `output.unwritable`; what the
    ///   engine throws.
    public func link(
        _ source: LinkageRecords, truth: [UInt32] = [], folder: URL,
        installation: SparkInstallation? = nil, monitor: LinkageMonitor = LinkageMonitor()
    ) throws(Problem) -> LinkageResult {
        let model = linker.model
        try linker.checkForPartitions()
        let spark: SparkInstallation
        if let installation { spark = installation } else { spark = try SparkInstallation() }
        let isThere = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.isEmpty == false
        guard !isThere else { throw Problem("spark.folder", value: folder.lastPathComponent) }

        monitor.report(.pack, 0)
        let job = JobFolder(folder.standardizedFileURL)
        for name in ["records", "sql", "program"] { try job.makeFolder(name) }
        let plain = try RecordLines.write(
            source, truth: truth, model, to: job.file("records"), threads: linker.options.threads)
        let isWhole = try draw(source.count, job)
        let isCross = linker.options.crossListsOnly && !source.lists.isEmpty
        let plan = try LinkageSteps(
            model,
            .init(
                count: source.count, plainTexts: plain, hasTruth: !truth.isEmpty, isCross: isCross, isWhole: isWhole),
            partitions: max(1, options.partitions ?? (source.count / 100_000 + 2)))
        let work = PartitionWork(
            model: model, nativeComparisons: plan.nativeComparisons, records: source.count,
            listSizes: Self.sizes(source), isWhole: isWhole, crossListsOnly: isCross,
            threshold: linker.options.threshold, reported: linker.options.reported,
            mostIterations: linker.options.mostIterations, hasTruth: !truth.isEmpty)
        try job.write(work, to: PartitionWork.fileName)
        try job.write(plan.steps, to: "steps.json")
        for (name, text) in plan.steps.queries { try JobFolder.write(Array(text.utf8), to: job.file("sql/" + name)) }
        try copyProgram(job)
        monitor.report(.pack, 1)

        try SparkRun(installation: spark, job: job, script: try Self.script()).run(
            master: options.master, settings: options.settings, storage: options.storage,
            isCancelled: monitor.isCancelled
        ) { done, all, name in monitor.report(Self.phase(name), Double(done) / Double(all)) }
        return try JobResult(job, work).result(lists: source.lists, truth: truth)
    }

    /// Draws the places of the random pairs.
    ///
    /// - Returns: whether these are all pairs.
    private func draw(_ records: Int, _ job: JobFolder) throws(Problem) -> Bool {
        var places: [(Int, Int)] = []
        let isWhole = CountedPairs.drawPlaces(records: records, pairs: linker.options.samplePairs) {
            places.append(($0, $1))
        }
        try job.writeNumbers("drawn.tsv") { sink throws(Problem) in
            for (a, b) in places { try sink.write([a, b]) }
        }
        return isWhole
    }

    private static func sizes(_ source: LinkageRecords) -> [Int] {
        guard !source.lists.isEmpty else { return [source.count] }
        var sizes = [Int](repeating: 0, count: Int(source.lists.max() ?? 0) + 1)
        for list in source.lists { sizes[Int(list)] += 1 }
        return sizes
    }

    private func copyProgram(_ job: JobFolder) throws(Problem) {
        do {
            try FileManager.default.copyItem(
                at: program.resolvingSymlinksInPath(), to: job.file("program/" + NativeProgram.shippedName))
        } catch {
            throw Problem("output.unwritable", at: Place(file: NativeProgram.shippedName))
        }
    }

    private static func script() throws(Problem) -> URL {
        let folder = ResourceFolder.find("gapura_Spark", built: { Bundle.module.resourceURL })
        guard let script = folder?.appendingPathComponent("Driver/run_steps.py"),
            FileManager.default.fileExists(atPath: script.path)
        else { throw Problem("input.missing", at: Place(file: "run_steps.py"), ["path": "run_steps.py"]) }
        return script
    }

    /// What a step belongs to.
    private static func phase(_ step: String) -> LinkageMonitor.Phase {
        switch step {
        case "pairs", "counts", "drawn", "chosen", "sharing", "shared", "totals": .compare
        case "train", PartitionWork.trainedName, "marks": .train
        case "parts", "clusters", "connect": .cluster
        case "marked", "linked", "cells", "scored": .score
        default: step.hasPrefix("common_") ? .score : .block
        }
    }
}
