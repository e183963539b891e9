// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Foundation
import Linkage
import Problems
import Registry
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// What `link` answers.
struct LinkAnswer: Encodable {
    struct Figures: Encodable {
        var precision: Double
        var recall: Double
        var f1: Double

        init(_ figures: LinkageQuality.Figures) {
            precision = figures.precision
            recall = figures.recall
            f1 = figures.f1
        }
    }

    struct Best: Encodable {
        var threshold: Double
        var precision: Double
        var recall: Double
        var f1: Double
    }

    struct Quality: Encodable {
        var threshold: Double
        var precision: Double
        var recall: Double
        var f1: Double
        /// After clustering.
        var clusters: Figures
        /// The threshold with the best F1, chosen with the truth at hand.
        var best: Best
        /// True pairs that blocking brought together, as a share of all.
        var blocking_recall: Double
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
    var missing_fields: [String]
    var blocking: [BlockingReport]
    var quality: Quality?
    var calibration: LinkCalibration?
    /// Verdicts that were given, and how many of these pairs no blocking rule brought together.
    var known: Known?
    var unlinkable: Shares?
    var explain: [LinkExplanation]?
    /// What of the model has no counterpart in Splink's settings, where these were asked for.
    var not_in_splink: [String]?

    struct Known: Encodable {
        var same: Int
        var different: Int
        var not_compared: Int
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

    init(_ result: LinkageResult, _ file: LinkageFile, threshold: Double, phases: [String: Double]) throws {
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
        blocking = result.blocking
        if !result.known.isEmpty {
            known = Known(
                same: result.known.count { $0.verdict == .same },
                different: result.known.count { $0.verdict == .different },
                not_compared: result.known.count { !$0.isCompared })
        }
        calibration = LinkCalibration(result)
        unlinkable = result.unlinkable.map(Shares.init)
        if !result.examined.isEmpty {
            explain = result.examined.compactMap { LinkExplanation($0, result, file.records.ids) }
        }
        quality = result.quality.map { found in
            Quality(
                threshold: threshold, precision: found.pairs.precision, recall: found.pairs.recall,
                f1: found.pairs.f1, clusters: Figures(found.clusters),
                best: Best(
                    threshold: MatchWeight.probability(found.best.weight), precision: found.best.figures.precision,
                    recall: found.best.figures.recall, f1: found.best.figures.f1),
                blocking_recall: found.pairs.allTrue == 0
                    ? 0 : Double(found.comparedTrue) / Double(found.pairs.allTrue),
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

/// How long each phase took; phases may come from several threads.
final class LinkClock: Sendable {
    private struct State {
        var phase = "load"
        var start = ContinuousClock.now
        var seconds: [String: Double] = [:]
    }

    private let state = Mutex(State())

    /// Ends the phase at hand and begins another.
    func begin(_ phase: String) {
        state.withLock { state in
            guard state.phase != phase else { return }
            let now = ContinuousClock.now
            let passed = (now - state.start) / .seconds(1)
            state.seconds[state.phase, default: 0] += passed
            (state.phase, state.start) = (phase, now)
        }
    }

    func end() { begin("end") }

    var seconds: [String: Double] { state.withLock { $0.seconds } }
}

/// The answer for a terminal.
struct LinkText {
    let text: String

    init(_ answer: LinkAnswer, _ result: LinkageResult, _ console: Console) {
        let language = console.language
        var lines = [
            console.say(
                "link.result",
                [
                    "records": language.integer(answer.records), "pairs": language.integer(answer.pairs),
                    "clusters": language.integer(answer.clusters),
                    "compared": language.integer(answer.pairs_compared),
                    "bridges": language.integer(answer.bridges),
                ])
        ]
        if let memory = result.memory, memory.partitions > 0 {
            lines.append(
                console.say(
                    "link.memory",
                    [
                        "partitions": language.integer(memory.partitions),
                        "megabytes": language.integer((memory.written + (1 << 20) - 1) >> 20),
                    ]))
        }
        if !answer.converged { lines.append(console.say("link.not-converged")) }
        var grid = TextGrid(
            ["rule", "pairs", "new", "largest", "left-out"].map { console.say("link.column." + $0) },
            numeric: [1, 2, 3, 4])
        for rule in answer.blocking {
            grid.add(
                [rule.rule] + [rule.pairs, rule.newPairs, rule.largest, rule.pairsLeftOut].map { language.integer($0) })
        }
        lines += ["", grid.text]
        if let quality = answer.quality {
            func figure(_ value: Double) -> String { language.decimal(value, places: 4) }
            lines.append(
                console.say(
                    "link.quality",
                    [
                        "threshold": figure(quality.threshold), "precision": figure(quality.precision),
                        "recall": figure(quality.recall), "f1": figure(quality.f1),
                        "cluster_precision": figure(quality.clusters.precision),
                        "cluster_recall": figure(quality.clusters.recall), "cluster_f1": figure(quality.clusters.f1),
                        "blocking": figure(quality.blocking_recall), "best": figure(quality.best.f1),
                    ]))
            if let lost = quality.lost_by_blocking, lost.pairs > 0 {
                let fields = lost.fields.map { ($0.field, $0.missing + $0.different) }.sorted { $0.1 > $1.1 }.prefix(3)
                let names = fields.filter { $0.1 > 0 }.map { "\($0.0) (\(language.integer($0.1)))" }
                lines.append(
                    console.say(
                        "link.lost",
                        ["pairs": language.integer(lost.pairs), "fields": names.joined(separator: ", ")]))
            }
        }
        if let known = answer.known {
            lines.append(
                console.say(
                    "link.known",
                    [
                        "same": language.integer(known.same), "different": language.integer(known.different),
                        "not_compared": language.integer(known.not_compared),
                    ]))
        }
        lines += answer.calibration?.sentences(console) ?? [console.say("link.uncalibrated")]
        if let found = answer.unlinkable, found.below > 0 {
            let fields = found.lacking.first.map { $0.fields.joined(separator: ", ") } ?? ""
            lines.append(
                console.say(
                    fields.isEmpty ? "link.unlinkable" : "link.unlinkable.fields",
                    ["share": language.decimal(100 * found.share, places: 2), "fields": fields]))
        }
        for item in answer.explain ?? [] { lines += ["", LinkExplainText(console).text(item)] }
        text = lines.joined(separator: "\n") + "\n"
    }
}
