public import Indonesia
public import Problems
import Store

/// Counts of a run of rules over a list, which reconcile: `rows = eligible + refused + held`.
public struct RuleTally: Sendable {
    /// What one rule did.
    public struct Count: Sendable {
        public var rule: ProgrammeRule
        public var refused = 0
        /// Refused by this rule and no other.
        public var alone = 0
        public var held = 0
        /// Told without deciding.
        public var remarked = 0
    }

    public private(set) var rows = 0
    public private(set) var eligible = 0
    public private(set) var refused = 0
    public private(set) var held = 0
    /// Held since the row itself could not be read; part of `held`.
    public private(set) var unread = 0
    /// Refused by rules alone that no regulation holds; part of `refused`.
    public private(set) var refusedWithoutBasis = 0
    /// Rupiah of those who are eligible.
    public private(set) var benefit: Int64 = 0
    /// In the order of the files.
    public private(set) var counts: [Count]
    /// Names that were missing, with the number of cases that they hold.
    public private(set) var missing: [String: Int] = [:]

    public init(_ judge: RuleJudge) { counts = judge.rules.map { Count(rule: $0) } }

    public mutating func add(_ ruled: RuledCase) {
        rows += 1
        switch ruled.verdict {
        case .eligible:
            eligible += 1
            benefit.addRupiah(ruled.benefit ?? 0)
        case .refused: refused += 1
        case .held: held += 1
        }
        if !ruled.problems.isEmpty { unread += 1 }
        if ruled.isRefusedWithoutBasis { refusedWithoutBasis += 1 }
        let alone = ruled.findings.count { $0.refuses } == 1
        for (place, finding) in ruled.findings.enumerated() {
            // Of a stored case only the rules that came to something are there.
            let index =
                ruled.findings.count == counts.count
                ? place : counts.firstIndex { $0.rule.code == finding.rule.code } ?? place
            guard counts.indices.contains(index) else { continue }
            if finding.refuses {
                counts[index].refused += 1
                if alone { counts[index].alone += 1 }
            }
            if finding.holds { counts[index].held += 1 }
            if finding.remarks { counts[index].remarked += 1 }
        }
        guard ruled.verdict == .held else { return }
        for name in Set(ruled.holding.flatMap(\.missing)) { missing[name, default: 0] += 1 }
    }
}

extension RuleJudge {
    /// Judges all lines of a list.
    ///
    /// - Parameters:
    ///   - reading: opened with records wanted.
    ///   - each: receives the lines as they are judged, in the order of the file.
    /// - Throws: `list.not-people` for a list without identity numbers; what reading throws.
    public func run(
        _ reading: ListReading, _ each: ([RuledCase]) throws -> Void
    ) throws(Problem) -> (check: ListCheck, tally: RuleTally) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let columns = FactColumns(reading, schema, forms: forms)
        var tally = RuleTally(self)
        let check = try ListCheck.run(reading) { lines in
            let ruled = judge(lines.map { columns.facts(of: $0) })
            for item in ruled { tally.add(item) }
            try each(ruled)
        }
        return (check, tally)
    }
}

extension ReferenceList {
    /// Reads a list that cases are held against.
    ///
    /// - Parameters:
    ///   - kind: the programme, or the name by which rules ask for it.
    ///   - asOf: the day as of which it speaks; the end of its profile's year, else `today`, when nil.
    public init(
        _ reading: ListReading, kind: String, asOf: CalendarDate?, today: CalendarDate
    ) throws(Problem) {
        guard reading.isPeople else { throw Problem("list.not-people", at: Place(file: reading.file.name)) }
        let profile = reading.mapping.profile
        let end = profile.fiscalYear.flatMap { CalendarDate(year: $0, month: 12, day: 31) }
        let day = asOf ?? end ?? today
        var list = ReferenceList(
            kind: kind, name: reading.file.name, asOf: day, year: profile.fiscalYear ?? day.year,
            isOfRecipients: profile.holds != .candidates)
        let check = try ListCheck.run(reading) { lines in
            for line in lines {
                guard let record = line.record, record.outcome != .refused, let nik = record.nik else { continue }
                list.add(
                    nik: nik, familyCard: record.familyCard,
                    Entry(
                        startedOn: record.startedOn.flatMap { CalendarDate($0) },
                        endedOn: record.endedOn.flatMap { CalendarDate($0) }))
            }
        }
        list.refused = check.refused
        self = list
    }
}
