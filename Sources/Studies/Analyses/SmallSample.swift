import Evaluation
import Problems

/// The bootstrap that stands beside linearised errors in samples of fewer than 200 rows.
///
/// Resamples are of primary units within their strata, the interval is BCa, and percentile where that does not exist.
enum SmallSample {
    /// Sets the bootstrap interval of the estimates that a resample can compute.
    ///
    /// - Parameters:
    ///   - estimates: those of the analysis.
    ///   - statistics: what each key is.
    ///   - outcome: the variable, or the numerator of a ratio.
    ///   - companion: what outcomes are ranked by, or the denominator.
    ///   - domain: the rows of a domain; nil for all.
    static func add(
        to estimates: inout [StudyEstimate], _ statistics: KeyValuePairs<String, ResampledStatistic>,
        outcome: [Double], companion: [Double]? = nil, domain: [Double]? = nil, _ sample: AnalysisSample
    ) {
        let settings = sample.context.header.settings
        guard !sample.isCensus, settings.replicates > 1,
            let resampling = try? Resampling(
                outcome: outcome, companion: companion, design: sample.design, domain: domain),
            resampling.isAdvised
        else { return }
        // Some designs have no resamples, such as strata whose lonely unit is treated by a rule: there is no interval then.
        guard
            let found = try? resampling.bootstrap(
                statistics.map(\.value), replicates: settings.replicates, seed: UInt64(settings.seed))
        else { return }
        for (key, bootstrap) in zip(statistics.map(\.key), found) {
            let interval =
                (try? bootstrap.bca(confidence: settings.confidence))
                ?? (try? bootstrap.percentile(confidence: settings.confidence))
            guard let interval, let place = estimates.firstIndex(where: { $0.key == key }) else { continue }
            estimates[place].bootstrap = StudyEstimate.Range(interval.lower, interval.upper)
        }
    }
}
