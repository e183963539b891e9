import Problems
import Rules

/// Makes cases of what the database came to, and lets the evaluator explain those that are to be explained.
struct StoredTelling {
    private struct Found {
        var signature: RuleSignature
        var benefit: Int64?
        var verdict: RuleVerdict
        var isExplained: Bool
    }

    private let judge: RuleJudge
    private var explaining: RuleJudge.Choice
    /// Whether only what is explained is handed on.
    private let isForCounts: Bool
    private var found: [Int: Found] = [:]

    init(_ judge: RuleJudge, _ explaining: RuleJudge.Explained) {
        self.judge = judge
        self.explaining = RuleJudge.Choice(explaining)
        isForCounts = if case .held = explaining { true } else { false }
    }

    /// Takes what the database came to for a row.
    mutating func add(_ row: Int, _ signature: RuleSignature, _ benefit: Int64?) {
        let verdict = judge.rules.verdict(signature)
        let isExplained =
            !signature.isUnread && explaining.takes(verdict, isPlain: judge.rules.isPlain(signature))
        guard isExplained || !isForCounts else { return }
        found[row] = Found(signature: signature, benefit: benefit, verdict: verdict, isExplained: isExplained)
    }

    /// Whether the lines of the rows that were added are needed.
    var asksForLines: Bool { !found.isEmpty }

    /// The cases of the rows that were added since the last time.
    ///
    /// - Throws: `rules.engines-differ`.
    mutating func tell(_ lines: [CaseFacts]) throws(Problem) -> [RuledCase] {
        defer { found = [:] }
        let lines = lines.filter { found[$0.row] != nil || !isForCounts }
        var ruled: [RuledCase] = []
        var wanted: [Int] = []
        for (place, facts) in lines.enumerated() {
            guard let own = found[facts.row] else { throw differing(facts.row) }
            ruled.append(
                RuledCase(
                    row: facts.row, nik: facts.nik, name: facts.name, place: facts.place, verdict: own.verdict,
                    findings: [], problems: facts.problems, signature: own.signature, benefit: own.benefit))
            if own.isExplained { wanted.append(place) }
        }
        for (place, item) in zip(wanted, judge.judgeTogether(wanted.map { lines[$0] })) {
            guard item.signature == ruled[place].signature, item.benefit == ruled[place].benefit else {
                throw differing(item.row)
            }
            ruled[place] = item
        }
        return ruled
    }

    private func differing(_ row: Int) -> Problem { Problem("rules.engines-differ", .refuse, at: Place(row: row)) }
}
