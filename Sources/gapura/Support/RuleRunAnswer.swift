// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Reports

/// What rules came to for a list: counts that reconcile, each rule's share, and every line with its reasons.
struct RuleRunAnswer: Encodable {
    private struct File: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    private struct Reference: Encodable {
        var kind: String
        var name: String
        var as_of: String
        var year: Int
        var rows: Int
        var refused: Int
    }

    private struct Rule: Encodable {
        var code: String
        var kind: String
        var severity: String
        var statement: String
        var legal_basis: String?
        var issuer: String
        var issuer_level: String
        var flags: [String]
        var refused: Int
        var refused_alone: Int
        var held: Int
        var remarked: Int
    }

    private struct Evidence: Encodable {
        var name: String
        var value: String
        var source: String
        var as_of: String?
    }

    private struct Reason: Encodable {
        var rule: String
        var result: String
        var statement: String
        var deciding: String?
        var evidence: [Evidence]
        var missing: [String]
        var problem: Answer.ProblemLine?
        var legal_basis: String?
        var issuer: String
        var flags: [String]
        var correct: String?
        /// The same as one sentence.
        var seen: String
    }

    private struct Line: Encodable {
        var row: Int
        var nik: String
        var verdict: String
        var without_basis: Bool
        var benefit: Int64?
        var reasons: [Reason]
        var remarks: [Reason]
        var problems: [Answer.ProblemLine]
    }

    private var programme: String
    private var as_of: String
    private var year: Int
    private var list: String
    private var files: [File]
    private var references: [Reference]
    private var rules: [Rule]
    private var not_in_force: [String]
    private var rows: Int
    private var eligible: Int
    private var refused: Int
    private var held: Int
    private var unread: Int
    private var refused_without_basis: Int
    private var benefit: Int64
    private var missing: [String: Int]
    private var lines: [Line]

    init(_ outcome: RuleRunOptions.Outcome, _ sentences: RuleSentences, _ language: Language) {
        let (judge, tally) = (outcome.judge, outcome.tally)
        programme = judge.programme
        as_of = judge.day.description
        year = judge.year
        list = outcome.list
        files = judge.files.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
        references = judge.references.lists.map {
            Reference(
                kind: $0.kind, name: $0.name, as_of: $0.asOf.description, year: $0.year, rows: $0.rows,
                refused: $0.refused)
        }
        rules = tally.counts.map { count in
            Rule(
                code: count.rule.code, kind: count.rule.kind.rawValue, severity: count.rule.severity.rawValue,
                statement: count.rule.statement(language), legal_basis: count.rule.basis?.text,
                issuer: sentences.issuer(count.rule), issuer_level: count.rule.issuer.level.rawValue,
                flags: sentences.flags(count.rule, among: judge.rules), refused: count.refused,
                refused_alone: count.alone, held: count.held, remarked: count.remarked)
        }
        not_in_force = judge.resting.map(\.code)
        (rows, eligible, refused, held) = (tally.rows, tally.eligible, tally.refused, tally.held)
        (unread, refused_without_basis, benefit) = (tally.unread, tally.refusedWithoutBasis, tally.benefit)
        missing = tally.missing
        func reason(_ finding: RuleFinding) -> Reason {
            Reason(
                rule: finding.rule.code, result: finding.result.word, statement: sentences.statement(finding),
                deciding: finding.deciding,
                evidence: finding.evidence.map {
                    Evidence(
                        name: $0.name, value: $0.text(judge.schema, language), source: sentences.source($0.source),
                        as_of: $0.source.asOf?.description)
                }, missing: finding.missing, problem: finding.problem.map { Answer.ProblemLine($0, language) },
                legal_basis: finding.rule.basis?.text, issuer: sentences.issuer(finding.rule),
                flags: sentences.flags(finding.rule, among: judge.rules),
                correct: sentences.correction(finding.rule), seen: sentences.seen(finding))
        }
        lines = outcome.cases.map { ruled in
            Line(
                row: ruled.row, nik: ruled.maskedNIK, verdict: ruled.verdict.rawValue,
                without_basis: ruled.isRefusedWithoutBasis, benefit: ruled.verdict == .eligible ? ruled.benefit : nil,
                reasons: ruled.reasons.map(reason), remarks: ruled.remarks.map(reason),
                problems: ruled.problems.map { Answer.ProblemLine($0, language) })
        }
    }

    // MARK: Tables

    /// One row for each reason; a line without one has a row too.
    func reasons(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            [
                "row", "nik", "verdict", "code", "statement", "seen", "deciding", "issuer", "basis", "mark", "correct",
                "benefit",
            ].map { console.say("rules.column." + $0) }, numeric: [0, 11])
        for line in lines {
            let head = [String(line.row), line.nik, console.say("rules.verdict." + line.verdict)]
            let amount = line.benefit.map { String($0) } ?? ""
            if line.reasons.isEmpty {
                let text = line.problems.map(\.message).joined(separator: "; ")
                grid.add(head + ["", "", text, "", "", "", "", "", amount])
            }
            for reason in line.reasons {
                grid.add(
                    head + [
                        reason.rule, reason.statement, reason.seen, reason.deciding ?? "", reason.issuer,
                        reason.legal_basis ?? console.say("rules.no-basis"), reason.flags.joined(separator: " "),
                        reason.correct ?? "", amount,
                    ])
            }
        }
        return grid
    }

    func text(_ console: Console) -> String {
        var out =
            console.say(
                "rules.run.head", ["programme": programme, "day": as_of, "list": list, "rules": String(rules.count)])
            + "\n"
        out +=
            console.say(
                "rules.run.counts",
                [
                    "rows": console.integer(rows), "eligible": console.integer(eligible),
                    "refused": console.integer(refused), "held": console.integer(held),
                    "benefit": console.language.rupiah(benefit),
                ]) + "\n"
        if unread > 0 { out += console.say("rules.run.unread", ["count": console.integer(unread)]) + "\n" }
        if refused_without_basis > 0 {
            out += console.say("rules.run.without-basis", ["count": console.integer(refused_without_basis)]) + "\n"
        }
        out += "\n" + table(console).text
        for rule in rules where !rule.flags.isEmpty && (rule.refused > 0 || rule.held > 0) {
            out += "\n" + rule.code + ": " + rule.flags.joined(separator: " ") + "\n"
        }
        if !missing.isEmpty {
            let parts = missing.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { $0.key + " " + console.integer($0.value) }
            out += "\n" + console.say("rules.run.missing", ["names": parts.joined(separator: ", ")]) + "\n"
        }
        let first = lines.filter { !$0.reasons.isEmpty }.prefix(5)
        for line in first {
            out +=
                "\n"
                + console.say(
                    "rules.run.line",
                    ["row": String(line.row), "nik": line.nik, "verdict": console.say("rules.verdict." + line.verdict)])
            for reason in line.reasons {
                out += "\n  " + reason.statement + " — " + reason.seen
                out += "\n    " + reason.issuer + "; " + (reason.legal_basis ?? console.say("rules.no-basis"))
                if let correct = reason.correct { out += "\n    → " + correct }
            }
        }
        let rest = lines.count { !$0.reasons.isEmpty } - first.count
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
                    + [rule.legal_basis ?? console.say("rules.no-basis")])
        }
        return grid
    }
}

/// Which letters were written.
struct RuleLettersAnswer: Encodable {
    private struct Letter: Encodable {
        var row: Int
        var nik: String
        var verdict: String
        var rules: [String]
    }

    private var file: String?
    private var letters: [Letter]

    init(_ cases: [RuledCase], file: String?) {
        self.file = file
        letters = cases.map {
            Letter(
                row: $0.row, nik: $0.maskedNIK, verdict: $0.verdict.rawValue, rules: $0.reasons.map(\.rule.code))
        }
    }

    func sentence(_ console: Console) -> String {
        console.say("rules.letters", ["count": console.integer(letters.count)])
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(["row", "nik", "verdict", "code"].map { console.say("rules.column." + $0) }, numeric: [0])
        for letter in letters {
            grid.add([
                String(letter.row), letter.nik, console.say("rules.verdict." + letter.verdict),
                letter.rules.joined(separator: " "),
            ])
        }
        return grid
    }
}
