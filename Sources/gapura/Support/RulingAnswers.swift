// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Indonesia
import Problems
import Registry
import Reports
import Store

/// Stored rulings.
struct RulingsAnswer: Encodable {
    struct Line: Encodable {
        var id: Int64
        var batch: Int64
        var appeals: Int64?
        var programme: String
        var decided_on: String
        var fiscal_year: Int
        var recorded_at: String
        var actor: String
        var rows: Int
        var eligible: Int
        var refused: Int
        var held: Int
        /// Rupiah of all who are eligible.
        var benefit: Int64
        /// Of the eligible under a limit: those who are served, with their rupiah, and the others.
        var served: Int?
        var tied: Int?
        var waiting: Int?
        var unranked: Int?
        var spent: Int64?

        init(_ record: RulingRecord) {
            (id, batch, appeals, programme) = (record.id, record.batch, record.appeals, record.programme)
            (decided_on, fiscal_year) = (record.decidedOn, record.fiscalYear)
            (recorded_at, actor, rows) = (record.recordedAt, record.actor, record.rows)
            (eligible, refused, held, benefit) = (record.eligible, record.refused, record.held, record.benefit)
            guard let plan = RulingStandings.Plan(of: record) else { return }
            (served, tied, waiting, unranked) = (plan.served, plan.tied, plan.waiting, plan.unranked)
            spent = plan.spent
        }
    }

    var rulings: [Line]

    init(_ records: [RulingRecord]) { rulings = records.map(Line.init) }

    /// - Parameter isRead: whether people read it: numbers are grouped then.
    func grid(_ console: Console, isRead: Bool = false) -> TextGrid {
        func count(_ number: Int?) -> String { number.map { isRead ? console.integer($0) : String($0) } ?? "" }
        func rupiah(_ amount: Int64?) -> String {
            amount.map { isRead ? console.language.rupiah($0) : String($0) } ?? ""
        }
        var grid = TextGrid(
            [
                "ruling", "batch", "appeals", "programme", "day", "recorded", "actor", "rows", "eligible", "refused",
                "held", "benefit", "served", "spent",
            ].map { console.say("rules.column." + $0) }, numeric: [0, 1, 2, 7, 8, 9, 10, 11, 12, 13])
        for line in rulings {
            grid.add(
                [
                    String(line.id), String(line.batch), line.appeals.map { String($0) } ?? "",
                    "\(line.programme) \(line.fiscal_year)", line.decided_on, line.recorded_at, line.actor,
                ] + [line.rows, line.eligible, line.refused, line.held].map { count($0) }
                    + [rupiah(line.benefit), count(line.served), rupiah(line.spent)])
        }
        return grid
    }

    func text(_ console: Console) -> String { grid(console, isRead: true).text }
}

/// One ruling, by the rule files of its day.
struct RulingAnswer: Encodable {
    struct File: Encodable {
        var name: String
        var version: String
        var digest: String
    }

    struct Line: Encodable {
        var row: Int
        var nik: String
        var verdict: String
        var benefit: Int64?
        /// Of an eligible line under a limit.
        var rank: Int?
        var points: Double?
        var standing: String?
        var reasons: [Reason]
    }

    /// A line that was judged again on appeal.
    struct Later: Encodable {
        var row: Int
        var ruling: Int64
        var verdict: String
    }

    struct Reason: Encodable {
        var rule: String
        var statement: String
        var seen: String
        var legal_basis: String?
        /// What the rule rests on, in words.
        var basis: String

        init(_ finding: RuleFinding, _ sentences: RuleSentences) {
            (rule, statement) = (finding.rule.code, sentences.statement(finding))
            (seen, legal_basis) = (sentences.seen(finding), finding.rule.legalBasis?.text)
            basis = sentences.basis(finding.rule)
        }
    }

    var ruling: RulingsAnswer.Line
    var list: String
    /// Whether the list was undone since.
    var list_state: String
    var files: [File]
    var sources: [Ruling.Source]
    var evidence: AppealEvidence?
    var appeals: [RulingsAnswer.Line]
    /// Rows that were judged again on appeal.
    var reopened_rows: [Int]
    /// What stands for them now is the last one of a row.
    var judged_again: [Later]
    var plan: RulingStandings.Plan?
    var lines: [Line]

    init(_ found: Ruling, _ sentences: RuleSentences, _ language: Language) {
        (ruling, list) = (RulingsAnswer.Line(found.record), found.batch.name)
        list_state = found.batch.state.rawValue
        files =
            found.judge.files.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
            + found.judge.forms.map { File(name: $0.name, version: $0.version, digest: $0.digest) }
        (sources, evidence) = (found.sources, found.evidence?.masked)
        appeals = found.appeals.map(RulingsAnswer.Line.init)
        reopened_rows = found.reopened.sorted()
        judged_again = found.later.map { Later(row: $0.row, ruling: $0.ruling, verdict: $0.verdict.rawValue) }
        plan = found.standings?.plan
        lines = found.cases.map { item in
            let place = found.standings?.places[item.row]
            return Line(
                row: item.row, nik: item.maskedNIK, verdict: item.verdict.rawValue,
                benefit: item.verdict == .eligible ? item.benefit : nil, rank: place?.rank, points: place?.points,
                standing: place?.standing.rawValue, reasons: item.reasons.map { Reason($0, sentences) })
        }
    }

    func grid(_ console: Console, isRead: Bool = false) -> TextGrid {
        let names = ["row", "nik", "verdict", "code", "statement", "seen", "basis", "benefit"]
        let more = plan == nil ? [] : ["rank", "points", "standing"]
        var grid = TextGrid(
            (names + more).map { console.say("rules.column." + $0) }, numeric: plan == nil ? [0, 7] : [0, 7, 8, 9])
        for line in lines {
            let head = [String(line.row), line.nik, console.say("rules.verdict." + line.verdict)]
            let amount = line.benefit.map { isRead ? console.language.rupiah($0) : String($0) } ?? ""
            let place = [
                line.rank.map { String($0) } ?? "", line.points.map(RuleRankingAnswer.number) ?? "",
                line.standing.map { console.say("rules.standing." + $0) } ?? "",
            ]
            let tail = [amount] + (plan == nil ? [] : place)
            if line.reasons.isEmpty { grid.add(head + ["", "", "", ""] + tail) }
            for reason in line.reasons {
                grid.add(
                    head + [
                        reason.rule, reason.statement, reason.seen,
                        reason.basis,
                    ] + tail)
            }
        }
        return grid
    }

    func text(_ console: Console) -> String {
        var out = RulingsAnswer.grid([ruling] + appeals, console).text
        if let plan {
            out +=
                console.say(
                    "rules.ruling.plan",
                    [
                        "eligible": console.integer(ruling.eligible), "served": console.integer(plan.served),
                        "spent": console.language.rupiah(plan.spent), "tied": console.integer(plan.tied),
                        "waiting": console.integer(plan.waiting), "unranked": console.integer(plan.unranked),
                    ]) + "\n"
        }
        for file in files { out += "\(file.name) \(file.version) \(file.digest.prefix(16))\n" }
        if let evidence { out += evidence.source + (evidence.broughtBy.map { " (\($0))" } ?? "") + "\n" }
        for item in judged_again {
            out +=
                console.say(
                    "rules.ruling.later",
                    [
                        "row": String(item.row), "id": String(item.ruling),
                        "verdict": console.say("rules.verdict." + item.verdict),
                    ]) + "\n"
        }
        return out + "\n" + grid(console, isRead: true).text
    }
}

extension RulingsAnswer {
    static func grid(_ lines: [Line], _ console: Console) -> TextGrid {
        var answer = RulingsAnswer([])
        answer.rulings = lines
        return answer.grid(console, isRead: true)
    }
}

/// A decision that was looked at again.
struct AppealAnswer: Encodable {
    var ruling: Int64
    var against: Int64
    var row: Int
    var nik: String
    var source: String
    var before: String
    var after: String
    var reasons_before: [RulingAnswer.Reason]
    var reasons_after: [RulingAnswer.Reason]

    init(_ appeal: Appeal, _ sentences: RuleSentences, _ language: Language) {
        (ruling, against, row) = (appeal.number, appeal.against, appeal.after.row)
        (nik, source) = (appeal.after.maskedNIK, appeal.evidence.source)
        (before, after) = (appeal.before.verdict.rawValue, appeal.after.verdict.rawValue)
        reasons_before = appeal.before.reasons.map { .init($0, sentences) }
        reasons_after = appeal.after.reasons.map { .init($0, sentences) }
    }

    func grid(_ console: Console) -> TextGrid {
        var grid = TextGrid(
            ["ruling", "appeals", "row", "nik", "before", "after", "source"].map { console.say("rules.column." + $0) },
            numeric: [0, 1, 2])
        grid.add([
            String(ruling), String(against), String(row), nik, console.say("rules.verdict." + before),
            console.say("rules.verdict." + after), source,
        ])
        return grid
    }

    func text(_ console: Console) -> String {
        var out = grid(console).text
        for reason in reasons_after {
            out += "\n  " + reason.statement + " — " + reason.seen + "\n    "
            out += reason.basis
        }
        return out + (reasons_after.isEmpty ? "" : "\n")
    }
}
