import Charts
import Evaluation
import Problems
import Registry

/// Puts a search for undeclared criteria into the order of a document.
struct UndeclaredDocument {
    let report: UndeclaredReport
    let sentences: UndeclaredSentences
    let edition: Edition

    private var words: Words { sentences.words }
    private var source: String { words(edition.synthetic ? "source.synthetic" : "source.registry") }

    var page: Page {
        var numbering = Numbering(words)
        return Page(
            name: "undeclared-\(report.programme)", title: words("title", ["programme": report.programme]),
            lead: words("lead"),
            facts: [
                (words("fact.programme"), report.programme), (words("fact.list"), report.list),
                (words("fact.stages"), report.stagesFile), (words("fact.day"), words.day("\(report.day)")),
                (words("fact.rules"), words.count(report.declared.count)),
            ], summary: summary,
            sections: [reconciliation(&numbering)] + findings(&numbering) + power(&numbering)
                + [reading], edition: edition, words: words)
    }

    private var summary: [String] {
        sentences.reconciliation(report) + [sentences.nothing(report)].compactMap(\.self)
            + report.findings.flatMap { [sentences.headline($0), sentences.who($0)] + sentences.standing($0) }
            + [words("summary.caution")]
    }

    private func reconciliation(_ numbering: inout Numbering) -> Page.Section {
        let own = report.result.reconciliation
        let table = ReportTable(
            caption: numbering.table(words("reconciled.title")),
            columns: [
                .init(words("column.standing"), broad: true), .init(words("column.people"), .number),
                .init("%", .number),
            ],
            rows: RuleReconciliation.Standing.allCases.filter { own.count($0) > 0 }.map { standing in
                .init([
                    words("standing." + standing.rawValue), words.count(own.count(standing)),
                    words.percent(own.count(standing), of: report.lines.count),
                ])
            } + [.init([words("total"), words.count(report.lines.count), ""], .total)], source: source)
        let byRule = report.declared.filter { own.byRule[$0.code] != nil }
        let rules = ReportTable(
            caption: numbering.table(words("by-rule.title")),
            columns: [
                .init(words("column.rule"), broad: true), .init(words("column.basis")),
                .init(words("column.explained"), .number), .init(words("column.broken"), .number),
            ],
            rows: byRule.map { rule in
                .init([
                    rule.statement(words.language), sentences.rules.basis(rule),
                    words.count(own.byRule[rule.code]?.explained ?? 0), words.count(own.byRule[rule.code]?.broken ?? 0),
                ])
            }, notes: [("", words("by-rule.note"))], source: source, look: .cardwise)
        return Page.Section("reconciled", words("section.reconciled")) {
            tag(.p, "", words("reconciled.text"))
            table.html
            if !byRule.isEmpty { rules.html }
        }
    }

    private func findings(_ numbering: inout Numbering) -> [Page.Section] {
        guard !report.findings.isEmpty else {
            let text = sentences.nothing(report) ?? ""
            return [Page.Section("findings", words("section.findings")) { tag(.p, "", text) }]
        }
        return report.findings.enumerated().map { index, finding in
            let strength = strength(finding, &numbering)
            let deciders = deciders(finding, &numbering)
            let rest = [sentences.reasons(finding), sentences.standIns(finding)].compactMap(\.self)
            return Page.Section("finding-\(index + 1)", words("section.finding", ["number": words.count(index + 1)])) {
                tag(.p, "", sentences.headline(finding))
                tag(.ul) { for sentence in sentences.standing(finding) { tag(.li, "", sentence) } }
                strength.html
                tag(.p, "", sentences.who(finding))
                deciders.html
                for sentence in rest { tag(.p, "", sentence) }
                if finding.withheld > 0 {
                    tag(.p, "", words("finding.withheld", ["amount": words.rupiah(finding.withheld)]))
                }
            }
        }
    }

    private func strength(_ finding: UndeclaredReport.Finding, _ numbering: inout Numbering) -> ReportTable {
        let own = finding.evidence
        let rows: [(String, String)] = [
            ("support", words.count(own.support)), ("refused", words.count(own.refused)),
            ("precision", words.percent(own.refused, of: own.support)),
            ("coverage", words.percent(own.refused, of: own.refused + own.othersRefused)),
            ("odds", own.stratified.oddsRatio.map { words.numbers.decimal($0, 1) } ?? "–"),
            ("fisher", sentences.probability(own.fisher)),
            ("stratified", sentences.probability(own.stratified.pValue)),
            ("searched", sentences.probability(own.searchedP)),
        ]
        return ReportTable(
            caption: numbering.table(words("strength.title")),
            columns: [.init(words("column.measure"), broad: true), .init(words("column.value"), .number)],
            rows: rows.map { .init([words("measure." + $0.0), $0.1]) }, notes: [("", words("strength.note"))],
            source: source)
    }

    private func deciders(_ finding: UndeclaredReport.Finding, _ numbering: inout Numbering) -> ReportTable {
        ReportTable(
            caption: numbering.table(words("deciders.title")),
            columns: [
                .init(words("column.decider"), broad: true), .init(words("column.met"), .number),
                .init(words("column.met-refused"), .number), .init(words("column.others"), .number),
                .init(words("column.others-refused"), .number), .init("p", .number),
            ],
            rows: finding.evidence.byDecider.map { row in
                .init([
                    sentences.decider(row.decider), words.count(row.decided), words.count(row.refused),
                    words.count(row.othersDecided), words.count(row.othersRefused), sentences.probability(row.pValue),
                ])
            }, notes: [("", words("deciders.note"))], source: source, look: .cardwise)
    }

    private func power(_ numbering: inout Numbering) -> [Page.Section] {
        PowerTables(report: report, sentences: sentences, source: source).section(&numbering).map { [$0] } ?? []
    }

    private var reading: Page.Section {
        Page.Section("reading", words("section.reading")) {
            tag(.ul) { for caution in sentences.cautions { tag(.li, "", caution) } }
            tag(.p, "", sentences.method(report))
            if !report.result.limits.isEmpty {
                tag(.ul) { for limit in sentences.limits(report) { tag(.li, "", limit) } }
            }
        }
    }
}
