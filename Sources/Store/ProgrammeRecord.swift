/// A programme as the mapping of programmes describes it: what holds now, with what it planned and did in each year.
///
/// In the ledger a programme has one entry a fiscal year, whose ``periods`` hold that year alone.
public struct ProgrammeRecord: Sendable, Hashable {
    /// One criterion of a programme as its owner states it.
    public struct Criterion: Sendable, Hashable, Codable {
        public var statement: String
        public var statementEn: String?
        /// `requirement`, `exclusion`, `carry-over`, `proposer`, …
        public var kind: String
        public var legalBasis: String?
        public var issuer: String?

        public init(
            statement: String, statementEn: String? = nil, kind: String, legalBasis: String? = nil,
            issuer: String? = nil
        ) {
            self.statement = statement
            self.statementEn = statementEn
            self.kind = kind
            self.legalBasis = legalBasis
            self.issuer = issuer
        }
    }

    /// What a programme plans and did in one fiscal year. Money in rupiah, targets in beneficiaries.
    public struct Period: Sendable, Hashable, Codable {
        public var fiscalYear: Int
        public var validFrom: String?
        public var validTo: String?
        /// Benefit for one beneficiary.
        public var amount: Int64?
        public var budget: Int64?
        public var target: Int64?
        public var realised: Int64?
        public var legalBasis: String?

        public init(
            fiscalYear: Int, validFrom: String? = nil, validTo: String? = nil, amount: Int64? = nil,
            budget: Int64? = nil, target: Int64? = nil, realised: Int64? = nil, legalBasis: String? = nil
        ) {
            self.fiscalYear = fiscalYear
            self.validFrom = validFrom
            self.validTo = validTo
            self.amount = amount
            self.budget = budget
            self.target = target
            self.realised = realised
            self.legalBasis = legalBasis
        }
    }

    /// What a programme measures itself by.
    public struct Indicator: Sendable, Hashable, Codable {
        public var name: String
        public var baseline: String?
        public var target: String?

        public init(name: String, baseline: String? = nil, target: String? = nil) {
            self.name = name
            self.baseline = baseline
            self.target = target
        }
    }

    public var code: String
    public var name: String
    public var nameEn: String?
    public var abbreviation: String?
    /// Code of the institution that answers for the programme.
    public var owner: String
    public var unit: String?
    /// `P1` capacity, `P2` finance institutions, `P3` coordination.
    public var pillar: String?
    /// `T1` finance, `T2` human resources and technology, `T3` business development, `T4` marketing.
    public var aims: [String] = []
    /// The main kind of aid, `J01` (grant) to `J16`.
    public var kind: String
    /// Kinds of aid beside the main one.
    public var otherKinds: [String] = []
    /// `person`, `family`, `household`, `group`, `village`, `cooperative`, `enterprise`.
    public var targetUnit: String
    /// `micro`, `small`, `medium`; empty where the programme does not narrow it.
    public var sizeClasses: [String] = []
    /// Sectors it is meant for; empty where it is for all.
    public var sectors: [String] = []
    /// `women`, `disabled`, `migrant-family`, `poor-decile-1-4`; empty where it is for everybody.
    public var specialTargets: [String] = []
    public var legalBasis: String?
    public var criteria: [Criterion] = []
    public var proposers: [String] = []
    public var distributors: [String] = []
    /// `cash`, `credit`, `goods`, `service`, `training`, `guarantee`, `tax`.
    public var benefitForm: String?
    /// Months over which a credit runs.
    public var tenorMonths: Int?
    /// Codes of the regions it runs in, `ID` for the nation; empty where nobody said.
    public var area: [String] = []
    public var dataSystem: String?
    public var dataKey: String?
    public var indicators: [Indicator] = []
    /// When somebody leaves the programme, or has outgrown it.
    public var exitRule: String?
    /// `active`, `planned`, `ended`.
    public var status: String?
    public var sources: [String] = []
    public var complementary: [String] = []
    public var conflicting: [String] = []
    public var periods: [Period] = []

    public init(code: String, name: String, owner: String, kind: String, targetUnit: String) {
        self.code = code
        self.name = name
        self.owner = owner
        self.kind = kind
        self.targetUnit = targetUnit
    }

    /// All kinds of aid, the main one first.
    public var kinds: [String] { [kind] + otherKinds.filter { $0 != kind } }
}

extension ProgrammeRecord: Codable {
    private enum CodingKeys: String, CodingKey {
        case code, name, nameEn, abbreviation, owner, unit, pillar, aims, kind, otherKinds, targetUnit, sizeClasses
        case sectors, specialTargets, legalBasis, criteria, proposers, distributors, benefitForm, tenorMonths, area
        case dataSystem, dataKey, indicators, exitRule, status, sources, complementary, conflicting, periods
        /// One value where ``sizeClasses`` and ``sectors`` hold several: how catalogues wrote it at first.
        case sizeClass, sector
    }

    /// Lists that are left out are empty.
    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func list(_ key: CodingKeys) throws -> [String] { try values.decodeIfPresent([String].self, forKey: key) ?? [] }
        func text(_ key: CodingKeys) throws -> String? { try values.decodeIfPresent(String.self, forKey: key) }
        self.init(
            code: try values.decode(String.self, forKey: .code), name: try values.decode(String.self, forKey: .name),
            owner: try values.decode(String.self, forKey: .owner), kind: try values.decode(String.self, forKey: .kind),
            targetUnit: try values.decode(String.self, forKey: .targetUnit))
        nameEn = try text(.nameEn)
        abbreviation = try text(.abbreviation)
        unit = try text(.unit)
        pillar = try text(.pillar)
        aims = try list(.aims)
        otherKinds = try list(.otherKinds)
        // Early catalogues wrote two classes as one word.
        let sizes = try list(.sizeClasses) + (try text(.sizeClass).map { [$0] } ?? [])
        sizeClasses = sizes.flatMap { $0 == "micro-small" ? ["micro", "small"] : [$0] }
        sectors = try list(.sectors) + (try text(.sector).map { [$0] } ?? [])
        specialTargets = try list(.specialTargets)
        legalBasis = try text(.legalBasis)
        criteria = try values.decodeIfPresent([Criterion].self, forKey: .criteria) ?? []
        proposers = try list(.proposers)
        distributors = try list(.distributors)
        benefitForm = try text(.benefitForm)
        tenorMonths = try values.decodeIfPresent(Int.self, forKey: .tenorMonths)
        area = try list(.area)
        dataSystem = try text(.dataSystem)
        dataKey = try text(.dataKey)
        indicators = try values.decodeIfPresent([Indicator].self, forKey: .indicators) ?? []
        exitRule = try text(.exitRule)
        status = try text(.status)
        sources = try list(.sources)
        complementary = try list(.complementary)
        conflicting = try list(.conflicting)
        periods = try values.decodeIfPresent([Period].self, forKey: .periods) ?? []
    }

    public func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(code, forKey: .code)
        try values.encode(name, forKey: .name)
        try values.encodeIfPresent(nameEn, forKey: .nameEn)
        try values.encodeIfPresent(abbreviation, forKey: .abbreviation)
        try values.encode(owner, forKey: .owner)
        try values.encodeIfPresent(unit, forKey: .unit)
        try values.encodeIfPresent(pillar, forKey: .pillar)
        try values.encode(aims, forKey: .aims)
        try values.encode(kind, forKey: .kind)
        try values.encode(otherKinds, forKey: .otherKinds)
        try values.encode(targetUnit, forKey: .targetUnit)
        try values.encode(sizeClasses, forKey: .sizeClasses)
        try values.encode(sectors, forKey: .sectors)
        try values.encode(specialTargets, forKey: .specialTargets)
        try values.encodeIfPresent(legalBasis, forKey: .legalBasis)
        try values.encode(criteria, forKey: .criteria)
        try values.encode(proposers, forKey: .proposers)
        try values.encode(distributors, forKey: .distributors)
        try values.encodeIfPresent(benefitForm, forKey: .benefitForm)
        try values.encodeIfPresent(tenorMonths, forKey: .tenorMonths)
        try values.encode(area, forKey: .area)
        try values.encodeIfPresent(dataSystem, forKey: .dataSystem)
        try values.encodeIfPresent(dataKey, forKey: .dataKey)
        try values.encode(indicators, forKey: .indicators)
        try values.encodeIfPresent(exitRule, forKey: .exitRule)
        try values.encodeIfPresent(status, forKey: .status)
        try values.encode(sources, forKey: .sources)
        try values.encode(complementary, forKey: .complementary)
        try values.encode(conflicting, forKey: .conflicting)
        try values.encode(periods, forKey: .periods)
    }
}

extension ProgrammeRecord {
    /// What the ledger knows the entry of a year by: the code and the fiscal year, `-` where no year is told.
    public var yearKey: String { code + "/" + (periods.first.map { String($0.fiscalYear) } ?? "-") }

    /// The programme once for each of its years, each with that year alone; itself where it names none.
    public var yearly: [ProgrammeRecord] {
        guard periods.count > 1 else { return [self] }
        return periods.map { period in
            var record = self
            record.periods = [period]
            return record
        }
    }

    /// One record of what the versions of several years say: the newest year's, with the periods of all.
    public static func merged(_ years: [ProgrammeRecord]) -> ProgrammeRecord? {
        let sorted = years.sorted { ($0.periods.first?.fiscalYear ?? 0) < ($1.periods.first?.fiscalYear ?? 0) }
        guard var record = sorted.last else { return nil }
        record.periods = sorted.flatMap(\.periods)
        return record
    }
}
