import Kernels

/// A sample sorted once, of which every resample is a set of factors on the rows: no resample is ever sorted.
struct ResampleFrame: Sendable {
    /// Rows in order of one variable.
    struct Ordering: Sendable {
        /// Base positions, lowest value first; nil where the base is in this order.
        let positions: [Int32]?
        /// For each distinct value the place after its last row; nil where no two rows are tied.
        let ends: [Int32]?
    }

    let weights: [Double]
    let outcome: [Double]
    let companion: [Double]
    /// Weight times outcome, and weight times companion.
    let outcomeAmounts: [Double]
    let companionAmounts: [Double]
    /// By outcome.
    let byOutcome: Ordering
    /// By companion; nil without one.
    let byCompanion: Ordering?
    /// The row of the sample at each base position.
    let rows: [Int]

    var count: Int { weights.count }

    /// - Parameters:
    ///   - companion: rank or denominator; nil for none.
    init(outcome: [Double], companion: [Double]?, weights: [Double]) {
        // The base order settles ties by the other variables, so that the order of the input's rows changes no resample.
        let order = RankOrder(companion ?? outcome)
        var base = order.rows.map { Int($0) }
        for group in 0..<order.distinct where order.positions(group).count > 1 {
            let range = order.positions(group)
            base[range].sort {
                outcome[$0] != outcome[$1]
                    ? outcome[$0] < outcome[$1] : weights[$0] != weights[$1] ? weights[$0] < weights[$1] : $0 < $1
            }
        }
        let isDistinct = order.distinct == order.rows.count
        let own = Ordering(positions: nil, ends: isDistinct ? nil : order.ends)
        let sortedOutcome = base.map { outcome[$0] }
        let sortedCompanion = companion.map { companion in base.map { companion[$0] } } ?? []
        if companion == nil {
            byCompanion = nil
            byOutcome = own
        } else {
            let other = RankOrder(sortedOutcome)
            byCompanion = own
            byOutcome = Ordering(
                positions: other.rows, ends: other.distinct == other.rows.count ? nil : other.ends)
        }
        let sortedWeights = base.map { weights[$0] }
        rows = base
        self.weights = sortedWeights
        self.outcome = sortedOutcome
        self.companion = sortedCompanion
        outcomeAmounts = zip(sortedWeights, sortedOutcome).map(*)
        companionAmounts = zip(sortedWeights, sortedCompanion).map(*)
    }

    /// Σ f v.
    func sum(_ factors: [Double], _ values: [Double]) -> Double {
        var sum = 0.0
        for place in values.indices { sum += factors[place] * values[place] }
        return sum
    }

    /// The parts of a concentration index under the factors.
    struct Area {
        var units = 0.0
        var total = 0.0
        /// Σ over the distinct ranks of amount times (twice the units below plus the units tied).
        var area = 0.0

        /// The index; nan where the total is 0.
        var index: Double { total == 0 ? .nan : area / (units * total) - 1 }
        var mean: Double { total / units }
    }

    func area(_ factors: [Double], _ amounts: [Double], _ ordering: Ordering) -> Area {
        var area = Area()
        guard ordering.positions == nil, ordering.ends == nil else {
            walk(ordering) { places, _ in
                let (units, total) = sums(places, factors, amounts)
                area.area += total * (area.units + area.units + units)
                area.units += units
                area.total += total
            }
            return area
        }
        for place in weights.indices {
            let (units, total) = (factors[place] * weights[place], factors[place] * amounts[place])
            area.area += total * (area.units + area.units + units)
            area.units += units
            area.total += total
        }
        return area
    }

    /// The areas of outcome and companion over the companion, in one pass.
    func areas(_ factors: [Double], _ ordering: Ordering) -> (outcome: Area, companion: Area) {
        guard ordering.ends == nil else {
            return (area(factors, outcomeAmounts, ordering), area(factors, companionAmounts, ordering))
        }
        var (units, first, firstArea, second, secondArea) = (0.0, 0.0, 0.0, 0.0, 0.0)
        for place in weights.indices {
            let factor = factors[place]
            let weight = factor * weights[place]
            let middle = units + units + weight
            let (a, b) = (factor * outcomeAmounts[place], factor * companionAmounts[place])
            firstArea += a * middle
            secondArea += b * middle
            first += a
            second += b
            units += weight
        }
        return (Area(units: units, total: first, area: firstArea), Area(units: units, total: second, area: secondArea))
    }

    /// Visits the distinct values from the lowest: base positions of the rows that share one.
    func walk(_ ordering: Ordering, _ visit: (_ places: ArraySlice<Int32>, _ group: Int) -> Void) {
        let positions = ordering.positions ?? (0..<Int32(truncatingIfNeeded: count)).map { $0 }
        var start = 0
        let groups = ordering.ends?.count ?? count
        for group in 0..<groups {
            let end = ordering.ends.map { Int($0[group]) } ?? group + 1
            visit(positions[start..<end], group)
            start = end
        }
    }

    /// Units and amount of some rows under the factors.
    func sums(_ places: ArraySlice<Int32>, _ factors: [Double], _ amounts: [Double]) -> (units: Double, total: Double) {
        var (units, total) = (0.0, 0.0)
        for place in places {
            units += factors[Int(place)] * weights[Int(place)]
            total += factors[Int(place)] * amounts[Int(place)]
        }
        return (units, total)
    }
}
