import Problems
import Rules

/// Makes cases of what the database came to, and lets the evaluator explain those of which there is more to tell.
struct StoredTelling {
    private struct Found {
        var signature: RuleSignature
        var benefit: Int64?
        var verdict: RuleVerdict
        var isExplained: Bool
    }

    private let judge: RuleJudge
    private let explaining: RuleJudge.Explained
    private var found: [Int: Found] = [:]

    init(_ judge: RuleJudge, _ explaining: RuleJudge.Explained) {
        self.judge = judge
        self.explaining = explaining
    }

    /// Takes what the database came to for a row.
    mutating func add(_ row: Int, _ signature: RuleSignature, _ benefit: Int64?) {
        let verdict = judge.rules.verdict(signature)
        let isExplained =
            !signature.isUnread && explaining.takes(verdict, isPlain: judge.rules.isPlain(signature), told: 0)
        found[row] = Found(signature: signature, benefit: benefit, verdict: verdict, isExplained: isExplained)
    }

    /// The cases of the rows that were added since the last time; counted are those that the evaluator explained.
    ///
    /// - Throws: `rules.engines-differ`.
    mutating func tell(_ lines: [CaseFacts]) throws(Problem) -> JudgedLines {
        defer { found = [:] }
        let asked = lines.filter { found[$0.row]?.isExplained ?? false }
        var judged = try judge.judgeTogether(asked, explaining: explaining).checked()
        for (facts, counted) in zip(asked, judged.counted) {
            let own = found[facts.row]
            guard counted.signature == own?.signature, counted.benefit == own?.benefit else {
                throw differing(facts.row)
            }
        }
        var explained = judged.told[...]
        judged.told = []
        for facts in lines {
            guard let own = found[facts.row] else { throw differing(facts.row) }
            if own.isExplained, let item = explained.popFirst() {
                judged.told.append(item)
            } else {
                judged.told.append(
                    RuledCase(
                        row: facts.row, nik: facts.nik, name: facts.name, place: facts.place, verdict: own.verdict,
                        findings: [], problems: facts.problems, signature: own.signature, benefit: own.benefit))
            }
        }
        return judged
    }

    private func differing(_ row: Int) -> Problem { Problem("rules.engines-differ", .refuse, at: Place(row: row)) }
}
