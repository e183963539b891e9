/// How resamples are drawn.
///
/// Without a design rows are drawn with replacement, as many as there are, and keep their weights. With one, in each
/// stratum one primary unit fewer than there are is drawn with replacement, and weights become
/// w·(1 − λ + λ n/(n − 1) k) for a unit drawn k times, λ² = 1 − n/N (Rao, Wu and Yue 1992): the variance of the
/// replicates is then that of the design.
struct ResampleScheme: Sendable {
    private struct Stratum {
        var units: Range<Int>
        /// √(1 − n/N).
        var open: Double
    }

    /// The unit of each base position; nil where each row is drawn by itself.
    private let unit: [Int32]?
    private let strata: [Stratum]
    private let count: Int
    private let seed: UInt64

    /// Each of `count` rows by itself.
    init(rows count: Int, seed: UInt64) {
        unit = nil
        strata = []
        self.count = count
        self.seed = seed
    }

    /// - Parameters:
    ///   - design: of the complete rows.
    ///   - positions: where each base position stands in the design.
    /// - Throws: `lonely-psu`; `invalid-option` where lonely units are to be treated in a way that has no resamples.
    init(_ design: SurveyDesign, positions: [Int], seed: UInt64) throws(EvaluationRefusal) {
        let stage = design.stages[0]
        // Units and strata by the rank of their first row, so that the order of the input changes nothing.
        var number = [Int](repeating: -1, count: stage.parent.count)
        var inOrder: [Int] = []
        for unit in positions.map({ Int(stage.unit[$0]) }) + Array(stage.parent.indices) where number[unit] < 0 {
            number[unit] = inOrder.count
            inOrder.append(unit)
        }
        var place = [Int](repeating: -1, count: stage.sampled.count)
        var members: [[Int]] = []
        for unit in inOrder {
            let stratum = Int(stage.parent[unit])
            if place[stratum] < 0 {
                place[stratum] = members.count
                members.append([])
            }
            members[place[stratum]].append(unit)
        }
        var strata: [Stratum] = []
        var final = number
        var next = 0
        for units in members {
            let population = stage.population[Int(stage.parent[units[0]])]
            let open = population.isFinite ? max(0, 1 - Double(units.count) / population) : 1
            if units.count == 1, open > 1e-12 {
                guard design.lonely != .fail else { throw EvaluationRefusal(.lonelyPSU) }
                guard design.lonely == .remove else { throw EvaluationRefusal(.invalidOption, "lonely_psu") }
            }
            strata.append(Stratum(units: next..<(next + units.count), open: open.squareRoot()))
            for unit in units {
                final[unit] = next
                next += 1
            }
        }
        unit = positions.map { Int32(truncatingIfNeeded: final[Int(stage.unit[$0])]) }
        self.strata = strata
        count = next
        self.seed = seed
    }

    /// The number of sampling units.
    var units: Int { count }
    /// Whether resamples can have errors of their own: two draws in each stratum, nothing finite.
    var allowsErrors: Bool { strata.allSatisfy { $0.units.count > 2 && $0.open == 1 } && count > 1 }

    /// Room for the factors and draws of one resample.
    struct Draw {
        /// By base position.
        var factors: [Double]
        /// How often each unit was drawn.
        fileprivate var times: [Double]
    }

    func room(_ rows: Int) -> Draw {
        Draw(
            factors: Array(repeating: 1, count: rows), times: Array(repeating: 1, count: unit == nil ? 0 : count))
    }

    /// Draws one resample.
    func fill(_ draw: inout Draw, replicate: Int) {
        let random = CounterRandom(seed: seed, stream: UInt64(replicate))
        guard let unit else {
            for place in draw.factors.indices { draw.factors[place] = 0 }
            for turn in 0..<count { draw.factors[random.index(UInt64(turn), below: count)] += 1 }
            return
        }
        var turn: UInt64 = 0
        for stratum in strata {
            let n = stratum.units.count
            guard n > 1 else { continue }
            for place in stratum.units { draw.times[place] = 0 }
            for _ in 1..<n {
                draw.times[stratum.units.lowerBound + random.index(turn, below: n)] += 1
                turn += 1
            }
            let scale = stratum.open * Double(n) / Double(n - 1)
            for place in stratum.units { draw.times[place] = 1 - stratum.open + scale * draw.times[place] }
        }
        for place in unit.indices { draw.factors[place] = draw.times[Int(unit[place])] }
    }

    /// The variance of a sum of weighted influences under a resample: of the units as they were drawn.
    func variance(_ influences: [Double], _ draw: Draw) -> Double {
        guard let unit else {
            var sum = 0.0
            for place in influences.indices where draw.factors[place] > 0 {
                sum += influences[place] * influences[place] / draw.factors[place]
            }
            return sum * Double(count) / Double(count - 1)
        }
        var totals = [Double](repeating: 0, count: count)
        for place in influences.indices { totals[Int(unit[place])] += influences[place] }
        var sum = 0.0
        for stratum in strata where stratum.units.count > 2 {
            let draws = Double(stratum.units.count - 1)
            let scale = (draws + 1) / draws
            var mean = 0.0
            for place in stratum.units { mean += totals[place] }
            mean /= draws
            for place in stratum.units where draw.times[place] > 0 {
                let times = draw.times[place] / scale
                let off = totals[place] / times - mean
                sum += times * off * off * draws / (draws - 1)
            }
        }
        return sum
    }

    /// The variance of a sum of weighted influences of the sample itself, each unit as it is.
    func variance(_ influences: [Double]) -> Double {
        let off = deviations(influences)
        guard unit != nil else {
            return off.reduce(0) { $0 + $1 * $1 } * Double(count) / Double(count - 1)
        }
        return strata.reduce(0) { sum, stratum in
            let n = Double(stratum.units.count)
            return sum + stratum.units.reduce(0) { $0 + off[$1] * off[$1] } * n / max(1, n - 1)
        }
    }

    /// What each unit adds, less the mean of its stratum: the values that acceleration is computed from.
    func deviations(_ influences: [Double]) -> [Double] {
        guard let unit else { return influences }
        var totals = [Double](repeating: 0, count: count)
        for place in influences.indices { totals[Int(unit[place])] += influences[place] }
        for stratum in strata {
            var mean = 0.0
            for place in stratum.units { mean += totals[place] }
            mean /= Double(stratum.units.count)
            for place in stratum.units { totals[place] = stratum.open * (totals[place] - mean) }
        }
        return totals
    }
}
