public import Indonesia
public import Problems
import Rules
import Store

/// Judges lines by the present rules and by changed ones, and keeps what has to be told of the difference.
///
/// What makes somebody a recipient is the verdict alone. Where money is short, whoever ranks the eligible does so on each
/// side between judging and counting: ``Line`` holds what that needs.
public struct WhatIf: Sendable {
    /// What lines are grouped and ranked by.
    public struct Options: Sendable {
        /// Heading of the column that holds the area; the village of the business when nil.
        public var area: String?
        /// Heading of the column that holds the income; income per head as the vocabulary knows it when nil.
        public var income: String?

        public init(area: String? = nil, income: String? = nil) {
            self.area = area
            self.income = income
        }

        var columns: [String] { [area, income].compactMap(\.self) }
    }

    /// One line on both sides.
    struct Line {
        var before: RuleVerdict
        var after: RuleVerdict
        /// Rupiah that the line costs; 0 where it is not eligible.
        var costBefore: Int64
        var costAfter: Int64
        var names: [WhatIfReport.Axis: String]
        var income: Double?
    }

    static let income = "family.income_per_head"
    private static let area = "enterprise.village"
    private static let sex = "person.sex"
    private static let sector = "enterprise.business"

    let present: RuleJudge
    let changed: RuleJudge
    let options: Options
    private var tallies: (present: RuleTally, changed: RuleTally)
    private(set) var lines: [Line] = []
    private(set) var movers: [WhatIfReport.Mover] = []
    private(set) var overlaps: [WhatIfReport.Overlap]
    /// Where the income was read, as far as a line told it.
    private(set) var incomeSource: String?

    init(_ present: RuleJudge, _ changed: RuleJudge, _ options: Options) {
        self.present = present
        self.changed = changed
        self.options = options
        tallies = (RuleTally(present), RuleTally(changed))
        overlaps = present.references.lists.map {
            WhatIfReport.Overlap(
                list: $0.name, kind: $0.kind, year: $0.year, isOfRecipients: $0.isOfRecipients)
        }
        incomeSource = options.income
    }

    var sides: (present: WhatIfReport.Side, changed: WhatIfReport.Side) {
        (.init(judge: present, tally: tallies.present), .init(judge: changed, tally: tallies.changed))
    }

    mutating func add(_ facts: [CaseFacts]) {
        for (own, (before, after)) in zip(facts, zip(present.judge(facts), changed.judge(facts))) {
            tallies.present.add(before)
            tallies.changed.add(after)
            let line = line(own, before, after)
            lines.append(line)
            if (before.verdict == .eligible) != (after.verdict == .eligible) {
                movers.append(
                    .init(
                        row: own.row, maskedNIK: before.maskedNIK, before: before.verdict, after: after.verdict,
                        reasons: before.verdict == .eligible ? after.reasons : before.reasons,
                        benefitBefore: line.costBefore, benefitAfter: line.costAfter))
            }
            guard let nik = own.nik, before.verdict == .eligible || after.verdict == .eligible else { continue }
            for (place, list) in present.references.lists.enumerated() where list.contains(nik) {
                if before.verdict == .eligible { overlaps[place].before += 1 }
                if after.verdict == .eligible { overlaps[place].after += 1 }
            }
        }
    }

    private mutating func line(_ facts: CaseFacts, _ before: RuledCase, _ after: RuledCase) -> Line {
        func text(_ name: String) -> String? {
            if case .string(let text) = facts.values[name]?.value { text } else { nil }
        }
        var names: [WhatIfReport.Axis: String] = [:]
        names[.area] = options.area.map { facts.cells[$0] } ?? text(Self.area)
        names[.sex] = text(Self.sex)
        names[.sector] = text(Self.sector)
        var income: Double?
        if let column = options.income {
            if case .int(let amount) = facts.cells[column].flatMap({ FactColumns.value($0, "int") }) {
                income = Double(amount)
            }
        } else if let fact = facts.values[Self.income], case .int(let amount) = fact.value {
            income = Double(amount)
            incomeSource = incomeSource ?? fact.source.column
        }
        return Line(
            before: before.verdict, after: after.verdict,
            costBefore: before.verdict == .eligible ? before.benefit ?? 0 : 0,
            costAfter: after.verdict == .eligible ? after.benefit ?? 0 : 0, names: names, income: income)
    }
}

extension WhatIf {
    /// Compares rules over cases.
    public static func run(
        _ facts: [CaseFacts], list: String, present: RuleJudge, changed: RuleJudge, changes: [RuleChange] = [],
        options: Options = Options()
    ) -> WhatIfReport {
        var whatIf = WhatIf(present, changed, options)
        whatIf.add(facts)
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
        let columns = try FactColumns(reading, present.schema).asking(for: options.columns)
        var whatIf = WhatIf(present, changed, options)
        let check = try ListCheck.run(reading) { lines in
            whatIf.add(lines.map { columns.facts(of: $0) })
        }
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
        options: WhatIf.Options = WhatIf.Options()
    ) throws(Problem) -> WhatIfReport {
        let opened = try openCases(
            of: id, for: present, on: day, given: given, against: further, columns: options.columns)
        return try WhatIf.run(
            opened.lines.map(\.facts), list: opened.batch.name, present: opened.judge,
            changed: opened.judge.with(changed), changes: changes, options: options)
    }
}
