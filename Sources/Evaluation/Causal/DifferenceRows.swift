import Foundation

/// What a difference in differences may be given beside its variables.
public struct DifferenceOptions: Sendable {
    /// What is taken of the outcome before anything else.
    public enum Transform: String, Sendable, CaseIterable {
        /// Nothing: the outcome as it is.
        case none
        /// The natural logarithm.
        case log
    }

    /// What is taken of the outcome before anything else.
    public var transform: Transform
    /// Weights of all estimates.
    public var weights: [Double]?
    /// Weights of one more estimate beside them.
    public var alternativeWeights: [Double]?
    /// Cluster of each row; nil is missing.
    public var clusters: [String?]?
    /// What to do with incomplete rows.
    public var missing: Observations.MissingRule

    /// Options; without any: no weights, no clusters, the outcome as it is.
    public init(
        transform: Transform = .none, weights: [Double]? = nil, alternativeWeights: [Double]? = nil,
        clusters: [String?]? = nil, missing: Observations.MissingRule = .drop
    ) {
        self.transform = transform
        self.weights = weights
        self.alternativeWeights = alternativeWeights
        self.clusters = clusters
        self.missing = missing
    }
}

/// The complete rows of a difference in differences.
struct DifferenceRows {
    let weights: [Double]
    let alternative: [Double]?
    /// The cluster of each row.
    let clusters: UnitCodes?
    private let rows: Observations
    private let transform: DifferenceOptions.Transform

    var count: Int { rows.count }
    var dropped: Int { rows.dropped }
    var warnings: [EvaluationWarning] { rows.warnings + EvaluationWarning.smallSample(rows.count) }

    init(_ variables: [[Double]], _ options: DifferenceOptions) throws(EvaluationRefusal) {
        var used = variables
        if let other = options.alternativeWeights {
            guard other.allSatisfy({ !($0 < 0) }) else { throw EvaluationRefusal(.negativeWeight, "alt_weight") }
            used.append(other)
        }
        let lengths = [options.alternativeWeights?.count, options.clusters?.count].compactMap { $0 }
        guard lengths.allSatisfy({ $0 == variables[0].count }) else {
            throw EvaluationRefusal(.invalidOption, "length")
        }
        if let clusters = options.clusters { used.append(clusters.map { $0 == nil ? .nan : 0 }) }
        let complete = try Observations(used, weights: options.weights, missing: options.missing)
        rows = complete
        weights = complete.weights
        transform = options.transform
        alternative = options.alternativeWeights == nil ? nil : complete.columns[variables.count]
        clusters = options.clusters.map { codes in UnitCodes(complete.rows.map { codes[$0] }) }
    }

    /// A measurement, transformed.
    ///
    /// - Throws: `not-defined` for the logarithm of a number that is not positive.
    func outcome(_ column: Int) throws(EvaluationRefusal) -> [Double] {
        let values = rows.columns[column]
        guard transform == .log else { return values }
        guard values.allSatisfy({ $0 > 0 }) else { throw EvaluationRefusal(.notDefined, "log") }
        return values.map { log($0) }
    }

    /// A condition as 0 and 1.
    func condition(_ column: Int) -> [Double] { rows.columns[column].map { $0 != 0 ? 1 : 0 } }
}
