/// A test as power analysis sees it: how likely it is to find an effect of a given size with a given sample.
public enum PowerTest: String, Sendable, CaseIterable {
    /// Student's t on paired differences; n counts pairs.
    case pairedT = "paired-t"
    /// Student's t on one sample.
    case oneSampleT = "one-sample-t"
    /// Student's t on two samples; n counts the first, the second is `ratio` times as large.
    case twoSampleT = "two-sample-t"
    /// Two proportions on the arcsine scale (Cohen 1988, ch. 6); the effect is h = 2 asin √p₂ − 2 asin √p₁.
    case proportionsArcsine = "two-proportions-arcsine"
    /// Two proportions by the normal approximation, pooled variance under the null hypothesis, unpooled under the
    /// alternative, upper tail only (Fleiss, Levin and Paik 2003, ch. 4).
    case proportionsNormal = "two-proportions-normal"
    /// Pearson's chi-square; the effect is Cohen's w, n the total.
    case chiSquare = "chi-square"

    /// Whether n counts the first of two groups.
    public var hasTwoGroups: Bool {
        switch self {
        case .twoSampleT, .proportionsArcsine, .proportionsNormal: true
        case .pairedT, .oneSampleT, .chiSquare: false
        }
    }
}
