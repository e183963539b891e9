public import Problems
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
            let pieces = try load(tables, source)
            let sql = translation.expressions()
            try tables.judge(words: sql.words, numbers: sql.numbers, sql.arguments)
            var tally = try tally(tables)
            var telling = StoredTelling(judge, explaining)
            try source.again(pieces) { piece in
                try tables.rows(piece) { row, words, numbers in
                    telling.add(row, RuleSignature(words: words), benefit(numbers))
                }
                return telling.asksForLines
            } _: { lines in
                let judged = try telling.tell(lines)
                for item in judged.counted { tally.add(missing: item.missing) }
                try each(judged.told)
            }
            return tally
        }
    }

    /// Fills the tables.
    ///
    /// - Returns: the rows that belong together.
    private func load(_ tables: CaseTables, _ source: some CaseSource) throws -> [ClosedRange<Int>] {
        try tables.add(judge.references, askedBy: translation, on: judge.day)
        let cases = try tables.cases()
        var apart: [(row: Int, counted: CountedCase)] = []
        var pieces: [ClosedRange<Int>] = []
        try source.pack(CasePacking(judge, layout, translation)) { piece, packed in
            pieces.append(piece)
            try cases.add(packed.rows)
            apart += zip(packed.apart, judge.judged(packed.apart, explaining: .first(0)).counted).map { ($0.row, $1) }
        }
        try cases.finish()
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
        return pieces
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

/// Lines that a database judges, in the order of their rows.
protocol CaseSource: Sendable {
    /// Hands over all lines packed, some at a time with their rows.
    func pack(
        _ packing: CasePacking,
        _ each: (ClosedRange<Int>, (rows: PackedRows, apart: [CaseFacts])) throws -> Void) throws

    /// Hands over the lines of the same pieces again, as far as they are wanted.
    func again(
        _ pieces: [ClosedRange<Int>], _ isWanted: (ClosedRange<Int>) throws -> Bool,
        _ each: ([CaseFacts]) throws -> Void) throws
}

/// The lines of a file.
private struct ListedCases: CaseSource {
    let reading: ListReading
    let columns: FactColumns

    func pack(
        _ packing: CasePacking, _ each: (ClosedRange<Int>, (rows: PackedRows, apart: [CaseFacts])) throws -> Void
    ) throws {
        try reading.forEach { lines, _ in
            packing.pack(lines.map { columns.facts(of: $0) })
        } _: { lines, packed in
            guard let first = lines.first, let last = lines.last else { return }
            // Doubles are known only now; they come last among the problems of a line.
            let isChanged = lines.contains { $0.problems.last?.code == "row.duplicate" }
            try each(first.row...last.row, isChanged ? packing.pack(lines.map { columns.facts(of: $0) }) : packed)
        }
    }

    func again(
        _ pieces: [ClosedRange<Int>], _ isWanted: (ClosedRange<Int>) throws -> Bool,
        _ each: ([CaseFacts]) throws -> Void
    ) throws {
        try reading.forEach { lines in
            guard let first = lines.first, let last = lines.last, try isWanted(first.row...last.row) else { return }
            try each(lines.map { columns.facts(of: $0) })
        }
    }
}

extension Registry {
    /// Judges the lines of a file in the database of this registry, beside its tables.
    ///
    /// - Parameters:
    ///   - reading: opened with records wanted.
    ///   - explaining: of which cases every rule is told with its reasons, and which are handed on.
    /// - Returns: the counts, and the rules that the database could not judge.
    /// - Throws: `list.not-people`, `rules.engines-differ`; what reading throws.
    public func judge(
        _ reading: ListReading, by judge: RuleJudge, explaining: RuleJudge.Explained = .all,
        _ each: @escaping @Sendable ([RuledCase]) throws -> Void
    ) throws(Problem) -> (tally: RuleTally, leftOut: [(rule: ProgrammeRule, problem: Problem)]) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let columns = FactColumns(reading, judge.schema, forms: judge.forms)
        let judging = StoredJudging(judge, columns.layout, in: database)
        let tally = try judging.run(
            ListedCases(reading: reading, columns: columns), explaining: explaining, each)
        guard tally.rows > 0 else { throw Problem("list.no-rows", at: Place(file: reading.file.name)) }
        return (tally, judging.leftOut)
    }
}
