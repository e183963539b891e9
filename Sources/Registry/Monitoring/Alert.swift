public import Problems

/// Something in the figures that somebody should look at. Not proof of anything: a person decides.
public struct Alert: Sendable, Hashable, Codable {
    /// `alert.stage-stuck`, `alert.refusals`, `alert.shared-phone`, `alert.officer-load`; worded in the catalogue of
    /// problems.
    public var code: String
    public var programme: String?
    /// A fiscal year, where it concerns one.
    public var year: Int?
    /// The smallest region that holds all people concerned; nil where that is the nation.
    public var region: String?
    /// What the sentence names.
    public var arguments: [String: String]

    public var problem: Problem { Problem(code, .warn, arguments) }
}

/// The smallest region that holds all that was added.
struct CommonRegion {
    private var found: String?

    mutating func add(_ region: String) {
        guard let before = found else {
            found = region
            return
        }
        found = RegionScope.path(of: before).first { RegionScope.lies(region, in: $0) } ?? RegionScope.nation
    }

    /// Nil for the nation, and where nothing was added.
    var region: String? { found == RegionScope.nation ? nil : found }
}
