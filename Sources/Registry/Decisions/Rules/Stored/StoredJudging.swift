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
    ///   - source: the lines; they are asked for twice where some are to be explained.
    ///   - each: receives the lines as they are judged, in their order.
    /// - Throws: `rules.engines-differ` where the evaluator says otherwise of a row that it explains.
    func run(
        _ source: some CaseSource, explaining: RuleJudge.Explained,
        _ each: @escaping @Sendable ([RuledCase]) throws -> Void
    ) throws(Problem) -> RuleTally {
        try database.scratch { connection in
            let tables = try CaseTables(
                connection, database.dialect, columns: translation.columns, questions: translation.questions,
                words: translation.words, numbers: translation.numbers.count)
            let (pieces, apart) = try load(tables, source)
            let sql = translation.expressions()
            let rows = pieces.last.map(\.upperBound) ?? 0
            try tables.judge(words: sql.words, numbers: sql.numbers, rows: rows)
            try add(apart, to: tables)
            var tally = try tally(tables)
            if explaining.handsAllOn {
                try tell(tables, source, pieces, explaining, &tally, each)
            } else {
                try count(tables, source, explaining, &tally, each)
            }
            return tally
        }
    }

    /// Hands all cases on, in pieces.
    private func tell(
        _ tables: CaseTables, _ source: some CaseSource, _ pieces: [ClosedRange<Int>],
        _ explaining: RuleJudge.Explained, _ tally: inout RuleTally,
        _ each: @escaping @Sendable ([RuledCase]) throws -> Void
    ) throws {
        try tables.order()
        var telling = StoredTelling(judge, explaining)
        try source.again(pieces) { piece in
            try tables.rows(piece) { row, words, numbers in
                telling.add(row, RuleSignature(words: words), benefit(numbers))
            }
        } _: { lines in
            let judged = try telling.tell(lines)
            for item in judged.counted { tally.add(missing: item.missing) }
            try each(judged.told)
        }
    }

    /// Hands the first cases on that are not eligible, and counts what those miss that are held.
    private func count(
        _ tables: CaseTables, _ source: some CaseSource, _ explaining: RuleJudge.Explained,
        _ tally: inout RuleTally, _ each: @escaping @Sendable ([RuledCase]) throws -> Void
    ) throws {
        var rows = RowSet()
        let verdicts = VerdictConditions(judge.rules, words: translation.words)
        try tables.rows(where: verdicts.held) { rows.insert($0) }
        if case .first(let most) = explaining, most > 0 {
            try tables.rows(where: verdicts.refused, first: most) { rows.insert($0) }
        }
        guard !rows.isEmpty else { return }
        var found = RuleTally(judge)
        try source.judge(rows, by: judge, explaining: explaining) { judged in
            found.add(try judged.checked())
            try each(judged.told)
        }
        guard found.heldPatterns == tally.heldPatterns else { throw Problem("rules.engines-differ", .refuse) }
        for (name, cases) in found.missing { tally.add(missing: name, cases) }
    }

    /// Fills the tables.
    ///
    /// - Returns: the rows that belong together, and what of the lines is counted that no table can hold.
    private func load(
        _ tables: CaseTables, _ source: some CaseSource
    ) throws -> (pieces: [ClosedRange<Int>], apart: [(row: Int, counted: CountedCase)]) {
        try tables.add(judge.references, askedBy: translation, on: judge.day)
        let cases = try tables.cases()
        var apart: [(row: Int, counted: CountedCase)] = []
        var pieces: [ClosedRange<Int>] = []
        var doubles: [Int] = []
        try source.pack(CasePacking(judge, layout, translation)) { piece in
            pieces.append(piece.span)
            try cases.add(piece.cases.rows)
            if let runaway = piece.cases.runaway { throw runaway }
            doubles += piece.doubles
            let judged = try judge.judged(piece.cases.apart, explaining: .first(0)).checked()
            apart += zip(piece.cases.apart, judged.counted).map { line, counted in
                (line.row, piece.doubles.contains(line.row) ? .unread : counted)
            }
        }
        try cases.finish()
        try tables.markUnread(doubles)
        return (pieces, apart)
    }

    private func add(_ apart: [(row: Int, counted: CountedCase)], to tables: CaseTables) throws {
        guard !apart.isEmpty else { return }
        let outcomes = try tables.outcomes()
        for (row, counted) in apart {
            let words = counted.signature.words(translation.words).map { Store.SQLValue.integer($0) }
            // What they are given is one sum by now.
            let sums = translation.numbers.map { place -> Store.SQLValue in
                judge.benefits.first == place ? .optional(counted.benefit) : .null
            }
            try outcomes.add([.integer(Int64(row))] + words + sums)
        }
        try outcomes.finish()
    }

    private func tally(_ tables: CaseTables) throws -> RuleTally {
        var tally = RuleTally(judge)
        let counted = translation.numbers.indices.filter { judge.benefits.contains(translation.numbers[$0]) }
        try tables.patterns(counted: counted) { words, amounts, rows in
            let signature = RuleSignature(words: words)
            let known = amounts.compactMap(\.self).filter { $0 >= 0 }
            tally.add(
                signature, count: rows,
                benefit: known.isEmpty || judge.rules.verdict(signature) != .eligible ? nil : known.boundedSum)
        }
        return tally
    }

    private func benefit(_ numbers: [Int64?]) -> Int64? {
        let known = zip(translation.numbers, numbers).filter { judge.benefits.contains($0.0) }.compactMap(\.1)
            .filter { $0 >= 0 }
        return known.isEmpty ? nil : known.boundedSum
    }
}
