/// What to do with a stratum that has a single primary sampling unit, from which no variance can be estimated.
public enum LonelyPolicy: String, Sendable, CaseIterable {
    /// Refuse.
    case fail
    /// It contributes 0.
    case remove
    /// The squared deviation of its total from the mean of all unit totals.
    case adjust
    /// The mean contribution of the other strata.
    case average
}
