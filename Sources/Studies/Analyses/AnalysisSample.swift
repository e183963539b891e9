import Evaluation
import Problems

/// The rows of one analysis with their design, and what every result says of them.
struct AnalysisSample: Sendable {
    let context: StudyContext
    /// Persons in each row where persons are counted; nil where rows are.
    let sizes: [Double]?
    let design: SurveyDesign
    private var header: StudyHeader { context.header }

    /// - Parameters:
    ///   - context: the rows.
    ///   - units: what is counted; nil for what the study says.
    ///   - place: what asks for persons.
    init(_ context: StudyContext, units: StudyUnits? = nil, place: Place) throws(Problem) {
        self.context = context
        sizes = (units ?? context.header.units) == .persons ? try context.members(place) : nil
        design = try context.header.design.built(context, sizes: sizes)
    }

    /// Whether every unit there is was observed, so that nothing varies from sample to sample.
    var isCensus: Bool { header.sampling == .census }

    /// The interval of an estimate by Student's t with the design's degrees of freedom; none for a census.
    ///
    /// - Parameter limits: the least and the most that the figure can be; the interval is cut there.
    func range(
        _ value: Double?, _ error: Double?, within limits: ClosedRange<Double>? = nil
    ) -> StudyEstimate.Range? {
        guard !isCensus, let value, let error, value.isFinite, error.isFinite, design.degreesOfFreedom > 0 else {
            return nil
        }
        let half = CurveDominance.singleCritical(alpha: 1 - header.settings.confidence, design.degreesOfFreedom) * error
        guard let limits else { return StudyEstimate.Range(value - half, value + half) }
        // A figure that left its limits after all, such as a gap of negative incomes, stays inside its interval.
        let (least, most) = (min(limits.lowerBound, value), max(limits.upperBound, value))
        return StudyEstimate.Range(max(least, value - half), min(most, value + half))
    }

    /// An estimate with its standard error and interval.
    func estimate(
        _ key: String, _ value: Double?, _ scale: StudyEstimate.Scale, error: Double? = nil,
        within limits: ClosedRange<Double>? = nil, numerator: Double? = nil, denominator: Double? = nil, n: Int? = nil,
        group: LocalText = LocalText("")
    ) -> StudyEstimate {
        StudyEstimate(
            key, value, scale, error: isCensus ? nil : error, interval: range(value, error, within: limits),
            numerator: numerator, denominator: denominator, n: n, group: group)
    }

    /// The stable code of linearised errors here.
    var linearised: String {
        isCensus ? "none-census" : header.design.isDeclared ? "linearised-design" : "linearised-srs"
    }

    /// What a result of these rows rests on.
    ///
    /// - Parameter method: the name of the method whose numerator, denominator and name stand in the phrasebook.
    func evidence(
        _ method: String, used: Int, dropped: Int, rank: StudyRank? = nil, error: String? = nil
    ) -> StudyEvidence {
        var evidence = Self.evidence(
            method, context, used: used, dropped: dropped, rank: rank, error: error ?? linearised,
            weight: weight)
        if header.design.weight != nil || sizes != nil {
            let spread = design.weightSpread
            evidence.effectiveSize = spread.effectiveSize
            if spread.isConcentrated { evidence.warnings = [Self.concentrated(spread)] }
        }
        return evidence
    }

    private static func concentrated(_ spread: WeightSpread) -> StudyWarning {
        func text(_ written: (Language) -> String) -> LocalText { LocalText(written(.id), en: written(.en)) }
        return StudyWarning(
            EvaluationWarning.Code.concentratedWeights.rawValue,
            [
                "n": text { $0.integer(spread.rows) },
                "effective": text { $0.decimal(spread.effectiveSize, places: 1) },
                "percent": text { $0.decimal(100 * spread.largestShare, places: 1) },
            ])
    }

    private var weight: LocalText {
        let base = header.design.weight.map { LocalText($0.source) } ?? Wording.text("weight.one")
        guard sizes != nil, let members = header.members else { return base }
        return LocalText("\(base.id) × \(members.source)", en: "\(base.en) × \(members.source)")
    }

    /// The same for analyses that use neither weights nor design.
    static func evidence(
        _ method: String, _ context: StudyContext, used: Int, dropped: Int, rank: StudyRank? = nil, error: String,
        weight: LocalText = Wording.text("weight.one")
    ) -> StudyEvidence {
        StudyEvidence(
            numerator: Wording.text("numerator." + method), denominator: Wording.text("denominator." + method),
            used: used, dropped: dropped, population: StudyBearing.population(context),
            rank: rank?.description ?? LocalText(""), weight: weight, method: Wording.text("name." + method),
            errorMethod: error)
    }
}

extension AnalysisHead {
    /// The finished item of an analysis that estimates figures.
    ///
    /// - Parameters:
    ///   - rows: rows of the table that are no figures, such as a label.
    func item(
        _ context: StudyContext, _ evidence: StudyEvidence, _ estimates: [StudyEstimate],
        warnings found: [StudyWarning] = [], rows: [(LocalText, StudyCell)] = []
    ) throws(Problem) -> StudyItem {
        var item = item(n: evidence.used, missing: evidence.dropped)
        item.evidence = evidence
        item.estimates = estimates
        var seen = Set(item.warnings)
        item.warnings += (found + evidence.warnings + ProportionAnalysis.sampling(context.header, evidence.used))
            .filter { seen.insert($0).inserted }
        for estimate in estimates where estimate.group.isEmpty {
            item.recommended[estimate.key] = .finite(estimate.value)
            if let error = estimate.standardError { item.recommended[estimate.key + "_se"] = .number(error) }
            if let range = estimate.interval {
                item.recommended[estimate.key + "_ci"] = .numbers([range.low, range.high])
            }
            if let range = estimate.bootstrap {
                item.recommended[estimate.key + "_ci_bootstrap"] = .numbers([range.low, range.high])
            }
        }
        if !estimates.isEmpty || !rows.isEmpty {
            item.tables.append(EstimateTable(estimates, rows: rows, context).table(caption: title))
        }
        ClaimTable.add(try ClaimTable.findings(claims, context), to: &item)
        return item
    }
}

extension StudyWarning {
    init(_ warning: EvaluationWarning) { self.init(warning.code.rawValue, warning.arguments) }
}
