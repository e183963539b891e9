/// What the sixth shape adds: to whom the weight of a pair was shown before anybody decided it. What they decide about it
/// is not blind, whoever else may still decide it so.
enum RevealSchema {
    static func statements(_ dialect: any Dialect) -> [String] {
        let int = dialect.integerType
        return [
            """
            CREATE TABLE match_reveal (
                subject_a \(int) NOT NULL REFERENCES line (id), subject_b \(int) NOT NULL REFERENCES line (id),
                actor TEXT NOT NULL, shown_at TEXT NOT NULL, PRIMARY KEY (subject_a, subject_b, actor))
            """
        ]
    }
}
