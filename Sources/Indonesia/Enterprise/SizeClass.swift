/// How large an enterprise is under a named rule set.
public enum SizeClass: String, Sendable, Hashable, Codable, CaseIterable, Comparable {
    case micro
    case small
    case medium
    /// Above the limits for micro, small and medium enterprises.
    case large

    private var rank: Int {
        switch self {
        case .micro: 0
        case .small: 1
        case .medium: 2
        case .large: 3
        }
    }

    public static func < (left: SizeClass, right: SizeClass) -> Bool { left.rank < right.rank }
}

/// A size class never stands without the rules that gave it: the same shop is small under the law of 2008 and micro
/// under the regulation of 2021.
public struct SizeFinding: Sendable, Hashable, Codable {
    public let rules: SizeRuleSet
    /// The class by capital (net assets in the law of 2008), without land and buildings.
    public let byCapital: SizeClass?
    /// The class by yearly sales.
    public let bySales: SizeClass?
    /// The class; `nil` without figures, and where the law of 2008 gives two different ones.
    public let sizeClass: SizeClass?
}
