/// What an expression may cost, so that one from a stranger can do no harm.
public struct ExpressionLimits: Sendable, Hashable {
    /// The length of the text in bytes of UTF-8.
    public let length: Int
    /// How deep sub-expressions may stand in one another.
    public let depth: Int
    /// How many sub-expressions there may be.
    public let nodes: Int
    /// The length of one literal in bytes.
    public let literal: Int
    /// How many steps one evaluation may take; work on long values counts as many.
    public let steps: Int

    /// The limits that Gapura itself keeps.
    public static let standard = ExpressionLimits()

    /// Limits; what is not named is as Gapura keeps it.
    ///
    /// The depth is never more than 100, which a thread with a stack of 512 kB can hold.
    public init(
        length: Int = 100_000, depth: Int = 64, nodes: Int = 10_000, literal: Int = 65_536, steps: Int = 1_000_000
    ) {
        self.length = length
        self.depth = min(depth, 100)
        self.nodes = nodes
        self.literal = literal
        self.steps = steps
    }
}
