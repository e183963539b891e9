/// What the fifth shape adds: proposals for what one batch brought, a queue that is read page by page, and decisions that
/// outlive a list sent again.
///
/// A place in a drawing order would move whenever a pair comes or goes; the number by which pairs are drawn does not.
enum ProposalSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            "DROP INDEX match_candidate_by_stratum",
            "DROP INDEX match_candidate_by_pattern",
            "ALTER TABLE match_candidate DROP COLUMN place",
            "ALTER TABLE match_candidate ADD COLUMN draw \(int) NOT NULL DEFAULT 0",
            "CREATE INDEX match_candidate_by_draw ON match_candidate (stratum, draw)",
            "CREATE INDEX match_candidate_by_weight ON match_candidate (weight DESC, id)",
            "CREATE INDEX match_candidate_by_pattern ON match_candidate (pattern, probability)",
            "CREATE INDEX match_candidate_by_other ON match_candidate (subject_b)",
            "CREATE INDEX match_candidate_by_run ON match_candidate (run)",
            "ALTER TABLE linkage_run ADD COLUMN batch \(int)",
            "ALTER TABLE linkage_run ADD COLUMN basis TEXT NOT NULL DEFAULT 'trained'",
            // Records came to light since that the search did not look at.
            "ALTER TABLE linkage_run ADD COLUMN is_outdated \(int) NOT NULL DEFAULT 0",
            "CREATE INDEX linkage_run_by_batch ON linkage_run (batch) WHERE batch IS NOT NULL",
            "ALTER TABLE match_decision ADD COLUMN carries \(int) REFERENCES match_decision (id)",
            "CREATE INDEX match_decision_carried ON match_decision (carries) WHERE carries IS NOT NULL",
        ]
    }

    /// Gives each proposal its drawing number, and drops those about records that are not in the registry any more: from
    /// now on they go with their list.
    @Sendable static func move(_ connection: any Connection) throws {
        try connection.execute(
            """
            DELETE FROM match_candidate WHERE NOT \(SubjectRecordQueries.live("match_candidate.subject_a"))
                OR NOT \(SubjectRecordQueries.live("match_candidate.subject_b"))
            """)
        let pairs = try connection.all("SELECT id, subject_a, subject_b FROM match_candidate") {
            (id: $0.integer(0) ?? 0, pair: SubjectPair($0.integer(1) ?? 0, $0.integer(2) ?? 0))
        }
        let update = try connection.prepare("UPDATE match_candidate SET draw = ? WHERE id = ?")
        for item in pairs { try update.run([.integer(item.pair.drawingNumber), .integer(item.id)]) }
    }
}
