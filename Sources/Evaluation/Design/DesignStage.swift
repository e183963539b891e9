/// One stage of sampling: which unit each row belongs to, which group each unit was drawn from, and how large the groups
/// are. The groups of the first stage are the strata, those of a later stage the units of the stage before.
struct DesignStage: Sendable {
    /// Unit of each row.
    let unit: [Int32]
    /// Group of each unit.
    let parent: [Int32]
    /// Units sampled in each group.
    let sampled: [Int]
    /// Units in each group's population; infinite for sampling with replacement.
    let population: [Double]

    /// - Parameters:
    ///   - units: unit of each row.
    ///   - parents: group of each row.
    ///   - populations: population size of the group of each row; nil for sampling with replacement.
    /// - Throws: `invalid-option` where a unit lies in two groups, or the populations contradict the sample.
    init(units: UnitCodes, parents: UnitCodes, populations: [Double]?) throws(EvaluationRefusal) {
        var parent = [Int32](repeating: -1, count: units.count)
        for row in units.numbers.indices {
            let (unit, group) = (Int(units.numbers[row]), parents.numbers[row])
            guard parent[unit] == -1 || parent[unit] == group else { throw EvaluationRefusal(.invalidOption, "nest") }
            parent[unit] = group
        }
        var sampled = [Int](repeating: 0, count: parents.count)
        for group in parent { sampled[Int(group)] += 1 }
        var population = [Double](repeating: .infinity, count: parents.count)
        if let populations {
            for (group, size) in zip(parents.numbers, populations) {
                let group = Int(group)
                guard !population[group].isFinite || population[group] == size, size >= Double(sampled[group]) else {
                    throw EvaluationRefusal(.invalidOption, "fpc")
                }
                population[group] = size
            }
        }
        unit = units.numbers
        self.parent = parent
        self.sampled = sampled
        self.population = population
    }

    private init(unit: [Int32], parent: [Int32], sampled: [Int], population: [Double]) {
        self.unit = unit
        self.parent = parent
        self.sampled = sampled
        self.population = population
    }

    /// Units in the population for each one sampled, in the group of a row; 1 without a finite population.
    func expansion(ofRow row: Int) -> Double {
        let group = Int(parent[Int(unit[row])])
        return population[group].isFinite ? population[group] / Double(sampled[group]) : 1
    }

    /// The stage of some of its rows.
    ///
    /// - Parameters:
    ///   - rows: positions of the rows.
    ///   - groups: the new number of each old group, -1 for one that left; nil to renumber those of the first stage.
    /// - Returns: the stage, and the new number of each old unit.
    func keeping(_ rows: [Int], parents groups: [Int32]?) -> (stage: DesignStage, units: [Int32]) {
        var number = [Int32](repeating: -1, count: parent.count)
        var group = groups ?? [Int32](repeating: -1, count: sampled.count)
        var groupCount = (groups?.max() ?? -1) + 1
        var (kept, home): ([Int32], [Int32]) = ([], [])
        kept.reserveCapacity(rows.count)
        for row in rows {
            let old = Int(unit[row])
            if number[old] < 0 {
                let above = Int(parent[old])
                if group[above] < 0 {
                    group[above] = groupCount
                    groupCount += 1
                }
                number[old] = Int32(truncatingIfNeeded: home.count)
                home.append(group[above])
            }
            kept.append(number[old])
        }
        var count = [Int](repeating: 0, count: Int(groupCount))
        for new in home { count[Int(new)] += 1 }
        var size = [Double](repeating: .infinity, count: Int(groupCount))
        for (old, new) in group.enumerated() where new >= 0 { size[Int(new)] = population[old] }
        return (DesignStage(unit: kept, parent: home, sampled: count, population: size), number)
    }
}
