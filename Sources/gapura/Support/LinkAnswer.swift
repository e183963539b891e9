// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Foundation
import Linkage
import Problems
import Registry

#if canImport(Glibc)
    import Glibc
#endif

/// What `link` answers.
struct LinkAnswer: Encodable {
    /// Absent where there is none: precision of no pairs, recall of no true pairs.
    struct Figures: Encodable {
        var precision: Double?
        var recall: Double?
        var f1: Double?

        init(_ figures: LinkageQuality.Figures) {
            precision = figures.hasPrecision ? figures.precision : nil
            recall = figures.hasRecall ? figures.recall : nil
            f1 = figures.hasF1 ? figures.f1 : nil
        }
    }

    struct Best: Encodable {
        var threshold: Double
        var precision: Double
        var recall: Double
        var f1: Double

        init?(_ point: LinkageQuality.Point) {
            guard point.figures.hasF1 else { return nil }
            threshold = MatchWeight.probability(point.weight)
            (precision, recall, f1) = (point.figures.precision, point.figures.recall, point.figures.f1)
        }
    }

    struct Quality: Encodable {
        var threshold: Double
        /// Absent as in ``Figures``.
        var precision: Double?
        var recall: Double?
        var f1: Double?
        /// After clustering.
        var clusters: Figures
        /// The threshold with the best F1, chosen with the truth at hand; absent where no threshold has one.
        var best: Best?
        /// True pairs that blocking brought together, as a share of all; absent where there are none.
        var blocking_recall: Double?
        var true_pairs: Int
        /// True pairs that no blocking rule brought together, and which of their fields are missing or differ.
        var lost_by_blocking: BlockingLoss?
        /// Precision and recall by threshold; recall counts all true pairs.
        var curve: [Point]
    }

    struct Point: Encodable {
        var weight: Double
        var precision: Double
        var recall: Double
    }

    var records: Int
    var pairs_compared: Int
    /// Pairs at or above the threshold.
    var pairs: Int
    var clusters: Int
    /// Pairs above the threshold that would have joined what contradicts itself.
    var bridges: Int
    var phases: [String: Double]
    var peak_rss_bytes: Int
    /// The limit that was given, the least that would have done, in how many partitions it was kept, 0 where all was
    /// done at once, and what went through temporary files; absent without a limit.
    var memory_limit: Int?
    var memory_least: Int?
    var partitions: Int?
    var scratch_bytes: Int?
    var converged: Bool
    /// Where the parameters come from.
    var basis: LinkBasis?
    /// Fields that no list has.
    var missing_fields: [String]
    /// By list and field the column that was read.
    var columns: [Column]
    /// Rows with more or fewer cells than their list's header; absent where there are none.
    var ragged_rows: [Ragged]?
    /// Ids that several rows bear; absent where there are none.
    var repeated_ids: Repeated?
    var blocking: [BlockingReport]
    var quality: Quality?
    var calibration: LinkCalibration?
    /// Why there is none though it was asked for.
    var not_calibrated: ProblemAnswer?
    /// Verdicts that were given, and how many of these pairs no blocking rule brought together.
    var known: Known?
    var unlinkable: Shares?
    var explain: [LinkExplanation]?
    /// What of the model has no counterpart in Splink's settings, where these were asked for.
    var not_in_splink: [String]?

    struct Column: Encodable {
        var list: String
        var field: String
        /// Absent where the list has none.
        var column: String?
        var filled: Int
        /// Filled, and not to be read: they count as missing.
        var unread: Int
    }

    struct Known: Encodable {
        var same: Int
        var different: Int
        var not_compared: Int
    }

    struct Ragged: Encodable {
        var list: String
        var rows: Int
        var ragged: Int
        var expected: Int
        /// Their numbers as a spreadsheet counts rows.
        var first: [Int]

        init(_ found: RaggedRows) {
            (list, rows, ragged) = (found.list, found.rows, found.count)
            (expected, first) = (found.expected, found.first)
        }
    }

    struct Repeated: Encodable {
        var ids: Int
        var rows: Int
        /// The first of them; what looks like somebody's number is masked.
        var first: [String]
    }

    /// Records that hold too little to be found.
    struct Shares: Encodable {
        var weighed: Int
        var below: Int
        var share: Double
        var curve: [Unlinkable.Point]
        var lacking: [Unlinkable.Lacking]

        init(_ found: Unlinkable) {
            (weighed, below, share) = (found.weighed, found.below, found.share)
            (curve, lacking) = (found.curve, found.lacking)
        }
    }

    init(
        _ result: LinkageResult, _ file: LinkageFile, threshold: Double, phases: [String: Double], _ language: Language
    ) throws {
        records = file.records.count
        pairs_compared = result.comparedPairs
        var count = 0
        try result.forEachPair { count += $0.probability >= threshold ? 1 : 0 }
        pairs = count
        clusters = result.clusterCount
        bridges = result.bridgeCount
        self.phases = phases
        peak_rss_bytes = Self.peakMemory
        memory_limit = result.memory?.limit
        memory_least = result.memory?.least
        partitions = result.memory?.partitions
        scratch_bytes = result.memory?.written
        converged = result.model.parameters?.convergence.isConverged ?? true
        missing_fields = file.missing
        columns = file.readings.map {
            Column(list: $0.list, field: $0.field, column: $0.column, filled: $0.cells.filled, unread: $0.cells.unread)
        }
        let (ragged, repeated) = (file.oddities.ragged, file.oddities.repeated)
        if !ragged.isEmpty { ragged_rows = ragged.map(Ragged.init) }
        if repeated.ids > 0 {
            repeated_ids = Repeated(ids: repeated.ids, rows: repeated.rows, first: file.oddities.shown)
        }
        blocking = result.blocking
        if !result.known.isEmpty {
            known = Known(
                same: result.known.count { $0.verdict == .same },
                different: result.known.count { $0.verdict == .different },
                not_compared: result.known.count { !$0.isCompared })
        }
        calibration = LinkCalibration(result)
        not_calibrated = result.uncalibrated.map { ProblemAnswer($0, language) }
        unlinkable = result.unlinkable.map(Shares.init)
        if !result.examined.isEmpty {
            explain = result.examined.compactMap { LinkExplanation($0, result, file.records.ids) }
        }
        quality = result.quality.map { found in
            let pairs = Figures(found.pairs)
            return Quality(
                threshold: threshold, precision: pairs.precision, recall: pairs.recall, f1: pairs.f1,
                clusters: Figures(found.clusters), best: Best(found.best),
                blocking_recall: found.pairs.hasRecall
                    ? Double(found.comparedTrue) / Double(found.pairs.allTrue) : nil,
                true_pairs: found.pairs.allTrue, lost_by_blocking: result.blockingLoss,
                curve: found.curve.map {
                    Point(weight: $0.weight, precision: $0.figures.precision, recall: $0.figures.recall)
                })
        }
    }

    /// The most memory the process has held so far, in bytes.
    private static var peakMemory: Int {
        var usage = rusage()
        #if canImport(Glibc)
            unsafe getrusage(__rusage_who_t(truncatingIfNeeded: RUSAGE_SELF.rawValue), &usage)
            return usage.ru_maxrss * 1024
        #else
            unsafe getrusage(RUSAGE_SELF, &usage)
            return usage.ru_maxrss
        #endif
    }
}
