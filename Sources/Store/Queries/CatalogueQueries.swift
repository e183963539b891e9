import Foundation

/// Institutions, programmes, rules and regions. Writing an entry that exists replaces it.
public struct CatalogueQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    public func save(_ institution: InstitutionRecord) throws {
        try connection.execute(
            """
            INSERT INTO institution (code, name, name_en, kind, region_code) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en, kind = excluded.kind,
                region_code = excluded.region_code
            """,
            [
                .text(institution.code), .text(institution.name), .optional(institution.nameEn),
                .text(institution.kind), .optional(institution.regionCode),
            ])
    }

    public func save(_ programme: ProgrammeRecord) throws {
        let position = try connection.count("SELECT COUNT(*) FROM programme") + 1
        try connection.execute(
            """
            INSERT INTO programme (code, position, name, name_en, abbreviation, owner, unit, pillar, kind, target_unit,
                size_class, sector, legal_basis, data_system, data_key, status, sources)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name, name_en = excluded.name_en,
                abbreviation = excluded.abbreviation, owner = excluded.owner, unit = excluded.unit,
                pillar = excluded.pillar, kind = excluded.kind, target_unit = excluded.target_unit,
                size_class = excluded.size_class, sector = excluded.sector, legal_basis = excluded.legal_basis,
                data_system = excluded.data_system, data_key = excluded.data_key, status = excluded.status,
                sources = excluded.sources
            """,
            [
                .text(programme.code), .integer(Int64(position)), .text(programme.name), .optional(programme.nameEn),
                .optional(programme.abbreviation), .text(programme.owner), .optional(programme.unit),
                .optional(programme.pillar), .text(programme.kind), .text(programme.targetUnit),
                .optional(programme.sizeClass), .optional(programme.sector), .optional(programme.legalBasis),
                .optional(programme.dataSystem), .optional(programme.dataKey), .optional(programme.status),
                .optional(programme.sources.joined(separator: "\n")),
            ])
        let code = SQLValue.text(programme.code)
        let details = ["aim", "party", "relation", "criterion", "period"].map { "programme_" + $0 }
        for table in details {
            try connection.execute("DELETE FROM \(table) WHERE programme = ?", [code])
        }
        for aim in programme.aims {
            try connection.execute("INSERT INTO programme_aim (programme, aim) VALUES (?, ?)", [code, .text(aim)])
        }
        for (role, names) in [("proposer", programme.proposers), ("distributor", programme.distributors)] {
            for name in names {
                try connection.execute(
                    "INSERT INTO programme_party (programme, role, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    [code, .text(role), .text(name)])
            }
        }
        for (relation, others) in [("complementary", programme.complementary), ("conflicting", programme.conflicting)] {
            for other in others {
                try connection.execute(
                    "INSERT INTO programme_relation (programme, relation, other) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    [code, .text(relation), .text(other)])
            }
        }
        for (position, criterion) in programme.criteria.enumerated() {
            try connection.execute(
                """
                INSERT INTO programme_criterion (programme, position, kind, statement, statement_en, legal_basis, issuer)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    code, .integer(Int64(position)), .text(criterion.kind), .text(criterion.statement),
                    .optional(criterion.statementEn), .optional(criterion.legalBasis), .optional(criterion.issuer),
                ])
        }
        for period in programme.periods {
            try connection.execute(
                """
                INSERT INTO programme_period (programme, fiscal_year, valid_from, valid_to, amount, budget, target,
                    realised, legal_basis) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    code, .integer(Int64(period.fiscalYear)), .optional(period.validFrom), .optional(period.validTo),
                    .optional(period.amount), .optional(period.budget), .optional(period.target),
                    .optional(period.realised), .optional(period.legalBasis),
                ])
        }
    }

    /// Replaces all compatibility rules.
    public func replace(compatibility rules: [CompatibilityRecord]) throws {
        try connection.execute("DELETE FROM compatibility")
        for rule in rules {
            try connection.execute(
                """
                INSERT INTO compatibility (position, programme_a, programme_b, unit, holds_when, verdict, condition_id,
                    condition_en, legal_basis, valid_from, valid_to, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .integer(Int64(rule.position)), .text(rule.programmeA), .text(rule.programmeB), .text(rule.unit),
                    .text(rule.when), .text(rule.verdict), .optional(rule.conditionId), .optional(rule.conditionEn),
                    .optional(rule.legalBasis), .optional(rule.validFrom), .optional(rule.validTo),
                    .optional(rule.source),
                ])
        }
    }

    public func save(_ rule: RuleRecord) throws {
        try connection.execute(
            """
            INSERT INTO rule (code, programme, kind, statement_id, statement_en, legal_basis, issuer, valid_from,
                valid_to, verification, contradicted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (code) DO UPDATE SET contradicted_by = excluded.contradicted_by, programme = excluded.programme, kind = excluded.kind,
                statement_id = excluded.statement_id, statement_en = excluded.statement_en,
                legal_basis = excluded.legal_basis, issuer = excluded.issuer, valid_from = excluded.valid_from,
                valid_to = excluded.valid_to, verification = excluded.verification
            """,
            [
                .text(rule.code), .text(rule.programme), .text(rule.kind), .text(rule.statementId),
                .optional(rule.statementEn), .optional(rule.legalBasis), .optional(rule.issuer),
                .optional(rule.validFrom), .optional(rule.validTo), .optional(rule.verification),
                .optional(rule.contradictedBy.joined(separator: " ")),
            ])
    }

    /// Stores regions; those of the same system, version and code are replaced.
    public func save(_ regions: [RegionRecord]) throws {
        let statement = try connection.prepare(
            """
            INSERT INTO region (system, version, code, name, level, parent) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (system, version, code) DO UPDATE SET name = excluded.name, level = excluded.level,
                parent = excluded.parent
            """)
        for region in regions {
            try statement.run([
                .text(region.system), .text(region.version), .text(region.code), .text(region.name),
                .text(region.level), .optional(region.parent),
            ])
        }
    }

    public func institutions() throws -> [InstitutionRecord] {
        try connection.all("SELECT code, name, name_en, kind, region_code FROM institution ORDER BY kind, code") {
            InstitutionRecord(
                code: $0.string(0), name: $0.string(1), nameEn: $0.text(2), kind: $0.string(3), regionCode: $0.text(4))
        }
    }

    public func programmes() throws -> [ProgrammeRecord] {
        var programmes = try connection.all(
            """
            SELECT code, name, name_en, abbreviation, owner, unit, pillar, kind, target_unit, size_class, sector,
                legal_basis, data_system, data_key, status, sources FROM programme ORDER BY position
            """
        ) { row in
            ProgrammeRecord(
                code: row.string(0), name: row.string(1), nameEn: row.text(2), abbreviation: row.text(3),
                owner: row.string(4), unit: row.text(5), pillar: row.text(6), aims: [], kind: row.string(7),
                targetUnit: row.string(8), sizeClass: row.text(9), sector: row.text(10), legalBasis: row.text(11),
                criteria: [], proposers: [], distributors: [], dataSystem: row.text(12), dataKey: row.text(13),
                status: row.text(14), sources: row.string(15).split(separator: "\n").map(String.init),
                complementary: [], conflicting: [], periods: [])
        }
        for index in programmes.indices { try complete(&programmes[index]) }
        return programmes
    }

    private func complete(_ programme: inout ProgrammeRecord) throws {
        let code: [SQLValue] = [.text(programme.code)]
        programme.aims = try connection.all(
            "SELECT aim FROM programme_aim WHERE programme = ? ORDER BY aim", code
        ) { $0.string(0) }
        let parties = try connection.all(
            "SELECT role, name FROM programme_party WHERE programme = ? ORDER BY name", code
        ) { ($0.string(0), $0.string(1)) }
        programme.proposers = parties.filter { $0.0 == "proposer" }.map(\.1)
        programme.distributors = parties.filter { $0.0 == "distributor" }.map(\.1)
        let relations = try connection.all(
            "SELECT relation, other FROM programme_relation WHERE programme = ? ORDER BY other", code
        ) { ($0.string(0), $0.string(1)) }
        programme.complementary = relations.filter { $0.0 == "complementary" }.map(\.1)
        programme.conflicting = relations.filter { $0.0 == "conflicting" }.map(\.1)
        programme.criteria = try connection.all(
            """
            SELECT statement, statement_en, kind, legal_basis, issuer FROM programme_criterion
            WHERE programme = ? ORDER BY position
            """, code
        ) {
            ProgrammeRecord.Criterion(
                statement: $0.string(0), statementEn: $0.text(1), kind: $0.string(2), legalBasis: $0.text(3),
                issuer: $0.text(4))
        }
        programme.periods = try connection.all(
            """
            SELECT fiscal_year, valid_from, valid_to, amount, budget, target, realised, legal_basis
            FROM programme_period WHERE programme = ? ORDER BY fiscal_year
            """, code
        ) {
            ProgrammeRecord.Period(
                fiscalYear: $0.int(0), validFrom: $0.text(1), validTo: $0.text(2), amount: $0.integer(3),
                budget: $0.integer(4), target: $0.integer(5), realised: $0.integer(6), legalBasis: $0.text(7))
        }
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

    /// Regions, of one level when it is given, in the order of their codes.
    public func regions(level: String? = nil) throws -> [RegionRecord] {
        let condition = level == nil ? "" : "WHERE level = ?"
        return try connection.all(
            "SELECT system, version, code, name, level, parent FROM region \(condition) ORDER BY system, version, code",
            level.map { [.text($0)] } ?? []
        ) {
            RegionRecord(
                system: $0.string(0), version: $0.string(1), code: $0.string(2), name: $0.string(3),
                level: $0.string(4), parent: $0.text(5))
        }
    }
}
