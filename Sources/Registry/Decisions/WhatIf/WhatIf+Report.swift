import Evaluation
import Problems

extension WhatIf {
    /// Puts together what has to be told.
    func report(list: String, _ changes: [RuleChange]) -> WhatIfReport {
        var matrix: [RuleVerdict: [RuleVerdict: Int]] = [:]
        for line in lines { matrix[line.before, default: [:]][line.after, default: 0] += 1 }
        let (incidence, without) = incidence
        var groups: [WhatIfReport.Axis: [WhatIfReport.Group]] = [:]
        for axis in WhatIfReport.Axis.allCases where axis != .decile {
            let own = grouped { $0.names[axis] }
            // Where no line tells it, there is nothing to group by.
            if own.contains(where: { $0.name != nil }) { groups[axis] = own }
        }
        if let cuts = incidence?.cuts {
            groups[.decile] = grouped { line in
                line.income.map { String(Self.group(of: $0, cuts) + 1) }
            }.sorted { (Int($0.name ?? "") ?? .max) < (Int($1.name ?? "") ?? .max) }
        }
        let sides = sides
        return WhatIfReport(
            list: list, present: sides.present, changed: sides.changed, changes: changes,
            areaName: options.area ?? "", matrix: matrix, movers: movers, byRule: byRule, groups: groups,
            overlaps: overlaps, incidence: incidence, withoutIncome: without)
    }

    /// The largest group first, lines that do not tell last.
    private func grouped(_ name: (Line) -> String?) -> [WhatIfReport.Group] {
        var groups: [String?: WhatIfReport.Group] = [:]
        for line in lines {
            let own = name(line)
            var group = groups[own] ?? WhatIfReport.Group(name: own)
            group.lines += 1
            let (before, after) = (line.isServedBefore, line.isServedAfter)
            if before { group.before += 1 }
            if after, !before { group.entered += 1 }
            if before, !after { group.left += 1 }
            group.costBefore.addRupiah(line.costBefore)
            group.costAfter.addRupiah(line.costAfter)
            groups[own] = group
        }
        return groups.values.sorted { a, b in
            guard let one = a.name, let other = b.name else { return a.name != nil && b.name == nil }
            return a.lines == b.lines ? one < other : a.lines > b.lines
        }
    }

    /// Which rules let whom in or out: those of the side on which they are not eligible.
    private var byRule: [WhatIfReport.RuleMovement] {
        var order: [String] = []
        var found: [String: WhatIfReport.RuleMovement] = [:]
        for rule in present.rules + changed.rules where found[rule.code] == nil {
            order.append(rule.code)
            found[rule.code] = .init(rule: rule)
        }
        for mover in movers {
            let isAlone = mover.reasons.count == 1
            for finding in mover.reasons {
                guard var own = found[finding.rule.code] else { continue }
                // Who leaves does so by the changed rule, and that is the one to tell.
                if mover.enters {
                    own.entered += 1
                    if isAlone { own.enteredAlone += 1 }
                } else {
                    own.rule = finding.rule
                    own.left += 1
                    if isAlone { own.leftAlone += 1 }
                }
                found[finding.rule.code] = own
            }
        }
        return order.compactMap { found[$0] }.filter { $0.entered > 0 || $0.left > 0 }
    }

    /// Tenths as ``IncidenceGroups`` cuts them.
    private static func group(of income: Double, _ cuts: [Double]) -> Int {
        cuts.firstIndex { income <= $0 } ?? cuts.count
    }

    /// Who gets how much by income, over all lines that tell it, whether eligible or not.
    private var incidence: (WhatIfReport.Incidence?, WhatIfReport.WithoutIncome?) {
        let known = lines.filter { $0.income != nil }
        guard !known.isEmpty, let source = incomeSource else { return (nil, .noColumn) }
        let rank = known.compactMap(\.income)
        guard rank.count >= 10, Set(rank).count >= 10 else { return (nil, .tooFew) }
        let isMoney = lines.contains { $0.costBefore > 0 || $0.costAfter > 0 }
        func side(_ served: KeyPath<Line, Bool>, _ cost: KeyPath<Line, Int64>) -> WhatIfReport.Distribution? {
            let outcome = known.map { line in
                isMoney ? Double(line[keyPath: cost]) : line[keyPath: served] ? 1 : 0
            }
            do throws(EvaluationRefusal) {
                return .init(
                    groups: try IncidenceGroups.quantiles(outcome: outcome, rank: rank, groups: 10),
                    index: try ConcentrationIndex(outcome: outcome, rank: rank).value,
                    curve: try ConcentrationCurve(
                        outcome: outcome, rank: rank, weights: Array(repeating: 1, count: rank.count)))
            } catch {
                // Nobody on this side gets anything: there is nothing to have a share of.
                return nil
            }
        }
        let (before, after) = (side(\.isServedBefore, \.costBefore), side(\.isServedAfter, \.costAfter))
        let weights = Array(repeating: 1.0, count: rank.count)
        let quantile = WeightedQuantiles(rank, weights: weights)
        let cuts = before?.groups.cuts ?? after?.groups.cuts ?? (1..<10).map { quantile(Double($0) / 10) }
        return (
            .init(
                source: source, known: known.count, unknown: lines.count - known.count, cuts: cuts, isMoney: isMoney,
                before: before, after: after), nil
        )
    }
}
