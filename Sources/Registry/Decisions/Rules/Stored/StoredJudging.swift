import Problems
import Rules
import Store

/// Judges the lines of a stored list in the database: one statement over a table of cases tells what every rule comes to
/// for every row; the evaluator explains the rows of which there is more to tell.
struct StoredJudging: Sendable {
    private let judge: RuleJudge
    private let layout: FactLayout
    private let translation: RuleTranslation
    private let database: any Database

    init(_ judge: RuleJudge, _ layout: FactLayout, in database: any Database) {
        self.judge = judge
        self.layout = layout
        self.database = database
        translation = RuleTranslation(judge, layout, database.dialect.kind)
    }

    /// Rules that the database does not judge, by code, with the reason.
    var leftOut: [(rule: ProgrammeRule, problem: Problem)] {
        translation.leftOut.map { (judge.rules[$0.place], $0.problem) }
    }

    /// - Parameters:
    ///   - lines: the lines behind a row, some at a time, in their order; none at the end.
    ///   - chosen: certain lines among those of some rows.
    ///   - each: receives the lines as they are judged, in their order.
    /// - Throws: `rules.engines-differ` where the evaluator says otherwise of a row that it explains.
    func run(
        explaining: RuleJudge.Explained, _ lines: @escaping @Sendable (_ after: Int) throws -> [CaseFacts],
        _ each: @escaping @Sendable ([RuledCase]) throws -> Void
    ) throws(Problem) -> RuleTally {
        try database.scratch { connection in
            let tables = try CaseTables(
                connection, database.dialect, columns: translation.columns, questions: translation.questions, words: translation.words,
                numbers: translation.numbers.count)
            let pieces = try load(tables, lines)
            let sql = translation.expressions()
            try tables.judge(words: sql.words, numbers: sql.numbers, sql.arguments)
            var tally = try tally(tables)
            var telling = StoredTelling(judge, explaining)
            for piece in pieces {
                try tables.rows(piece) { row, words, numbers in
                    telling.add(row, RuleSignature(words: words), benefit(numbers))
                }
                guard telling.asksForLines else { continue }
                let ruled = try telling.tell(try lines(piece.lowerBound - 1).filter { piece.contains($0.row) })
                for item in ruled { tally.addMissing(of: item) }
                try each(ruled)
            }
            return tally
        }
    }

    /// Fills the table of cases.
    ///
    /// - Returns: the rows that belong together.
    private func load(
        _ tables: CaseTables, _ lines: (Int) throws -> [CaseFacts]
    ) throws -> [ClosedRange<Int>] {
        let loading = try CaseLoading(judge, layout, translation, tables)
        try loading.addLists()
        var apart: [RuledCase] = []
        var pieces: [ClosedRange<Int>] = []
        while true {
            let piece = try lines(pieces.last?.upperBound ?? -1)
            guard let first = piece.first, let last = piece.last else { break }
            pieces.append(first.row...last.row)
            apart += judge.judge(try loading.add(piece), explaining: .held(andFirst: 0))
        }
        try loading.finish()
        let outcomes = try tables.outcomes()
        for ruled in apart {
            let words = ruled.signature.words(translation.words).map { Store.SQLValue.integer($0) }
            // What they are given is one sum by now.
            let sums = translation.numbers.map { place -> Store.SQLValue in
                judge.benefits.first == place ? .optional(ruled.benefit) : .null
            }
            try outcomes.add([.integer(Int64(ruled.row))] + words + sums)
        }
        try outcomes.finish()
        return pieces
    }

    private func tally(_ tables: CaseTables) throws -> RuleTally {
        var tally = RuleTally(judge)
        let counted = translation.numbers.indices.filter { judge.benefits.contains(translation.numbers[$0]) }
        try tables.patterns(counted: counted) { words, amounts, rows in
            let signature = RuleSignature(words: words)
            let known = amounts.compactMap(\.self)
            tally.add(
                signature, count: rows,
                benefit: known.isEmpty || judge.rules.verdict(signature) != .eligible ? nil : known.boundedSum)
        }
        return tally
    }

    private func benefit(_ numbers: [Int64?]) -> Int64? {
        let known = zip(translation.numbers, numbers).filter { judge.benefits.contains($0.0) }.compactMap(\.1)
        return known.isEmpty ? nil : known.boundedSum
    }
}
