public import Problems
import Store

/// Types of enterprises: data that a user may replace, tried in their order.
public struct Typology: Sendable, Hashable, Codable {
    /// One type. The first whose unit is the subject's and whose condition holds is the subject's type.
    public struct EnterpriseType: Sendable, Hashable, Codable {
        public var code: String
        /// By language code.
        public var name: [String: String]
        public var description: [String: String]?
        public var unit: SubjectKind
        public var when: ProfileCondition?

        public func name(_ language: Language) -> String { name[language.rawValue] ?? name["id"] ?? code }

        private enum CodingKeys: String, CodingKey, CaseIterable { case code, name, description, unit, when }

        public init(from decoder: any Decoder) throws {
            let values = try KnownKeys.container(decoder, CodingKeys.self)
            code = try values.decode(String.self, forKey: .code)
            name = try values.decode([String: String].self, forKey: .name)
            description = try values.decodeIfPresent([String: String].self, forKey: .description)
            unit = try values.decode(SubjectKind.self, forKey: .unit)
            when = try values.decodeIfPresent(ProfileCondition.self, forKey: .when)
        }
    }

    public var types: [EnterpriseType]

    /// The code of a subject that no type describes, where the typology names none.
    public static let other = "other"

    func type(of facts: SubjectFacts) -> String {
        types.first { $0.unit == facts.kind && ($0.when.map { $0.holds(for: facts) == true } ?? true) }?.code
            ?? Self.other
    }

    /// A type's name; its code where there is no such type.
    public func name(_ code: String, _ language: Language) -> String {
        types.first { $0.code == code }?.name(language) ?? code
    }
}

/// Rules that infer needs from profiles: data that a user may replace.
public struct NeedRules: Sendable, Hashable, Codable {
    public struct Rule: Sendable, Hashable, Codable {
        public var code: String
        public var when: ProfileCondition
        /// `K1` to `K6`.
        public var need: String
        /// `J01` to `J16`; nil where any aid that answers the need will do.
        public var aid: String?
        /// By language code.
        public var statement: [String: String]
        /// What the rule rests on, by language code.
        public var basis: [String: String]

        public func statement(_ language: Language) -> String {
            statement[language.rawValue] ?? statement["id"] ?? code
        }
        public func basis(_ language: Language) -> String { basis[language.rawValue] ?? basis["id"] ?? "" }

        private enum CodingKeys: String, CodingKey, CaseIterable { case code, when, need, aid, statement, basis }

        public init(from decoder: any Decoder) throws {
            let values = try KnownKeys.container(decoder, CodingKeys.self)
            code = try values.decode(String.self, forKey: .code)
            when = try values.decode(ProfileCondition.self, forKey: .when)
            need = try values.decode(String.self, forKey: .need)
            aid = try values.decodeIfPresent(String.self, forKey: .aid)
            statement = try values.decode([String: String].self, forKey: .statement)
            basis = try values.decode([String: String].self, forKey: .basis)
            let kinds = SheetKinds.bundled
            guard !kinds.aids(answering: need).isEmpty else {
                throw DecodingError.dataCorruptedError(forKey: .need, in: values, debugDescription: need)
            }
            if let aid, !kinds.codes("kind").contains(aid) {
                throw DecodingError.dataCorruptedError(forKey: .aid, in: values, debugDescription: aid)
            }
        }
    }

    public var rules: [Rule]

    /// What the rules infer from a profile.
    ///
    /// - Parameter number: tells the needs of two people apart; their codes must not be made of identity numbers.
    func needs(from profile: BusinessProfile, number: Int) -> [Need] {
        rules.filter { $0.when.holds(for: SubjectFacts(kind: .person, profile: profile)) == true }.map { rule in
            Need(
                code: "\(rule.code)-\(number)", nik: profile.nik, region: profile.region,
                need: rule.need, aid: rule.aid, statement: rule.statement(.id), origin: "rule", date: profile.date,
                institution: profile.institution, rule: rule.code)
        }
    }
}
