/// One region in one version of one code system.
public struct Region: Sendable, Hashable, Codable {
    public var code: RegionCode
    public var name: String
    public var system: CodeSystem
    /// The edition that the code was read from, such as `2025` or `300.2.2-2430/2025`.
    public var version: String
    /// Whether newer editions no longer have this code. It still occurs in identity numbers.
    public var isHistoric: Bool
    /// The code that took its place, where that is known.
    public var successor: RegionCode?

    public init(
        code: RegionCode, name: String, system: CodeSystem, version: String, isHistoric: Bool = false,
        successor: RegionCode? = nil
    ) {
        self.code = code
        self.name = name
        self.system = system
        self.version = version
        self.isHistoric = isHistoric
        self.successor = successor
    }

    public var level: RegionLevel { code.level }
}
