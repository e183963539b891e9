/// What is to be thought of somebody being on two lists.
public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case forbidden
    case conditional
    case review
    case wasteful
    /// No rule speaks of the pair. That is not a permission.
    case unregulated
    case allowed
    case normal
    case encouraged
}

/// Who is on both lists.
public enum OverlapUnit: String, Sendable, Hashable, Codable { case person, family }
