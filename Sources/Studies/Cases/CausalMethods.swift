import Evaluation

/// Methods on effects.
extension CaseMethod {
    static let causalMethods: [String: CaseMethod] = [
        "did": CaseMethod(
            [
                "outcome", "post", "before", "after", "treated", "where", "transform", "weight", "alt_weight",
                "cluster",
                "se", "missing",
            ], run: differenceInDifferences)
    ]

    private enum ErrorKind: String {
        case ols, hc1, cluster
        case clusterID = "cluster-id"
    }

    private static func differenceInDifferences(
        _ options: CaseOptions, _ data: StudyData
    ) throws(EvaluationRefusal) -> Answer {
        let isWide = options.has("before") || options.has("after")
        guard !isWide || !(options.has("outcome") || options.has("post")) else {
            throw EvaluationRefusal(.invalidOption, "before")
        }
        let kinds = try errorKinds(options, isWide: isWide)
        let kept = try options.expression("where")?.condition(in: data)
        func part<Value>(_ values: [Value]) -> [Value] {
            guard let kept else { return values }
            return zip(values, kept).filter(\.1).map(\.0)
        }
        func column(_ key: String) throws(EvaluationRefusal) -> [Double] {
            part(try options.requiredExpression(key).values(in: data))
        }
        let settings = DifferenceOptions(
            transform: try options.choice("transform") ?? .none,
            weights: options.has("weight") ? try column("weight") : nil,
            alternativeWeights: options.has("alt_weight") ? try column("alt_weight") : nil,
            clusters: try codes("cluster", options, data).map(part), missing: try options.missing())
        let result =
            isWide
            ? try DifferenceInDifferences(
                before: column("before"), after: column("after"), treated: column("treated"), options: settings)
            : try DifferenceInDifferences(
                outcome: column("outcome"), post: column("post"), treated: column("treated"), options: settings)
        return (try fields(result, kinds), warnings(result, kinds))
    }

    /// The standard errors that are asked for and apply.
    private static func errorKinds(
        _ options: CaseOptions, isWide: Bool
    ) throws(EvaluationRefusal) -> [ErrorKind] {
        let hasClusters = options.has("cluster")
        guard options.has("se") else {
            return [.ols, .hc1] + (hasClusters ? [.cluster] : []) + (isWide ? [.clusterID] : [])
        }
        var kinds: [ErrorKind] = []
        for name in try options.textOrTexts("se") {
            guard let kind = ErrorKind(rawValue: name), kind != .cluster || hasClusters, kind != .clusterID || isWide
            else { throw EvaluationRefusal(.invalidOption, "se") }
            kinds.append(kind)
        }
        return kinds
    }

    private static func fields(
        _ result: DifferenceInDifferences, _ kinds: [ErrorKind]
    ) throws(EvaluationRefusal) -> [String: JSON] {
        var fields: [String: JSON] = ["did": .number(result.effect.estimate), "n": .integer(result.n)]
        fields["clusters"] = result.clusters.map(JSON.integer)
        fields["n_pairs"] = result.pairs.map(JSON.integer)
        fields["did_weighted"] = result.alternative.map(JSON.number)
        fields["first_difference"] = result.firstDifference.map { .number($0.estimate) }
        fields["ancova"] = result.ancova.map { .number($0.estimate) }
        for kind in kinds {
            switch kind {
            case .ols:
                fields["se_ols"] = .finite(result.effect.classical)
                fields["se_ancova_ols"] = result.ancova.map { .finite($0.classical) }
            case .hc1:
                fields["se_hc1"] = .finite(result.effect.robust)
                fields["se_fd_hc1"] = result.firstDifference.map { .finite($0.robust) }
                fields["se_ancova_hc1"] = result.ancova.map { .finite($0.robust) }
            case .cluster: fields["se_cluster_cr1"] = .finite(result.effect.clustered)
            case .clusterID: fields["se_cluster_id_cr1"] = .finite(result.effect.byUnit)
            }
        }
        let isClustered = kinds.contains(.cluster) || kinds.contains(.clusterID)
        if isClustered, let few = result.effect.fewClusters {
            fields.merge(try described(few)) { first, _ in first }
        }
        return fields
    }

    /// What holds with few clusters: by the named clusters, or by unit where none are named.
    private static func described(_ few: FewClusters) throws(EvaluationRefusal) -> [String: JSON] {
        var fields: [String: JSON] = [
            "se_cr2": .finite(few.standardError), "df_cr2": .finite(few.degreesOfFreedom),
            "p_cr2": .finite(few.pValue),
        ]
        if let interval = try few.interval() { fields["ci_cr2"] = .numbers([interval.lower, interval.upper]) }
        for weights in WildCluster.Weights.allCases {
            // Where the clustered error is 0 there is nothing to draw.
            fields["p_wild_\(weights.rawValue)"] = .finite((try? few.wild(weights))?.pValue)
        }
        return fields
    }

    private static func warnings(_ result: DifferenceInDifferences, _ kinds: [ErrorKind]) -> [EvaluationWarning] {
        let counts = [
            kinds.contains(.cluster) ? result.clusters : nil, kinds.contains(.clusterID) ? result.pairs : nil,
        ].compactMap { $0 }
        guard let fewest = counts.min(), fewest < 40 else { return result.warnings }
        return result.warnings + [EvaluationWarning(.fewClusters, ["clusters": String(fewest)])]
    }
}
