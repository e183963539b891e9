public import Foundation
import Linkage
public import Problems

/// What the native program does for a job on Spark, over partitions and between the driver's steps.
public struct PartitionWork: Codable, Sendable {
    /// The name of the file that describes the work.
    static let fileName = "work.json"
    /// The name of the file with the trained model and the totals of its frequency keys.
    static let trainedName = "trained.json"
    /// How many pairs are compared at a time.
    static let pairsAtATime = 1 << 15
    /// How many records are clustered at a time, about; connected parts are never cut.
    static let recordsAtATime = 1 << 14

    /// The model as it was given.
    var model: LinkageModel
    /// The comparisons that the native program makes.
    var nativeComparisons: [Int]
    var records: Int
    var listSizes: [Int]
    /// Whether the drawn pairs are all pairs.
    var isWhole: Bool
    var crossListsOnly: Bool
    var threshold: Double
    var reported: Double
    var mostIterations: Int
    var hasTruth: Bool

    /// A trained model and what scoring needs beside it.
    struct Trained: Codable {
        var model: LinkageModel
        var totals: [KeyTotal]
    }

    var linker: Linker {
        var options = Linker.Options()
        options.crossListsOnly = crossListsOnly
        options.threshold = threshold
        options.reported = reported
        options.mostIterations = mostIterations
        return Linker(model, options: options)
    }

    /// Whether records come from several lists.
    var hasLists: Bool { listSizes.count > 1 }

    /// Runs one piece of work: `compare`, `score` and `cluster` from standard input to standard output, `train` and
    /// `connect` over the files of the job's folder.
    ///
    /// - Parameter folder: the folder that the job's files stand in.
    /// - Throws: `usage.spark-work` for another name, `spark.input` for lines or files that do not fit, and what the
    ///   engine throws.
    public static func run(_ name: String, folder: URL) throws(Problem) {
        let job = JobFolder(folder)
        let work = try job.read(PartitionWork.self, from: fileName)
        switch (NativeProgram.Work(rawValue: name), name) {
        case (let partition?, _):
            var lines = CellLines(.standardInput)
            var sink = LineSink(.standardOutput)
            switch partition {
            case .compare: try work.compare(&lines, &sink)
            case .score: try work.score(&lines, &sink, try job.read(Trained.self, from: trainedName))
            case .cluster: try work.cluster(&lines, &sink, try job.read(Trained.self, from: trainedName))
            }
            try sink.flush()
        case (nil, "train"): try work.train(job)
        case (nil, "connect"): try work.connect(job)
        default: throw Problem("usage.spark-work", value: name)
        }
    }
}
