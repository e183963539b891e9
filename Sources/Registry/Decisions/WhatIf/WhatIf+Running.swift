public import Indonesia
public import Problems
import Store

extension WhatIf {
    /// Compares rules over cases.
    public static func run(
        _ facts: [CaseFacts], list: String, present: RuleJudge, changed: RuleJudge, changes: [RuleChange] = [],
        options: Options = Options()
    ) throws(Problem) -> WhatIfReport {
        var whatIf = WhatIf(present, changed, options)
        try whatIf.add(facts)
        try whatIf.rank()
        return whatIf.report(list: list, changes)
    }

    /// Compares rules over a list that is read from a file.
    ///
    /// - Parameters:
    ///   - reading: opened with records wanted.
    ///   - present: judges by the rules as they are.
    ///   - changed: judges by the rules that are tried out, held against the same lists.
    /// - Throws: `list.not-people`, `rules.no-column`; what reading throws.
    public static func run(
        _ reading: ListReading, present: RuleJudge, changed: RuleJudge, changes: [RuleChange] = [],
        options: Options = Options()
    ) throws(Problem) -> WhatIfReport {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let columns = try FactColumns(reading, present.schema, forms: present.forms).asking(for: options.columns)
        var whatIf = WhatIf(present, changed, options)
        let check = try ListCheck.run(reading) { lines in
            try whatIf.add(lines.map { columns.facts(of: $0) })
        }
        guard check.rows > 0 else { throw Problem("list.no-rows", at: Place(file: reading.file.name)) }
        try whatIf.rank()
        return whatIf.report(list: check.file, changes)
    }
}

extension Registry {
    /// Compares rules over a committed list, held against all other lists of the registry. Stores nothing; the log is told
    /// that the lines were read.
    ///
    /// - Throws: `import.unknown`, `import.not-committed`, `rules.no-column`; what ``RuleJudge`` throws.
    public func whatIf(
        batch id: Int64, present: [RuleFile], changed: [RuleFile], changes: [RuleChange] = [],
        on day: CalendarDate? = nil, given: GivenFacts = GivenFacts(), against further: [ReferenceList] = [],
        forms: [ScoringForm] = [], options: WhatIf.Options = WhatIf.Options()
    ) throws(Problem) -> WhatIfReport {
        let opened = try openCases(
            of: id, for: present, on: day, given: given, against: further, forms: forms,
            columns: options.columns)
        return try WhatIf.run(
            opened.lines().map(\.facts), list: opened.batch.name, present: opened.judge,
            changed: opened.judge.with(changed), changes: changes, options: options)
    }
}
