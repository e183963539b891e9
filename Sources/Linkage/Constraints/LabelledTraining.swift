import Foundation

extension ExpectationMaximisation {
    /// Adds pairs whose state is known: they count with certainty where the others count by their probability, so that
    /// fitting is semi-supervised (Nigam, McCallum, Thrun and Mitchell 2000).
    ///
    /// How many pairs of one person there are is learnt from them only where they were drawn at random; pairs that
    /// somebody picked say nothing of that, and count by their probability as if nobody had looked.
    ///
    /// - Parameter logs: logarithms of prior times likelihood for the levels of a vector: one person, one household,
    ///   strangers.
    func add(
        _ labels: LabelledVectors, to expected: inout Expected,
        logs: ([Int]) -> (one: Double, home: Double, strange: Double)
    ) {
        func levels(_ vector: Int) -> [Int] { model.levels(vector) }
        func count(_ vectors: [Int: Double], _ body: ([Int], Double) -> Void) {
            for (vector, pairs) in vectors.sorted(by: { $0.key < $1.key }) { body(levels(vector), pairs) }
        }
        func probability(_ levels: [Int]) -> Double {
            let (one, home, strange) = logs(levels)
            return 1 / (1 + exp(home - one) + exp(strange - one))
        }
        count(labels.same) { levels, pairs in
            expected.pairs += pairs * (labels.areSample ? 1 : probability(levels))
            for (place, level) in levels.enumerated() { expected.levels[place][level] += pairs }
        }
        count(labels.sameElsewhere) { levels, pairs in
            if labels.areSample { expected.pairs += pairs }
            for (place, level) in levels.enumerated() { expected.levels[place][level] += pairs }
        }
        count(labels.different) { levels, pairs in
            if !labels.areSample { expected.pairs += pairs * probability(levels) }
            let (_, home, strange) = logs(levels)
            let relatives = home == -.infinity ? 0 : pairs / (1 + exp(min(strange - home, 700)))
            for (place, level) in levels.enumerated() { expected.homes[place][level] += relatives }
        }
    }
}
