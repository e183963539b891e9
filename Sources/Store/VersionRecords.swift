/// What became of a region's code: in the next version of its system, or in another system.
public struct RegionChangeRecord: Sendable, Hashable, Codable {
    /// `kemendagri` or `bps`.
    public var fromSystem: String
    public var fromVersion: String
    public var fromCode: String
    public var toSystem: String
    public var toVersion: String
    public var toCode: String
    /// The region's name, where it was told.
    public var name: String?

    public init(
        fromSystem: String, fromVersion: String, fromCode: String, toSystem: String, toVersion: String, toCode: String,
        name: String?
    ) {
        self.fromSystem = fromSystem
        self.fromVersion = fromVersion
        self.fromCode = fromCode
        self.toSystem = toSystem
        self.toVersion = toVersion
        self.toCode = toCode
        self.name = name
    }
}

/// A class of the business classification (KBLI): a code means nothing without its edition.
public struct BusinessClassRecord: Sendable, Hashable, Codable {
    public var edition: String
    public var code: String
    public var title: String

    public init(edition: String, code: String, title: String) {
        self.edition = edition
        self.code = code
        self.title = title
    }
}

/// A class that became another in a later edition; one may become several, and several one.
public struct BusinessClassChangeRecord: Sendable, Hashable, Codable {
    public var fromEdition: String
    public var fromCode: String
    public var toEdition: String
    public var toCode: String

    public init(fromEdition: String, fromCode: String, toEdition: String, toCode: String) {
        self.fromEdition = fromEdition
        self.fromCode = fromCode
        self.toEdition = toEdition
        self.toCode = toCode
    }
}
