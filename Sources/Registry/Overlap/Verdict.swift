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

    /// 0 for the gravest.
    var gravity: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Who is on both lists.
public enum OverlapUnit: String, Sendable, Hashable, Codable { case person, family }
