/// How the rows were sampled: strata, stages of clusters, finite populations, weights.
///
/// Every row of the sample stays in the design; subpopulations are formed by values of 0 outside them, so that the
/// variance knows how many units could have fallen inside.
public struct SurveyDesign: Sendable {
    /// One stage of sampling: which unit each row belongs to, and how many there are.
    struct Stage: Sendable {
        /// Unit of each row, numbered within its unit of the stage before.
        var unit: [Int]
        /// Finite population size per row; empty for sampling with replacement.
        var population: [Double]
    }

    /// Sampling weights, positive.
    public let weights: [Double]
    /// The positions of the design's rows in the input (rows with weight 0 do not enter).
    public let rows: [Int]
    /// Primary units less strata.
    public let degreesOfFreedom: Int
    let stratum: [Int]
    let stages: [Stage]
    let lonely: LonelyPolicy

    /// Describes a design.
    ///
    /// - Parameters:
    ///   - count: rows of the sample.
    ///   - weights: sampling weights; where absent they follow from the finite populations, or are 1.
    ///   - strata: stratum of each row; nil for one stratum.
    ///   - clusters: codes of the units, first stage first; empty: each row is its own unit.
    ///   - populations: finite population sizes, first stage first; empty: sampling with replacement.
    ///   - nest: whether cluster codes restart in each stratum.
    ///   - lonely: what to do with a stratum that has one primary unit.
    /// - Throws: `negative-weight`, `missing-values`, `empty-data`; `invalid-option` where the populations are smaller
    ///   than the sample or differ within a stratum, or a cluster lies in two strata without `nest`.
    public init(
        count: Int, weights: [Double]? = nil, strata: [String]? = nil, clusters: [[String]] = [],
        populations: [[Double]] = [], nest: Bool = false, lonely: LonelyPolicy = .fail
    ) throws(EvaluationRefusal) {
        let given = weights
        if let given {
            guard given.allSatisfy({ !$0.isNaN }) else { throw EvaluationRefusal(.missingValues, "weight") }
            guard given.allSatisfy({ $0 >= 0 }) else { throw EvaluationRefusal(.negativeWeight) }
        }
        guard populations.allSatisfy({ $0.allSatisfy { !$0.isNaN } }) else {
            throw EvaluationRefusal(.missingValues, "fpc")
        }
        let rows = (0..<count).filter { row in given.map { $0[row] > 0 } ?? true }
        guard !rows.isEmpty else { throw EvaluationRefusal(.emptyData) }
        self.rows = rows
        self.lonely = lonely
        stratum = strata.map { codes in Self.numbered(rows.map { [codes[$0]] }) } ?? rows.map { _ in 0 }

        var stages: [Stage] = []
        var parent = stratum
        for level in 0..<max(1, clusters.count) {
            let parents = parent
            let unit: [Int]
            if clusters.isEmpty {
                unit = Array(rows.indices)
            } else {
                let codes = clusters[level]
                if level == 0, !nest {
                    unit = Self.numbered(rows.map { [codes[$0]] })
                    guard Self.isNested(unit, in: parents) else { throw EvaluationRefusal(.invalidOption, "nest") }
                } else {
                    unit = Self.numbered(rows.enumerated().map { [String(parents[$0]), codes[$1]] })
                }
            }
            stages.append(
                Stage(unit: unit, population: level < populations.count ? rows.map { populations[level][$0] } : []))
            parent = unit
        }
        self.stages = stages
        degreesOfFreedom = Set(stages[0].unit).count - Set(stratum).count

        let sizes = try Self.sampled(stratum, stages)
        if let given {
            self.weights = rows.map { given[$0] }
        } else {
            self.weights = rows.indices.map { row in
                zip(stages, sizes).reduce(1) { product, stage in
                    stage.0.population.isEmpty ? product : product * stage.0.population[row] / Double(stage.1[row])
                }
            }
        }
    }

    /// Some rows of a design, by their positions in it. The others leave it, unlike rows outside a domain.
    init(_ whole: SurveyDesign, keeping positions: [Int]) {
        weights = positions.map { whole.weights[$0] }
        rows = positions.map { whole.rows[$0] }
        stratum = positions.map { whole.stratum[$0] }
        stages = whole.stages.map { stage in
            Stage(
                unit: positions.map { stage.unit[$0] },
                population: stage.population.isEmpty ? [] : positions.map { stage.population[$0] })
        }
        lonely = whole.lonely
        degreesOfFreedom = Set(stages[0].unit).count - Set(stratum).count
    }

    /// Units sampled in the row's stratum or parent unit, per stage; checks the populations against them.
    private static func sampled(_ stratum: [Int], _ stages: [Stage]) throws(EvaluationRefusal) -> [[Int]] {
        var out: [[Int]] = []
        var parent = stratum
        for stage in stages {
            var units: [Int: Set<Int>] = [:]
            for (row, group) in parent.enumerated() { units[group, default: []].insert(stage.unit[row]) }
            let sizes = parent.map { units[$0]?.count ?? 0 }
            if !stage.population.isEmpty {
                var known: [Int: Double] = [:]
                for (row, group) in parent.enumerated() {
                    let size = stage.population[row]
                    guard known.updateValue(size, forKey: group) ?? size == size, size >= Double(sizes[row]) else {
                        throw EvaluationRefusal(.invalidOption, "fpc")
                    }
                }
            }
            out.append(sizes)
            parent = stage.unit
        }
        return out
    }

    private static func numbered(_ codes: [[String]]) -> [Int] {
        var numbers: [[String]: Int] = [:]
        return codes.map { code in
            let next = numbers.count
            return numbers[code]
                ?? {
                    numbers[code] = next
                    return next
                }()
        }
    }

    private static func isNested(_ unit: [Int], in stratum: [Int]) -> Bool {
        var home: [Int: Int] = [:]
        for (row, code) in unit.enumerated() {
            if home.updateValue(stratum[row], forKey: code) ?? stratum[row] != stratum[row] { return false }
        }
        return true
    }
}
