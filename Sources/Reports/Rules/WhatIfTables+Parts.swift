import Charts
import Evaluation
import Problems
import Registry

extension WhatIfTables {
    private var both: [PlainTable.Column] { [.number(words("column.present")), .number(words("column.changed"))] }

    /// Both sides beside each other.
    var sides: PlainTable {
        let (before, after) = (report.present.tally, report.changed.tally)
        func row(_ key: String, _ value: KeyPath<RuleTally, Int>) -> [String] {
            [
                words("side." + key), words.count(before[keyPath: value]), words.count(after[keyPath: value]),
                change(before[keyPath: value], after[keyPath: value]),
            ]
        }
        var rows = [
            row("rows", \.rows), row("eligible", \.eligible), row("refused", \.refused),
            row("unfounded", \.refusedWithoutBasis), row("held", \.held),
        ]
        if report.hasLimit {
            rows.append([
                words("side.served"), served(report.present), served(report.changed),
                report.hasTies ? "" : change(report.present.served, report.changed.served),
            ])
        }
        if report.hasTies {
            rows.append([
                words("side.tied"), words.count(report.present.tied), words.count(report.changed.tied),
                change(report.present.tied, report.changed.tied),
            ])
        }
        rows.append(
            [
                words("side.cost"), cost(report.present), cost(report.changed), difference,
            ])
        if let incidence = report.incidence {
            let difference = incidence.before.flatMap { before in incidence.after.map { $0.index - before.index } }
            rows.append([
                words("side.index"), index(incidence.before), index(incidence.after),
                difference.map { ($0 > 0 ? "+" : "") + words.numbers.decimal($0, 3) } ?? "–",
            ])
        }
        return PlainTable(
            id: "sides", title: words("sides.title"),
            columns: [.text(words("column.measure"))] + both + [.number(words("column.difference"))], rows: rows)
    }

    /// What became of whom: verdicts before by verdicts after.
    var matrix: PlainTable {
        PlainTable(
            id: "moves", title: words("matrix.title"),
            columns: [.text(words("column.before"))]
                + RuleVerdict.allCases.map { .number(words("matrix.after", ["verdict": rules.verdict($0)])) }
                + [.number(words("column.total"))],
            rows: RuleVerdict.allCases.map { before in
                let counts = RuleVerdict.allCases.map { report.count(before, $0) }
                return [rules.verdict(before)] + (counts + [counts.reduce(0, +)]).map(words.count)
            }, note: words("matrix.note"))
    }

    /// Which rules let in and out.
    var byRule: PlainTable {
        PlainTable(
            id: "rules", title: words("by-rule.title"),
            columns: [
                .text(words("column.rule")), .number(words("column.entered")), .number(words("column.entered-alone")),
                .number(words("column.left")), .number(words("column.left-alone")), .text(words("column.basis")),
            ],
            rows: report.byRule.map { own in
                [
                    own.rule.statement(words.language), words.count(own.entered), words.count(own.enteredAlone),
                    words.count(own.left), words.count(own.leftAlone), rules.basis(own.rule),
                ]
            } + byLimit, note: words("by-rule.note"))
    }

    /// Those whom the limit and no rule lets in or out.
    private var byLimit: [[String]] {
        let own = report.movers.filter(\.isByLimit)
        guard !own.isEmpty else { return [] }
        let (entered, left) = (words.count(own.count(where: \.enters)), words.count(own.count { !$0.enters }))
        return [[words("by-limit"), entered, entered, left, left, "–"]]
    }

    /// Movers and money by area, sex, line of business or tenth of income; nil where no line tells it.
    func group(_ axis: WhatIfReport.Axis) -> PlainTable? {
        guard let groups = report.groups[axis] else { return nil }
        let isColumn = axis == .area && !report.areaName.isEmpty
        let heading = isColumn ? report.areaName : words("axis." + axis.rawValue)
        return PlainTable(
            id: axis.rawValue,
            title: isColumn ? words("group.column", ["column": heading]) : words("group." + axis.rawValue),
            columns: [
                .text(heading), .number(words("side.rows")),
                .number(words(report.hasLimit ? "column.served-before" : "column.eligible-before")),
                .number(words("column.entered")), .number(words("column.left")),
                .number(words(report.hasLimit ? "column.served-after" : "column.eligible-after")),
                .number(words("column.cost-before")),
                .number(words("column.cost-after")),
            ],
            rows: groups.map { group in
                [
                    name(group, axis), words.count(group.lines), words.count(group.before),
                    words.count(group.entered), words.count(group.left), words.count(group.after),
                    words.rupiah(group.costBefore), words.rupiah(group.costAfter),
                ]
            }, note: axis == .decile ? words("decile.note") : nil)
    }

    private func name(_ group: WhatIfReport.Group, _ axis: WhatIfReport.Axis) -> String {
        guard let name = group.name else { return words("unknown") }
        switch axis {
        case .sex: return words.known("sex." + name) ?? name
        case .decile:
            let cuts = report.incidence?.cuts ?? []
            guard let number = Int(name), number > 0 else { return name }
            guard number <= cuts.count else {
                return words("decile.above", ["n": name, "limit": money(cuts.last ?? 0)])
            }
            return words("decile.up-to", ["n": name, "limit": money(cuts[number - 1])])
        case .area, .sector: return name
        }
    }

    private func money(_ value: Double) -> String {
        value.magnitude < 9e15 ? words.rupiah(Int64(value.rounded())) : "–"
    }

    /// How many of the eligible stand on each other list.
    var overlaps: PlainTable? {
        let shown = report.overlaps.filter { $0.before > 0 || $0.after > 0 }
        guard !shown.isEmpty else { return nil }
        return PlainTable(
            id: "overlaps", title: words(report.hasLimit ? "overlaps.served" : "overlaps.title"),
            columns: [.text(words("column.list")), .text(words("column.programme"))] + both
                + [.number(words("column.difference"))],
            rows: shown.map { own in
                [
                    own.list,
                    words(
                        own.isOfRecipients ? "overlaps.recipients" : "overlaps.candidates",
                        ["kind": own.kind, "year": String(own.year)]),
                    words.count(own.before), words.count(own.after), change(own.before, own.after),
                ]
            }, note: words("overlaps.note"))
    }

    /// Who gets how much of the whole, by tenths of income.
    var incidence: PlainTable? {
        guard let incidence = report.incidence else { return nil }
        func share(_ side: WhatIfReport.Distribution?, _ tenth: Int) -> String {
            side.map { words.numbers.percent($0.groups.benefitShare[tenth], 1) } ?? "–"
        }
        func reach(_ side: WhatIfReport.Distribution?, _ tenth: Int) -> String {
            side.flatMap { $0.groups.participation[tenth] }.map { words.numbers.percent($0, 1) } ?? "–"
        }
        return PlainTable(
            id: "incidence", title: words(incidence.isMoney ? "incidence.money" : "incidence.places"),
            columns: [
                .text(words("axis.decile")), .number(words("column.share-before")),
                .number(words("column.share-after")), .number(words("column.reach-before")),
                .number(words("column.reach-after")),
            ],
            rows: (0..<10).map { tenth in
                [
                    String(tenth + 1), share(incidence.before, tenth), share(incidence.after, tenth),
                    reach(incidence.before, tenth), reach(incidence.after, tenth),
                ]
            }, note: words("incidence.note"))
    }

    /// Those who enter and leave, each with the reason.
    ///
    /// - Parameter range: the places among ``WhatIfReport/movers``; all when nil.
    public func movers(_ range: Range<Int>? = nil) -> PlainTable {
        let shown = report.movers[range ?? report.movers.indices]
        return PlainTable(
            id: "movers", title: words("movers.title"),
            columns: [
                .text(words("column.row")), .text(words("column.nik")), .text(words("column.move")),
                .text(words("column.reason")), .text(words("column.seen")),
            ],
            rows: shown.map { mover in
                [
                    String(mover.row), mover.maskedNIK,
                    words(
                        mover.enters ? "move.enters" : "move.leaves",
                        ["before": rules.verdict(mover.before), "after": rules.verdict(mover.after)]),
                    mover.isByLimit
                        ? words("by-limit") : mover.reasons.map { rules.statement($0) }.joined(separator: "; "),
                    mover.reasons.map { rules.seen($0) }.joined(separator: "; "),
                ]
            }, note: words("movers.note"))
    }
}
