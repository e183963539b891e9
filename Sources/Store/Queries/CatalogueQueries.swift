import Foundation

/// Institutions, programmes, rules and regions. Writing an entry that exists replaces it; what institutions and rules
/// said before is kept, with the instant until which it was known so.
public struct CatalogueQueries {
    let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    public func save(_ institution: InstitutionRecord, at instant: String) throws {
        guard try self.institution(institution.code) != institution else { return }
        try KeptCatalogue.institution.keep(.text(institution.code), until: instant, connection)
        try countChange(of: Self.institutionSubject)
        try connection.execute(
            """
            INSERT INTO institution (code, name, name_en, kind, region_code, known_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
                region_code = excluded.region_code, known_at = excluded.known_at
            """,
            [
                .text(institution.code), .text(institution.name), .optional(institution.nameEn),
                .text(institution.kind), .optional(institution.regionCode), .text(instant),
            ])
    }

    /// One institution; nil for a code that is not known.
    public func institution(_ code: String) throws -> InstitutionRecord? {
        try connection.first(
            "SELECT code, name, name_en, kind, region_code FROM institution WHERE code = ?", [.text(code)],
            Self.institution)
    }

    static let institutionSubject = "institution"
    static let regionSubject = "region"

    func countChange(of subject: String) throws {
        try connection.execute(
            """
            INSERT INTO revision (subject, number) VALUES (?, 1)
            ON CONFLICT (subject) DO UPDATE SET number = revision.number + 1
            """, [.text(subject)])
    }

    /// Keeps the programme's place in the catalogue and its owner, to which lists and money refer. What else is known of
    /// it stands in the ledger, a version for each fiscal year.
    public func anchor(code: String, owner: String) throws {
        let position = try connection.count("SELECT COUNT(*) FROM programme") + 1
        try connection.execute(
            """
            INSERT INTO programme (code, position, owner) VALUES (?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET owner = excluded.owner
            """, [.text(code), .integer(Int64(position)), .text(owner)])
    }

    /// Codes of programmes in the order in which they were entered.
    public func programmeCodes() throws -> [String] {
        try connection.all("SELECT code FROM programme ORDER BY position, code") { $0.string(0) }
    }

    /// Takes a programme's anchor away.
    ///
    /// - Returns: false where lists still refer to it; then it stays.
    public func removeAnchor(code: String) throws -> Bool {
        let lists = try connection.count("SELECT COUNT(*) FROM source_list WHERE programme = ?", [.text(code)])
        guard lists == 0 else { return false }
        try connection.execute("DELETE FROM programme WHERE code = ?", [.text(code)])
        return true
    }

    /// Replaces all compatibility rules. Those that say the same at the same place stay.
    public func replace(compatibility rules: [CompatibilityRecord], at instant: String) throws {
        let rules = rules.map(\.withoutBlanks)
        let before = Set(try compatibility())
        for rule in before.subtracting(rules) {
            let position = SQLValue.integer(Int64(rule.position))
            try KeptCatalogue.compatibility.keep(position, until: instant, connection)
            try connection.execute("DELETE FROM compatibility WHERE position = ?", [position])
        }
        for rule in rules where !before.contains(rule) {
            try connection.execute(
                """
                INSERT INTO compatibility (position, programme_a, programme_b, unit, holds_when, verdict, condition_id,
                    condition_en, legal_basis, valid_from, valid_to, source, known_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(Int64(rule.position)), .text(rule.programmeA), .text(rule.programmeB), .text(rule.unit),
                    .text(rule.when), .text(rule.verdict), .optional(rule.conditionId), .optional(rule.conditionEn),
                    .optional(rule.legalBasis), .optional(rule.validFrom), .optional(rule.validTo),
                    .optional(rule.source), .text(instant),
                ])
        }
    }

    public func save(_ rule: RuleRecord, at instant: String) throws {
        guard try !rules().contains(rule.withoutBlanks) else { return }
        try KeptCatalogue.rule.keep(.text(rule.code), until: instant, connection)
        try connection.execute(
            """
            INSERT INTO rule (code, programme, kind, statement_id, statement_en, legal_basis, issuer, valid_from,
                valid_to, verification, contradicted_by, known_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET known_at = excluded.known_at,
                contradicted_by = excluded.contradicted_by, programme = excluded.programme, kind = excluded.kind,
                statement_id = excluded.statement_id, statement_en = excluded.statement_en,
                legal_basis = excluded.legal_basis, issuer = excluded.issuer, valid_from = excluded.valid_from,
                valid_to = excluded.valid_to, verification = excluded.verification
            """,
            [
                .text(rule.code), .text(rule.programme), .text(rule.kind), .text(rule.statementId),
                .optional(rule.statementEn), .optional(rule.legalBasis), .optional(rule.issuer),
                .optional(rule.validFrom), .optional(rule.validTo), .optional(rule.verification),
                .optional(rule.contradictedBy.joined(separator: " ")), .text(instant),
            ])
    }

    public func institutions() throws -> [InstitutionRecord] {
        try connection.all(
            "SELECT code, name, name_en, kind, region_code FROM institution ORDER BY kind, code", [], Self.institution)
    }

    private static func institution(_ row: any Row) -> InstitutionRecord {
        InstitutionRecord(
            code: row.string(0), name: row.string(1), nameEn: row.text(2), kind: row.string(3), regionCode: row.text(4))
    }

    public func compatibility() throws -> [CompatibilityRecord] {
        try connection.all(
            """
            SELECT position, programme_a, programme_b, unit, holds_when, verdict, condition_id, condition_en,
                legal_basis, valid_from, valid_to, source FROM compatibility ORDER BY position
            """
        ) {
            CompatibilityRecord(
                position: $0.int(0), programmeA: $0.string(1), programmeB: $0.string(2), unit: $0.string(3),
                when: $0.string(4), verdict: $0.string(5), conditionId: $0.text(6), conditionEn: $0.text(7),
                legalBasis: $0.text(8), validFrom: $0.text(9), validTo: $0.text(10), source: $0.text(11))
        }
    }

    public func rules() throws -> [RuleRecord] {
        try connection.all(
            """
            SELECT code, programme, kind, statement_id, statement_en, legal_basis, issuer, valid_from, valid_to,
                verification, contradicted_by FROM rule ORDER BY programme, code
            """
        ) {
            RuleRecord(
                code: $0.string(0), programme: $0.string(1), kind: $0.string(2), statementId: $0.string(3),
                statementEn: $0.text(4), legalBasis: $0.text(5), issuer: $0.text(6), validFrom: $0.text(7),
                validTo: $0.text(8), verification: $0.text(9),
                contradictedBy: $0.string(10).split(separator: " ").map(String.init))
        }
    }
}

extension String? {
    fileprivate var withoutBlank: String? { flatMap { $0.isEmpty ? nil : $0 } }
}

extension CompatibilityRecord {
    /// As it comes out of the database, where an empty text is none.
    fileprivate var withoutBlanks: CompatibilityRecord {
        var rule = self
        rule.conditionId = conditionId.withoutBlank
        rule.conditionEn = conditionEn.withoutBlank
        rule.legalBasis = legalBasis.withoutBlank
        rule.validFrom = validFrom.withoutBlank
        rule.validTo = validTo.withoutBlank
        rule.source = source.withoutBlank
        return rule
    }
}

extension RuleRecord {
    fileprivate var withoutBlanks: RuleRecord {
        var rule = self
        rule.statementEn = statementEn.withoutBlank
        rule.legalBasis = legalBasis.withoutBlank
        rule.issuer = issuer.withoutBlank
        rule.validFrom = validFrom.withoutBlank
        rule.validTo = validTo.withoutBlank
        rule.verification = verification.withoutBlank
        return rule
    }
}
