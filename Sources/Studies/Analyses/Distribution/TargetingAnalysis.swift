import Evaluation
import Problems

/// Coverage, exclusion and leakage against a rule of eligibility.
struct TargetingAnalysis: Analysis {
    let head: AnalysisHead
    private let eligible: StudyFormula
    private let recipient: StudyFormula
    private let amount: StudyBenefit?
    private let units: StudyUnits?
    /// Units entitled and units in all, from elsewhere: what bounds coverage where the rows are recipients alone.
    private let entitled: ClosedRange<Double>?
    private let population: Double?

    init(_ node: StudyNode) throws(Problem) {
        try node.allow(AnalysisHead.keys + ["eligible", "recipient", "outcome", "units", "entitled", "population"])
        head = try AnalysisHead(node)
        eligible = try StudyFormula(node.required("eligible"))
        recipient = try StudyFormula(node.required("recipient"))
        amount = try node.child("outcome").map { node throws(Problem) in try StudyBenefit(node) }
        units = try node.child("units")?.choice(StudyUnits.self)
        population = try node.child("population")?.number(in: 1...1e12)
        if let child = try node.child("entitled") {
            var ends: [Double] = []
            for end in try child.oneOrMore() { ends.append(try end.number(in: 0...1e12)) }
            guard let low = ends.first, let high = ends.last, low <= high, ends.count < 3 else {
                throw child.problem("study.limits-must-rise")
            }
            entitled = low...high
        } else {
            entitled = nil
        }
    }

    func run(_ context: StudyContext) throws(Problem) -> StudyItem {
        let sample = try AnalysisSample(context, units: units, place: head.place)
        let (entitled, served) = (try context.values(eligible), try context.values(recipient))
        var money: [Double]?
        if let amount = amount ?? context.header.benefit {
            let values = try amount.values(context)
            // Shares of money go by households' money, whoever is counted: weights hold the persons already.
            money = sample.sizes.map { zip(values, $0).map { $0 / $1 } } ?? values
        }
        let result = try context.told(recipient) { () throws(EvaluationRefusal) in
            try Targeting(
                eligible: entitled, recipient: served, amount: money, design: sample.design, standardErrors: true)
        }
        let evidence = sample.evidence("targeting", used: result.n, dropped: result.dropped)
        var item = try head.item(
            context, evidence, estimates(result, sums(entitled, served, sample), sample),
            warnings: result.warnings.map { StudyWarning($0) })
        if result.coverageOfEligible == nil, self.entitled != nil || population != nil {
            let bounds = try context.told(eligible) { () throws(EvaluationRefusal) in
                let kept = sample.design.rows
                return try TargetingBounds(
                    eligible: kept.map { entitled[$0] }, amount: money.map { money in kept.map { money[$0] } },
                    weights: sample.design.weights, population: population, entitled: self.entitled)
            }
            let layout = TargetingBoundsLayout(bounds)
            item.recommended.merge(layout.fields) { _, new in new }
            item.tables.append(layout.table(caption: head.title))
        }
        return item
    }

    /// Weighted numbers of units behind the shares.
    private struct Sums {
        var all = 0.0
        var eligible = 0.0
        var served = 0.0
        var both = 0.0
        var others: Double { all - eligible }
        var leaked: Double { served - both }
    }

    private func sums(_ entitled: [Double], _ served: [Double], _ sample: AnalysisSample) -> Sums {
        var sums = Sums()
        for (row, weight) in zip(sample.design.rows, sample.design.weights)
        where !entitled[row].isNaN && !served[row].isNaN {
            sums.all += weight
            if entitled[row] != 0 { sums.eligible += weight }
            if served[row] != 0 { sums.served += weight }
            if entitled[row] != 0, served[row] != 0 { sums.both += weight }
        }
        return sums
    }

    private func estimates(_ result: Targeting, _ sums: Sums, _ sample: AnalysisSample) -> [StudyEstimate] {
        // Recipients alone tell nothing of those who were left out.
        let unknown = result.coverageOfEligible == nil ? StudyWarning("refused.no-comparison-group") : nil
        func share(
            _ key: String, _ value: Double?, error: Double? = nil, _ numerator: Double? = nil,
            _ denominator: Double? = nil
        ) -> StudyEstimate {
            var estimate = sample.estimate(
                key, value, .share, error: error, within: 0...1, numerator: value == nil ? nil : numerator,
                denominator: value == nil ? nil : denominator)
            if value == nil, let unknown { estimate.refusal = unknown }
            return estimate
        }
        var out = [
            share("eligible_share", result.eligibleShare, sums.eligible, sums.all),
            share("recipient_share", result.recipientShare, sums.served, sums.all),
            share(
                "coverage", result.coverageOfEligible, error: result.exclusionStandardError, sums.both, sums.eligible),
            share(
                "exclusion_error", result.exclusionError, error: result.exclusionStandardError,
                sums.eligible - sums.both, sums.eligible),
            share("coverage_noneligible", result.coverageOfOthers, sums.leaked, sums.others),
            share("leakage", result.leakage, error: result.leakageStandardError, sums.leaked, sums.served),
            share("targeting_differential", result.differential),
            share("correctly_classified", result.correctlyClassified),
        ]
        if result.leakageOfBenefits != nil {
            out.append(share("leakage_of_benefits", result.leakageOfBenefits))
            var relative = StudyEstimate("cgh_eligible", result.relativeBenefitShare, .number(2))
            if relative.value == nil, let unknown { relative.refusal = unknown }
            out.append(relative)
        }
        return out
    }
}
