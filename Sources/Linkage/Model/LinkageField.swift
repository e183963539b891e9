/// A field of the records.
public struct LinkageField: Sendable, Hashable, Codable {
    public enum Kind: String, Sendable, Hashable, Codable {
        case text, digits, date, number
    }

    public var name: String
    public var kind: Kind
    /// How the caller's reader cleans the cells of this field; a name the reader knows, of no meaning here.
    public var cleaning: String?
    /// Column names by which a file may call the field.
    public var columns: [String]?
    /// A value that more records than this share says nothing of identity and counts as missing.
    public var commonest: Int?
    /// The same as a share of all records: where both are given, a value has to exceed both. For what is now and then the
    /// same by chance, a date of birth, and filled in by habit where it is not known.
    public var commonestShare: Double?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, kind, cleaning, columns, commonest
        case commonestShare = "commonest_share"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        kind = try values.decode(Kind.self, forKey: .kind)
        cleaning = try values.decodeIfPresent(String.self, forKey: .cleaning)
        columns = try values.decodeIfPresent([String].self, forKey: .columns)
        commonest = try values.decodeIfPresent(Int.self, forKey: .commonest)
        commonestShare = try values.decodeIfPresent(Double.self, forKey: .commonestShare)
    }

    /// How many records may share a value, of so many; nil for any number.
    public func mostSharing(of records: Int) -> Int? {
        guard let share = commonestShare else { return commonest }
        return max(commonest ?? 1, Int(share * Double(records)))
    }

    public init(
        _ name: String, _ kind: Kind, cleaning: String? = nil, columns: [String]? = nil, commonest: Int? = nil,
        commonestShare: Double? = nil
    ) {
        self.name = name
        self.kind = kind
        self.cleaning = cleaning
        self.columns = columns
        self.commonest = commonest
        self.commonestShare = commonestShare
    }
}

/// Records that share all keys are compared.
public struct BlockingRule: Sendable, Hashable, Codable {
    public var keys: [FieldKey]
    /// Further keys by which a group that is too large is split, one after the other.
    public var refine: [FieldKey]?

    public init(_ keys: [FieldKey], refine: [FieldKey]? = nil) {
        self.keys = keys
        self.refine = refine
    }

    private enum CodingKeys: String, CodingKey, CaseIterable { case keys, refine }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        keys = try values.decode([FieldKey].self, forKey: .keys)
        refine = try values.decodeIfPresent([FieldKey].self, forKey: .refine)
    }

    /// The rule as words: `birth_date + village[1..6]`.
    public var text: String { keys.map(\.text).joined(separator: " + ") }
}
