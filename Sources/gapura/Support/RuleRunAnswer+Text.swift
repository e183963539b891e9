import Problems
import Registry
import Reports
import Tabular

/// The same as tables and as text.
extension RuleRunAnswer {
    func text(_ console: Console, _ first: [Line]) -> String {
        var out =
            console.say(
                "rules.run.head",
                [
                    "programme": programme, "year": String(year), "day": as_of, "list": list,
                    "rules": String(rules.count),
                ])
            + "\n"
        out +=
            console.say(
                "rules.run.counts",
                [
                    "rows": console.integer(rows), "eligible": console.integer(eligible),
                    "refused": console.integer(refused), "held": console.integer(held),
                    "benefit": console.language.rupiah(benefit),
                ]) + "\n"
        if let ranking {
            out +=
                console.say(
                    "rules.run.served",
                    [
                        "eligible": console.integer(eligible), "served": console.integer(ranking.served),
                        "spent": console.language.rupiah(ranking.spent),
                    ]) + "\n"
        }
        if let ruling { out += console.say("rules.run.stored", ["id": String(ruling)]) + "\n" }
        if unread > 0 { out += console.say("rules.run.unread", ["count": console.integer(unread)]) + "\n" }
        if refused_without_basis > 0 {
            out += console.say("rules.run.without-basis", ["count": console.integer(refused_without_basis)]) + "\n"
        }
        if !judged_by_program.isEmpty {
            out += console.say("rules.run.by-program", ["rules": judged_by_program.joined(separator: ", ")]) + "\n"
        }
        for warning in warnings { out += "! " + warning.message + "\n" }
        out += "\n" + table(console).text
        for rule in rules where !rule.flags.isEmpty && (rule.refused > 0 || rule.held > 0) {
            out += "\n" + rule.code + ": " + rule.flags.joined(separator: " ") + "\n"
        }
        if !missing.isEmpty {
            let parts = missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { $0.key + " " + console.integer($0.value) }
            out += "\n" + console.say("rules.run.missing", ["names": parts.joined(separator: ", ")]) + "\n"
        }
        if let ranking { out += "\n" + ranking.text(console) }
        for line in first {
            out +=
                "\n"
                + console.say(
                    "rules.run.line",
                    ["row": String(line.row), "nik": line.nik, "verdict": console.say("rules.verdict." + line.verdict)])
            for reason in line.reasons {
                out += "\n  " + reason.statement + " — " + reason.seen
                out += "\n    " + reason.issuer + "; " + reason.basis
                if let correct = reason.correct { out += "\n    → " + correct }
            }
        }
        let rest = refused + held - unread - first.count
        if rest > 0 { out += "\n\n" + console.say("rules.run.more", ["count": console.integer(rest)]) }
        return out + "\n"
    }

    private func table(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["code", "kind", "refused", "alone", "held", "remarked", "basis"].map { console.say("rules.column." + $0) },
            numeric: [2, 3, 4, 5])
        for rule in rules {
            grid.add(
                [rule.code, console.say("rules.kind." + rule.kind)]
                    + [rule.refused, rule.refused_alone, rule.held, rule.remarked].map { console.integer($0) }
                    + [rule.basis])
        }
        return grid
    }
}

extension RuleRunAnswer.Line {
    private static let columns = [
        "row", "nik", "verdict", "code", "statement", "seen", "deciding", "issuer", "basis", "mark", "correct",
        "benefit",
    ]

    /// The heading of the table of reasons.
    ///
    /// - Parameter ranking: headings of what a ranking tells.
    static func header(_ console: Console, ranking: [String]) -> String {
        var writer = CSVWriter()
        writer.write(columns.map { console.say("rules.column." + $0) } + ranking)
        return writer.text
    }

    /// One row for each reason; a line without one has a row too.
    ///
    /// - Parameter ranking: what a ranking tells of the line.
    func rows(_ console: Console, ranking: [String]) -> String {
        var writer = CSVWriter()
        let head = [String(row), nik, console.say("rules.verdict." + verdict)]
        let tail = [benefit.map { String($0) } ?? ""] + ranking
        if reasons.isEmpty {
            let text = problems.map(\.message).joined(separator: "; ")
            writer.write(head + ["", "", text, "", "", "", "", ""] + tail)
        }
        for reason in reasons {
            writer.write(
                head + [
                    reason.rule, reason.statement, reason.seen, reason.deciding ?? "", reason.issuer,
                    reason.basis, reason.flags.joined(separator: " "),
                    reason.correct ?? "",
                ] + tail)
        }
        return writer.text
    }
}
