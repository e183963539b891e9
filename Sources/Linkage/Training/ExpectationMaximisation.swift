import Foundation

/// Fellegi and Sunter's model fitted by expectation–maximisation (Dempster, Laird and Rubin 1977) to counted comparison
/// vectors, without labels or with some.
///
/// All pairs of records take part: those that blocking brought together by their vectors, the others as pairs of
/// strangers. What strangers do follows from the totals over all pairs, less what is put down to pairs of one person
/// and of one household; so a number that only true pairs share is not held against them.
struct ExpectationMaximisation {
    let model: LinkageModel
    let table: VectorTable
    let chance: AgreementChance
    let allPairs: Double
    var mostIterations = 200
    var bound = 1e-4
    /// Pairs of relatives for each pair of one person, at least, where households can be told at all: where every card is
    /// on one pair alone, that pair may still be of relatives.
    var leastRelatives = 0.1
    /// How many pairs of one person the starting values are worth: keeps levels that hardly occur off 0.
    var priorPairs = 10.0
    /// Pairs whose state is known; they are not among those of ``table``.
    var labels = LabelledVectors()

    /// - Parameter records: how many records there are.
    func run(records: Int, isCancelled: () -> Bool) -> ModelParameters? {
        let neutral = model.comparisons.map { $0.levels.map(\.isNeutral) + [false] }
        let start = neutral.map(Self.start)
        var m = start
        var u = neutral.indices.map { place in
            Self.normalised(chance.totals[place].map { $0 / chance.present[place] }, neutral[place])
        }
        var h = neutral.indices.map { place in model.comparisons[place].isShared ? m[place] : u[place] }
        let anchor = model.household.flatMap { household in
            model.comparisons.firstIndex { $0.name == household.anchor }
        }
        let anchorLevels = anchor.map { place in
            Array(neutral[place].indices.filter { !neutral[place][$0] }.prefix(model.household?.levels ?? 0))
        }
        var match = max(1e-12, min(0.1, 0.2 * Double(records) / allPairs))
        var household = 0.0
        var convergence = ModelParameters.Convergence(iterations: 0, change: 1, isConverged: false)
        for iteration in 1...mostIterations {
            if isCancelled() { return nil }
            let expected = expectation(m, u, h, match, household)
            var change = 0.0
            // Members of one household: as many as agree on the anchor and are not one person.
            if let anchor, let anchorLevels {
                let shared = anchorLevels.reduce(0.0) { $0 + chance.totals[anchor][$1] - expected.levels[anchor][$1] }
                let hit = anchorLevels.reduce(0.0) { $0 + m[anchor][$1] }
                let isTold = anchorLevels.contains { chance.totals[anchor][$0] >= 1 }
                household = max(isTold ? leastRelatives * match : 0, shared / max(hit, 0.01) / allPairs)
            }
            for place in m.indices {
                var found = [Double](repeating: 1, count: m[place].count)
                var sum = 0.0
                for level in found.indices where !neutral[place][level] {
                    found[level] = expected.levels[place][level] + priorPairs * start[place][level]
                    sum += found[level]
                }
                for level in found.indices where !neutral[place][level] {
                    found[level] /= sum
                    change = max(change, abs(found[level] - m[place][level]))
                }
                m[place] = found
                u[place] = strangers(place, neutral[place], m[place], expected, household)
                tie(place, m[place], &u[place])
                h[place] =
                    model.comparisons[place].isShared
                    ? m[place] : relatives(place, u[place], expected, household)
            }
            let newMatch = max(1e-15, expected.pairs / allPairs)
            change = max(change, abs(newMatch - match) / max(newMatch, match))
            match = newMatch
            convergence = .init(iterations: iteration, change: change, isConverged: change < bound)
            if change < bound { break }
        }
        let levels = model.comparisons.indices.map { place in
            ModelParameters.Levels(
                name: model.comparisons[place].name, m: m[place], u: u[place], h: h[place],
                isCounted: chance.isCounted[place])
        }
        return ModelParameters(
            match: match, household: household, comparisons: levels, convergence: convergence, records: records)
    }

    struct Expected {
        var pairs = 0.0
        /// Expected pairs of one person by comparison and level.
        var levels: [[Double]]
        /// Expected pairs of one household by comparison and level, of those compared.
        var homes: [[Double]]
    }

    private func expectation(
        _ m: [[Double]], _ u: [[Double]], _ h: [[Double]], _ match: Double, _ household: Double
    ) -> Expected {
        let (logM, logU) = (m.map { $0.map { log($0) } }, u.map { $0.map { log($0) } })
        let logH = h.map { $0.map { log($0) } }
        let (priorM, priorH) = (log(match), household > 0 ? log(household) : -.infinity)
        let priorU = log(max(1e-12, 1 - match - household))
        let none = m.map { [Double](repeating: 0, count: $0.count) }
        var expected = Expected(levels: none, homes: none)
        let width = table.comparisons
        for vector in table.counts.indices {
            var (one, home, strange) = (priorM, priorH, priorU)
            for place in 0..<width {
                let level = Int(table.levels[vector * width + place])
                one += logM[place][level]
                strange += logU[place][level]
                home += logH[place][level]
            }
            let odds = exp(home - one) + exp(strange - one)
            let weight = table.counts[vector] / (1 + odds)
            let relatives = weight * exp(min(home - one, 700))
            expected.pairs += weight
            for place in 0..<width {
                let level = Int(table.levels[vector * width + place])
                expected.levels[place][level] += weight
                expected.homes[place][level] += relatives
            }
        }
        if !labels.isEmpty {
            add(labels, to: &expected) { levels in
                var (one, home, strange) = (priorM, priorH, priorU)
                for (place, level) in levels.enumerated() {
                    one += logM[place][level]
                    home += logH[place][level]
                    strange += logU[place][level]
                }
                return (one, home, strange)
            }
        }
        return expected
    }

    /// What strangers do in one comparison: totals over all pairs, less pairs of one person and of one household.
    private func strangers(
        _ place: Int, _ neutral: [Bool], _ m: [Double], _ expected: Expected, _ household: Double
    ) -> [Double] {
        let isShared = model.comparisons[place].isShared
        var rest = [Double](repeating: 1, count: m.count)
        for level in m.indices where !neutral[level] {
            var pairs = chance.totals[place][level]
            if chance.isCounted[place][level] {
                pairs -= expected.levels[place][level]
                if isShared { pairs -= household * allPairs * m[level] }
            }
            rest[level] = max(pairs, 0) + 0.5
        }
        return Self.normalised(rest, neutral)
    }

    /// Gives tied levels one weight: what strangers do at both is shared out as among pairs of one person.
    private func tie(_ place: Int, _ m: [Double], _ u: inout [Double]) {
        for (level, item) in model.comparisons[place].levels.enumerated() where item.isTied {
            let ratio = (u[level] + u[level + 1]) / (m[level] + m[level + 1])
            (u[level], u[level + 1]) = (ratio * m[level], ratio * m[level + 1])
        }
    }

    /// What two people of one household do where each has something of one's own: as strangers, but for what is lent and
    /// what is known of relatives beforehand.
    private func relatives(
        _ place: Int, _ u: [Double], _ expected: Expected, _ household: Double
    ) -> [Double] {
        var h = u
        for (level, item) in model.comparisons[place].levels.enumerated() where household > 0 {
            if let least = item.relatives { h[level] = max(h[level], least) }
            guard item.isLent else { continue }
            // Five in a thousand to begin with, for as many pairs as the other starting values are worth.
            let share = (expected.homes[place][level] + 0.005 * priorPairs) / (household * allPairs + priorPairs)
            h[level] = min(0.5, max(h[level], share))
        }
        return h
    }

    /// Starting values: most agree at the first level, one in twenty at none, the others share the rest.
    private static func start(_ neutral: [Bool]) -> [Double] {
        let levels = neutral.indices.filter { !neutral[$0] }
        var start = [Double](repeating: 1, count: neutral.count)
        for (order, level) in levels.enumerated() {
            switch order {
            case 0: start[level] = levels.count == 2 ? 0.95 : 0.8
            case levels.count - 1: start[level] = 0.05
            default: start[level] = 0.15 / Double(levels.count - 2)
            }
        }
        return start
    }

    private static func normalised(_ values: [Double], _ neutral: [Bool]) -> [Double] {
        let sum = zip(values, neutral).reduce(0) { $0 + ($1.1 ? 0 : $1.0) }
        return zip(values, neutral).map { $1 ? 1 : max($0 / max(sum, 1e-300), 1e-15) }
    }
}
