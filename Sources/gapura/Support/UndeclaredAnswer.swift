// swift-format-ignore-file: AlwaysUseLowerCamelCase
// Field names here are those of JSON documents.

import Evaluation
import Problems
import Registry
import Reports

/// What a search for undeclared criteria came to. Rows are told by their number; nobody's identity number stands in it.
struct UndeclaredAnswer: Encodable {
    var programme: String
    var as_of: String
    var list: String
    var stages_file: String
    var level: Double
    var draws: Int
    var conditions: Int
    var compared: Int
    var strata: Int
    var counts: Counts
    /// Rows of decisions, and those that could not be read and count nowhere.
    var decision_rows: Int
    var unread_decision_rows: Int
    var rules: [Rule]
    var findings: [Finding]
    var left_unexplained: Int
    var breach_rows: [Int]
    var concentration: Double?
    var deciders: [Share]
    var areas: [Area]
    var kinds: [Area]
    var limits: [String]
    var cautions: [String]
    var problems: [Answer.ProblemLine]
    var summary: [String]
    var nothing: String?

    private enum CodingKeys: String, CodingKey {
        case programme, as_of, list, stages_file, level, draws, conditions, compared, strata, counts, rules, findings
        case decision_rows, unread_decision_rows
        case left_unexplained, breach_rows, concentration, deciders, areas, kinds, limits, cautions, problems
    }

    init(_ report: UndeclaredReport, _ sentences: UndeclaredSentences, _ language: Language) {
        let (result, own) = (report.result, report.result.reconciliation)
        (programme, as_of, list) = (report.programme, "\(report.day)", report.list)
        (stages_file, level, draws) = (report.stagesFile, result.options.level, result.options.draws)
        (conditions, compared, strata) = (result.extent.conditions, result.extent.compared, result.extent.strata)
        counts = Counts(
            lines: report.lines.count, explained: own.count(.explained), unexplained: own.count(.unexplained),
            refused_held: own.count(.refusedHeld), in_order: own.count(.inOrder), breach: own.count(.breach),
            accepted_held: own.count(.acceptedHeld), pending: own.count(.pending))
        (decision_rows, unread_decision_rows) = (report.decisionRows, report.unreadRows)
        rules = report.declared.map { rule in
            Rule(
                code: rule.code, legal_basis: rule.basis?.text, explained: own.byRule[rule.code]?.explained ?? 0,
                broken: own.byRule[rule.code]?.broken ?? 0)
        }
        findings = report.findings.map { Self.finding($0, report, sentences, language) }
        left_unexplained = result.left.count
        breach_rows = own.lines(.breach).map { report.lines[$0].row }
        concentration = report.dominance.concentration
        deciders = report.dominance.shares.map { share in
            let times = report.staying.first { $0.decider == share.decider }?.times
            return Share(
                stage: share.decider.stage, actor: share.decider.actor, decided: share.decided, refused: share.refused,
                unexplained: share.unexplained, share_of_refusals: share.shareOfRefusals,
                concentration_without: share.concentrationWithout, hours_median: times?.median,
                hours_longest: times?.longest)
        }
        areas = report.areas.map(Self.area)
        kinds = report.kinds.map(Self.area)
        limits = sentences.limits(report)
        cautions = sentences.cautions
        problems = report.problems.map { Answer.ProblemLine($0, language) }
        summary = sentences.reconciliation(report)
        nothing = sentences.nothing(report)
    }

    private static func area(_ area: AreaRefusals.Area) -> Area {
        Area(
            name: area.name, decided: area.decided, refused: area.refused, lower: area.interval.lower,
            upper: area.interval.upper, difference: area.difference?.estimate,
            difference_lower: area.difference?.interval.lower, difference_upper: area.difference?.interval.upper)
    }

    private static func finding(
        _ finding: UndeclaredReport.Finding, _ report: UndeclaredReport, _ sentences: UndeclaredSentences,
        _ language: Language
    ) -> Finding {
        let (own, standing) = (finding.evidence, finding.standing)
        let reach: String =
            switch own.reach {
            case .everybody: "all"
            case .stage(let stage): stage
            case .decider(let decider): decider.stage + ": " + decider.actor
            }
        return Finding(
            condition: sentences.condition(own.condition), statements: own.condition.statements.map(statement),
            reach: reach, support: own.support, refused: own.refused, others: own.others,
            others_refused: own.othersRefused, precision: own.precision, coverage: own.coverage, p_fisher: own.fisher,
            p_stratified: own.stratified.pValue, odds_ratio: own.stratified.oddsRatio, p_search: own.searchedP,
            marks: UndeclaredSentences.marks(standing), rule: standing.rule?.code,
            agreement: standing.rule == nil ? nil : standing.agreement,
            issuer_level: standing.rule?.issuer.level.rawValue,
            against: standing.against.map {
                Against(rule: $0.code, legal_basis: $0.basis?.text ?? "", statement: $0.statement(language))
            },
            deciders: own.byDecider.map { row in
                Decider(
                    stage: row.decider.stage, actor: row.decider.actor, met: row.decided, met_refused: row.refused,
                    others: row.othersDecided, others_refused: row.othersRefused, p: row.pValue, applies: row.applies)
            },
            reasons: finding.reasons.map { Reason(text: $0.text, rule: $0.rule, people: $0.people) },
            stand_ins: own.standIns.map {
                StandIn(condition: sentences.condition($0.condition), overlap: $0.overlap)
            }, withheld: finding.withheld, refused_rows: own.refusedLines.map { report.lines[$0].row },
            sentences: [sentences.headline(finding), sentences.who(finding)] + sentences.standing(finding)
                + [sentences.strength(finding), sentences.reasons(finding)]
                + [sentences.standIns(finding)].compactMap(\.self))
    }

    private static func statement(_ statement: CriterionCondition.Statement) -> Statement {
        switch statement.test {
        case .equals(let value): Statement(attribute: statement.attribute, test: "equals", value: value)
        case .differs(let value): Statement(attribute: statement.attribute, test: "differs", value: value)
        case .atLeast(let limit): Statement(attribute: statement.attribute, test: "at-least", value: "\(limit)")
        case .below(let limit): Statement(attribute: statement.attribute, test: "below", value: "\(limit)")
        case .missing: Statement(attribute: statement.attribute, test: "missing", value: nil)
        }
    }
}
