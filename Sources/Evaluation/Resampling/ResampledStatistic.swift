/// What a ``Resampling`` can compute from its resamples.
public enum ResampledStatistic: Sendable, Hashable {
    /// Σ w y / Σ w of the outcome.
    case mean
    /// The quantile of the outcome at a share inside 0…1, the mean of two neighbours at exact steps.
    case quantile(Double)
    /// Σ w y / Σ w x of outcome and companion.
    case ratio
    /// The Gini index of the outcome.
    case gini
    /// The concentration index of the outcome, ranked by the companion.
    case concentration(ConcentrationIndex.Kind)
    /// The Gini index of the companion.
    case giniOfRank
    /// The standard concentration index of the outcome less the Gini index of the companion.
    case kakwani

    /// Whether the statistic needs a second variable.
    var needsCompanion: Bool {
        switch self {
        case .mean, .quantile, .gini: false
        case .ratio, .concentration, .giniOfRank, .kakwani: true
        }
    }
}
