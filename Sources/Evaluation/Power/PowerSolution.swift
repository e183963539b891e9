/// The unknown of a power analysis, found where the power reaches what is wanted.
extension PowerAnalysis {
    /// The sample size, not rounded: of the sample or the first group.
    ///
    /// - Parameters:
    ///   - wanted: the power to reach, between 0 and 1.
    ///   - power: the power of a sample size, such as `{ try power(effect: 0.5, n: $0) }`.
    /// - Throws: `invalid-option` for an impossible power; `not-defined` where no size reaches it, such as for an effect
    ///   of 0 or one against the direction, or where the smallest sample exceeds it.
    public func sampleSize(
        forPower wanted: Double, _ power: (Double) throws(EvaluationRefusal) -> Double
    ) throws(EvaluationRefusal) -> Double {
        try Self.require(wanted)
        // A t test has at least one degree of freedom.
        let floor: Double =
            switch test {
            case .pairedT, .oneSampleT: 2
            // A hair above, so that n and its partner still add up to three.
            case .twoSampleT: 3 / (1 + ratio) * (1 + 1e-12)
            case .proportionsArcsine, .proportionsNormal, .chiSquare: 1e-9
            }
        var failure: EvaluationRefusal?
        func reaches(_ n: Double) -> Bool {
            do throws(EvaluationRefusal) {
                return try power(n) >= wanted
            } catch {
                failure = error
                return true
            }
        }
        guard !reaches(floor) else { throw failure ?? EvaluationRefusal(.notDefined, "n") }
        let n = RootFinder.solve(from: floor, start: floor + 10, limit: 1e9, where: reaches)
        if let failure { throw failure }
        guard let n else { throw EvaluationRefusal(.notDefined, "n") }
        return n
    }

    /// The smallest standardised effect that the test finds with the wanted power; negative where the alternative is
    /// `less`.
    ///
    /// - Throws: `invalid-option`; `not-defined` where the power exceeds what is wanted without any effect.
    public func detectableEffect(
        power wanted: Double, n: Double, second: Double? = nil
    ) throws(EvaluationRefusal) -> Double {
        try Self.require(wanted)
        let sign: Double = alternative == .less ? -1 : 1
        guard try power(effect: 0, n: n, second: second) < wanted else { throw EvaluationRefusal(.notDefined, "power") }
        let size = RootFinder.solve(from: 0, start: 1, limit: 1e6) { effect in
            ((try? power(effect: sign * effect, n: n, second: second)) ?? 1) >= wanted
        }
        guard let size else { throw EvaluationRefusal(.notDefined, "d") }
        return sign * size
    }

    /// The proportion of the second group nearest to that of the first that the normal approximation finds with the
    /// wanted power: above it, or below it where the alternative is `less`.
    ///
    /// - Throws: `invalid-option`; `not-defined` where none does.
    public func detectableProportion(
        from p1: Double, power wanted: Double, n: Double, second: Double? = nil
    ) throws(EvaluationRefusal) -> Double {
        try Self.require(wanted)
        guard p1 >= 0, p1 <= 1 else { throw EvaluationRefusal(.invalidOption, "p1") }
        let sign: Double = alternative == .less ? -1 : 1
        let room = alternative == .less ? p1 : 1 - p1
        func reaches(_ gap: Double) throws(EvaluationRefusal) -> Bool {
            try power(proportions: p1, min(1, max(0, p1 + sign * gap)), n: n, second: second) >= wanted
        }
        guard room > 0, try reaches(room) else { throw EvaluationRefusal(.notDefined, "d") }
        let gap = RootFinder.solve(from: 0, start: room, limit: room) { (try? reaches($0)) ?? false }
        guard let gap else { throw EvaluationRefusal(.notDefined, "d") }
        return p1 + sign * gap
    }

    private static func require(_ power: Double) throws(EvaluationRefusal) {
        guard power > 0, power < 1 else { throw EvaluationRefusal(.invalidOption, "power") }
    }
}
