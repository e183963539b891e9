/// Which counts are too small to print, and how much must stay unknown about them.
///
/// Cells are hidden rather than rounded or perturbed: what is printed stays exact, every office that adds up the tables
/// finds the same totals, and the way is the established one of official statistics (Hundepool, Domingo-Ferrer, Franconi,
/// Giessing, Schulte Nordholt, Spicer, de Wolf: *Statistical Disclosure Control*, Wiley 2012, chapters 4 and 5). That sums of
/// published cells give hidden ones away was shown by Fellegi, *On the question of statistical confidentiality*, JASA
/// 67 (1972), 7–18.
public struct DisclosureRule: Sendable, Hashable {
    /// Counts from 1 up to one less are hidden (*primary*).
    public let threshold: Int
    /// The least difference between two values of a primary cell that a reader cannot tell apart.
    public let width: Int
    /// Whether a zero is as telling as a small count, and hidden too. Otherwise zeros are published, and a reader may
    /// conclude that no hidden cell is zero.
    public let hidesZeros: Bool

    /// A rule: what is too small to print, and how much must stay unknown about it.
    ///
    /// - Parameters:
    ///   - threshold: the least count that may be printed, at least 1.
    ///   - width: at least 1; by default the threshold less 1, and at least 1: a primary cell then may as well be at the
    ///     threshold or above, so that not even its being small is known.
    ///   - hidesZeros: whether a zero is hidden as well.
    /// - Throws: `invalid-option` for a threshold or width below 1.
    public init(threshold: Int = 5, width: Int? = nil, hidesZeros: Bool = false) throws(EvaluationRefusal) {
        let width = width ?? max(1, threshold - 1)
        guard (1...1_000_000).contains(threshold) else { throw EvaluationRefusal(.invalidOption, "threshold") }
        guard (1...1_000_000).contains(width) else { throw EvaluationRefusal(.invalidOption, "width") }
        self.threshold = threshold
        self.width = width
        self.hidesZeros = hidesZeros
    }

    /// Whether a count must be hidden for its own sake.
    public func isPrimary(_ count: Int) -> Bool { count < threshold && (count > 0 || hidesZeros) }

    /// The smallest value that a reader must expect in a hidden cell.
    var floor: Int { hidesZeros ? 0 : 1 }
}
