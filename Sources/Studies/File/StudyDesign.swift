import Evaluation
import Problems

/// How a study file says its rows were sampled.
struct StudyDesign: Sendable {
    let weight: StudyFormula?
    let strata: StudyFormula?
    let clusters: [StudyFormula]
    let populations: [StudyFormula]
    let nest: Bool
    let lonely: LonelyPolicy
    /// Whether the file says anything of strata, clusters, populations or weights.
    let isDeclared: Bool

    /// No design: rows as if drawn one by one with equal chances.
    init() {
        (weight, strata, clusters, populations) = (nil, nil, [], [])
        (nest, lonely, isDeclared) = (false, .fail, false)
    }

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(["weight", "strata", "cluster", "fpc", "nest", "lonely-psu"])
        weight = try node.child("weight").map { node throws(Problem) in try StudyFormula(node) }
        strata = try node.child("strata").map { node throws(Problem) in try StudyFormula(node) }
        var clusters: [StudyFormula] = []
        for child in try node.child("cluster")?.oneOrMore() ?? [] { clusters.append(try StudyFormula(child)) }
        self.clusters = clusters
        var populations: [StudyFormula] = []
        for child in try node.child("fpc")?.oneOrMore() ?? [] { populations.append(try StudyFormula(child)) }
        guard populations.count <= max(1, clusters.count) else {
            throw try node.required("fpc").problem("study.too-many-stages")
        }
        self.populations = populations
        nest = try node.child("nest")?.flag() ?? false
        lonely = try node.child("lonely-psu")?.choice(LonelyPolicy.self) ?? .fail
        isDeclared = weight != nil || strata != nil || !clusters.isEmpty || !populations.isEmpty
    }

    /// The primary units of a context's rows, told apart by stratum where their codes restart in each; nil without.
    func primaryUnits(_ context: StudyContext) throws(Problem) -> [String?]? {
        guard let first = clusters.first else { return nil }
        let units = try context.cells(first)
        guard nest, let strata else { return units }
        return zip(try context.cells(strata), units).map { stratum, unit in
            // No code holds this sign, so that two pairs never make the same name.
            stratum.flatMap { stratum in unit.map { stratum + "\u{1F}" + $0 } }
        }
    }

    /// The design of a context's rows.
    ///
    /// - Parameter sizes: units in each row, such as the members of a household; the weights are multiplied by them.
    /// - Throws: `study.negative-weight` with the row; what the engine refuses, at the declaration.
    func built(_ context: StudyContext, sizes: [Double]? = nil) throws(Problem) -> SurveyDesign {
        let weights = try self.weights(context)
        var codes: [String?]?
        if let strata { codes = try context.cells(strata) }
        var units: [[String?]] = []
        for cluster in clusters { units.append(try context.cells(cluster)) }
        var finite: [[Double]] = []
        for population in populations { finite.append(try context.values(population)) }
        func design(_ weights: [Double]?) throws(Problem) -> SurveyDesign {
            let (codes, units, finite) = (codes, units, finite)
            return try context.told(anchor) { () throws(EvaluationRefusal) in
                try SurveyDesign(
                    count: context.count, weights: weights, strata: codes, clusters: units, populations: finite,
                    nest: nest, lonely: lonely)
            }
        }
        let base = try design(weights)
        guard let sizes else { return base }
        var expanded = Array(repeating: 0.0, count: context.count)
        for (row, weight) in zip(base.rows, base.weights) { expanded[row] = weight * sizes[row] }
        return try design(expanded)
    }

    /// The strata with one sampling unit, by name; empty where the file has none.
    func lonelyStrata(_ context: StudyContext) throws(Problem) -> LocalText {
        guard let strata else { return LocalText("") }
        let names = try context.cells(strata)
        let weights = try self.weights(context)
        let units = try clusters.first.map { cluster throws(Problem) in try context.cells(cluster) }
        var found: [String: Set<String>] = [:]
        for (row, name) in names.enumerated() {
            guard let name, weights.map({ $0[row] > 0 }) ?? true else { continue }
            found[name, default: []].insert(units.map { $0[row] ?? "" } ?? String(row))
        }
        let lonely = found.filter { $0.value.count == 1 }.keys.sorted()
        guard !lonely.isEmpty else { return LocalText("") }
        let list = lonely.map { "“\($0)”" }.joined(separator: ", ")
        return Wording.text("value.strata", ["names": list])
    }

    /// The weights, held to be usable.
    func weights(_ context: StudyContext) throws(Problem) -> [Double]? {
        guard let weight else { return nil }
        let values = try context.values(weight)
        if let row = values.firstIndex(where: { $0 < 0 }) {
            throw Problem(
                "study.negative-weight", at: context.place(ofRow: row, column: weight.source),
                value: context.cell(weight, row))
        }
        guard values.contains(where: { $0 > 0 }) else {
            throw Problem("study.no-positive-weight", at: weight.place, value: weight.source)
        }
        return values
    }

    private var anchor: StudyFormula? { weight ?? strata ?? clusters.first ?? populations.first }
}
