import Problems
import Rules

/// Judges lines by the present rules and by changed ones, and keeps what has to be told of the difference.
///
/// Where money is short the eligible of each side are ranked, and only those within the limit are served.
public struct WhatIf: Sendable {
    /// What lines are grouped and ranked by.
    public struct Options: Sendable {
        /// Heading of the column that holds the area; the village of the business when nil.
        public var area: String?
        /// Heading of the column that holds the income; income per head as the vocabulary knows it when nil.
        public var income: String?
        /// How many can be served on either side.
        public var present: QuotaPlan?
        public var changed: QuotaPlan?

        public init(
            area: String? = nil, income: String? = nil, present: QuotaPlan? = nil, changed: QuotaPlan? = nil
        ) {
            (self.area, self.income, self.present, self.changed) = (area, income, present, changed)
        }

        var columns: [String] { [area, income].compactMap(\.self) }
    }

    /// One line on both sides.
    struct Line {
        var before: RuleVerdict
        var after: RuleVerdict
        var isServedBefore: Bool
        var isServedAfter: Bool
        /// Rupiah that the line costs; 0 where it is not served.
        var costBefore: Int64
        var costAfter: Int64
        var names: [WhatIfReport.Axis: String]
        var income: Double?
    }

    let present: RuleJudge
    let changed: RuleJudge
    let options: Options
    private let people: [ReferencedPeople]
    private var tallies: (present: RuleTally, changed: RuleTally)
    /// Who is served of each side, where there is a limit.
    private var rankings: (present: QuotaRanking?, changed: QuotaRanking?) = (nil, nil)
    private(set) var lines: [Line] = []
    private(set) var movers: [WhatIfReport.Mover] = []
    private(set) var overlaps: [WhatIfReport.Overlap]
    /// Where the income was read, as far as a line told it.
    private(set) var incomeSource: String?
    /// Lines that wait to be ranked, where there is a limit.
    private var waiting: [(facts: CaseFacts, before: RuledCase, after: RuledCase)] = []

    init(_ present: RuleJudge, _ changed: RuleJudge, _ options: Options) {
        self.present = present
        self.changed = changed
        self.options = options
        people = present.references.lists.map { ReferencedPeople($0, on: present.day) }
        tallies = (RuleTally(present), RuleTally(changed))
        overlaps = present.references.lists.map {
            WhatIfReport.Overlap(
                list: $0.name, kind: $0.kind, year: $0.year, isOfRecipients: $0.isOfRecipients)
        }
        incomeSource = options.income
    }

    var sides: (present: WhatIfReport.Side, changed: WhatIfReport.Side) {
        (
            side(
                present, tallies.present, options.present, served: lines.count(where: \.isServedBefore),
                cost: lines.map(\.costBefore).boundedSum, rankings.present),
            side(
                changed, tallies.changed, options.changed, served: lines.count(where: \.isServedAfter),
                cost: lines.map(\.costAfter).boundedSum, rankings.changed)
        )
    }

    private func side(
        _ judge: RuleJudge, _ tally: RuleTally, _ plan: QuotaPlan?, served: Int, cost: Int64, _ ranking: QuotaRanking?
    ) -> WhatIfReport.Side {
        WhatIfReport.Side(
            judge: judge, tally: tally, plan: plan, served: served, cost: cost, tied: ranking?.count(.tied) ?? 0,
            mostServed: ranking?.mostServed ?? served, mostCost: ranking.map { max(cost, $0.mostSpent) } ?? cost)
    }

    /// - Throws: `rules.runaway`.
    mutating func add(_ facts: [CaseFacts]) throws(Problem) {
        let before = try present.judged(facts, explaining: .all).checked()
        let after = try changed.judged(facts, explaining: .all).checked()
        tallies.present.add(before)
        tallies.changed.add(after)
        for (own, (before, after)) in zip(facts, zip(before.told, after.told)) {
            if options.present == nil, options.changed == nil {
                take(own, before, after, (before.verdict == .eligible, after.verdict == .eligible))
            } else {
                waiting.append((own, before, after))
            }
        }
    }

    /// Ranks those who wait, and takes them.
    ///
    /// - Throws: `quota.tie-rule`.
    mutating func rank() throws(Problem) {
        guard !waiting.isEmpty else { return }
        func ranked(_ cases: [RuledCase], _ judge: RuleJudge, _ plan: QuotaPlan?) throws(Problem) -> QuotaRanking? {
            guard let plan else { return nil }
            return try QuotaRanking(cases, by: judge, plan)
        }
        func served(_ cases: [RuledCase], _ ranking: QuotaRanking?) -> [Bool] {
            guard let ranking else { return cases.map { $0.verdict == .eligible } }
            var served = cases.map { _ in false }
            for place in ranking.places where place.standing == .served { served[place.line] = true }
            return served
        }
        rankings = (
            try ranked(waiting.map(\.before), present, options.present),
            try ranked(waiting.map(\.after), changed, options.changed)
        )
        let before = served(waiting.map(\.before), rankings.present)
        let after = served(waiting.map(\.after), rankings.changed)
        for (place, item) in waiting.enumerated() {
            take(item.facts, item.before, item.after, (before[place], after[place]))
        }
        waiting = []
    }

    private mutating func take(
        _ facts: CaseFacts, _ before: RuledCase, _ after: RuledCase, _ served: (before: Bool, after: Bool)
    ) {
        let line = line(facts, before, after, served)
        lines.append(line)
        if served.before != served.after {
            let out = served.before ? after : before
            movers.append(
                .init(
                    row: facts.row, maskedNIK: before.maskedNIK, before: before.verdict, after: after.verdict,
                    reasons: out.reasons, benefitBefore: line.costBefore, benefitAfter: line.costAfter,
                    enters: served.after, isByLimit: out.verdict == .eligible))
        }
        guard let nik = present.references.key(of: facts.nik), served.before || served.after else { return }
        for (place, list) in present.references.lists.enumerated()
        where people[place].answer(list.isOfRecipients ? .received : .isListed, nik) == .yes {
            if served.before { overlaps[place].before += 1 }
            if served.after { overlaps[place].after += 1 }
        }
    }

    private mutating func line(
        _ facts: CaseFacts, _ before: RuledCase, _ after: RuledCase, _ served: (before: Bool, after: Bool)
    ) -> Line {
        func text(_ name: String) -> String? {
            if case .string(let text) = facts.fact(name)?.value { text } else { nil }
        }
        var names: [WhatIfReport.Axis: String] = [:]
        names[.area] = options.area.map { facts.further[$0] } ?? text(FactSchema.village)
        names[.sex] = text(FactSchema.sex)
        names[.sector] = text(FactSchema.business)
        var income: Double?
        if let column = options.income {
            if case .int(let amount) = facts.further[column].flatMap({ FactColumns.value($0, .int) }) {
                income = Double(amount)
            }
        } else if let fact = facts.fact(FactSchema.income), case .int(let amount) = fact.value {
            income = Double(amount)
            incomeSource = incomeSource ?? fact.source.column
        }
        return Line(
            before: before.verdict, after: after.verdict, isServedBefore: served.before, isServedAfter: served.after,
            costBefore: served.before ? before.benefit ?? 0 : 0, costAfter: served.after ? after.benefit ?? 0 : 0,
            names: names, income: income)
    }
}
