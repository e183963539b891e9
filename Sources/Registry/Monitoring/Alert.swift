public import Problems

/// Something in the figures that somebody should look at. Not proof of anything: a person decides.
public struct Alert: Sendable, Hashable, Codable {
    /// `alert.stage-stuck`, `alert.refusals`, `alert.shared-phone`; worded in the catalogue of problems.
    public var code: String
    public var programme: String?
    /// A fiscal year, where it concerns one.
    public var year: Int?
    /// What the sentence names.
    public var arguments: [String: String]

    public var problem: Problem { Problem(code, .warn, arguments) }
}
