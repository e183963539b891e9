public import Problems
import Rules
import Store

/// Some lines as the table of cases holds them.
struct PackedPiece: Sendable {
    /// From the first row to the last.
    var span: ClosedRange<Int>
    var cases: PackedCases
    /// Rows among them that turned out to be another row's doubles when they were packed.
    var doubles: [Int] = []
}

/// Lines that a database judges, in the order of their rows.
protocol CaseSource: Sendable {
    /// Hands over all lines packed, some at a time.
    func pack(_ packing: CasePacking, _ each: (PackedPiece) throws -> Void) throws

    /// Hands over the lines of the same pieces again.
    ///
    /// - Parameter begin: is told of each piece before its lines come.
    func again(
        _ pieces: [ClosedRange<Int>], _ begin: (ClosedRange<Int>) throws -> Void, _ each: ([CaseFacts]) throws -> Void
    ) throws

    /// Lets the evaluator judge some rows.
    func judge(
        _ rows: RowSet, by judge: RuleJudge, explaining: RuleJudge.Explained, _ each: (JudgedLines) throws -> Void
    ) throws
}

/// The lines of a file.
private struct ListedCases: CaseSource {
    let reading: ListReading
    let columns: FactColumns

    func pack(_ packing: CasePacking, _ each: (PackedPiece) throws -> Void) throws {
        try reading.withoutCells.forEach(keepsRecords: false) { lines, batch in
            let memo = CellMemo(columns)
            return packing.pack(lines.lazy.map { columns.facts(of: $0, in: batch, memo) })
        } _: { lines, packed in
            guard let first = lines.first, let last = lines.last else { return }
            // Doubles are known only now; they come last among the problems of a line.
            let doubles = lines.filter { $0.problems.last?.code == "row.duplicate" }
            try each(PackedPiece(span: first.row...last.row, cases: packed, doubles: doubles.map(\.row)))
        }
    }

    func again(
        _ pieces: [ClosedRange<Int>], _ begin: (ClosedRange<Int>) throws -> Void, _ each: ([CaseFacts]) throws -> Void
    ) throws {
        try reading.forEach { lines in
            guard let first = lines.first, let last = lines.last else { return }
            try begin(first.row...last.row)
            try each(lines.map { columns.facts(of: $0) })
        }
    }

    func judge(
        _ rows: RowSet, by judge: RuleJudge, explaining: RuleJudge.Explained, _ each: (JudgedLines) throws -> Void
    ) throws {
        // Rows that are judged are nobody's doubles.
        try reading.withoutCells.forEach(among: rows, keepsRecords: false) { lines, batch in
            let memo = CellMemo(columns)
            return judge.judged(lines.lazy.map { columns.facts(of: $0, in: batch, memo) }, explaining: explaining)
        } _: { _, judged in
            try each(judged)
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
