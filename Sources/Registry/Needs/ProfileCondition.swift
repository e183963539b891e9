import Store

/// A condition on what is known of a business or a group, as typology and rules write it.
///
/// Every part that is written must hold. A part about something unknown is neither true nor false.
public struct ProfileCondition: Sendable, Hashable, Codable {
    /// From ``atLeast`` on, and below ``under``.
    public struct Band: Sendable, Hashable, Codable {
        public var atLeast: Int64?
        public var under: Int64?

        public init(from decoder: any Decoder) throws {
            let values = try KnownKeys.container(decoder, CodingKeys.self)
            atLeast = try values.decodeIfPresent(Int64.self, forKey: .atLeast)
            under = try values.decodeIfPresent(Int64.self, forKey: .under)
        }

        private enum CodingKeys: String, CodingKey, CaseIterable { case atLeast, under }

        func holds(_ value: Int64) -> Bool { value >= (atLeast ?? .min) && (under.map { value < $0 } ?? true) }
    }

    public var sector: [String]?
    public var sizeClass: [String]?
    public var legalForm: [String]?
    public var market: [String]?
    /// Kinds of groups.
    public var group: [String]?
    public var bookkeeping: Bool?
    public var taxNumber: Bool?
    public var businessNumber: Bool?
    public var disabled: Bool?
    public var migrantFamily: Bool?
    public var ageMonths: Band?
    public var cashDays: Band?
    public var workers: Band?
    public var turnover: Band?
    public var decile: Band?
    /// Conditions of which at least one must hold.
    public var anyOf: [ProfileCondition]?

    private enum CodingKeys: String, CodingKey, CaseIterable {
        case sector, sizeClass, legalForm, market, group, bookkeeping, taxNumber, businessNumber, disabled
        case migrantFamily, ageMonths, cashDays, workers, turnover, decile, anyOf
    }

    /// A part with another name is refused: left out, it would let everybody through.
    public init(from decoder: any Decoder) throws {
        let values = try KnownKeys.container(decoder, CodingKeys.self)
        func texts(_ key: CodingKeys, _ vocabulary: String) throws -> [String]? {
            guard let codes = try values.decodeIfPresent([String].self, forKey: key) else { return nil }
            let known = SheetKinds.bundled.codes(vocabulary)
            if let unknown = codes.first(where: { !known.contains($0) }) {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "“\(unknown)” ∉ \(known.joined(separator: ", "))")
            }
            return codes
        }
        func flag(_ key: CodingKeys) throws -> Bool? { try values.decodeIfPresent(Bool.self, forKey: key) }
        func band(_ key: CodingKeys) throws -> Band? { try values.decodeIfPresent(Band.self, forKey: key) }
        sector = try texts(.sector, "sector")
        sizeClass = try texts(.sizeClass, "size")
        legalForm = try texts(.legalForm, "legal")
        market = try texts(.market, "market")
        group = try texts(.group, "group")
        bookkeeping = try flag(.bookkeeping)
        taxNumber = try flag(.taxNumber)
        businessNumber = try flag(.businessNumber)
        disabled = try flag(.disabled)
        migrantFamily = try flag(.migrantFamily)
        ageMonths = try band(.ageMonths)
        cashDays = try band(.cashDays)
        workers = try band(.workers)
        turnover = try band(.turnover)
        decile = try band(.decile)
        anyOf = try values.decodeIfPresent([ProfileCondition].self, forKey: .anyOf)
        // One that lists nothing could hold for nobody.
        guard anyOf?.isEmpty != true else {
            throw DecodingError.dataCorruptedError(forKey: .anyOf, in: values, debugDescription: "anyOf")
        }
    }

    /// Whether it holds; nil where what it asks for is not known and nothing known speaks against it.
    func holds(for facts: SubjectFacts) -> Bool? {
        func one(_ allowed: [String]?, _ value: String?) -> Bool? {
            guard let allowed else { return true }
            return value.map(allowed.contains)
        }
        func same(_ wanted: Bool?, _ value: Bool?) -> Bool? {
            guard let wanted else { return true }
            return value.map { $0 == wanted }
        }
        func within(_ band: Band?, _ value: Int64?) -> Bool? {
            guard let band else { return true }
            return value.map(band.holds)
        }
        func any(_ conditions: [ProfileCondition]?) -> Bool? {
            guard let verdicts = conditions?.map({ $0.holds(for: facts) }) else { return true }
            return verdicts.contains(true) ? true : verdicts.contains(nil) ? nil : false
        }
        let profile = facts.profile
        let verdicts = [
            one(sector, facts.sector), one(sizeClass, profile?.sizeClass), one(legalForm, profile?.legalForm),
            one(market, profile?.market), one(group, facts.group?.kind), same(bookkeeping, profile?.bookkeeping),
            same(taxNumber, profile?.taxNumber), same(businessNumber, profile?.businessNumber),
            same(disabled, profile?.disabled), same(migrantFamily, profile?.migrantFamily),
            within(ageMonths, profile?.ageMonths.map { Int64($0) }),
            within(cashDays, profile?.cashDays.map { Int64($0) }),
            within(workers, profile?.workers.map { Int64($0) }), within(turnover, profile?.turnover),
            within(decile, profile?.decile.map { Int64($0) }), any(anyOf),
        ]
        return verdicts.contains(false) ? false : verdicts.contains(nil) ? nil : true
    }
}

/// What is known of somebody who needs something.
struct SubjectFacts: Sendable {
    var kind: SubjectKind
    var profile: BusinessProfile?
    var group: SupportedGroup?

    var nik: String? { profile?.nik ?? ownNumber }
    /// The identity number of a person of whom no profile is known.
    var ownNumber: String?

    var sector: String? { kind == .person ? profile?.sector : group?.sector }
}

/// Whose need it is.
public enum SubjectKind: String, Sendable, Hashable, Codable, CaseIterable { case person, group, village }

extension Need {
    /// Whose need it is.
    public var subjectKind: SubjectKind { nik != nil ? .person : group != nil ? .group : .village }
}

/// Decoding that refuses a key nobody knows, such as a misspelt one.
enum KnownKeys {
    private struct AnyKey: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    static func container<Key: CodingKey & CaseIterable>(
        _ decoder: any Decoder, _ keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        let known = Set(Key.allCases.map(\.stringValue))
        if let unknown = try decoder.container(keyedBy: AnyKey.self).allKeys.first(where: {
            !known.contains($0.stringValue)
        }) {
            throw DecodingError.keyNotFound(
                unknown, .init(codingPath: decoder.codingPath, debugDescription: unknown.stringValue))
        }
        return try decoder.container(keyedBy: keys)
    }
}
