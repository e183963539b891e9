public import Store

/// How much of what a mapping record asks for is filled in.
///
/// The 26 fields are those of the mapping record that every programme can answer. Not counted are those whose emptiness
/// is an answer of its own (sectors, special targets, exclusions beside requirements, conflicting programmes), those
/// that only some have (the tenor of credit, the English name) and what is known only after the year (beneficiaries
/// reached).
public struct Completeness: Sendable, Hashable, Encodable {
    public var code: String
    public var owner: String
    /// Fields that are filled in.
    public var filled: Int
    /// Fields that are not, by the names of the template's fields, in its order.
    public var missing: [String]

    /// Filled fields as a share of all, 0 to 1.
    public var score: Double { Double(filled) / Double(Self.fields.count) }
    /// Whether less than half is filled in.
    public var isPoor: Bool { filled * 2 < Self.fields.count }

    /// The fields that are counted: the template's field, and which of its fields fill it where they are several.
    static let fields: [(name: String, filledBy: [String])] = [
        ("name", ["name"]), ("abbreviation", ["abbreviation"]), ("owner", ["owner"]), ("unit", ["unit"]),
        ("legalBasis", ["legalBasis"]), ("pillar", ["pillar"]), ("aims", ["aims"]), ("kinds", ["kinds"]),
        ("targetUnit", ["targetUnit"]), ("sizeClasses", ["sizeClasses"]),
        ("requirements", ["requirements", "exclusions"]), ("proposers", ["proposers"]),
        ("distributors", ["distributors"]), ("benefitForm", ["benefitForm"]), ("amount", ["amount"]),
        ("budget", ["budget"]), ("target", ["target"]), ("area", ["area"]), ("validFrom", ["validFrom", "validTo"]),
        ("dataSystem", ["dataSystem"]), ("dataKey", ["dataKey"]), ("indicators", ["indicators"]),
        ("complementary", ["complementary"]), ("exitRule", ["exitRule"]), ("status", ["status"]),
        ("sources", ["sources"]),
    ]
    /// How many fields are counted.
    public static var fieldCount: Int { fields.count }

    /// - Parameter record: a record whose first period is the year meant.
    public init(_ record: ProgrammeRecord) {
        let cells = ProgrammeCells(record)
        code = record.code
        owner = record.owner
        missing = Self.fields.filter { field in field.filledBy.allSatisfy { cells[$0].isEmpty } }.map(\.name)
        filled = Self.fields.count - missing.count
    }

    private enum CodingKeys: String, CodingKey {
        case code, owner, filled, missing, score
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(code, forKey: .code)
        try values.encode(owner, forKey: .owner)
        try values.encode(filled, forKey: .filled)
        try values.encode(missing, forKey: .missing)
        try values.encode(score, forKey: .score)
    }
}

/// How complete the records of one institution are.
public struct InstitutionCompleteness: Sendable, Hashable, Encodable {
    public var institution: String
    public var records: Int
    /// Mean of the records' scores, 0 to 1.
    public var score: Double
    /// Records of which less than half is filled in.
    public var poor: [String]
    /// In how many of its records a field is missing, by the template's field; fields that none lacks are left out.
    public var missing: [String: Int]

    static func all(_ records: [Completeness]) -> [InstitutionCompleteness] {
        Dictionary(grouping: records, by: \.owner).map { owner, own in
            let filled = own.reduce(0) { $0 + $1.filled }
            return InstitutionCompleteness(
                institution: owner, records: own.count,
                score: Double(filled) / Double(own.count * Completeness.fieldCount),
                poor: own.filter(\.isPoor).map(\.code),
                missing: Dictionary(own.flatMap(\.missing).map { ($0, 1) }, uniquingKeysWith: +))
        }.sorted { ($0.score, $0.institution) < ($1.score, $1.institution) }
    }
}

/// Why a programme's criteria are not clear.
public enum CriteriaGap: String, Sendable, Hashable, Encodable {
    /// It says neither who may nor who may not.
    case none
    /// No statement is longer than 15 characters: a catchword, not a criterion.
    case catchwords

    /// Nil for a record with clear criteria.
    init?(_ record: ProgrammeRecord) {
        let statements = record.criteria.filter { ["requirement", "exclusion"].contains($0.kind) }.map(\.statement)
        if statements.isEmpty {
            self = .none
        } else if statements.allSatisfy({ $0.count <= 15 }) {
            self = .catchwords
        } else {
            return nil
        }
    }
}
