/// How a figure is brought to its printed number of places.
public enum RoundingMode: String, Sendable, Hashable, CaseIterable {
    /// Half away from zero: what a reader expects.
    case halfUp = "half-up"
    /// Cut off: found in publications, never recommended.
    case truncate
}
