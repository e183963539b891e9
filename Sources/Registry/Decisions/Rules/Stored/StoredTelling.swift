import Problems
import Rules

/// Makes cases of what the database came to, and lets the evaluator tell of those of which there is more to tell.
struct StoredTelling {
    private struct Found {
        var signature: RuleSignature
        var benefit: Int64?
        var verdict: RuleVerdict
        /// Whether the evaluator is asked.
        var isAsked: Bool
    }

    private let judge: RuleJudge
    private let explaining: RuleJudge.Explained
    private var found: [Int: Found] = [:]
    /// How many cases of this piece are asked for to be explained.
    private var told = 0

    init(_ judge: RuleJudge, _ explaining: RuleJudge.Explained) {
        self.judge = judge
        self.explaining = explaining
    }

    /// Takes what the database came to for a row.
    mutating func add(_ row: Int, _ signature: RuleSignature, _ benefit: Int64?) {
        let verdict = judge.rules.verdict(signature)
        let isExplained =
            !signature.isUnread && explaining.takes(verdict, isPlain: judge.rules.isPlain(signature), told: told)
        // What holds a case is counted by name.
        let isAsked = isExplained || (verdict == .held && !signature.isUnread)
        guard isAsked || explaining.handsAllOn else { return }
        if isExplained { told += 1 }
        found[row] = Found(signature: signature, benefit: benefit, verdict: verdict, isAsked: isAsked)
    }

    /// Whether the lines of the rows that were added are needed.
    var asksForLines: Bool { !found.isEmpty }

    /// The cases of the rows that were added since the last time; counted are those that the evaluator was asked for.
    ///
    /// - Throws: `rules.engines-differ`.
    mutating func tell(_ lines: [CaseFacts]) throws(Problem) -> JudgedLines {
        defer { (found, told) = ([:], 0) }
        let asked = lines.filter { found[$0.row]?.isAsked ?? false }
        var judged = try judge.judgeTogether(asked, explaining: explaining).checked()
        for (facts, counted) in zip(asked, judged.counted) {
            let own = found[facts.row]
            guard counted.signature == own?.signature, counted.benefit == own?.benefit else {
                throw differing(facts.row)
            }
        }
        guard explaining.handsAllOn else { return judged }
        var explained = judged.told[...]
        judged.told = []
        for facts in lines {
            guard let own = found[facts.row] else { throw differing(facts.row) }
            if own.isAsked, let item = explained.popFirst() {
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
