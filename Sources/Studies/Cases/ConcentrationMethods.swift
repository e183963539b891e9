import Evaluation

/// The concentration index, its family and its standard errors.
extension CaseMethod {
    static let concentrationMethods: [String: CaseMethod] = [
        "concentration_index": CaseMethod(
            ["outcome", "rank", "weight", "type", "limits", "nu", "beta", "se", "cluster", "missing"],
            run: concentrationIndex),
        "concentration_index_se": CaseMethod(
            ["outcome", "rank", "ties", "se", "lags", "missing"], run: orderedConcentration),
        "concentration_index_types": CaseMethod(
            ["outcome", "rank", "weight", "limits", "missing"], run: concentrationTypes),
    ]

    private enum IndexType: String {
        case standard, generalized, modified, erreygers, wagstaff, extended, symmetric
    }
    private enum IndexError: String { case ols, hc1, cluster, linearized }
    private enum OrderedError: String { case kwv1997, neweyWest = "newey-west" }
    private enum TiesByFile: String { case fileOrder = "file-order" }

    private static func limits(_ options: CaseOptions) throws(EvaluationRefusal) -> ConcentrationIndex.Limits? {
        guard let pair = try options.numbersOrNulls("limits") else { return nil }
        guard pair.count == 2, let lower = pair[0] else { throw EvaluationRefusal(.invalidOption, "limits") }
        guard pair[1].map({ $0 > lower }) ?? true else { throw EvaluationRefusal(.invalidOption, "limits") }
        return ConcentrationIndex.Limits(lower, pair[1])
    }

    private static func kind(_ options: CaseOptions) throws(EvaluationRefusal) -> ConcentrationIndex.Kind {
        let type = try options.choice("type", IndexType.self) ?? .standard
        let limits = try limits(options)
        let (nu, beta) = (try options.number("nu"), try options.number("beta"))
        switch type {
        case .standard: return .standard
        case .generalized: return .generalized
        case .extended:
            guard let nu else { throw EvaluationRefusal(.invalidOption, "nu") }
            return .extended(nu: nu)
        case .symmetric:
            guard let beta else { throw EvaluationRefusal(.invalidOption, "beta") }
            return .symmetric(beta: beta)
        case .modified, .erreygers, .wagstaff:
            guard let limits else { throw EvaluationRefusal(.invalidOption, "limits") }
            return type == .modified ? .modified(limits) : type == .erreygers ? .erreygers(limits) : .wagstaff(limits)
        }
    }

    private static func concentrationIndex(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let kind = try kind(options)
        let error = try options.choice("se", IndexError.self)
        guard error != .cluster || options.has("cluster") else { throw EvaluationRefusal(.invalidOption, "cluster") }
        let sample = try CaseSample(["outcome", "rank"], options, data)
        let (outcome, rank) = (sample.variables[0], sample.variables[1])
        let index =
            error == .linearized
            ? try ConcentrationIndex(
                outcome: outcome, rank: rank, design: sample.design(), kind: kind, missing: sample.missing)
            : try ConcentrationIndex(
                outcome: outcome, rank: rank, weights: sample.weights, kind: kind, missing: sample.missing)
        var fields: [String: JSON] = ["index": .number(index.value), "n_used": .integer(index.n)]
        var warnings = index.warnings
        switch error {
        case nil: break
        case .linearized: fields["se"] = .finite(index.standardError)
        case .ols: fields["se"] = try unlessDegenerate(index, .ols)
        case .hc1: fields["se"] = try unlessDegenerate(index, .hc1)
        case .cluster:
            let codes = CaseSample.numbers(try requiredCodes("cluster", options, data))
            fields["se"] = try unlessDegenerate(index, .cluster(codes))
            let groups = Set(index.usedRows.map { codes[$0] }).count
            if groups < 40 { warnings.append(EvaluationWarning(.fewClusters, ["clusters": String(groups)])) }
        }
        return (fields, warnings)
    }

    /// The error of the convenient regression, or null where the index exists and the regression does not: too few rows,
    /// or one rank only.
    private static func unlessDegenerate(
        _ index: ConcentrationIndex, _ method: ConcentrationIndex.RegressionError
    ) throws(EvaluationRefusal) -> JSON {
        do throws(EvaluationRefusal) {
            return .finite(try index.regressionError(method))
        } catch {
            guard ["n", "rank"].contains(error.subject) else { throw error }
            return .null
        }
    }

    private static func orderedConcentration(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        _ = try options.choice("ties", TiesByFile.self)
        let errors: [OrderedError] = try options.choices("se")
        guard !errors.isEmpty else { throw EvaluationRefusal(.invalidOption, "se") }
        let lags = try options.integers("lags") ?? [1]
        guard lags.allSatisfy({ $0 >= 0 }) else { throw EvaluationRefusal(.invalidOption, "lags") }
        let sample = try CaseSample(["outcome", "rank"], options, data)
        let index = try OrderedConcentration(
            outcome: sample.variables[0], rank: sample.variables[1], missing: sample.missing)
        var fields: [String: JSON] = ["index_rank_by_order": .number(index.index), "n_used": .integer(index.n)]
        for error in errors {
            switch error {
            case .kwv1997: fields["se_kwv1997"] = .finite(index.kwvError)
            case .neweyWest:
                for lag in lags {
                    fields["se_newey_lag\(lag)"] =
                        index.n > 2 ? .finite(try index.neweyWestError(lags: lag)) : .null
                }
            }
        }
        return (fields, index.warnings)
    }

    private static func concentrationTypes(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        guard let limits = try limits(options) else { throw EvaluationRefusal(.invalidOption, "limits") }
        let sample = try CaseSample(["outcome", "rank"], options, data)
        let index = try ConcentrationIndex(
            outcome: sample.variables[0], rank: sample.variables[1], weights: sample.weights, missing: sample.missing)
        var fields: [String: JSON] = [
            "standard": .number(index.value), "generalized": .number(try index.value(.generalized)),
            "n_used": .integer(index.n),
        ]
        let bounded: [(String, ConcentrationIndex.Kind)] = [
            ("modified", .modified(limits)), ("erreygers", .erreygers(limits)), ("wagstaff", .wagstaff(limits)),
        ]
        for (name, kind) in bounded {
            guard name == "modified" || limits.upper != nil else {
                fields[name] = .null
                continue
            }
            do throws(EvaluationRefusal) {
                fields[name] = .number(try index.value(kind))
            } catch {
                // A mean at a limit leaves this one variant without a value; the others stand.
                guard error.reason == .notDefined else { throw error }
                fields[name] = .null
            }
        }
        return (fields, index.warnings)
    }
}
