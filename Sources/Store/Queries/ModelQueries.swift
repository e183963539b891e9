/// Enterprises and groups of people.
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
}
