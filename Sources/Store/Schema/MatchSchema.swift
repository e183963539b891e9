/// What the fourth shape adds: proposals that two records are one person, and what people decided about them.
///
/// A subject is one number: that of the line a person comes from, or of a refused line that made none. Proposals are
/// worked out and replaced by the next run; decisions are added and never changed or removed, and taking one back is a
/// row of its own. Neither touches people, families or enrolments: who is one person is read from the decisions.
///
/// Weights stand in thousandths of a bit and probabilities in millionths, since both databases keep whole numbers alike.
enum MatchSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        let id = dialect.identityColumn
        return [
            """
            CREATE TABLE linkage_run (
                id \(id), started_at TEXT NOT NULL, actor TEXT NOT NULL, model TEXT NOT NULL, document TEXT NOT NULL,
                lower_bound \(int) NOT NULL, threshold \(int) NOT NULL, revision \(int) NOT NULL,
                record_count \(int) NOT NULL, pair_count \(int) NOT NULL, candidate_count \(int) NOT NULL,
                is_converged \(int) NOT NULL, milliseconds \(int) NOT NULL)
            """,
            """
            CREATE TABLE match_candidate (
                id \(id), run \(int) NOT NULL REFERENCES linkage_run (id), subject_a \(int) NOT NULL,
                subject_b \(int) NOT NULL, weight \(int) NOT NULL, probability \(int) NOT NULL, stratum \(int) NOT NULL,
                place \(int) NOT NULL, pattern TEXT NOT NULL, fields TEXT NOT NULL)
            """,
            "CREATE UNIQUE INDEX match_candidate_by_pair ON match_candidate (subject_a, subject_b)",
            "CREATE INDEX match_candidate_by_stratum ON match_candidate (stratum, place)",
            "CREATE INDEX match_candidate_by_pattern ON match_candidate (pattern)",
            """
            CREATE TABLE match_decision (
                id \(id), subject_a \(int) NOT NULL REFERENCES line (id), subject_b \(int) NOT NULL REFERENCES line (id),
                verdict TEXT NOT NULL, reverses \(int) REFERENCES match_decision (id), decided_at TEXT NOT NULL,
                actor TEXT NOT NULL, note TEXT, is_blind \(int) NOT NULL, bundle \(int), run \(int), weight \(int),
                probability \(int), pattern TEXT)
            """,
            "CREATE INDEX match_decision_by_pair ON match_decision (subject_a, subject_b)",
            "CREATE INDEX match_decision_by_bundle ON match_decision (bundle) WHERE bundle IS NOT NULL",
            "CREATE UNIQUE INDEX match_decision_reversed ON match_decision (reverses) WHERE reverses IS NOT NULL",
            "CREATE INDEX line_refused ON line (batch) WHERE outcome = 'refused'",
        ]
    }
}
