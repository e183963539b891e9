// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Linkage
import Problems
import Registry
import Store

/// The shapes of what the commands about matches answer. Weights are bits, probabilities 0 to 1; both are left out while
/// somebody has still to decide blind.
enum MatchAnswer {
    struct Band: Encodable {
        var band: Int
        var from: Double
        var to: Double
        var candidates: Int
        var same: Int
        var different: Int
        var unsure: Int
        var sample: Int
        var sample_decided: Int
        var sample_same: Int
        var share: Estimate?
        /// The mean probability stated of its candidates, and whether the interval of the share holds it; `few` where too
        /// few are decided to say.
        var stated: Double?
        var reliability: MatchQuality.Reliability?

        init(_ item: MatchQuality.Band) {
            self.init(item.band, share: item.share)
            stated = item.stated
            reliability = item.reliability
        }

        init(_ band: MatchQueue.Band, share: MatchQuality.Estimate? = nil) {
            self.band = band.number
            from = band.from
            to = band.to
            candidates = band.candidates
            same = band.same
            different = band.different
            unsure = band.unsure
            sample = band.sample
            sample_decided = band.sampleDecided
            sample_same = band.sampleSame
            self.share = share.map(Estimate.init)
        }
    }

    struct Estimate: Encodable {
        var value: Double
        var low: Double
        var high: Double

        init(_ estimate: MatchQuality.Estimate) {
            value = estimate.value
            low = estimate.low
            high = estimate.high
        }
    }

    /// What people decided, as a search used it.
    struct Decisions: Encodable {
        var same: Int
        var different: Int
        /// Whether the model was trained on them too.
        var taught: Bool

        init(_ decisions: DecidedPairs) {
            (same, different, taught) = (decisions.same, decisions.different, decisions.taught)
        }
    }

    struct Found: Encodable {
        var run: Int64
        var model: String
        var records: Int
        var pairs_compared: Int
        var candidates: Int
        var converged: Bool
        /// `trained` on this registry, or `bundled`: trained on synthetic data.
        var basis: String
        /// Left out where that is not known any more.
        var decisions: Decisions?
        var seconds: Double
        var bands: [Band]

        init(_ run: LinkageRunRecord, _ bands: [MatchQueue.Band], _ used: DecidedPairs? = nil) {
            self.run = run.id
            decisions = used.map { Decisions($0) }
            model = run.model
            records = run.records
            pairs_compared = run.pairs
            candidates = run.candidates
            converged = run.isConverged
            basis = run.basis.rawValue
            seconds = Double(run.milliseconds) / 1000
            self.bands = bands.map { Band($0) }
        }
    }

    struct Pair: Encodable {
        var pair: String
        var sampled: Bool
        var verdict: String?
        var decision: Int64?
        var implied: String?
        var weight: Double?
        var probability: Double?
        var pattern: String?

        init(_ item: MatchQueue.Item) {
            pair = item.candidate.pair.text
            sampled = item.isSampled
            verdict = item.decision?.verdict.rawValue
            decision = item.decision?.id
            implied = item.implied?.rawValue
            guard !(item.isSampled && item.isOpen) else { return }
            weight = Double(item.candidate.weight) / 1000
            probability = Double(item.candidate.probability) / 1_000_000
            pattern = item.candidate.pattern
        }
    }

    struct Pattern: Encodable {
        var pattern: String
        var words: String
        var candidates: Int
        var open: Int
        var same: Int
        var different: Int
        var unsure: Int

        init(_ pattern: MatchQueue.Pattern, _ language: Language) {
            self.pattern = pattern.pattern
            words = MatchText.words(pattern.fields, language)
            candidates = pattern.candidates
            open = pattern.open
            same = pattern.same
            different = pattern.different
            unsure = pattern.unsure
        }
    }

    struct Decision: Encodable {
        var id: Int64
        var pair: String
        var verdict: String
        var reverses: Int64?
        var carries: Int64?
        var at: String
        var actor: String
        var note: String?
        var blind: Bool
        var bundle: Int64?

        init(_ decision: MatchDecisionRecord) {
            id = decision.id
            pair = decision.pair.text
            verdict = decision.verdict.rawValue
            reverses = decision.reverses
            carries = decision.carries
            at = decision.decidedAt
            actor = decision.actor
            note = decision.note
            blind = decision.isBlind
            bundle = decision.bundle
        }
    }

    struct Bundle: Encodable {
        var bundle: Int64
        var decided: Int
        var contradicting: [String]
    }

    struct Quality: Encodable {
        var from_probability: Double
        var precision: Estimate?
        var recall: Estimate?
        var matches: Estimate?
        var complete: Bool
        /// How far stated probabilities are off by the blind sample; absent where too few pairs are decided.
        var calibration: Calibration?
        var bands: [Band]

        init(_ quality: MatchQuality) {
            calibration = quality.calibration
            from_probability = MatchStratum.bounds[quality.from - 1]
            precision = quality.precision.map(Estimate.init)
            recall = quality.recall.map(Estimate.init)
            matches = quality.matches.map(Estimate.init)
            complete = quality.isComplete
            bands = quality.bands.map { Band($0) }
        }
    }
}
