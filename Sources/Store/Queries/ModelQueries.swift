/// Enterprises and groups of people; needs and the referrals that answer them.
public struct ModelQueries {
    private let connection: any Connection

    public init(_ connection: any Connection) { self.connection = connection }

    public func enterprises(of owner: Int64) throws -> [EnterpriseRecord] {
        try connection.all(
            """
            SELECT id, owner, name, business, sector, kbli_edition, kbli_code, nib, npwp, size_class, size_rule_set,
                batch FROM enterprise WHERE owner = ? ORDER BY id
            """, [.integer(owner)]
        ) {
            EnterpriseRecord(
                id: $0.integer(0) ?? 0, owner: $0.integer(1) ?? 0, name: $0.text(2), business: $0.text(3),
                sector: $0.text(4), kbliEdition: $0.text(5), kbliCode: $0.text(6), nib: $0.text(7), npwp: $0.text(8),
                sizeClass: $0.text(9), sizeRuleSet: $0.text(10), batch: $0.integer(11) ?? 0)
        }
    }

    public func groups(of person: Int64) throws -> [GroupRecord] {
        try connection.all(
            """
            SELECT g.id, g.programme, g.name, g.village, m.subgroup, m.role FROM group_member m
                JOIN beneficiary_group g ON g.id = m.beneficiary_group WHERE m.person = ? ORDER BY g.programme, g.name
            """, [.integer(person)]
        ) {
            GroupRecord(
                id: $0.integer(0) ?? 0, programme: $0.string(1), name: $0.string(2), village: $0.text(3),
                subgroup: $0.text(4), role: $0.text(5))
        }
    }

    /// Stores a need; its own number is not looked at.
    ///
    /// - Returns: the need's number.
    public func insert(_ need: NeedRecord) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO need (person, enterprise, kind, statement, source, recorded_at, state)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .optional(need.person), .optional(need.enterprise), .text(need.kind), .optional(need.statement),
                .text(need.source), .text(need.recordedAt), .text(need.state.rawValue),
            ])
        return try connection.first("SELECT MAX(id) FROM need") { $0.integer(0) ?? 0 } ?? 0
    }

    public func setState(_ state: NeedRecord.State, ofNeed id: Int64) throws {
        try connection.execute("UPDATE need SET state = ? WHERE id = ?", [.text(state.rawValue), .integer(id)])
    }

    public func needs(of person: Int64) throws -> [NeedRecord] {
        try connection.all(
            """
            SELECT id, person, enterprise, kind, statement, source, recorded_at, state FROM need
            WHERE person = ? ORDER BY id
            """, [.integer(person)]
        ) {
            NeedRecord(
                id: $0.integer(0) ?? 0, person: $0.integer(1), enterprise: $0.integer(2), kind: $0.string(3),
                statement: $0.text(4), source: $0.string(5), recordedAt: $0.string(6),
                state: NeedRecord.State(rawValue: $0.string(7)) ?? .open)
        }
    }

    /// Adds a step to a referral; steps are never changed.
    public func insert(_ referral: ReferralRecord) throws {
        try connection.execute(
            """
            INSERT INTO referral (need, programme, actor, happened_at, state, reason) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                .integer(referral.need), .text(referral.programme), .text(referral.actor), .text(referral.happenedAt),
                .text(referral.state.rawValue), .optional(referral.reason),
            ])
    }

    /// The steps of a need's referrals in their order.
    public func referrals(of need: Int64) throws -> [ReferralRecord] {
        try connection.all(
            "SELECT id, need, programme, actor, happened_at, state, reason FROM referral WHERE need = ? ORDER BY id",
            [.integer(need)]
        ) {
            ReferralRecord(
                id: $0.integer(0) ?? 0, need: $0.integer(1) ?? 0, programme: $0.string(2), actor: $0.string(3),
                happenedAt: $0.string(4), state: ReferralRecord.State(rawValue: $0.string(5)) ?? .proposed,
                reason: $0.text(6))
        }
    }
}
