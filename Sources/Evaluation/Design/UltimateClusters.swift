/// The primary units of a design as numbers in the order of their strata: what is needed for the with-replacement
/// variances and covariances of many totals at once. Finite populations and later stages do not enter.
struct UltimateClusters: Sendable {
    /// The primary unit of each row.
    let unit: [Int32]
    /// The units of each stratum.
    let strata: [Range<Int>]
    /// The number of primary units.
    let count: Int
    /// What all strata together are multiplied by: more than 1 where strata of one unit get the mean of the others.
    private let factor: Double
    private let lonely: LonelyPolicy
    /// Whether a stratum of one unit was treated by the design's policy.
    let lonelyTreated: Bool

    /// - Throws: `lonely-psu` under the policy ``LonelyPolicy/fail``, or where no stratum has two units.
    init(_ design: SurveyDesign) throws(EvaluationRefusal) {
        let stage = design.stages[0]
        // Units are numbered anew so that those of a stratum stand together.
        var next = stage.sampled.indices.map { _ in 0 }
        var strata: [Range<Int>] = []
        for (stratum, size) in stage.sampled.enumerated() {
            let start = strata.last?.upperBound ?? 0
            next[stratum] = start
            strata.append(start..<(start + size))
        }
        var number = stage.parent.map { _ in Int32(0) }
        for (unit, stratum) in stage.parent.enumerated() {
            number[unit] = Int32(next[stratum])
            next[stratum] += 1
        }
        let single = strata.count { $0.count == 1 }
        if single > 0 {
            let isHopeless = design.lonely == .average && single == strata.count
            guard design.lonely != .fail, !isHopeless else { throw EvaluationRefusal(.lonelyPSU) }
        }
        unit = stage.unit.map { number[$0] }
        count = stage.parent.count
        lonely = design.lonely
        lonelyTreated = single > 0
        factor = design.lonely == .average ? Double(strata.count) / Double(strata.count - single) : 1
        self.strata = strata
    }

    /// The totals of each unit.
    func totals(_ values: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: count)
        for row in values.indices { sums[Int(unit[row])] += values[row] }
        return sums
    }

    /// The covariance matrix, row by row, of totals given by unit: `value(total, unit)`.
    func covariances(_ size: Int, _ value: (_ total: Int, _ unit: Int) -> Double) -> [Double] {
        var matrix = [Double](repeating: 0, count: size * size)
        var centre = [Double](repeating: 0, count: size)
        if lonely == .adjust, lonelyTreated {
            for index in 0..<size {
                var sum = CompensatedSum()
                for unit in 0..<count { sum.add(value(index, unit)) }
                centre[index] = sum.value / Double(count)
            }
        }
        var sums = centre
        var values = centre
        for units in strata {
            let n = Double(units.count)
            guard units.count > 1 || lonely == .adjust else { continue }
            if units.count == 1 {
                sums = centre
            } else {
                for index in 0..<size {
                    sums[index] = 0
                    for unit in units { sums[index] += value(index, unit) }
                    sums[index] /= n
                }
            }
            let scale = factor * (units.count > 1 ? n / (n - 1) : 1)
            for unit in units {
                for index in 0..<size { values[index] = value(index, unit) - sums[index] }
                for a in 0..<size {
                    let scaled = scale * values[a]
                    for b in 0...a { matrix[a * size + b] += scaled * values[b] }
                }
            }
        }
        for a in 0..<size {
            for b in 0..<a { matrix[b * size + a] = matrix[a * size + b] }
        }
        return matrix
    }
}
