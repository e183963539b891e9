import Foundation

extension Calibration {
    /// How far stated probabilities are from what was found, on pairs left out of the fit.
    ///
    /// Five parts, each held against what the other four give. The Brier score is the mean square of probability less
    /// outcome (Brier 1950); the expected calibration error the mean distance between stated and found share over groups
    /// of about as many pairs each (Naeini, Cooper and Hauskrecht 2015). From few pairs the latter is too high also for
    /// perfect probabilities, since found shares scatter: compare the two figures, not one with 0.
    public struct Reliability: Sendable, Hashable, Codable {
        public var folds = 0
        public var brierModel = 0.0
        public var brierCalibrated = 0.0
        public var errorModel = 0.0
        public var errorCalibrated = 0.0

        init() {}

        private enum CodingKeys: String, CodingKey {
            case folds
            case brierModel = "brier_model"
            case brierCalibrated = "brier_calibrated"
            case errorModel = "calibration_error_model"
            case errorCalibrated = "calibration_error_calibrated"
        }
    }
}

/// Pairs of about one probability: what was stated of them, and what was found.
public struct ReliabilityGroup: Sendable, Hashable {
    public var pairs: Int
    /// The weights that bound it.
    public var from: Double
    public var to: Double
    /// Mean probability by the model, and by a calibration that had not seen the pair.
    public var model: Double
    public var calibrated: Double
    /// The share that is one person, and its 95 % interval (Wilson 1927).
    public var found: Double
    public var low: Double
    public var high: Double
}

extension Calibration.Reliability {
    static let folds = 5

    /// - Parameters:
    ///   - judged: by weight, ascending.
    ///   - fit: fits a calibration to some of them.
    init(_ judged: [JudgedPairs], fit: ([JudgedPairs]) -> Calibration) {
        self.init()
        folds = Self.folds
        let held = Self.held(judged, fit)
        let mass = judged.reduce(0) { $0 + $1.mass }
        for (item, calibrated) in zip(judged, held) {
            let outcome = item.isSame ? 1.0 : 0
            let model = MatchWeight.probability(item.weight)
            brierModel += item.mass * (model - outcome) * (model - outcome) / mass
            brierCalibrated += item.mass * (calibrated - outcome) * (calibrated - outcome) / mass
        }
        for group in Self.groups(judged, held) {
            let part = group.mass / mass
            errorModel += part * abs(group.model - group.found)
            errorCalibrated += part * abs(group.calibrated - group.found)
        }
    }

    /// For each item the probability by a fit to the other parts.
    ///
    /// Many pairs of one weight and kind are ``folds`` items, so that no fit is without them.
    private static func held(_ judged: [JudgedPairs], _ fit: ([JudgedPairs]) -> Calibration) -> [Double] {
        // Neighbours by weight go to different parts, so that all parts are alike.
        let fits = (0..<folds).map { fold in
            fit(judged.indices.filter { $0 % folds != fold }.map { judged[$0] })
        }
        return judged.indices.map { fits[$0 % folds].probability(judged[$0].weight) }
    }

    private struct Group {
        var pairs = 0
        var mass = 0.0
        var squares = 0.0
        var model = 0.0
        var calibrated = 0.0
        var found = 0.0
        var from = 0.0
        var to = 0.0
    }

    /// Groups of about as many pairs each, ten at most and about twenty pairs at least; sums are means. Pairs of one
    /// weight are in one group, since they are in the order of what they are.
    private static func groups(_ judged: [JudgedPairs], _ held: [Double]) -> [Group] {
        let pairs = judged.reduce(0) { $0 + $1.count }
        let size = Double(pairs) / Double(min(10, max(2, pairs / 20)))
        var groups: [Group] = []
        var (group, passed) = (Group(), 0)
        func full(_ passed: Int) -> Int { Int((Double(passed) + 1e-9) / size) }
        for (place, item) in judged.enumerated() {
            if group.pairs == 0 { group.from = item.weight }
            group.to = item.weight
            group.pairs += item.count
            group.mass += item.mass
            group.squares += Double(item.count) * item.share * item.share
            group.model += item.mass * MatchWeight.probability(item.weight)
            group.calibrated += item.mass * held[place]
            group.found += item.isSame ? item.mass : 0
            passed += item.count
            let isLastOfWeight = place == judged.count - 1 || judged[place + 1].weight != item.weight
            let isFull = full(passed) > full(passed - group.pairs)
            if isFull && isLastOfWeight || place == judged.count - 1 {
                group.model /= group.mass
                group.calibrated /= group.mass
                group.found /= group.mass
                groups.append(group)
                group = Group()
            }
        }
        return groups
    }

    /// Stated and found shares by groups of weight; as ``init(_:fit:)``.
    static func curve(_ judged: [JudgedPairs], fit: ([JudgedPairs]) -> Calibration) -> [ReliabilityGroup] {
        groups(judged, held(judged, fit)).map { group in
            let (low, high) = wilson(group.found, group.mass * group.mass / max(group.squares, .ulpOfOne))
            return ReliabilityGroup(
                pairs: group.pairs, from: group.from, to: group.to, model: group.model, calibrated: group.calibrated,
                found: group.found, low: low, high: high)
        }
    }

    /// - Parameter size: of a sample drawn alike that would tell as much (Kish 1965).
    private static func wilson(_ share: Double, _ size: Double) -> (Double, Double) {
        let z = 1.959964
        let middle = (share + z * z / (2 * size)) / (1 + z * z / size)
        let half = z / (1 + z * z / size) * (share * (1 - share) / size + z * z / (4 * size * size)).squareRoot()
        return (max(0, min(share, middle - half)), min(1, max(share, middle + half)))
    }
}
