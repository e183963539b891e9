/// Every person of the survey written out: one for each 8 that stand in the population, so that fifths are whole.
struct TutorialPersons {
    /// Share of the benefit of the poorest 0, 1, … 5 fifths.
    let heights: [Double]

    init(_ survey: Survey, _ benefit: [Double]) {
        let known = survey.perPerson.indices.filter { !survey.perPerson[$0].isNaN }
        // Persons of one rank share their benefit equally.
        var people: [(rank: Double, amount: Double)] = []
        for (rank, rows) in Dictionary(grouping: known, by: { survey.perPerson[$0] }).sorted(by: { $0.key < $1.key }) {
            let count = rows.reduce(0) { $0 + Int(survey.weight[$1] * survey.persons[$1]) / 8 }
            let amount = rows.reduce(0) { $0 + survey.weight[$1] * benefit[$1] } / Double(count)
            people += Array(repeating: (rank, amount), count: count)
        }
        let total = people.reduce(0) { $0 + $1.amount }
        heights = (0...5).map { fifth in
            people.prefix(people.count * fifth / 5).reduce(0) { $0 + $1.amount } / total
        }
    }
}

/// Indices by the definition over all pairs of rows: Σ Σ w w (h − h) sign(r − r)/(2 W² μ).
struct TutorialPairs {
    let weight: [Double]
    private let rank: [Double]
    private let outcome: [Double]
    private let village: [Int]

    init(_ survey: Survey, _ benefit: [Double]) {
        let known = survey.perPerson.indices.filter { !survey.perPerson[$0].isNaN }
        weight = known.map { survey.weight[$0] * survey.persons[$0] }
        rank = known.map { survey.expenditure[$0] / survey.persons[$0] }
        outcome = known.map { benefit[$0] / survey.persons[$0] }
        village = known.map { $0 / 5 }
    }

    func concentration(_ weight: [Double]) -> Double { index(outcome, weight) }
    func gini(_ weight: [Double]) -> Double { index(rank, weight) }

    private func index(_ h: [Double], _ weight: [Double]) -> Double {
        var (sum, total, mass) = (0.0, 0.0, 0.0)
        for i in h.indices {
            for j in h.indices where rank[i] > rank[j] { sum += 2 * weight[i] * weight[j] * (h[i] - h[j]) }
            total += weight[i] * h[i]
            mass += weight[i]
        }
        return sum / (2 * mass * total)
    }

    /// √Σ_h n/(n − 1) Σ (z − z̄)², z the change of the index with the weight of a village; four villages in each district.
    func error(_ index: ([Double]) -> Double) -> Double {
        let step = 1e-5
        let changes = (0..<8).map { place -> Double in
            let moved = [1 + step, 1 - step].map { factor in
                index(weight.indices.map { village[$0] == place ? factor * weight[$0] : weight[$0] })
            }
            return (moved[0] - moved[1]) / (2 * step)
        }
        let variance = [changes[..<4], changes[4...]].reduce(0) { sum, part in
            let mean = part.reduce(0, +) / 4
            return sum + 4.0 / 3 * part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        return variance.squareRoot()
    }
}
