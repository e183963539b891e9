/// An institution that owns programmes, proposes candidates, pays out or keeps lists.
public struct InstitutionRecord: Sendable, Hashable, Codable {
    public var code: String
    public var name: String
    public var nameEn: String?
    /// `ministry`, `bank`, `state-company`, `local-government`, `village`.
    public var kind: String
    public var regionCode: String?

    public init(code: String, name: String, nameEn: String? = nil, kind: String, regionCode: String? = nil) {
        self.code = code
        self.name = name
        self.nameEn = nameEn
        self.kind = kind
        self.regionCode = regionCode
    }
}

/// What holds for a pair of programmes. Rules are tried in the order of `position`; the first that fits decides.
public struct CompatibilityRecord: Sendable, Hashable, Codable {
    public var position: Int
    /// A programme's code, or `kind:J05` for every programme of that kind of aid.
    public var programmeA: String
    public var programmeB: String
    /// `person`, `family` or `village`.
    public var unit: String
    /// `any`, `same-fiscal-year`, `different-fiscal-year`, `b-active`, `b-closed`, `same-distributor`,
    /// `different-distributor`.
    public var when: String
    public var verdict: String
    public var conditionId: String?
    public var conditionEn: String?
    public var legalBasis: String?
    public var validFrom: String?
    public var validTo: String?
    public var source: String?

    public init(
        position: Int, programmeA: String, programmeB: String, unit: String, when: String, verdict: String,
        conditionId: String? = nil, conditionEn: String? = nil, legalBasis: String? = nil, validFrom: String? = nil,
        validTo: String? = nil, source: String? = nil
    ) {
        self.position = position
        self.programmeA = programmeA
        self.programmeB = programmeB
        self.unit = unit
        self.when = when
        self.verdict = verdict
        self.conditionId = conditionId
        self.conditionEn = conditionEn
        self.legalBasis = legalBasis
        self.validFrom = validFrom
        self.validTo = validTo
        self.source = source
    }
}

/// A declared rule of a programme with its issuer; a rule without legal basis is kept and flagged, never hidden.
public struct RuleRecord: Sendable, Hashable, Codable {
    public var code: String
    public var programme: String
    public var kind: String
    public var statementId: String
    public var statementEn: String?
    public var legalBasis: String?
    public var issuer: String?
    public var validFrom: String?
    public var validTo: String?
    public var verification: String?
    /// Codes of rules with a legal basis that say the opposite.
    public var contradictedBy: [String]

    public init(
        code: String, programme: String, kind: String, statementId: String, statementEn: String? = nil,
        legalBasis: String? = nil, issuer: String? = nil, validFrom: String? = nil, validTo: String? = nil,
        verification: String? = nil, contradictedBy: [String] = []
    ) {
        self.code = code
        self.programme = programme
        self.kind = kind
        self.statementId = statementId
        self.statementEn = statementEn
        self.legalBasis = legalBasis
        self.issuer = issuer
        self.validFrom = validFrom
        self.validTo = validTo
        self.verification = verification
        self.contradictedBy = contradictedBy
    }
}

/// A region in one version of one code system.
public struct RegionRecord: Sendable, Hashable, Codable {
    /// `kemendagri` or `bps`.
    public var system: String
    public var version: String
    public var code: String
    public var name: String
    /// `province`, `regency`, `district`, `village`.
    public var level: String
    public var parent: String?

    public init(system: String, version: String, code: String, name: String, level: String, parent: String?) {
        self.system = system
        self.version = version
        self.code = code
        self.name = name
        self.level = level
        self.parent = parent
    }
}
