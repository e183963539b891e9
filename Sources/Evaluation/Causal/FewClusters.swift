/// Inference on one coefficient of a regression with few clusters, where the usual clustered error is too small.
///
/// Two remedies stand beside it: the bias-reduced error CR2 with Satterthwaite's degrees of freedom (Bell and McCaffrey
/// 2002; Pustejovsky and Tipton 2018), and the wild cluster bootstrap with the null hypothesis imposed (Cameron, Gelbach
/// and Miller 2008), see ``wild(_:null:replicates:seed:)``.
public struct FewClusters: Sendable, Hashable {
    /// From this number of clusters on, the usual clustered error serves.
    public static let limit = 40

    /// The coefficient.
    public let estimate: Double
    /// The number of clusters.
    public let clusters: Int
    /// The bias-reduced standard error CR2, exact where errors are independent with equal variance; nil where the
    /// clusters do not determine it.
    public let standardError: Double?
    /// Satterthwaite's degrees of freedom of that error under the same working model.
    public let degreesOfFreedom: Double?
    let wildSums: WildSums

    /// The two-sided p-value of "no effect" by Student's t with the CR2 error; nil without one.
    public var pValue: Double? {
        guard let standardError, let degreesOfFreedom, standardError > 0 else { return nil }
        return StudentT.twoSidedTail(estimate / standardError, degreesOfFreedom)
    }

    /// The interval by Student's t with the CR2 error; nil without one.
    ///
    /// - Throws: `invalid-option` for a level outside 0…1.
    public func interval(confidence: Double = 0.95) throws(EvaluationRefusal) -> Interval? {
        guard confidence > 0, confidence < 1 else { throw EvaluationRefusal(.invalidOption, "conf") }
        guard let standardError, let degreesOfFreedom else { return nil }
        let half = StudentT.critical(confidence, degreesOfFreedom) * standardError
        return Interval(estimate - half, estimate + half)
    }

    /// Nil where there are enough clusters, or fewer than two.
    static func ifFew(
        _ model: LeastSquares, _ coefficient: Int, _ outcome: [Double], _ clusters: UnitCodes
    ) throws(EvaluationRefusal) -> FewClusters? {
        guard clusters.count > 1, clusters.count < limit, model.n > model.columns.count else { return nil }
        return try FewClusters(model, coefficient, outcome, clusters)
    }

    init(
        _ model: LeastSquares, _ coefficient: Int, _ outcome: [Double], _ clusters: UnitCodes
    ) throws(EvaluationRefusal) {
        estimate = model.coefficients[coefficient]
        self.clusters = clusters.count
        var members = [[Int]](repeating: [], count: clusters.count)
        for (row, cluster) in clusters.numbers.enumerated() { members[Int(cluster)].append(row) }
        let reduced = BiasReduction(model, coefficient, members)
        standardError = reduced.variance.map { max(0, $0).squareRoot() }
        degreesOfFreedom = reduced.degreesOfFreedom
        wildSums = try WildSums(model, coefficient, outcome, members)
    }
}

/// The bias-reduced variance of one coefficient (CR2) with the working model of independent errors of equal variance,
/// and its degrees of freedom.
///
/// For cluster g the residuals are multiplied by A = B^{−1/2}, B = ((I − H)(I − H)ᵀ)_g, with H = X(XᵀWX)⁻¹XᵀW. B differs
/// from the identity in the span of X_g and W_gX_g alone, so that no matrix is larger than twice the regressors.
private struct BiasReduction {
    let variance: Double?
    let degreesOfFreedom: Double?

    init(_ model: LeastSquares, _ coefficient: Int, _ members: [[Int]]) {
        let k = model.columns.count
        let m = model.bread
        func dot(_ a: [Double], _ b: [Double]) -> Double { CompensatedSum.of(zip(a, b).lazy.map(*)) }
        func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] { matrix.map { dot($0, vector) } }
        // S = XᵀW²X.
        let s = (0..<k).map { i in
            (0..<k).map { j in
                CompensatedSum.of(
                    model.weights.indices.lazy.map {
                        model.weights[$0] * model.columns[i][$0] * (model.weights[$0] * model.columns[j][$0])
                    })
            }
        }
        let msm = m.map { row in (0..<k).map { j in dot(times(s, row), m[j]) } }
        var sum = CompensatedSum()
        var own: [Double] = []
        var (b, d): ([[Double]], [[Double]]) = ([], [])
        for rows in members {
            let x = model.columns.map { column in rows.map { column[$0] } }
            let w = rows.map { model.weights[$0] }
            let wx = x.map { zip($0, w).map(*) }
            let basis = Self.basis(x + wx)
            let u = basis.map { q in x.map { dot(q, $0) } }
            let v = basis.map { q in wx.map { dot(q, $0) } }
            let restricted = basis.indices.map { i in
                basis.indices.map { j in
                    (i == j ? 1 : 0) - dot(u[i], times(m, v[j])) - dot(v[i], times(m, u[j]))
                        + dot(u[i], times(msm, u[j]))
                }
            }
            // What the regression takes from a cluster wholly cannot be given back: the generalised inverse.
            let change = SymmetricEigen(restricted).mapped { $0 > 1e-10 ? 1 / $0.squareRoot() - 1 : -1 }
            let z = rows.indices.map { row in dot(m[coefficient], wx.map { $0[row] }) }
            let moved = times(change, basis.map { dot($0, z) })
            let score = rows.indices.map { row in z[row] + dot(moved, basis.map { $0[row] }) }
            let total = dot(score, rows.map { model.residuals[$0] })
            sum.add(total * total)
            own.append(dot(score, score))
            b.append(times(m, x.map { dot($0, score) }))
            d.append(wx.map { dot($0, score) })
        }
        var (trace, squares) = (CompensatedSum(), CompensatedSum())
        for g in members.indices {
            let sb = times(s, b[g])
            for h in members.indices {
                let product = (g == h ? own[g] : 0) - dot(d[g], b[h]) - dot(b[g], d[h]) + dot(sb, b[h])
                if g == h { trace.add(product) }
                squares.add(product * product)
            }
        }
        let exists = trace.value > 0 && squares.value > 0 && sum.value.isFinite
        variance = exists ? sum.value : nil
        degreesOfFreedom = exists ? trace.value * trace.value / squares.value : nil
    }

    /// An orthonormal basis of what the columns span.
    private static func basis(_ columns: [[Double]]) -> [[Double]] {
        var basis: [[Double]] = []
        for column in columns {
            var rest = column
            let before = column.reduce(0) { $0 + $1 * $1 }.squareRoot()
            // Twice is enough.
            for _ in 0..<2 {
                for q in basis {
                    let part = CompensatedSum.of(zip(q, rest).lazy.map(*))
                    for row in rest.indices { rest[row] -= part * q[row] }
                }
            }
            let size = rest.reduce(0) { $0 + $1 * $1 }.squareRoot()
            if size > 1e-10 * before, size > 0 { basis.append(rest.map { $0 / size }) }
        }
        return basis
    }
}
