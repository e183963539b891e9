import Indonesia
import Problems
import Registry
import Store
import Studies

/// What the demo found, for a terminal.
struct DemoText {
    private let findings: Demo.Findings
    private let console: Console

    init(_ findings: Demo.Findings, _ console: Console) {
        self.findings = findings
        self.console = console
    }

    var text: String {
        var text = "\n" + console.say("demo.title") + "\n"
        text += heading("demo.lists") + BatchText.grid(findings.lists.map { Answer.Batch($0.batch) }, console).text
        text += "\n" + console.say("demo.refused") + "\n" + refusedRows
        text += heading("demo.overlap") + OverlapText(findings.overlap, console).text
        text += "\n" + matches + "\n"
        if let refusals = findings.refusals { text += heading("demo.refusals") + describe(refusals) }
        text += heading("demo.people")
        text += findings.effects.map { "  - " + EffectAnswer($0).sentence(console) + "\n" }.joined()
        text += heading("demo.coordination") + findings.coordination.text(console)
        text += heading("demo.studies")
        text += findings.studies.map { study in
            study.result.title[console.language] + "\n" + study.summary.map { "  - \($0)\n" }.joined()
        }.joined(separator: "\n")
        text += heading("demo.reports") + findings.reports.map { "  \($0)\n" }.joined()
        if findings.problems.isEmpty { text += "\n" + console.say("demo.verified", ["db": findings.database]) + "\n" }
        return text
    }

    private var matches: String {
        let probable = findings.matches.probable
        return console.say(
            "demo.matches",
            [
                "candidates": console.integer(findings.matches.candidates),
                "probable": console.integer(probable),
            ])
    }

    private func heading(_ key: String) -> String {
        let title = console.say(key)
        return "\n\(title)\n\(String(repeating: "═", count: title.count))\n"
    }

    private var refusedRows: String {
        var totals: [String: Int] = [:]
        for list in findings.lists {
            for problem in list.refused { totals[problem.code, default: 0] += 1 }
        }
        return totals.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map { code, rows in
            let reason = Catalogue.bundled.reason(ofCode: code, console.language)
            let number = console.integer(rows)
            return String(repeating: " ", count: max(0, 5 - number.count)) + number + "  \(code): \(reason)\n"
        }.joined()
    }

    private func describe(_ report: RefusalReport) -> String {
        let language = console.language
        func n(_ value: Int) -> String { language.integer(value) }
        var text =
            console.say(
                "demo.applicants",
                [
                    "applicants": n(report.applicants), "cashed": n(report.cashed),
                    "amount": language.rupiah(report.amount),
                    "refused": n(report.refused), "with": n(report.refusedWithBasis),
                    "without": n(report.refusedWithoutBasis), "unstated": n(report.refusedUnstated),
                ]) + "\n"
        for refusal in report.refusals {
            let statement = refusal.statement(language)
            let basis =
                refusal.rule == nil
                ? console.say("demo.no-reason")
                : refusal.hasLegalBasis ? refusal.rule?.legalBasis ?? "" : console.say("demo.no-basis")
            text +=
                "  "
                + console.say(
                    "demo.refusal",
                    ["people": n(refusal.people), "reason": statement ?? console.say("demo.unstated"), "basis": basis])
                + "\n"
            if !refusal.contradictedBy.isEmpty {
                let rules = refusal.contradictedBy.compactMap(\.legalBasis).joined(separator: "; ")
                text += console.say("demo.contradicted", ["rules": rules]) + "\n"
            }
        }
        return text
            + console.say(
                "demo.before",
                [
                    "before": n(report.receivedBefore), "refused": n(report.receivedBeforeRefused),
                    "cashed": n(report.receivedBeforeCashed),
                ]) + "\n"
    }
}
