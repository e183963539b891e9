/// Standard errors of ordinates of the concentration curve and of its distance from the Lorenz curve of the ranking
/// variable, under a survey design.
///
/// An ordinate moves with the sums below and above the place where the share p of the sample is reached, and with that
/// place. The sums are linearised at every place t; the place t* is where the sample's share is p, so that
/// P(t* ≤ t) = Φ((t − p)/sd F(t)), and given t* the ordinate has mean C(t) + β_t(p − t) and the variance that the share
/// leaves unexplained. A single linearisation at p, with the mean outcome there as slope, takes the curve as smooth;
/// benefits are lumpy, and that error misses the bootstrap's by up to a third in ordinary samples, this one by 5 %.
struct CurveErrors {
    /// The concentration curve.
    private(set) var concentration = Part()
    /// The Lorenz curve of the ranking variable.
    private(set) var lorenz = Part()
    /// The concentration curve less the Lorenz curve.
    private(set) var difference = Part()

    /// The sampling errors of one curve.
    struct Part {
        var standardErrors: [Double] = []
        /// Correlations between the ordinates, row by row.
        var correlation: [Double] = []
    }

    private struct Node {
        var point: Int
        var place: Double
        var probability = 0.0
        var deviation = 0.0
        /// Conditional means and variances of the three curves.
        var means: [Double] = []
        var variances: [Double] = []
    }

    /// - Parameters:
    ///   - rows: outcome and living standard.
    ///   - curves: concentration curve and Lorenz curve over the same order.
    ///   - points: population shares, ascending.
    init(
        _ rows: Observations, _ order: RankOrder, _ curves: [ConcentrationCurve], _ units: DesignUnits,
        points: [Double]
    ) {
        let sweep = CurveSweep(rows, order, curves, units)
        let spread = smooth(sweep, curves, units, points)
        // A sample of very many units pins the place down so well that a coarse grid sees the same curve;
        // of very many points each is told by its neighbours too.
        let steps = units.count > 50_000 || points.count > 40 ? 8 : 16
        var nodes: [Node] = []
        for (point, p) in points.enumerated() {
            let isFixed = spread[point] < 1e-12
            for step in isFixed ? 0...0 : -steps...steps {
                let place = p + 4 * Double(step) / Double(steps) * spread[point]
                if place > 1e-9, place < 1 - 1e-9 { nodes.append(Node(point: point, place: place)) }
            }
        }
        nodes.sort { $0.place < $1.place }
        condition(&nodes, sweep, units, points)
        var own = points.map { _ in [Node]() }
        for node in nodes { own[node.point].append(node) }
        for point in points.indices {
            Self.weigh(&own[point], points[point])
            concentration.standardErrors.append(Self.deviation(own[point], 0))
            lorenz.standardErrors.append(Self.deviation(own[point], 1))
            difference.standardErrors.append(Self.deviation(own[point], 2))
        }
    }

    /// The correlations by one linearisation with the slope around each point, and the standard deviations of the share.
    private mutating func smooth(
        _ sweep: CurveSweep, _ curves: [ConcentrationCurve], _ units: DesignUnits, _ points: [Double]
    ) -> [Double] {
        var sweep = sweep
        var spread: [Double] = []
        var scores: [[[Double]]] = [[], [], []]
        for p in points {
            let place = sweep.place(at: p)
            let share = place.scores[0]
            let deviation = max(0, units.covariance.matrix([share])[0]).squareRoot()
            spread.append(deviation)
            let (low, high) = (max(0, p - deviation), min(1, p + deviation))
            let slopes = curves.map { high > low ? ($0(high) - $0(low)) / (high - low) : 0 }
            let curve = share.indices.map { place.scores[1][$0] - slopes[0] * share[$0] }
            let lorenz = share.indices.map { place.scores[2][$0] - slopes[1] * share[$0] }
            scores[0].append(curve)
            scores[1].append(lorenz)
            scores[2].append(zip(curve, lorenz).map(-))
        }
        func correlation(_ scores: [[Double]]) -> [Double] {
            let size = points.count
            var matrix = units.covariance.matrix(scores)
            let deviations = (0..<size).map { max(0, matrix[$0 * size + $0]).squareRoot() }
            for a in 0..<size {
                for b in 0..<size {
                    let scale = deviations[a] * deviations[b]
                    matrix[a * size + b] = a == b ? 1 : scale > 0 ? matrix[a * size + b] / scale : 0
                }
            }
            return matrix
        }
        concentration.correlation = correlation(scores[0])
        lorenz.correlation = correlation(scores[1])
        difference.correlation = correlation(scores[2])
        return spread
    }

    private func condition(
        _ nodes: inout [Node], _ sweep: CurveSweep, _ units: DesignUnits, _ points: [Double]
    ) {
        var sweep = sweep
        for index in nodes.indices {
            let place = sweep.place(at: nodes[index].place)
            let covariances = units.covariance.matrix(place.scores)
            let share = covariances[0]
            // Of each curve: covariance with the share, variance, height.
            let parts = [
                (covariances[1], covariances[4], place.heights[0]),
                (covariances[2], covariances[8], place.heights[1]),
                (
                    covariances[1] - covariances[2], covariances[4] + covariances[8] - 2 * covariances[5],
                    place.heights[0] - place.heights[1]
                ),
            ]
            nodes[index].deviation = max(0, share).squareRoot()
            for (joint, variance, height) in parts {
                let slope = share > 0 ? joint / share : 0
                nodes[index].means.append(height + slope * (points[nodes[index].point] - nodes[index].place))
                nodes[index].variances.append(max(0, variance - slope * joint))
            }
        }
    }

    /// The probability that the share is reached between the middles of neighbouring places: Φ(u(t)) with
    /// u = (t − p)/sd F(t).
    private static func weigh(_ nodes: inout [Node], _ p: Double) {
        let u = nodes.map { $0.deviation > 0 ? ($0.place - p) / $0.deviation : $0.place < p ? -40 : 40 }
        var reached = 0.0
        for index in nodes.indices {
            let isLast = index + 1 == nodes.count
            let next = isLast ? 1 : max(reached, Normal.upperTail(-(u[index] + u[index + 1]) / 2))
            nodes[index].probability = next - reached
            reached = next
        }
    }

    private static func deviation(_ nodes: [Node], _ part: Int) -> Double {
        let mean = nodes.reduce(0) { $0 + $1.probability * $1.means[part] }
        let variance = nodes.reduce(0) { sum, node in
            let off = node.means[part] - mean
            return sum + node.probability * (node.variances[part] + off * off)
        }
        return variance.squareRoot()
    }
}
