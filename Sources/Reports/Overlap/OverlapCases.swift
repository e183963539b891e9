import Problems
import Registry

/// The first cases that need a decision, so that a report can be checked against its lists; masked.
struct OverlapCases {
    let result: OverlapResult
    let words: Words
    let source: String
    private static let perFinding = 8

    func html(_ numbering: inout Numbering) -> HTML {
        let grave: Set<Verdict> = [.forbidden, .wasteful, .conditional, .review]
        let findings = result.findings.filter { grave.contains($0.verdict) && !$0.cases.isEmpty }.sorted {
            (order($0.verdict), -$0.cases.count) < (order($1.verdict), -$1.cases.count)
        }
        guard !findings.isEmpty else { return tag(.p, "", words("cases.none")) }
        var tables: [HTML] = []
        for finding in findings { tables.append(table(finding, &numbering)) }
        return .joined(tables)
    }

    private func order(_ verdict: Verdict) -> Int { Verdict.allCases.firstIndex(of: verdict) ?? 0 }

    private func table(_ finding: OverlapResult.Finding, _ numbering: inout Numbering) -> HTML {
        let a = result.lists[finding.a].title
        let b = result.lists[finding.b].title
        let isWithin = finding.a == finding.b
        let shown = finding.cases.prefix(Self.perFinding)
        let names = [
            "verdict": sentenceCase(words("verdict.\(finding.verdict.rawValue)")), "a": a, "b": b,
            "shown": words.count(shown.count), "all": words.count(finding.cases.count),
        ]
        return ReportTable(
            caption: numbering.table(words(isWithin ? "cases.within" : "cases.title", names)),
            columns: [
                .init(words(finding.unit == .person ? "column.nik" : "column.card")), .init(words("column.name")),
                .init(words("column.village")), .init(words("column.rows-on", ["list": a]), .number),
            ] + (isWithin ? [] : [.init(words("column.rows-on", ["list": b]), .number)])
                + [.init(words("column.amount"), .number)],
            rows: shown.map { one in
                let number = (finding.unit == .person ? one.nik : one.familyCard) ?? ""
                let name = Masked.name(one.name) + (one.otherName.map { " ≠ " + Masked.name($0) } ?? "")
                var cells = [
                    Masked.number(number), name, one.village ?? "–", rows(one.rowsA),
                ]
                if !isWithin { cells.append(rows(one.rowsB)) }
                let amount = isWithin ? one.amountA : one.amountA + one.amountB
                cells.append(amount == 0 ? "–" : words.rupiah(amount))
                return ReportTable.Row(cells)
            }, notes: [("", words("cases.note", names))] + differing(finding), source: source, look: .cardwise
        ).html
    }

    /// What the sign between two names says, where it stands.
    private func differing(_ finding: OverlapResult.Finding) -> [(mark: String, text: String)] {
        guard finding.namesDiffer > 0 else { return [] }
        return [("", words("cases.names-differ", ["n": words.count(finding.namesDiffer)]))]
    }

    private func sentenceCase(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

    private func rows(_ rows: [Int]) -> String { rows.map { words.count($0) }.joined(separator: ", ") }
}
