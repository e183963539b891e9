import Foundation
import Problems
import Registry

/// The tables of the overlap document.
struct OverlapTables {
    let result: OverlapResult
    let words: Words
    let source: String

    func lists(_ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("lists.title")),
            columns: [
                .init(words("column.list")), .init(words("column.programme")), .init(words("column.institution")),
                .init(words("column.as-of")), .init(words("column.rows"), .number),
                .init(words("column.people"), .number), .init(words("column.amount"), .number),
            ],
            rows: result.lists.map { list in
                ReportTable.Row([
                    list.title, list.programme, list.institution ?? "", list.referenceDate.map(words.day) ?? "–",
                    words.count(list.rows), words.count(list.people), money(list.amount),
                ])
            }, notes: [("", words("lists.note"))], source: source, look: .cardwise
        ).withoutVoidColumns().html
    }

    func pairs(_ numbering: inout Numbering) -> HTML {
        var rows: [ReportTable.Row] = []
        for pair in result.pairs {
            let findings = result.findings.filter { ($0.a, $0.b) == (pair.a, pair.b) }
            guard !findings.isEmpty else { continue }
            var head = ReportTable.Cell(heading(pair))
            head.span = 5
            rows.append(ReportTable.Row([head], .group))
            rows += findings.map(row)
        }
        for finding in result.findings where finding.a == finding.b {
            if rows.isEmpty || !result.pairs.contains(where: { ($0.a, $0.b) == (finding.a, finding.b) }) {
                var head = ReportTable.Cell(words("pairs.within", ["list": result.lists[finding.a].title]))
                head.span = 5
                rows.append(ReportTable.Row([head], .group))
                rows.append(row(finding))
            }
        }
        return ReportTable(
            caption: numbering.table(words("pairs.title")),
            columns: [
                .init(words("column.verdict")), .init(words("column.concerned"), .number),
                .init(words("column.condition"), broad: true), .init(words("column.basis")),
                .init(words("column.amounts"), .number),
            ], rows: rows, notes: [("", words("pairs.note"))], source: source, look: .cardwise
        ).html
    }

    private func heading(_ pair: OverlapResult.Pair) -> String {
        if pair.a == pair.b { return words("pairs.within", ["list": result.lists[pair.a].title]) }
        return words(
            "pairs.head",
            [
                "a": result.lists[pair.a].title, "b": result.lists[pair.b].title, "people": words.count(pair.people),
                "families": words.count(pair.familiesOnly),
            ])
    }

    private func row(_ finding: OverlapResult.Finding) -> ReportTable.Row {
        let concerned =
            finding.unit == .person
            ? words("people", ["n": words.count(finding.people)])
            : words("families", ["n": words.count(finding.families)])
        let condition = (words.language == .id ? finding.conditionId : finding.conditionEn) ?? words("pairs.no-rule")
        let basis = finding.legalBasis.flatMap { $0.isEmpty ? nil : $0 }
        // A rule without regulation says where it comes from instead.
        let grounds =
            basis ?? finding.source.flatMap { $0.isEmpty ? nil : words("pairs.source", ["source": host($0)]) } ?? "–"
        return ReportTable.Row([
            .init(HTML.chip(words("verdict.\(finding.verdict.rawValue)"), finding.verdict.rawValue)), .init(concerned),
            .init(condition), .init(grounds), .init(amounts(finding)),
        ])
    }

    /// First list above, second below.
    private func amounts(_ finding: OverlapResult.Finding) -> HTML {
        if finding.a == finding.b || finding.amount == 0 { return .text(money(finding.amountA)) }
        return .joined([
            .text(money(finding.amountA)), HTML.element(.br, [], .empty), .text(money(finding.amountB)),
        ])
    }

    /// An address shows its host only: documents hold no links outward.
    private func host(_ source: String) -> String {
        guard let range = source.range(of: "://") else { return source }
        return String(source[range.upperBound...].prefix { $0 != "/" })
    }

    func complements(_ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("complements.title")),
            columns: [
                .init(words("column.served")), .init(words("column.not-on")), .init(words("column.people"), .number),
                .init(words("column.villages"), broad: true), .init(words("column.why")),
            ],
            rows: result.complements.sorted { $0.people > $1.people }.map { complement in
                let named = complement.villages.prefix(4).map { "\($0.name) \(words.count($0.people))" }
                let more = complement.villages.count - named.count
                let villages =
                    named.joined(separator: ", ")
                    + (more > 0 ? words("complements.more", ["n": words.count(more)]) : "")
                return ReportTable.Row([
                    result.lists[complement.servedBy].title, result.lists[complement.notOn].title,
                    words.count(complement.people), villages,
                    (words.language == .id ? complement.conditionId : complement.conditionEn) ?? "",
                ])
            }, notes: [("", words("complements.note"))], source: source, look: .cardwise
        ).html
    }

    func verdicts(_ numbering: inout Numbering) -> HTML {
        ReportTable(
            caption: numbering.table(words("verdicts.title")),
            columns: [.init(words("column.verdict")), .init(words("column.meaning"))],
            rows: Verdict.allCases.map { verdict in
                ReportTable.Row([
                    .init(HTML.chip(words("verdict.\(verdict.rawValue)"), verdict.rawValue)),
                    .init(words("meaning.\(verdict.rawValue)")),
                ])
            }
        ).html
    }

    private func money(_ amount: Int64) -> String { amount == 0 ? "–" : words.rupiah(amount) }
}
