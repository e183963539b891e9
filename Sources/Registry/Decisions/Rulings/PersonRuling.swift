public import Store

/// What a stored ruling says of a person.
public struct PersonRuling: Sendable {
    public var ruling: RulingRecord
    public var row: Int
    public var verdict: RuleVerdict
    /// Rupiah.
    public var benefit: Int64?
    /// Codes of the rules that refused or held.
    public var rules: [String]
    /// Names and versions of the rule files that said so.
    public var files: [RulingFileRecord]
    /// What an appeal brought.
    public var evidence: AppealEvidence?
    /// Whether a later appeal decided otherwise or the same anew.
    public var isSuperseded: Bool
}

extension PersonRuling {
    /// All of a person, in the order in which they were stored.
    static func all(_ numbers: [String], _ connection: any Connection) throws -> [PersonRuling] {
        let queries = RulingQueries(connection)
        let found = try numbers.flatMap { try queries.cases(nik: $0) }.sorted { $0.ruling.id < $1.ruling.id }
        return try found.map { ruling, item in
            let root = ruling.appeals ?? ruling.id
            let kept = LedgerJSON.value(StoredVerdict.self, item.reasons)
            let verdict = RuleVerdict(rawValue: item.verdict) ?? .held
            let deciding: String = verdict == .refused ? RuleResult.violated.word : RuleResult.held.word
            let rules = (kept?.reasons ?? []).filter { verdict != .eligible && $0.result == deciding }.map(\.rule)
            return PersonRuling(
                ruling: ruling, row: item.row, verdict: verdict, benefit: item.benefit, rules: rules,
                files: try queries.files(of: root),
                evidence: ruling.brought,
                isSuperseded: found.contains { other in
                    other.ruling.id > ruling.id && (other.ruling.appeals ?? other.ruling.id) == root
                        && other.item.row == item.row
                })
        }
    }
}
