/// The test of independence of two classifications under a survey design: Pearson's statistic with the second-order
/// correction of Rao and Scott (1981, 1984), referred to an F distribution (Thomas and Rao 1987).
///
/// With p the weighted cell shares, V their design covariance, D = diag(p) and C the contrasts orthogonal to both
/// margins, Δ = (Cᵀ D⁻¹ C)⁻¹ (Cᵀ D⁻¹ V D⁻¹ C) holds the generalised design effects;
/// F = Σ (p_ij − p_i p_j)²/(p_i p_j) / tr Δ, with (tr Δ)²/tr Δ² and that times the degrees of freedom.
public struct RaoScott: Sendable {
    /// The statistic.
    public let statistic: Double
    /// Numerator degrees of freedom, not whole.
    public let numeratorDegrees: Double
    /// Denominator degrees of freedom: the numerator's times the primary units less the strata that have rows inside.
    public let denominatorDegrees: Double
    /// Upper tail of the F distribution, 0…1.
    public let pValue: Double
    /// Weighted shares of the cells, one list per row level.
    public let shares: [[Double]]
    /// Rows that entered: in the domain, with both codes.
    public let n: Int
    /// Rows of the domain without a code; they stay in the design.
    public let dropped: Int
    /// What a reader must know.
    public let warnings: [EvaluationWarning]

    /// Tests whether two classifications are independent.
    ///
    /// - Parameters:
    ///   - rows: first classification per row of the input; nil is missing.
    ///   - columns: second classification.
    ///   - domain: condition per row of the input; rows outside stay in the design. Nil for all rows.
    ///   - design: the sampling design of those rows.
    ///   - missing: what to do with missing codes.
    /// - Throws: `single-group` when a classification has one level; `not-defined` without degrees of freedom or with a
    ///   covariance that does not determine the effects; `empty-data`, `missing-values`, `lonely-psu`.
    public init(
        rows: [String?], columns: [String?], domain: [Double]? = nil, design: SurveyDesign,
        missing: Observations.MissingRule = .drop
    ) throws(EvaluationRefusal) {
        let known = [rows, columns].map { codes in codes.map { $0 == nil ? Double.nan : 0 } }
        let part = try DesignDomain(known, domain: domain, design: design, missing: missing)
        let first = Self.levels(rows, part, design)
        let second = Self.levels(columns, part, design)
        guard first.count > 1, second.count > 1 else { throw EvaluationRefusal(.singleGroup) }
        // More effects than this a sample does not determine, nor a table show.
        guard (first.count - 1) * (second.count - 1) <= 400 else { throw EvaluationRefusal(.notDefined, "table") }
        let degrees = DesignDomain.degrees(design, having: part.inside)
        guard degrees > 0 else { throw EvaluationRefusal(.notDefined, "df") }

        let cells = design.rows.map { row in
            (first[rows[row] ?? ""] ?? 0) * second.count + (second[columns[row] ?? ""] ?? 0)
        }
        let count = first.count * second.count
        let weights = design.weights.indices.map { part.inside[$0] ? design.weights[$0] : 0 }
        var sums = [CompensatedSum](repeating: CompensatedSum(), count: count)
        for (weight, cell) in zip(weights, cells) { sums[cell].add(weight) }
        let p = sums.map { $0.value / part.total }
        let contrasts = Self.contrasts(first.count, second.count)
        // The scores of Cᵀ D⁻¹ p; an empty cell has no share in them.
        let scores = contrasts.map { contrast in
            let centre = CompensatedSum.of(contrast.indices.lazy.map { p[$0] > 0 ? contrast[$0] : 0 })
            return weights.indices.map { position in
                let cell = cells[position]
                return weights[position] > 0
                    ? weights[position] / part.total * (contrast[cell] / p[cell] - centre) : 0
            }
        }
        let variance = try design.covariance(ofTotals: scores)
        let scale = contrasts.map { a in
            contrasts.map { b in
                CompensatedSum.of(p.indices.lazy.map { p[$0] > 0 ? a[$0] * b[$0] / p[$0] : 0 })
            }
        }
        guard let factor = Cholesky(scale) else { throw EvaluationRefusal(.notDefined, "table") }
        // Columns of Δ, since the matrix on its right is symmetric.
        let size = contrasts.count
        let effects = (0..<size).map { factor.solve(Array(variance.matrix[($0 * size)..<(($0 + 1) * size)])) }
        let trace = CompensatedSum.of(effects.indices.lazy.map { effects[$0][$0] })
        let square = CompensatedSum.of(
            effects.indices.lazy.flatMap { i in effects.indices.lazy.map { j in effects[i][j] * effects[j][i] } })
        // Effects are of the order of 1/n; a residue of rounding is no variance.
        guard trace * Double(part.n) > 1e-18, square > 0 else { throw EvaluationRefusal(.notDefined, "variance") }

        shares = first.values.sorted().map { Array(p[($0 * second.count)..<(($0 + 1) * second.count)]) }
        statistic = Self.pearson(shares) / trace
        numeratorDegrees = trace * trace / square
        denominatorDegrees = numeratorDegrees * Double(degrees)
        pValue = FDistribution.upperTail(statistic, numeratorDegrees, denominatorDegrees)
        n = part.n
        dropped = part.dropped
        warnings = part.warnings(lonelyTreated: variance.lonelyTreated)
    }

    /// The levels found inside, numbered in code-point order.
    private static func levels(_ codes: [String?], _ part: DesignDomain, _ design: SurveyDesign) -> [String: Int] {
        var found: Set<String> = []
        for (position, row) in design.rows.enumerated() where part.inside[position] {
            if let code = codes[row] { found.insert(code) }
        }
        let sorted = found.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
        return Dictionary(sorted.enumerated().map { ($1, $0) }) { first, _ in first }
    }

    /// Products of "level less the last level" in both classifications: a basis of what is orthogonal to the margins.
    private static func contrasts(_ rows: Int, _ columns: Int) -> [[Double]] {
        (0..<(rows - 1)).flatMap { i in
            (0..<(columns - 1)).map { j in
                var contrast = Array(repeating: 0.0, count: rows * columns)
                contrast[i * columns + j] = 1
                contrast[i * columns + columns - 1] = -1
                contrast[(rows - 1) * columns + j] = -1
                contrast[rows * columns - 1] = 1
                return contrast
            }
        }
    }

    private static func pearson(_ shares: [[Double]]) -> Double {
        let rowShares = shares.map { CompensatedSum.of($0) }
        let columnShares = shares[0].indices.map { column in CompensatedSum.of(shares.lazy.map { $0[column] }) }
        var sum = CompensatedSum()
        for (row, line) in shares.enumerated() {
            for (column, share) in line.enumerated() {
                let expected = rowShares[row] * columnShares[column]
                sum.add((share - expected) * (share - expected) / expected)
            }
        }
        return sum.value
    }
}
