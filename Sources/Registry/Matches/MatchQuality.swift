import Evaluation
public import Linkage
public import Problems
import Store

/// How good the proposals are, estimated from what people decided blind about a sample of them.
///
/// Of band *h* with N_h candidates, n_h were drawn at random and decided by somebody who saw neither weight nor
/// probability, and s_h of them are one person: p_h = s_h / n_h. With the bands from *t* on counting as matches,
///
///     precision  P = Σ_{h≥t} N_h p_h / Σ_{h≥t} N_h
///     recall     R = Σ_{h≥t} N_h p_h / Σ_h N_h p_h
///
/// the stratified estimators (Cochran 1977, §5.3). Each p_h has the exact interval of a sample drawn without replacement
/// from N_h (hypergeometric tails), which is a point when the whole band is decided. Intervals of sums Σ N_h p_h come
/// from the bands' by the method of variance estimates recovery (Zou & Donner 2008): the distance to the lower limit is
/// √Σ (N_h (p_h − l_h))², to the upper one alike. For recall, a ratio a / (a + b) of two independent sums, both are taken
/// at half the error (Bonferroni) and put together at their worst: a cautious interval.
///
/// Recall is that among candidates: a true pair that blocking never brought together, or whose probability is below the
/// lower bound, is in none of these counts.
public struct MatchQuality: Sendable, Hashable {
    /// An estimate and its 95 % interval, all 0 to 1.
    public struct Estimate: Sendable, Hashable {
        public var value: Double
        public var low: Double
        public var high: Double
    }

    /// What is known of one band.
    public struct Band: Sendable, Hashable {
        public var band: MatchQueue.Band
        /// The share of pairs that are one person, with the exact interval of Clopper and Pearson for the chance that a
        /// pair of the band is: it is wide where few are decided, also where these are all the band has; nil before the
        /// first decision.
        public var share: Estimate?
        /// The mean probability that was stated of its candidates: by the model alone, no decision calibrates it.
        public var stated: Double?

        /// What the blind sample says of the stated probabilities; nil before the first decision.
        public var reliability: Reliability? {
            guard let share, let stated else { return nil }
            guard band.sampleDecided >= MatchQuality.leastToJudge else { return .few }
            return stated < share.low ? .tooLow : stated > share.high ? .tooHigh : .within
        }
    }

    /// Where a stated share lies beside the interval of the one that was found.
    public enum Reliability: String, Sendable, Hashable, Codable {
        case tooLow = "too-low"
        case within
        case tooHigh = "too-high"
        /// Too few decisions to say.
        case few
    }

    /// From so many blind decisions on a band's stated probabilities are judged. With fewer the interval is so wide that
    /// it holds nearly everything, and one decision more or less would turn the verdict.
    public static let leastToJudge = 10

    public var bands: [Band]
    /// Bands from this one on count as matches.
    public var from: Int
    /// nil where a band that it needs has candidates and no decision.
    public var precision: Estimate?
    public var recall: Estimate?
    /// Estimated number of candidates that are one person.
    public var matches: Estimate?
    /// Whether every pair of the sample is decided.
    public var isComplete: Bool
    /// What weights are worth by the blind sample, each of its pairs counting for as many as its band has for each drawn;
    /// nil where too few are decided. Nothing in the registry goes by it: it tells how far the stated probabilities are off.
    public internal(set) var calibration: Calibration?

    /// - Parameters:
    ///   - stated: the mean probability of each band's candidates, by the band's number.
    ///   - from: bands from this one on count as matches.
    public init(_ bands: [MatchQueue.Band], stated: [Int: Double] = [:], from: Int = MatchStratum.probable) {
        self.from = from
        self.bands = bands.map { band in
            let share = Share(band)
            return Band(band: band, share: share?.chance, stated: stated[band.number])
        }
        isComplete = bands.allSatisfy { $0.sampleDecided + $0.sampleSeen + $0.unsure >= $0.sample }
        let upper = Self.sum(bands.filter { $0.number >= from }, Self.confidence)
        let count = bands.filter { $0.number >= from }.reduce(0) { $0 + $1.candidates }
        if let upper, count > 0 {
            precision = Estimate(
                value: upper.value / Double(count), low: upper.low / Double(count), high: upper.high / Double(count))
        }
        matches = Self.sum(bands, Self.confidence)
        let half = 1 - (1 - Self.confidence) / 2
        guard let above = Self.sum(bands.filter { $0.number >= from }, half),
            let below = Self.sum(bands.filter { $0.number < from }, half), above.value + below.value > 0
        else { return }
        func ratio(_ a: Double, _ b: Double) -> Double { a + b > 0 ? a / (a + b) : 0 }
        recall = Estimate(
            value: ratio(above.value, below.value), low: ratio(above.low, below.high),
            high: ratio(above.high, below.low))
    }

    static let confidence = 0.95

    /// The share of one person in a band.
    private struct Share {
        let band: MatchQueue.Band

        init?(_ band: MatchQueue.Band) {
            guard band.sampleDecided > 0 else { return nil }
            self.band = band
        }

        /// The chance that a pair of this kind is one person: what was stated is about that, and not about the pairs at
        /// hand, of which nothing is left to chance once all are decided.
        var chance: Estimate {
            let limits = try? ProportionIntervals(
                successes: band.sampleSame, of: band.sampleDecided, confidence: MatchQuality.confidence
            ).clopperPearson
            return Estimate(
                value: Double(band.sampleSame) / Double(band.sampleDecided), low: limits?.lower ?? 0,
                high: limits?.upper ?? 1)
        }

        /// The share among the pairs of the band.
        func estimate(_ confidence: Double) -> Estimate {
            let p = Double(band.sampleSame) / Double(band.sampleDecided)
            let intervals = try? ProportionIntervals(
                successes: band.sampleSame, of: band.sampleDecided, confidence: confidence)
            let limits = try? intervals?.hypergeometric(population: band.candidates)
            return Estimate(value: p, low: limits?.lower ?? 0, high: limits?.upper ?? 1)
        }
    }

    /// Estimated pairs of one person in some bands; nil where one of them has candidates and no decision.
    private static func sum(_ bands: [MatchQueue.Band], _ confidence: Double) -> Estimate? {
        var (value, low, high, most) = (0.0, 0.0, 0.0, 0.0)
        for band in bands where band.candidates > 0 {
            guard let share = Share(band)?.estimate(confidence) else { return nil }
            let count = Double(band.candidates)
            value += count * share.value
            most += count
            low += (count * (share.value - share.low)) * (count * (share.value - share.low))
            high += (count * (share.high - share.value)) * (count * (share.high - share.value))
        }
        return Estimate(
            value: value, low: max(0, value - low.squareRoot()), high: min(most, value + high.squareRoot()))
    }
}

extension Registry {
    /// How good the proposals are, by the blind sample so far.
    public func matchQuality() throws(Problem) -> MatchQuality {
        try database.read { connection in
            let desk = try MatchDesk(connection)
            let bands = try desk.bands()
            var quality = MatchQuality(bands, stated: try CandidateQueries(connection).stated())
            quality.calibration = Self.calibration(
                desk.sample, bands, lastTrained: try MatchQueries(connection).lastWholeRun())
            return quality
        }
    }

    /// - Parameter run: the last search that may have learnt from the sample.
    private static func calibration(
        _ sample: [MatchQueue.Item], _ bands: [MatchQueue.Band], lastTrained run: LinkageRunRecord?
    ) -> Calibration? {
        let drawn = Dictionary(bands.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var isTaught = false
        let judged = sample.compactMap { item -> JudgedPairs? in
            guard let decision = item.decision, decision.isBlind, let band = drawn[item.candidate.stratum],
                decision.verdict == .same || decision.verdict == .different
            else { return nil }
            // Decided about a candidate of an earlier search, it was there when the last one learnt.
            if let run, run.basis == .trained, let own = decision.run, own < run.id { isTaught = true }
            return JudgedPairs(
                weight: Double(item.candidate.weight) / 1000, isSame: decision.verdict == .same,
                share: Double(band.candidates) / Double(max(1, band.sampleDecided)))
        }
        // Too few decisions are no failure: the bands stand for themselves.
        return try? Calibration(judged, from: .labels, isTaught: isTaught)
    }
}
