/// One comparison: its levels are tried in order, and the first that holds is the pair's level.
public struct Comparison: Sendable, Hashable, Codable {
    public var name: String
    /// Behind these a last level stands by itself: nothing of the above.
    public var levels: [ComparisonLevel]
    /// Whether members of one household agree here as one person's records do.
    public var isShared: Bool

    public init(_ name: String, isShared: Bool = false, _ levels: [ComparisonLevel]) {
        self.name = name
        self.levels = levels
        self.isShared = isShared
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case name, levels
        case isShared = "shared"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        name = try values.decode(String.self, forKey: .name)
        levels = try values.decode([ComparisonLevel].self, forKey: .levels)
        isShared = try values.decodeIfPresent(Bool.self, forKey: .isShared) ?? false
    }

    /// The label of a level; the one behind the last is `else`.
    public func label(_ level: Int) -> String { levels.indices.contains(level) ? levels[level].label : "else" }
}

/// A level of agreement.
public struct ComparisonLevel: Sendable, Hashable, Codable {
    public var label: String
    /// Alternatives, each a list of conditions that must all hold.
    public var when: [[Condition]]
    /// Says nothing for or against: a value is missing.
    public var isNeutral: Bool
    /// The key whose frequency replaces the average chance of agreement.
    public var frequency: FieldKey?
    /// Whether two people of one household may be here because one lends the other what should be one's own, as
    /// spouses do with an identity number. Blocking must bring all pairs of this level together.
    public var isLent: Bool
    /// The share of pairs of two people of one household that is here at least, though strangers hardly are: twins have
    /// one birth date and two numbers.
    public var relatives: Double?
    /// Whether it weighs what the next level weighs, because what tells the two apart is no evidence for one person: the
    /// first twelve digits of a NIK only repeat birth date and area.
    public var isTied: Bool

    public init(
        _ label: String, when: [[Condition]], isNeutral: Bool = false, frequency: FieldKey? = nil,
        isLent: Bool = false, relatives: Double? = nil, isTied: Bool = false
    ) {
        self.label = label
        self.when = when
        self.isNeutral = isNeutral
        self.frequency = frequency
        self.isLent = isLent
        self.relatives = relatives
        self.isTied = isTied
    }

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case label, when, frequency, relatives
        case isNeutral = "neutral"
        case isLent = "lent"
        case isTied = "tied"
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(only: CodingKeys.self)
        if let all = try? values.decode([Condition].self, forKey: .when) {
            when = [all]
        } else if let one = try? values.decode(Condition.self, forKey: .when) {
            when = [[one]]
        } else {
            when = try values.decode([[Condition]].self, forKey: .when)
        }
        isNeutral = try values.decodeIfPresent(Bool.self, forKey: .isNeutral) ?? false
        frequency = try values.decodeIfPresent(FieldKey.self, forKey: .frequency)
        isLent = try values.decodeIfPresent(Bool.self, forKey: .isLent) ?? false
        relatives = try values.decodeIfPresent(Double.self, forKey: .relatives)
        isTied = try values.decodeIfPresent(Bool.self, forKey: .isTied) ?? false
        let words = when.map { $0.map(\.text).joined(separator: ", ") }.joined(separator: " or ")
        label = try values.decodeIfPresent(String.self, forKey: .label) ?? words
    }
}
