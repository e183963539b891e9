/// One stage of sampling: which unit each row belongs to, which group each unit was drawn from, and how large the groups
/// are. The groups of the first stage are the strata, those of a later stage the units of the stage before.
struct DesignStage: Sendable {
    /// Unit of each row.
    let unit: [Int]
    /// Group of each unit.
    let parent: [Int]
    /// Units sampled in each group.
    let sampled: [Int]
    /// Units in each group's population; infinite for sampling with replacement.
    let population: [Double]

    /// - Parameters:
    ///   - units: unit of each row, numbered from 0 without holes.
    ///   - parents: group of each row, numbered likewise.
    ///   - populations: population size of the group of each row; nil for sampling with replacement.
    /// - Throws: `invalid-option` where a unit lies in two groups, or the populations contradict the sample.
    init(units: [Int], parents: [Int], populations: [Double]?) throws(EvaluationRefusal) {
        var parent = Array(repeating: -1, count: (units.max() ?? -1) + 1)
        for (unit, group) in zip(units, parents) {
            guard parent[unit] == -1 || parent[unit] == group else { throw EvaluationRefusal(.invalidOption, "nest") }
            parent[unit] = group
        }
        let groups = (parents.max() ?? -1) + 1
        var sampled = Array(repeating: 0, count: groups)
        for group in parent { sampled[group] += 1 }
        var population = Array(repeating: Double.infinity, count: groups)
        if let populations {
            for (group, size) in zip(parents, populations) {
                guard !population[group].isFinite || population[group] == size, size >= Double(sampled[group]) else {
                    throw EvaluationRefusal(.invalidOption, "fpc")
                }
                population[group] = size
            }
        }
        unit = units
        self.parent = parent
        self.sampled = sampled
        self.population = population
    }

    private init(unit: [Int], parent: [Int], sampled: [Int], population: [Double]) {
        self.unit = unit
        self.parent = parent
        self.sampled = sampled
        self.population = population
    }

    /// Units in the population for each one sampled, in the group of a row; 1 without a finite population.
    func expansion(ofRow row: Int) -> Double {
        let group = parent[unit[row]]
        return population[group].isFinite ? population[group] / Double(sampled[group]) : 1
    }

    /// The stage of some of its rows.
    ///
    /// - Parameters:
    ///   - rows: positions of the rows.
    ///   - groups: the new number of each old group, -1 for one that left; nil to renumber those of the first stage.
    /// - Returns: the stage, and the new number of each old unit.
    func keeping(_ rows: [Int], parents groups: [Int]?) -> (stage: DesignStage, units: [Int]) {
        var number = Array(repeating: -1, count: parent.count)
        var group = groups ?? Array(repeating: -1, count: sampled.count)
        var groupCount = (groups?.max() ?? -1) + 1
        var (kept, home): ([Int], [Int]) = ([], [])
        for row in rows {
            let old = unit[row]
            if number[old] < 0 {
                if group[parent[old]] < 0 {
                    group[parent[old]] = groupCount
                    groupCount += 1
                }
                number[old] = home.count
                home.append(group[parent[old]])
            }
            kept.append(number[old])
        }
        var count = Array(repeating: 0, count: groupCount)
        for new in home { count[new] += 1 }
        var size = Array(repeating: Double.infinity, count: groupCount)
        for (old, new) in group.enumerated() where new >= 0 { size[new] = population[old] }
        return (DesignStage(unit: kept, parent: home, sampled: count, population: size), number)
    }
}
