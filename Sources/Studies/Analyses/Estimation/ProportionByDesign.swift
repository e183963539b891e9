import Evaluation
import Problems

/// Which interval a proportion gets.
enum ProportionInterval: String, Sendable, CaseIterable {
    case wilson
    case wilsonCorrected = "wilson-cc"
    case clopperPearson = "clopper-pearson"
    case jeffreys
    case agrestiCoull = "agresti-coull"
    case hypergeometric
    case kornGraubard = "korn-graubard"
    case logit, arcsine, likelihood
    case waldT = "wald-t"
    case wilsonEffective = "wilson-effective-n"

    /// The engine's name of the intervals under a design; nil for those of simple counts.
    var byDesign: DesignProportion.Method? { DesignProportion.Method(rawValue: rawValue) }
}

/// Proportions under the design or with a chosen interval, for all rows, a domain and subgroups.
struct ProportionByDesign {
    let head: AnalysisHead
    let condition: StudyFormula
    let subgroups: Subgroups
    let method: ProportionInterval
    let units: StudyUnits?

    func item(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let values = try context.values(condition)
        var estimates: [StudyEstimate] = []
        var warnings: [StudyWarning] = []
        var used = (n: 0, dropped: 0)
        for (place, part) in try subgroups.parts(context).enumerated() {
            let found = try context.told(condition) { () throws(EvaluationRefusal) in
                try DesignProportion(outcome: values, domain: part.rows, design: sample.design)
            }
            if place == 0 { used = (found.n, found.dropped) }
            warnings += found.warnings.filter { $0.code != .missingDropped || place == 0 }.map { StudyWarning($0) }
            estimates.append(try estimate(found, part, values, sample))
        }
        let evidence = sample.evidence(
            "proportion", used: used.n, dropped: used.dropped,
            error: sample.isCensus || method.byDesign != nil ? nil : "binomial")
        var item = try head.item(context, evidence, estimates, warnings: warnings)
        item.recommended["interval_method"] = .string(method.rawValue)
        return item
    }

    private func estimate(
        _ found: DesignProportion, _ part: (group: LocalText, rows: [Double]?), _ values: [Double],
        _ sample: AnalysisSample
    ) throws(Problem) -> StudyEstimate {
        let met = sample.design.rows.count { row in
            !values[row].isNaN && values[row] != 0 && part.rows.map { !$0[row].isNaN && $0[row] != 0 } ?? true
        }
        let weight = found.population
        let interval = sample.isCensus ? nil : try self.interval(found, met, sample)
        var estimate = StudyEstimate(
            "proportion", found.estimate, .share, error: sample.isCensus ? nil : found.standardError,
            // The intervals of Wald and of Agresti and Coull can leave 0…1; the others cannot.
            interval: interval.map { StudyEstimate.Range(max(0, $0.lower), min(1, $0.upper)) },
            numerator: found.estimate * weight,
            denominator: weight, n: found.n, group: part.group)
        if interval == nil, !sample.isCensus { estimate.warnings.append(StudyWarning("interval-not-defined")) }
        return estimate
    }

    /// Nil where the chosen interval does not exist for this proportion, such as a logit interval of 0.
    private func interval(
        _ found: DesignProportion, _ met: Int, _ sample: AnalysisSample
    ) throws(Problem) -> Interval? {
        let confidence = sample.context.header.settings.confidence
        if let byDesign = method.byDesign { return try? found.interval(byDesign, confidence: confidence) }
        guard sample.context.header.design.weight == nil else {
            throw Problem("study.interval-ignores-weights", at: head.place, value: method.rawValue)
        }
        guard let simple = try? ProportionIntervals(successes: met, of: found.n, confidence: confidence) else {
            return nil
        }
        switch method {
        case .wilsonCorrected: return simple.wilsonCorrected
        case .clopperPearson: return simple.clopperPearson
        case .jeffreys: return simple.jeffreys
        case .agrestiCoull: return simple.agrestiCoull
        case .hypergeometric:
            guard let population = sample.context.header.population else { throw head.missing("population") }
            return try sample.context.told(condition) { () throws(EvaluationRefusal) in
                try simple.hypergeometric(population: population)
            }
        default: return simple.wilson
        }
    }
}
