public import Charts
import Evaluation
public import Problems
public import Registry

/// What changed rules would change, in words and tables: one content for documents, pages and the command line.
public struct WhatIfTables: Sendable {
    public let report: WhatIfReport
    let words: Words
    let rules: RuleSentences

    /// - Throws: `phrasebook.unreadable` when the bundled wording is damaged.
    public init(_ report: WhatIfReport, _ language: Language) throws(Problem) {
        self.report = report
        words = try Words("whatif", language)
        rules = try RuleSentences(language)
    }

    /// What a reader in a hurry takes away.
    public var summary: [String] {
        let (before, after) = (report.present.tally, report.changed.tally)
        var sentences: [String] = []
        if !report.changes.isEmpty {
            sentences.append(
                words("summary.changes", ["changes": report.changes.map(\.text).joined(separator: "; ")]))
        }
        if report.hasLimit {
            sentences.append(
                words("summary.limit", ["before": limit(report.present.plan), "after": limit(report.changed.plan)]))
        }
        sentences.append(
            words(
                report.hasLimit ? "summary.served" : "summary.moves",
                [
                    "before": served(report.present), "after": served(report.changed),
                    "stayed": words.count(report.stayed), "entered": words.count(report.entered),
                    "left": words.count(report.left),
                ]))
        if report.hasTies {
            sentences.append(
                words(
                    "summary.tied",
                    ["before": words.count(report.present.tied), "after": words.count(report.changed.tied)]))
        }
        if before.held + after.held > 0 {
            sentences.append(
                words("summary.held", ["before": words.count(before.held), "after": words.count(after.held)]))
        }
        if report.present.mostCost > 0 || report.changed.mostCost > 0 {
            sentences.append(
                words(
                    "summary.cost",
                    [
                        "before": cost(report.present), "after": cost(report.changed), "difference": difference,
                    ]))
        } else {
            sentences.append(words("summary.no-cost"))
        }
        if let incidence = report.incidence {
            sentences.append(
                words(
                    "summary.index",
                    ["before": index(incidence.before), "after": index(incidence.after)]))
        } else if let without = report.withoutIncome {
            sentences.append(words("income." + without.rawValue))
        }
        return sentences
    }

    /// What must not be concluded.
    public var cautions: [String] {
        var cautions = [words("caution.stored"), words("caution.held")]
        if let incidence = report.incidence {
            cautions.append(
                words(
                    "caution.tenths",
                    [
                        "known": words.count(incidence.known), "unknown": words.count(incidence.unknown),
                        "source": incidence.source,
                    ]))
        }
        if report.hasLimit { cautions.append(words("caution.tied")) }
        let unfounded = report.changed.judge.rules.filter { $0.legalBasis == nil && $0.kind.decides }
        if !unfounded.isEmpty {
            cautions.append(
                words(
                    "caution.unfounded",
                    ["rules": unfounded.map { $0.statement(words.language) }.joined(separator: "; ")]))
        }
        return cautions
    }

    /// All tables that have something to say, in their order.
    public var tables: [PlainTable] {
        [sides, matrix, byRule] + WhatIfReport.Axis.allCases.compactMap(group)
            + [overlaps, incidence].compactMap(\.self)
    }

    /// How much the poorest shares get, before and after; nil where income is not known.
    public var curves: ConcentrationFigure? {
        guard let incidence = report.incidence, incidence.before != nil || incidence.after != nil else { return nil }
        let steps = (0...50).map { Double($0) / 50 }
        let curves = [("present", incidence.before), ("changed", incidence.after)].compactMap {
            key, side -> ConcentrationFigure.Curve? in
            side.map { side in
                ConcentrationFigure.Curve(
                    label: words("column." + key), points: steps.map { .init(people: $0, amount: side.curve($0)) })
            }
        }
        return ConcentrationFigure(
            caption: Caption(id: "whatif-curves", title: words("curves.title"), summary: words("curves.summary")),
            curves: curves, equalityLabel: words("curves.equality"), peopleLabel: words("curves.people"),
            amountLabel: words(incidence.isMoney ? "curves.money" : "curves.places"), numbers: words.numbers)
    }

    /// How many are served; from how many to how many, where people are tied.
    func served(_ side: WhatIfReport.Side) -> String {
        Self.range(words.count(side.served), words.count(side.mostServed))
    }

    /// What it costs, in the same way.
    func cost(_ side: WhatIfReport.Side) -> String { Self.range(words.rupiah(side.cost), words.rupiah(side.mostCost)) }

    var difference: String {
        func text(_ value: Int64) -> String { signed(value, words.rupiah(Int64(clamping: value.magnitude))) }
        return Self.range(text(report.differences.lowerBound), text(report.differences.upperBound))
    }

    private static func range(_ least: String, _ most: String) -> String {
        least == most ? least : least + " – " + most
    }

    /// How many can be served.
    func limit(_ plan: QuotaPlan?) -> String {
        guard let plan else { return words("limit.none") }
        guard let limit = plan.limit else { return words("limit.areas") }
        switch limit {
        case .people(let count): return words("limit.people", ["n": words.count(count)])
        case .budget(let rupiah): return words.rupiah(rupiah)
        }
    }

    func index(_ side: WhatIfReport.Distribution?) -> String {
        side.map { words.numbers.decimal($0.index, 3) } ?? "–"
    }

    func signed(_ value: some BinaryInteger, _ text: String) -> String {
        value > 0 ? "+" + text : value < 0 ? "-" + text : text
    }

    func change(_ before: Int, _ after: Int) -> String {
        signed(after - before, words.count((after - before).magnitude.asInt))
    }
}

extension UInt {
    fileprivate var asInt: Int { Int(clamping: self) }
}
